import { scoresOf } from '../../src/fidelity/evaluation/swap.ts';
import { turnVerdicts } from '../../src/fidelity/evaluation/turn-verdict.ts';
import type { CompiledCard } from '../../src/fidelity/model/compiled-card.ts';
import type { Scorer } from '../../src/fidelity/model/scorer.ts';
import type { SpokenTurn } from '../../src/fidelity/model/turn.ts';

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
  const scores = scoresOf(own, card, scorers);
  return turnVerdicts(own, card, scorers, { all: own }).map(({ id, score, flagged, reasons }, index) => ({
    turn: id,
    scores: scores[index] ?? {},
    inCharacter: score ?? 1,
    flagged: flagged === true,
    by: [...new Set(reasons.flatMap((reason) => (reason.gates ? [reason.scorer] : [])))],
  }));
}
