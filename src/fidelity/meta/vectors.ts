import type { CompiledCard } from '../compiled-card.ts';
import type { Scorer } from '../scorer.ts';
import type { SpokenTurn } from '../turn.ts';

/** What each scorer says of one turn by itself; null where it is not the scorer's business. */
export interface TurnVector {
  turn: string;
  scores: Readonly<Record<string, number | null>>;
}

/** Below these a soft scorer flags a turn; a hard one flags what is not wholly kept. */
export interface Thresholds {
  /** ISO date on which they were frozen. */
  frozen: string;
  below: Readonly<Record<string, number>>;
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

/** The scorers that flag a turn. */
export function flagsOf({ scores }: TurnVector, scorers: readonly Scorer[], { below }: Thresholds): string[] {
  return scorers.flatMap(({ id, hard }) => {
    const score = scores[id];
    if (score == null) return [];
    const limit = below[id];
    return (hard && score < 1) || (limit !== undefined && score < limit) ? [id] : [];
  });
}

/**
 * One figure for a turn, low is out of character: what is broken counts first, then how far soft scores fall below their
 * thresholds. The smallest of the scores, each divided by its threshold; null where no scorer had business with the turn.
 */
export function inCharacter({ scores }: TurnVector, scorers: readonly Scorer[], { below }: Thresholds): number | null {
  const margins = scorers.flatMap(({ id, hard }) => {
    const score = scores[id];
    const limit = hard ? 1 : below[id];
    return score == null || limit === undefined
      ? []
      : [hard ? score : Math.min(2, score / limit) / 2 + (score >= limit ? 0.5 : 0)];
  });
  if (margins.length === 0) return null;
  // The mean tells apart what the smallest leaves equal.
  const least = Math.min(...margins);
  return 0.8 * least + 0.2 * (margins.reduce((sum, one) => sum + one, 0) / margins.length);
}
