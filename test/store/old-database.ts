import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { folder } from './place.ts';

/** A file that schema version 1 wrote: a debate that closed, and one that was cut short after its first turn. */
export const OLD = { closed: '6fks86k8x0', unfinished: '6fks8ap3xq' };

const packed = readFileSync(new URL('../fixtures/databases/version-1.db.gz', import.meta.url));

/** A copy of it that goes away with the test. */
export function oldDatabase(): string {
  const file = join(folder(), 'debates.db');
  writeFileSync(file, gunzipSync(packed));
  return file;
}
