import type { CompiledCard } from '../model/compiled-card.ts';
import type { Scorer } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { turnVerdicts } from './turn-verdict.ts';

/** What is said of one turn by itself. */
export interface TurnVector {
  turn: string;
  /** By scorer; null where the turn is not its business. */
  scores: Readonly<Record<string, number | null>>;
  /** As `eval turns` prints it: 0..1, low is out of character. */
  inCharacter: number;
  flagged: boolean;
  /** Scorers that found something which fails the turn. */
  by: string[];
}

/** Scores turns against one card as if its member had said them, each by itself. */
export function vectorsOf(turns: readonly SpokenTurn[], card: CompiledCard, scorers: readonly Scorer[]): TurnVector[] {
  const own = turns.map((turn) => ({ ...turn, persona: card.id }));
  const columns = columnsOf(own, card, scorers);
  return turnVerdicts(own, card, scorers, { all: own }).map(({ id, score, flagged, reasons }) => ({
    turn: id,
    scores: Object.fromEntries(columns.map((column) => [column.id, column.byTurn.get(id) ?? null])),
    inCharacter: score ?? 1,
    flagged: flagged === true,
    by: [...new Set(reasons.flatMap((reason) => (reason.gates ? [reason.scorer] : [])))],
  }));
}

/** What each scorer says of each turn, and nothing else. */
export function scoresOf(
  turns: readonly SpokenTurn[],
  card: CompiledCard,
  scorers: readonly Scorer[],
): TurnVector['scores'][] {
  const own = turns.map((turn) => ({ ...turn, persona: card.id }));
  const columns = columnsOf(own, card, scorers);
  return own.map(({ id }) => Object.fromEntries(columns.map((column) => [column.id, column.byTurn.get(id) ?? null])));
}

const columnsOf = (own: readonly SpokenTurn[], card: CompiledCard, scorers: readonly Scorer[]) =>
  scorers.map((scorer) => {
    const score = scorer.score(own, card, { all: own });
    return { id: scorer.id, byTurn: new Map(score.turns.map((one) => [one.turn, one.score])) };
  });
