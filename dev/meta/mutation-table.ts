import type { CompiledCard } from '../../src/fidelity/model/compiled-card.ts';
import type { Scorer } from '../../src/fidelity/model/scorer.ts';
import type { Rate } from '../../src/fidelity/statistics/rates.ts';
import { rate } from '../../src/fidelity/statistics/rates.ts';
import type { Mutant, Sample } from '../mutation/mutant.ts';
import { HARD_NEGATIVES, MUTATION_CLASSES } from '../mutation/mutant.ts';
import { spokenFrom } from '../mutation/spoken.ts';
import { auroc } from '../statistics/auroc.ts';
import { countVerdicts, falsePositiveRate, precision, recall } from '../statistics/verdicts.ts';
import type { TurnVector } from './vectors.ts';
import { vectorsOf } from './vectors.ts';

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
  /** The same with each text counted once: a wording that stands for many turns is one observation. */
  wordings: Rate | null;
  flagged: { id: string; utterance: string; by: string[] }[];
}

export interface MutationTable {
  classes: ClassRow[];
  negatives: NegativeRow[];
  overall: { auroc: number | null; precision: Rate | null; recall: Rate | null; falsePositiveRate: Rate | null };
}

const textsOf = (turns: readonly { utterance: string }[]) => new Set(turns.map(({ utterance }) => utterance)).size;

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
): MutationTable {
  const judged = turns
    .filter((turn) => turn.half === half)
    .map((turn) => ({
      ...turn,
      by: turn.vector.by,
      suspicion: 1 - turn.vector.inCharacter,
    }))
    .map((turn) => ({ ...turn, isFlagged: turn.vector.flagged }));
  const sound = judged.filter(({ corrupted }) => !corrupted);
  const asLabelled = (items: typeof judged) =>
    items.map(({ suspicion, corrupted }) => ({ value: suspicion, positive: corrupted }));
  const verdicts = countVerdicts(
    judged.map(({ corrupted, isFlagged }) => ({ positive: corrupted, flagged: isFlagged })),
  );
  return {
    classes: MUTATION_CLASSES.flatMap((kind) => {
      const own = judged.filter((turn) => turn.kind === kind);
      if (own.length === 0) return [];
      const caught = own.filter(({ isFlagged }) => isFlagged);
      return [
        {
          kind,
          n: own.length,
          auroc: auroc(asLabelled([...own, ...sound])),
          recall: rate(caught.length, own.length),
          byScorer: Object.fromEntries(
            scorers.map(({ id }) => [id, own.filter(({ by }) => by.includes(id)).length / own.length]),
          ),
          survivors: own.filter(({ isFlagged }) => !isFlagged).map(({ id, utterance }) => ({ id, utterance })),
        },
      ];
    }),
    negatives: ['original', ...HARD_NEGATIVES].flatMap((kind) => {
      const own = sound.filter((turn) => turn.kind === kind);
      if (own.length === 0) return [];
      const flagged = own.filter(({ isFlagged }) => isFlagged);
      return [
        {
          kind,
          n: own.length,
          falsePositives: rate(flagged.length, own.length),
          wordings: rate(textsOf(flagged), textsOf(own)),
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
