import type { CompiledCard } from '../model/compiled-card.ts';
import type { Scorer } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';

/** What each scorer says of one turn by itself; null where it is not the scorer's business. */
export interface TurnVector {
  turn: string;
  scores: Readonly<Record<string, number | null>>;
}

/** How doubts about a turn are joined, and from which score on it is flagged. */
export interface Frozen {
  /** ISO date on which it was frozen. */
  date: string;
  threshold: number;
  weights: Readonly<Record<string, number>>;
}

/** Scores turns against one card as if its member had said them, each by itself. */
export function vectorsOf(turns: readonly SpokenTurn[], card: CompiledCard, scorers: readonly Scorer[]): TurnVector[] {
  const own = turns.map((turn) => ({ ...turn, persona: card.id }));
  const columns = scorers.map((scorer) => {
    const score = scorer.score(own, card, { all: own });
    return { id: scorer.id, byTurn: new Map(score.turns.map((one) => [one.turn, one.score])) };
  });
  return own.map(({ id }) => ({
    turn: id,
    scores: Object.fromEntries(columns.map((column) => [column.id, column.byTurn.get(id) ?? null])),
  }));
}

/** Scorers whose doubt alone flags a turn. */
export function flagsOf({ scores }: TurnVector, { weights, threshold }: Frozen): string[] {
  return Object.entries(scores).flatMap(([id, score]) =>
    score !== null && 1 - (weights[id] ?? 0) * (1 - score) < threshold ? [id] : [],
  );
}

/** The score of a turn as `eval turns` prints it, 0..1, low is out of character; 1 where no scorer had business with it. */
export function inCharacter({ scores }: TurnVector, { weights }: Frozen): number {
  return Object.entries(scores).reduce(
    (kept, [id, score]) => (score === null ? kept : kept * (1 - (weights[id] ?? 0) * (1 - score))),
    1,
  );
}
