import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';

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
