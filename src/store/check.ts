import type { Database } from 'better-sqlite3';
import { openForSalvage } from './connection.ts';
import { guarded, isCorruption } from './failure.ts';
import { inspectRecord } from './inspecting.ts';
import type { Leases } from './lease.ts';
import { fileLeases } from './lease.ts';
import { SCHEMA_VERSION } from './migrations.ts';
import { schemaFaults } from './schema.ts';
import type { Damage } from './soundness.ts';

export interface DebateCheck {
  id: string;
  scenario: string;
  /** `unfinished` has no last event: whether its end is missing or was never reached, no hash can tell. */
  state: 'closed' | 'failed' | 'running' | 'unfinished' | 'damaged';
  /** Sound events, from the first. */
  events: number;
  effects: number;
  damage: Damage[];
}

export interface DatabaseCheck {
  file: string;
  /** What is wrong with the file as a whole, in sentences. */
  faults: string[];
  debates: DebateCheck[];
}

/** Reads everything in the database and says what is not as it was written. Throws what opening it throws, damage aside. */
export function checkDatabase(file: string): DatabaseCheck {
  const { db, fault } = openForSalvage(file);
  try {
    return guarded(file, () => {
      const faults = [...(fault === null ? [] : [fault]), ...structureOf(db), ...schemaOf(db)];
      const leases = fileLeases(file);
      const known = new Set<string>();
      const debates = idsIn(db).map((id) => debateCheck(db, id, leases, known));
      const sound = faults.length === 0 && debates.every(({ damage }) => damage.length === 0);
      return { file, faults: sound ? unsearchable(db) : faults, debates };
    });
  } finally {
    db.close();
  }
}

export function isSound({ faults, debates }: DatabaseCheck): boolean {
  return faults.length === 0 && debates.every(({ state }) => state !== 'damaged');
}

/** SQLite's own check, which stops where a table cannot even be opened. */
function structureOf(db: Database): string[] {
  try {
    const lines = db.pragma('quick_check(20)') as { quick_check: string }[];
    return lines.map(({ quick_check: line }) => line).filter((line) => line !== 'ok');
  } catch (error) {
    if (!isCorruption(error)) throw error;
    return [`SQLite's check stops: "${error.message}"`];
  }
}

function schemaOf(db: Database): string[] {
  return schemaFaults(db, SCHEMA_VERSION).map(({ type, name, how }) => `the ${type} "${name}" is ${how}`);
}

/** Newest first; past a page that cannot be read, those before it are found from the other end. */
function idsIn(db: Database): string[] {
  const from = (order: 'ASC' | 'DESC') => {
    const ids: string[] = [];
    const rows = db.prepare<[], string>(`SELECT id FROM records NOT INDEXED ORDER BY number ${order}`).pluck();
    try {
      for (const id of rows.iterate()) ids.push(id);
    } catch (error) {
      if (!isCorruption(error)) throw error;
    }
    return ids;
  };
  return [...new Set([...from('DESC'), ...from('ASC').reverse()])];
}

function debateCheck(db: Database, id: string, leases: Leases, known: Set<string>): DebateCheck {
  const { record, damage } = inspectRecord(db, id, known);
  const { events, effects, header } = record;
  const last = events.at(-1)?.type;
  const open = leases.isHeld(id) ? 'running' : 'unfinished';
  const reached = last === 'debate.closed' ? 'closed' : last === 'debate.failed' ? 'failed' : open;
  return {
    id,
    scenario: header.scenario,
    state: damage.length > 0 ? 'damaged' : reached,
    events: events.length,
    effects: effects.length,
    damage,
  };
}

/** What is derived from the events and lags behind them. */
function unsearchable(db: Database): string[] {
  const count = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0;
  const missing = count('SELECT count(*) FROM spoken') - count('SELECT count(*) FROM said');
  return missing === 0 ? [] : [`the search index has ${Math.abs(missing)} texts too ${missing > 0 ? 'few' : 'many'}`];
}
