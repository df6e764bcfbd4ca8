import { existsSync } from 'node:fs';
import { debateDocument } from '../app/document.ts';
import { verifyDebate } from '../app/verify.ts';
import type { DebateChanges } from '../core/changes.ts';
import type { DebateDocument } from '../core/document.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Verification } from '../report/verification.ts';
import { openRecordFile, openStore } from '../store/index.ts';

/** A debate that was held, as a fixture. */
export interface RecordedDebate {
  id: string;
  events: readonly TranscriptEvent[];
  document: DebateDocument;
  /** Executes it again with every live call forbidden, under changes or none. */
  verify(changes?: DebateChanges): Promise<Verification>;
}

/**
 * Opens an exported debate by its file, or a stored one by any prefix of its id or `last`. Nothing is written and nothing stays open.
 * Throws RECORD_INVALID for a file that is not as it was written, UNKNOWN_NAME for an id that is not there, USAGE for an id without `db`.
 */
export async function recorded(name: string, { db }: { db?: string } = {}): Promise<RecordedDebate> {
  const { id, events, document } = await opened(name, db, async (store, debate) => ({
    id: debate,
    events: store.events(debate).map(({ event }) => event),
    document: await debateDocument({ store, id: debate }),
  }));
  return {
    ...{ id, events, document },
    verify: (changes = {}) => opened(name, db, (store) => verifyDebate({ store, id, changes })),
  };
}

async function opened<T>(
  name: string,
  db: string | undefined,
  use: (store: TranscriptStore, id: string) => Promise<T>,
): Promise<T> {
  const { store, id } = open(name, db);
  try {
    return await use(store, id);
  } finally {
    store.close();
  }
}

function open(name: string, db: string | undefined): { store: TranscriptStore; id: string } {
  if (existsSync(name)) return openRecordFile(name);
  if (db === undefined)
    throw new PitwallError('USAGE', `expected an exported debate, or an id and its \`db\`; no file is at \`${name}\``);
  const store = openStore(db, { readonly: true });
  try {
    return { store, id: store.resolve(name) };
  } catch (error) {
    store.close();
    throw error;
  }
}
