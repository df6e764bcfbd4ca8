import type { Database } from 'better-sqlite3';
import { openForReading } from './connection.ts';
import { guarded } from './failure.ts';
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

/** Reads everything in the database and says what is not as it was written. Throws what opening it throws. */
export function checkDatabase(file: string): DatabaseCheck {
  const db = openForReading(file);
  try {
    return guarded(file, () => {
      const faults = [...structureOf(db), ...schemaOf(db)];
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

function structureOf(db: Database): string[] {
  const lines = db.pragma('quick_check(20)') as { quick_check: string }[];
  return lines.map(({ quick_check: line }) => line).filter((line) => line !== 'ok');
}

function schemaOf(db: Database): string[] {
  return schemaFaults(db, SCHEMA_VERSION).map(({ type, name, how }) => `the ${type} "${name}" is ${how}`);
}

function idsIn(db: Database): string[] {
  return db.prepare<[], string>('SELECT id FROM records NOT INDEXED ORDER BY number DESC').pluck().all();
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
