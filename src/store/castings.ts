import { openForReading } from './connection.ts';
import { guarded } from './failure.ts';

/** What a list of debates shows besides their summaries: who sits in them, by which script, and what a fork changed. */
export interface Casting {
  language: 'ko' | 'en';
  scenarioHash: string;
  cast: { persona: string; cardHash: string; model: string }[];
  /** Null for a debate that is no fork. */
  changed: string[] | null;
}

/** One entry a debate, by id. Throws FILE_UNREADABLE with `data.missing` when no debate has been run. */
export function castingsIn(file: string): Map<string, Casting> {
  const db = openForReading(file);
  try {
    return guarded(file, () => {
      const bodies = db.prepare<[string], { debate: string; body: string }>(
        `SELECT e.debate, e.body FROM records r JOIN events e ON e.debate = r.id AND e.type = ? ORDER BY e.debate, e.seq`,
      );
      const castings = new Map<string, Casting>();
      for (const { debate, body } of bodies.iterate('debate.opened')) {
        const { language, scenarioHash, cast } = JSON.parse(body) as Casting;
        castings.set(debate, { language, scenarioHash, cast, changed: null });
      }
      // A fork of a fork holds its parent's too; its own is the last.
      for (const { debate, body } of bodies.iterate('debate.forked')) {
        const { cast, changed } = JSON.parse(body) as Casting;
        const casting = castings.get(debate);
        if (casting !== undefined) castings.set(debate, { ...casting, cast, changed });
      }
      return castings;
    });
  } finally {
    db.close();
  }
}
