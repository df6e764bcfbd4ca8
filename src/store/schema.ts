import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { PitwallError } from '../core/error.ts';
import { isCorruption } from './failure.ts';
import { BARE_MIGRATIONS, migrate } from './migrations.ts';

interface Part {
  type: string;
  name: string;
  sql: string;
}

export interface SchemaFault {
  name: string;
  how: 'changed' | 'missing' | 'added';
  type: string;
}

const known = new Map<number, ReadonlyMap<string, Part>>();

/** The tables, views and triggers of a schema version, as its migrations make them. */
function partsOf(version: number): ReadonlyMap<string, Part> {
  const parts = known.get(version) ?? made(version);
  known.set(version, parts);
  return parts;
}

function made(version: number): ReadonlyMap<string, Part> {
  const db = new Sqlite(':memory:');
  try {
    migrate(db, BARE_MIGRATIONS.slice(0, version));
    return partsIn(db);
  } finally {
    db.close();
  }
}

function partsIn(db: Database): ReadonlyMap<string, Part> {
  const rows = db.prepare<[], Part>(
    "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'index'",
  );
  return new Map(rows.all().map((part) => [part.name, part]));
}

/** Where a file's schema is not what its version makes. Tables and views that somebody added are theirs. */
export function schemaFaults(db: Database, version: number): SchemaFault[] {
  const expected = partsOf(version);
  const there = partsIn(db);
  const ours = [...expected.values()].flatMap(({ type, name, sql }): SchemaFault[] => {
    const found = there.get(name);
    if (found === undefined) return [{ name, type, how: 'missing' }];
    return found.sql === sql && found.type === type ? [] : [{ name, type, how: 'changed' }];
  });
  const added = [...there.values()].filter(({ type, name }) => type === 'trigger' && !expected.has(name));
  return [...ours, ...added.map(({ type, name }): SchemaFault => ({ type, name, how: 'added' }))];
}

/**
 * Refuses a file in which a table or view of ours is another one, or a trigger does more than ours: reading a view runs
 * its query, and writing runs the triggers. A trigger that is gone is for `db check` to say.
 */
export function refuseStrangers(db: Database, file: string, version: number): void {
  const fault = schemaFaults(db, version).find(({ type, how }) => type !== 'trigger' || how !== 'missing');
  if (fault === undefined) {
    refuseStrangeIds(db, file);
    return;
  }
  throw new PitwallError(
    'NOT_A_DATABASE',
    `expected the tables of schema version ${version} in ${file}, found the ${fault.type} "${fault.name}" ${fault.how}`,
    { data: { file, ...fault } },
  );
}

/** As `newId` makes them. */
const ID = '[0-9a-hjkmnp-tv-z]'.repeat(10);

/** An id names files beside the database, and stands in commands that a person copies: a row that somebody wrote may hold a path or an order. */
function refuseStrangeIds(db: Database, file: string): void {
  const strange = db.prepare<[string], string>('SELECT id FROM records WHERE id NOT GLOB ? LIMIT 1').pluck();
  let id: string | undefined;
  try {
    id = strange.get(ID);
  } catch (error) {
    // Whoever looks for damage names it.
    if (!isCorruption(error)) throw error;
  }
  if (id === undefined) return;
  throw new PitwallError('NOT_A_DATABASE', `expected ids of ten letters and digits in ${file}, found "${id}"`, {
    data: { file, id },
  });
}
