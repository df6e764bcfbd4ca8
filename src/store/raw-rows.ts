import type { Database } from 'better-sqlite3';
import { isCorruption } from './failure.ts';
import type { Damage } from './soundness.ts';
import { firstIssue } from './soundness.ts';

/** A row whose columns may hold anything. */
export type Raw = Record<string, unknown>;

/** Takes down what is not sound. */
export type Hurt = (what: Damage['what'], at: unknown, why: string) => void;

type Schema<T> = { parse(value: unknown): T };

export function parsedRows<T>(rows: Raw[], schema: Schema<T>, refuse: (row: Raw, why: string) => void): T[] {
  return rows.flatMap((row) => {
    const value = parsed<T>(schema, row);
    if (typeof value !== 'string') return [value as T];
    refuse(row, value);
    return [];
  });
}

export function parsed<T>(schema: Schema<T>, row: unknown): T | string {
  try {
    return schema.parse(row);
  } catch (error) {
    return firstIssue(error, row);
  }
}

/** Rows as far as SQLite can read them; the page that it cannot read is damage of the database. */
export function rowsOf(db: Database, sql: string, key: string, hurt: Hurt): Raw[] {
  const read: Raw[] = [];
  try {
    for (const row of db.prepare<[string], Raw>(sql).iterate(key)) read.push(row);
  } catch (error) {
    if (!isCorruption(error)) throw error;
    hurt('database', sql.match(/FROM (\w+)/)?.[1] ?? '', `SQLite reports "${error.message}"`);
  }
  return read;
}
