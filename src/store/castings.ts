import type { Database } from 'better-sqlite3';
import { openForReading } from './connection.ts';
import { guarded } from './failure.ts';

/** What a list of debates shows besides their summaries: who sat in them, and from which they were forked. */
export interface Casting {
  id: string;
  language: 'ko' | 'en';
  scenarioHash: string;
  cast: { persona: string; cardHash: string; model: string }[];
  fork: { parent: string | null; turn: number; changed: string[] } | null;
}

interface Opened {
  language: 'ko' | 'en';
  scenarioHash: string;
  cast: Casting['cast'];
}

interface Forked {
  turn: number;
  parent: { key: string; head: string };
  changed: string[];
  cast: Casting['cast'];
}

/** One entry a debate, by id. Throws FILE_UNREADABLE with `data.missing` when no debate has been run. */
export function castingsIn(file: string): Map<string, Casting> {
  const db = openForReading(file);
  try {
    return guarded(file, () => {
      const opened = db
        .prepare<[], { id: string; number: number; body: string }>(
          `SELECT r.id, r.number, e.body FROM records r JOIN events e ON e.debate = r.id AND e.seq = 1 WHERE e.type = 'debate.opened'`,
        )
        .all();
      const forks = forksIn(db);
      return new Map(
        opened.map(({ id, number, body }) => {
          const { language, scenarioHash, cast } = JSON.parse(body) as Opened;
          const fork = forks.get(id);
          const parting = fork && {
            turn: fork.turn,
            changed: fork.changed,
            parent: parentOf(db, number, fork.parent),
          };
          return [id, { id, language, scenarioHash, cast: fork?.cast ?? cast, fork: parting ?? null }];
        }),
      );
    });
  } finally {
    db.close();
  }
}

/** The last fork of each debate that is one; a fork of a fork holds its parent's too. */
function forksIn(db: Database): Map<string, Forked> {
  const rows = db
    .prepare<[], { debate: string; body: string }>(
      `SELECT e.debate, e.body FROM records r JOIN events e ON e.debate = r.id AND e.type = 'debate.forked' ORDER BY e.debate, e.seq`,
    )
    .all();
  return new Map(rows.map(({ debate, body }) => [debate, JSON.parse(body) as Forked]));
}

/** The newest debate before number `number` that has the key, and the event with the hash. */
function parentOf(db: Database, number: number, { key, head }: Forked['parent']): string | null {
  const parent = db
    .prepare<[string, number, string], string>(
      `SELECT r.id FROM records r WHERE r.key = ? AND r.number < ?
       AND EXISTS (SELECT 1 FROM events e WHERE e.debate = r.id AND e.hash = ?) ORDER BY r.number DESC LIMIT 1`,
    )
    .pluck()
    .get(key, number, head);
  return parent ?? null;
}
