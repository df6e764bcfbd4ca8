import type { CompiledCard } from '../compiled-card.ts';
import type { Mutant, Sample } from '../mutation/mutant.ts';
import { HARD_NEGATIVES, MUTATION_CLASSES } from '../mutation/mutant.ts';
import { spokenFrom } from '../mutation/spoken.ts';
import type { Scorer } from '../scorer.ts';
import { auroc } from '../statistics/auroc.ts';
import type { Rate } from '../statistics/rates.ts';
import { countVerdicts, falsePositiveRate, precision, rate, recall } from '../statistics/rates.ts';
import type { Thresholds, TurnVector } from './vectors.ts';
import { flagsOf, inCharacter, vectorsOf } from './vectors.ts';

/** A turn with what the scorers say of it. */
export interface ScoredTurn {
  id: string;
  kind: string;
  corrupted: boolean;
  half: 'tune' | 'held';
  utterance: string;
  vector: TurnVector;
}

export interface ClassRow {
  kind: string;
  n: number;
  /** Against every turn of the half that is in character. */
  auroc: number | null;
  recall: Rate | null;
  /** Share of the class that each scorer flags. */
  byScorer: Record<string, number>;
  survivors: { id: string; utterance: string }[];
}

export interface NegativeRow {
  kind: string;
  n: number;
  falsePositives: Rate | null;
  flagged: { id: string; utterance: string; by: string[] }[];
}

export interface MutationTable {
  classes: ClassRow[];
  negatives: NegativeRow[];
  overall: { auroc: number | null; precision: Rate | null; recall: Rate | null; falsePositiveRate: Rate | null };
}

/** Scores originals and mutants, each against the card of its speaker. Originals go by turns into the halves. */
export function scoreTurns(
  { originals, mutants }: { originals: readonly Sample[]; mutants: readonly Mutant[] },
  cards: readonly CompiledCard[],
  scorers: readonly Scorer[],
): ScoredTurn[] {
  const all = [
    ...originals.map((turn, index) => ({
      id: turn.id,
      kind: 'original',
      corrupted: false,
      half: index % 2 === 0 ? ('held' as const) : ('tune' as const),
      turn,
    })),
    ...mutants,
  ];
  return cards.flatMap((card) => {
    const own = all.filter(({ turn }) => turn.persona === card.id);
    const vectors = vectorsOf(
      own.map(({ id, turn }) => spokenFrom({ ...turn, id })),
      card,
      scorers,
    );
    return own.map(({ id, kind, corrupted, half, turn }, index) => ({
      id,
      kind,
      corrupted,
      half,
      utterance: turn.utterance,
      vector: vectors[index] as TurnVector,
    }));
  });
}

/** Class by scorer over one half. What no scorer has business with counts as in character: it was not caught. */
export function mutationTable(
  turns: readonly ScoredTurn[],
  half: 'tune' | 'held',
  scorers: readonly Scorer[],
  thresholds: Thresholds,
): MutationTable {
  const judged = turns
    .filter((turn) => turn.half === half)
    .map((turn) => ({
      ...turn,
      by: flagsOf(turn.vector, scorers, thresholds),
      suspicion: 1 - (inCharacter(turn.vector, scorers, thresholds) ?? 1),
    }));
  const sound = judged.filter(({ corrupted }) => !corrupted);
  const asLabelled = (items: typeof judged) =>
    items.map(({ suspicion, corrupted }) => ({ value: suspicion, positive: corrupted }));
  const verdicts = countVerdicts(judged.map(({ corrupted, by }) => ({ positive: corrupted, flagged: by.length > 0 })));
  return {
    classes: MUTATION_CLASSES.flatMap((kind) => {
      const own = judged.filter((turn) => turn.kind === kind);
      if (own.length === 0) return [];
      const caught = own.filter(({ by }) => by.length > 0);
      return [
        {
          kind,
          n: own.length,
          auroc: auroc(asLabelled([...own, ...sound])),
          recall: rate(caught.length, own.length),
          byScorer: Object.fromEntries(
            scorers.map(({ id }) => [id, own.filter(({ by }) => by.includes(id)).length / own.length]),
          ),
          survivors: own.filter(({ by }) => by.length === 0).map(({ id, utterance }) => ({ id, utterance })),
        },
      ];
    }),
    negatives: ['original', ...HARD_NEGATIVES].flatMap((kind) => {
      const own = sound.filter((turn) => turn.kind === kind);
      if (own.length === 0) return [];
      const flagged = own.filter(({ by }) => by.length > 0);
      return [
        {
          kind,
          n: own.length,
          falsePositives: rate(flagged.length, own.length),
          flagged: flagged.map(({ id, utterance, by }) => ({ id, utterance, by })),
        },
      ];
    }),
    overall: {
      auroc: auroc(asLabelled(judged)),
      precision: precision(verdicts),
      recall: recall(verdicts),
      falsePositiveRate: falsePositiveRate(verdicts),
    },
  };
}

/** Reported of a debate or a card, never held against a turn. */
const NOT_OF_A_TURN: ReadonlySet<string> = new Set(['A7', 'A11', 'A12', 'A13']);
/** Where no sound turn of the tuning half was a scorer's business. */
const UNTUNED = 0.5;
const MOST = 0.95;

/**
 * The highest threshold of each soft scorer at which it flags at most `budget` of the sound turns of the tuning half. Nothing of the held half is looked at.
 */
export function thresholdsFrom(
  turns: readonly ScoredTurn[],
  scorers: readonly Scorer[],
  { frozen, budget }: { frozen: string; budget: number },
): Thresholds {
  const sound = turns.filter(({ half, corrupted }) => half === 'tune' && !corrupted);
  const below = scorers
    .filter(({ id, hard }) => !hard && !NOT_OF_A_TURN.has(id))
    .map(({ id }) => {
      const scores = sound.flatMap(({ vector }) => vector.scores[id] ?? []).sort((a, b) => a - b);
      const limit = scores[Math.floor(budget * sound.length)] ?? UNTUNED;
      return [id, Number(Math.min(limit, MOST).toFixed(3))] as const;
    });
  return { frozen, below: Object.fromEntries(below) };
}
