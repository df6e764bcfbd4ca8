import type { PersonaCard } from '../../src/core/card.ts';
import type { CompiledCard } from '../../src/fidelity/model/compiled-card.ts';
import type { Scorer } from '../../src/fidelity/model/scorer.ts';
import type { SpokenTurn } from '../../src/fidelity/model/turn.ts';
import { mean } from '../../src/fidelity/statistics/quantile.ts';
import type { Rate } from '../../src/fidelity/statistics/rates.ts';
import { rate } from '../../src/fidelity/statistics/rates.ts';
import { spokenFrom } from '../mutation/spoken.ts';
import type { DoseResponse } from './dose.ts';
import { doseResponse, onsetOf } from './dose.ts';
import type { Fold } from './folds.ts';
import { foldsOf, scoreFolds } from './folds.ts';
import { HARMLESS } from './invariance.ts';
import type { MutationTable, ScoredTurn } from './mutation-table.ts';
import { mutationTable } from './mutation-table.ts';
import type { MeasuredSwap } from './swap.ts';
import { measuredSwap } from './swap.ts';
import { vectorsOf } from './vectors.ts';

export interface Meta {
  /** Quotes a card, held out by halves. */
  cards: { persona: string; quotes: number }[];
  mutation: MutationTable;
  /** One a fold. */
  swap: MeasuredSwap[];
  dose: DoseResponse;
  /** Courses in which the onset of corruption was found within one round. */
  onset: Rate | null;
  /** By harmless change: how far the mean moved. */
  invariance: Record<string, number>;
  /** Texts that must be flagged, and were not. */
  canariesMissed: string[];
  /** Classes that miss recall .8 or AUROC .85. */
  unproven: string[];
}

export const TARGETS = { recall: 0.8, auroc: 0.85, swapTop1: 0.8, dose: -0.9, onset: 0.9, invariance: 0.02 } as const;
export const PLAN = { seed: 1, perClass: 60, perNegative: 40 } as const;

/** Text that no member says; `eval turns` and every debate must flag it. */
const CANARIES = [
  '____ | | |',
  '',
  'ㅋ',
  '{{utterance}}',
  '.......... ---- ....',
  'loss loss loss loss loss loss loss loss loss loss',
];

/** Measures the scorers on turns by the hands that wrote the cards. The same cards give the same figures. */
export function measureScorers(cards: readonly PersonaCard[], scorers: readonly Scorer[]): Meta {
  const folds = foldsOf(cards, PLAN);
  const scored = scoreFolds(folds, scorers);
  const mutation = mutationTable(scored, 'held', scorers);
  return {
    cards: cards.map(({ id, messages }) => ({ persona: id, quotes: messages.length })),
    mutation,
    swap: folds.map((fold) => swapOf(fold, scorers)),
    dose: doseResponse(pairsOf(scored), PLAN.seed),
    onset: onsetRate(scored),
    invariance: invarianceOf(folds, scorers),
    canariesMissed: missed(folds[0]?.cards[0], scorers),
    unproven: mutation.classes
      .filter(({ recall, auroc }) => (recall?.value ?? 0) < TARGETS.recall || (auroc ?? 0) < TARGETS.auroc)
      .map(({ kind }) => kind),
  };
}

/** The swap matrix of one fold: held-out quotes against cards that do not have them. */
export function swapOf({ cards, originals }: Fold, scorers: readonly Scorer[]): MeasuredSwap {
  const said = cards.map(({ id }) => ({
    persona: id,
    turns: originals.filter(({ persona }) => persona === id).map(spokenFrom),
  }));
  return measuredSwap(said, cards, scorers);
}

interface Pair {
  persona: string;
  sound: number;
  corrupted: number;
}

/** A turn as it was, and one of its corruptions on the held half; by turns over the classes. */
function pairsOf(scored: readonly ScoredTurn[]): Pair[] {
  const figureFor = ({ vector }: ScoredTurn) => vector.inCharacter;
  const originals = scored.filter(({ kind }) => kind === 'original');
  return originals.flatMap((original, index) => {
    const twins = scored.filter(
      ({ id, corrupted, half }) => corrupted && half === 'held' && id.startsWith(`${original.id}/`),
    );
    const twin = twins[index % Math.max(1, twins.length)];
    const [persona = ''] = original.id.split(':');
    return twin === undefined ? [] : [{ persona, sound: figureFor(original), corrupted: figureFor(twin) }];
  });
}

const ROUNDS = 8;

/** Each member's turns as a course of eight rounds, corrupted from some round on. */
function onsetRate(scored: readonly ScoredTurn[]): Rate | null {
  const pairs = pairsOf(scored);
  const courses = [...new Set(pairs.map(({ persona }) => persona))].flatMap((persona) => {
    const own = pairs.filter((pair) => pair.persona === persona);
    return [2, 4, 6].map((from) => {
      const course = own.map(({ sound, corrupted }, index) => {
        const round = index % ROUNDS;
        return { round, score: round >= from ? corrupted : sound };
      });
      const found = onsetOf(course);
      return found !== null && Math.abs(found - from) <= 1;
    });
  });
  return rate(courses.filter(Boolean).length, courses.length);
}

function invarianceOf(folds: readonly Fold[], scorers: readonly Scorer[]): Record<string, number> {
  const meanOf = (change: (turn: SpokenTurn) => SpokenTurn) =>
    mean(
      folds.flatMap(({ cards, originals }) =>
        cards.flatMap((card) => {
          const turns = originals.filter(({ persona }) => persona === card.id).map((turn) => change(spokenFrom(turn)));
          return vectorsOf(turns, card, scorers).map((vector) => vector.inCharacter);
        }),
      ),
    );
  const base = meanOf((turn) => turn);
  return Object.fromEntries(Object.entries(HARMLESS).map(([name, change]) => [name, Math.abs(meanOf(change) - base)]));
}

function missed(card: CompiledCard | undefined, scorers: readonly Scorer[]): string[] {
  if (card === undefined) return [...CANARIES];
  const turns = CANARIES.map(
    (utterance, index): SpokenTurn => ({ id: String(index), persona: card.id, utterance, context: [] }),
  );
  return vectorsOf(turns, card, scorers).flatMap((vector, index) => (!vector.flagged ? [CANARIES[index] ?? ''] : []));
}
