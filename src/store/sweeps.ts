import type { Database } from 'better-sqlite3';
import { canonicalJson } from '../core/canonical.ts';
import { openForReading, openForWriting } from './connection.ts';
import { guarded } from './failure.ts';
import type { Lease } from './lease.ts';
import { fileLeases } from './lease.ts';

/** What became of the debate with a key: the one that has closed, where there are several. */
export interface KeyedDebate {
  id: string;
  status: 'closed' | 'failed' | 'open';
}

/** What a debate took of its models. */
export interface Taken {
  calls: number;
  tokens: number;
  /** Null where a price is not known. */
  usd: number | null;
}

/** What a sweep keeps beside its debates, by their keys: what each came to, and which were given up. */
export interface SweepStore {
  debates(): Map<string, KeyedDebate>;
  taken(id: string): Taken;
  row(key: string): unknown;
  keepRow(key: string, row: unknown): void;
  failures(): Map<string, { tries: number; reason: string }>;
  keepFailure(key: string, failure: { tries: number; reason: string }): void;
  forgetFailure(key: string): void;
  close(): void;
}

/** The same in a file, which one process at a time may hold a sweep in. */
export interface SweepFileStore extends SweepStore {
  /** The right to hold a sweep in this file; null while somebody else has it. */
  take(): Lease | null;
}

const ROW = 'sweep.row';
const FAILURE = 'sweep.failure';

/** Throws as `openStore` does. */
export function openSweeps(file: string, { readonly = false }: { readonly?: boolean } = {}): SweepFileStore {
  const db = readonly ? openForReading(file) : openForWriting(file);
  // Where power fails before the next debate is written, a row is read from its debate again, and what failed is tried again.
  db.pragma('synchronous = NORMAL');
  return { ...sweepsOver(db, file), take: () => fileLeases(file).take('sweep') };
}

/** What a sweep keeps in a database that is open, and is closed with it; `file` names it in errors. */
export function sweepsOver(db: Database, file: string): SweepStore {
  const read = <T>(work: () => T): T => guarded(file, work);
  const body = db.prepare<[string, string], string>('SELECT body FROM projections WHERE key = ? AND kind = ?').pluck();
  const keep = (key: string, kind: string, value: unknown) =>
    read(() =>
      db
        .prepare("INSERT OR REPLACE INTO projections (key, head, kind, at, body) VALUES (?, '', ?, '', ?)")
        .run(key, kind, canonicalJson(value)),
    );
  return {
    debates: () =>
      read(() => {
        const found = new Map<string, KeyedDebate>();
        const rows = db.prepare<[], KeyedDebate & { key: string }>(
          'SELECT key, id, status FROM debates ORDER BY number',
        );
        for (const { key, id, status } of rows.iterate())
          if (found.get(key)?.status !== 'closed') found.set(key, { id, status });
        return found;
      }),
    taken: (id) =>
      read(() => {
        const sum = db
          .prepare<
            [string],
            { calls: number; tokens: number | null; live: number; priced: number; usd: number | null }
          >(
            `SELECT count(*) AS calls, sum(input_tokens + output_tokens) AS tokens, sum(purity = 'live') AS live,
              count(cost_usd) AS priced, sum(cost_usd) AS usd FROM effects WHERE debate = ? AND kind = 'model'`,
          )
          .get(id);
        if (sum === undefined) return { calls: 0, tokens: 0, usd: 0 };
        return { calls: sum.calls, tokens: sum.tokens ?? 0, usd: sum.priced < (sum.live ?? 0) ? null : (sum.usd ?? 0) };
      }),
    row: (key) =>
      read(() => {
        const text = body.get(key, ROW);
        return text === undefined ? null : (JSON.parse(text) as unknown);
      }),
    keepRow: (key, row) => void keep(key, ROW, row),
    failures: () =>
      read(() => {
        const rows = db
          .prepare<[string], { key: string; body: string }>('SELECT key, body FROM projections WHERE kind = ?')
          .all(FAILURE);
        return new Map(rows.map((row) => [row.key, JSON.parse(row.body) as { tries: number; reason: string }]));
      }),
    keepFailure: (key, failure) => void keep(key, FAILURE, failure),
    forgetFailure: (key) =>
      void read(() => db.prepare('DELETE FROM projections WHERE key = ? AND kind = ?').run(key, FAILURE)),
    close: () => {
      db.close();
    },
  };
}
