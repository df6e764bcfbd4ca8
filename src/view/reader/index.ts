import './instead/compiling.ts';
import { readRecord, refusal } from './read-record.ts';

/** The page of the static build, another script, finds the reader here. */
Object.assign(globalThis, { pitwallReader: { read: readRecord, refusal } });
