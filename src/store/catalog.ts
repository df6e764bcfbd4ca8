import type { Database } from 'better-sqlite3';
import type { DebateStatus, DebateSummary } from '../core/document.ts';
import { openForReading } from './connection.ts';
import { guarded } from './failure.ts';
import { isAlive } from './liveness.ts';

// The list command starts here; nothing on this path loads zod, which would double its start-up time.

interface CatalogRow {
  id: string;
  key: string;
  scenario: string;
  seed: number;
  created_at: string;
  status: 'closed' | 'failed' | 'open';
  decision: string | null;
  turns: number;
  host: string | null;
  pid: number | null;
}

const COLUMNS = 'id, key, scenario, seed, created_at, status, decision, turns, host, pid';

/** Every debate in the file, newest first. Throws FILE_UNREADABLE with `data.missing` when no debate has been run. */
export function listDebates(file: string): DebateSummary[] {
  const db = openForReading(file);
  try {
    return guarded(file, () => summariesIn(db));
  } finally {
    db.close();
  }
}

/** A member's card as a debate had it. */
export interface StoredCard {
  debate: string;
  hash: string;
  text: string;
}

/** The cards with which a member sat in debates, each once, the newest first. */
export function storedCards(file: string, persona: string): StoredCard[] {
  const db = openForReading(file);
  try {
    return guarded(file, () =>
      db
        .prepare<[string], StoredCard>(
          `SELECT r.id AS debate, t.hash AS hash, t.body AS text
           FROM records r
           JOIN events e ON e.debate = r.id AND e.type = 'debate.opened'
           JOIN json_each(e.body, '$.cast') c ON c.value ->> 'persona' = ?
           JOIN texts t ON t.hash = c.value ->> 'cardHash'
           GROUP BY t.hash HAVING r.number = max(r.number)
           ORDER BY r.number DESC`,
        )
        .all(persona),
    );
  } finally {
    db.close();
  }
}

export function summariesIn(db: Database): DebateSummary[] {
  const rows = db.prepare<[], CatalogRow>(`SELECT ${COLUMNS} FROM debates ORDER BY number DESC`).all();
  return rows.map(summaryOf);
}

export function summaryIn(db: Database, id: string): (DebateSummary & { key: string }) | null {
  const row = db.prepare<[string], CatalogRow>(`SELECT ${COLUMNS} FROM debates WHERE id = ?`).get(id);
  return row === undefined ? null : { ...summaryOf(row), key: row.key };
}

function summaryOf(row: CatalogRow): DebateSummary {
  return {
    id: row.id,
    scenario: row.scenario,
    seed: row.seed,
    status: statusOf(row),
    decision: row.decision,
    turns: row.turns,
    createdAt: row.created_at,
  };
}

function statusOf({ status, host, pid }: CatalogRow): DebateStatus {
  if (status !== 'open') return status;
  return host !== null && pid !== null && isAlive({ host, pid }) ? 'running' : 'unfinished';
}
