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

/** A broken gate weighs more than any soft score. */
const BROKEN = 0.25;

/**
 * One figure for a turn, 0..1, low is out of character. Each score is read against its threshold, so that .5 is where it
 * begins to be flagged; the smallest counts most. Null where no scorer had business with the turn.
 */
export function inCharacter({ scores }: TurnVector, scorers: readonly Scorer[], { below }: Thresholds): number | null {
  const read = scorers.flatMap(({ id, hard }) => {
    const score = scores[id];
    if (score == null) return [];
    if (hard) return [score === 1 ? 1 : BROKEN * score];
    const limit = below[id];
    if (limit === undefined) return [];
    return [score < limit ? (0.5 * score) / limit : 0.5 + (limit < 1 ? (0.5 * (score - limit)) / (1 - limit) : 0.5)];
  });
  if (read.length === 0) return null;
  // The mean tells apart what the smallest leaves equal.
  return 0.8 * Math.min(...read) + (0.2 * read.reduce((sum, one) => sum + one, 0)) / read.length;
}
