import type { PersonaCard } from '../../src/core/card.ts';
import { compileCard } from '../../src/fidelity/compile/compile-card.ts';
import type { CompiledCard } from '../../src/fidelity/model/compiled-card.ts';
import type { Scorer } from '../../src/fidelity/model/scorer.ts';
import { mutantsOf } from '../mutation/generate.ts';
import type { Mutant, Sample } from '../mutation/mutant.ts';
import { holdOut } from '../mutation/samples.ts';
import type { ScoredTurn } from './mutation-table.ts';
import { scoreTurns } from './mutation-table.ts';

/** Cards without half of their quotes, those quotes as turns, and mutants of them. */
export interface Fold {
  cards: CompiledCard[];
  originals: Sample[];
  mutants: Mutant[];
}

export interface FoldOptions {
  seed: number;
  perClass: number;
  perNegative: number;
}

/** Each half of the quotes is held out once; a turn is never scored against a card that has it. */
export function foldsOf(cards: readonly PersonaCard[], { seed, perClass, perNegative }: FoldOptions): Fold[] {
  return ([0, 1] as const).map((half) => {
    const held = cards.map((card) => holdOut(card, half));
    const kept = held.map(({ card }) => card);
    const originals = held.flatMap(({ turns }) => turns);
    return {
      cards: kept.map((card) => compileCard(card, { colleagues: kept })),
      originals,
      mutants: mutantsOf({ samples: originals, cards: kept, seed: seed * 2 + half, perClass, perNegative }),
    };
  });
}

/** Every turn of all folds, and every mutant of the half that is measured, with its scores. */
export function scoreFolds(folds: readonly Fold[], scorers: readonly Scorer[]): ScoredTurn[] {
  return folds.flatMap(({ cards, originals, mutants }) =>
    scoreTurns({ originals, mutants: mutants.filter(({ half }) => half === 'held') }, cards, scorers),
  );
}
