import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { openForWriting } from '../../src/store/connection.ts';
import { openStore } from '../../src/store/index.ts';
import { fileLeases } from '../../src/store/lease.ts';
import type { Desk } from '../../src/store/writing.ts';
import { writeDebate } from './sample.ts';

/** A folder that goes away with the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'pitwall-store-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** One statement from outside, as another program would send it. */
export function tamper(file: string, ...statements: string[]): void {
  const db = new Sqlite(file);
  try {
    for (const statement of statements) db.exec(statement);
  } finally {
    db.close();
  }
}

/** A file with one debate that closed. */
export async function writtenDebate(turns: number): Promise<{ file: string; id: string }> {
  const file = join(folder(), 'debates.db');
  const store = openStore(file);
  const id = await writeDebate(store, turns);
  store.close();
  return { file, id };
}

export function reading<T>(file: string, work: (store: ReturnType<typeof openStore>) => T): T {
  const store = openStore(file, { readonly: true });
  try {
    return work(store);
  } finally {
    store.close();
  }
}

/** What writes to `file`, with its connection in the open. */
export function deskAt(file: string): Desk {
  const clock = { now: () => new Date(), random: () => 0.5 };
  return { db: openForWriting(file), file, leases: fileLeases(file), clock };
}
