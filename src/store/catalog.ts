import type { Database } from 'better-sqlite3';
import type { DebateSummary } from '../core/document.ts';
import { openForReading } from './connection.ts';
import { guarded } from './failure.ts';
import type { Leases } from './lease.ts';
import { fileLeases } from './lease.ts';

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
  parent: string | null;
  parent_turn: number | null;
  kind: DebateSummary['kind'] | null;
}

/** The questionnaire of an opening, or of the last fork, says what kind a record is of. */
export const KIND = `(SELECT CASE WHEN json_valid(body) THEN body ->> '$.asked.kind' END FROM events
  WHERE debate = debates.id AND type IN ('debate.forked', 'debate.opened') ORDER BY seq DESC LIMIT 1)`;

const COLUMNS = `id, key, scenario, seed, created_at, status, decision, turns, parent, parent_turn, ${KIND} AS kind`;

/** Every debate in the file, newest first, probes and interviews only with `all`. Throws FILE_UNREADABLE with `data.missing` when no debate has been run. */
export function listDebates(file: string, which?: { all?: boolean }): DebateSummary[] {
  const db = openForReading(file);
  try {
    return guarded(file, () => summariesIn(db, fileLeases(file), which));
  } finally {
    db.close();
  }
}

/** What the language models of each debate reported, by debate; those that asked none are not there. Null where nothing is known. */
export function spentByDebate(file: string): Map<string, { tokens: number | null; costUsd: number | null }> {
  const db = openForReading(file);
  try {
    // A file of the first schema has no cost; what it holds it still lists.
    const priced = db.prepare("SELECT 1 FROM pragma_table_info('effects') WHERE name = 'cost_usd'").get() !== undefined;
    if (!priced) return new Map();
    const rows = guarded(file, () =>
      db
        .prepare<[], { debate: string; tokens: number | null; cost: number | null }>(
          `SELECT debate, sum(input_tokens + output_tokens) AS tokens, sum(cost_usd) AS cost
           FROM effects WHERE kind = 'model' AND purity = 'live' GROUP BY debate`,
        )
        .all(),
    );
    return new Map(rows.map(({ debate, tokens, cost }) => [debate, { tokens, costUsd: cost }]));
  } finally {
    db.close();
  }
}

/** What a debate was run with, beside its script. */
export interface DebateSettings {
  /** Hash of the script. */
  script: string;
  cast: { persona: string; model: string }[];
  /** Facts changed on the command line. */
  overrides: Record<string, unknown>;
  /** What a fork changed, as the command line spells it: `card pulse`. */
  changed: string[];
}

/** Settings with which each debate ended, by debate, and the scripts that they name, by hash. */
export function settingsByDebate(file: string): {
  settings: Map<string, DebateSettings>;
  scripts: Map<string, string>;
} {
  const db = openForReading(file);
  try {
    return guarded(file, () => {
      const rows = db
        .prepare<[], { debate: string; body: string }>(
          `SELECT debate, body FROM events WHERE type IN ('debate.opened', 'debate.forked') AND json_valid(body) ORDER BY debate, seq`,
        )
        .all();
      const settings = new Map<string, DebateSettings>();
      for (const { debate, body } of rows) {
        const { scenarioHash, cast, overrides, changed } = JSON.parse(body) as Partial<
          Omit<DebateSettings, 'script'> & { scenarioHash: string }
        >;
        const before = settings.get(debate);
        settings.set(debate, {
          script: scenarioHash ?? before?.script ?? '',
          cast: cast ?? [],
          overrides: overrides ?? {},
          changed: changed ?? [],
        });
      }
      const texts = db.prepare<[string], { body: string }>('SELECT body FROM texts WHERE hash = ?');
      const hashes = [...new Set([...settings.values()].map(({ script }) => script))];
      const scripts = new Map(hashes.flatMap((hash) => texts.all(hash).map(({ body }) => [hash, body] as const)));
      return { settings, scripts };
    });
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

export function summariesIn(db: Database, leases: Leases, { all = false } = {}): DebateSummary[] {
  const rows = db.prepare<[], CatalogRow>(`SELECT ${COLUMNS} FROM debates ORDER BY number DESC`).all();
  return rows.filter(({ kind }) => all || kind === null).map((row) => summaryOf(counted(db, row), leases));
}

export function summaryIn(db: Database, id: string, leases: Leases): (DebateSummary & { key: string }) | null {
  const row = db.prepare<[string], CatalogRow>(`SELECT ${COLUMNS} FROM debates WHERE id = ?`).get(id);
  return row === undefined ? null : { ...summaryOf(counted(db, row), leases), key: row.key };
}

/** A chat has no turns of a debate; an answer is one of its own. */
function counted(db: Database, row: CatalogRow): CatalogRow {
  if (row.kind !== 'chat') return row;
  const answers = db.prepare<[string], number>(
    "SELECT count(*) FROM events WHERE debate = ? AND type = 'question.answered'",
  );
  return { ...row, turns: answers.pluck().get(row.id) ?? 0 };
}

function summaryOf(row: CatalogRow, leases: Leases): DebateSummary {
  const { id, scenario, seed, status, decision, turns, created_at: createdAt, parent, parent_turn: turn } = row;
  return {
    id,
    scenario,
    seed,
    status: status !== 'open' ? status : leases.isHeld(id) ? 'running' : 'unfinished',
    decision,
    turns,
    createdAt,
    parent: parent === null || turn === null ? null : { id: parent, turn },
    kind: row.kind ?? 'debate',
  };
}
