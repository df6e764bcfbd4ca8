import { canonicalJson } from '../core/canonical.ts';
import { inMemory, openForReading, openForWriting } from './connection.ts';
import { guarded } from './failure.ts';

export type EvaluationKind = 'report' | 'baseline' | 'judgement';

export interface StoredEvaluation {
  name: string;
  at: string;
  body: unknown;
}

/** Fidelity reports, baselines and a judge's verdicts, in the file of the debates. */
export interface EvaluationStore {
  keep(kind: EvaluationKind, name: string, body: unknown): void;
  /** The newest under that name; null when there is none. */
  latest(kind: EvaluationKind, name: string): StoredEvaluation | null;
  /** Names, each once, the newest first. */
  names(kind: EvaluationKind): string[];
  /** Number of the newest row by name: what has the number that it had need not be read again. */
  numbers(kind: EvaluationKind): Map<string, number>;
  /** Hash of the last event of each debate in the file. */
  heads(): Map<string, string>;
  close(): void;
}

/** Throws as `openStore` does. With `readonly` it makes no file and refuses to keep. */
export function openEvaluations(
  file: string,
  { readonly = false, now = () => new Date() }: { readonly?: boolean; now?: () => Date } = {},
): EvaluationStore {
  const db = file === ':memory:' ? inMemory() : readonly ? openForReading(file) : openForWriting(file);
  return {
    keep: (kind, name, body) => {
      guarded(file, () =>
        db
          .prepare('INSERT INTO evaluations (kind, name, at, body) VALUES (?, ?, ?, ?)')
          .run(kind, name, now().toISOString(), canonicalJson(body)),
      );
    },
    latest: (kind, name) =>
      guarded(file, () => {
        const row = db
          .prepare<[string, string], { name: string; at: string; body: string }>(
            'SELECT name, at, body FROM evaluations WHERE kind = ? AND name = ? ORDER BY number DESC LIMIT 1',
          )
          .get(kind, name);
        return row === undefined ? null : { ...row, body: JSON.parse(row.body) as unknown };
      }),
    names: (kind) =>
      guarded(file, () =>
        db
          .prepare<[string], string>(
            'SELECT name FROM evaluations WHERE kind = ? GROUP BY name ORDER BY max(number) DESC',
          )
          .pluck()
          .all(kind),
      ),
    numbers: (kind) =>
      guarded(file, () => {
        const rows = db
          .prepare<[string], { name: string; number: number }>(
            'SELECT name, max(number) AS number FROM evaluations WHERE kind = ? GROUP BY name',
          )
          .all(kind);
        return new Map(rows.map(({ name, number }) => [name, number]));
      }),
    heads: () =>
      guarded(file, () => {
        const rows = db
          .prepare<[], { id: string; hash: string | null }>(
            'SELECT id, (SELECT hash FROM events WHERE debate = records.id ORDER BY seq DESC LIMIT 1) AS hash FROM records',
          )
          .all();
        return new Map(rows.flatMap(({ id, hash }) => (hash === null ? [] : [[id, hash] as const])));
      }),
    close: () => {
      db.close();
    },
  };
}
