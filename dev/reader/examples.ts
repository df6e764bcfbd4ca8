import type { TurnFault } from '../../src/fidelity/findings/fault.ts';
import type { CompiledCard } from '../../src/fidelity/index.ts';
import { inPlace } from '../../src/fidelity/model/scorer.ts';
import { turnFeatures } from '../../src/fidelity/reader/features.ts';
import { BUCKETS } from '../../src/fidelity/reader/grams.ts';
import { scaled } from '../../src/fidelity/reader/scale.ts';
import type { ReaderFile } from '../../src/fidelity/reader/weights.ts';
import type { LabelledTurn } from '../labelled.ts';
import type { TaughtPlace } from './taught.ts';
import type { Example } from './trainer.ts';

/** Turns as numbers. */
export interface Prepared {
  turns: LabelledTurn[];
  examples: Example[];
  /** Turns that are learnt from and never scored. */
  taught: { persona: string; fault: TurnFault | null; example: Example }[];
  figures: ReaderFile['figures'];
  /** Features: figures, then buckets of grams. */
  width: number;
}

/** A figure that fewer turns have tells nothing. */
const LEAST_TURNS = 8;

/** @param taught turns that are only learnt from */
export function preparedFrom(
  labelled: readonly LabelledTurn[],
  cards: ReadonlyMap<string, CompiledCard>,
  taught: readonly TaughtPlace[] = [],
): Prepared {
  const read = [...cards.values()].flatMap((card) => {
    const own = labelled.filter(({ turn }) => turn.persona === card.id);
    const places = inPlace(
      own.map(({ turn }) => turn),
      [],
    );
    return places.map((place, at) => ({ one: own[at] as LabelledTurn, features: turnFeatures(place, card) }));
  });
  const counts = new Map<string, number>();
  for (const { features } of read)
    for (const [name, value] of features.figures) if (value !== 0) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].flatMap(([name, count]) => (count < LEAST_TURNS ? [] : [name])).sort();
  const columns = names.map((name) => read.map(({ features }) => features.figures.get(name) ?? 0));
  const mean = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const deviation = columns.map((column, at) =>
    Math.sqrt(column.reduce((sum, value) => sum + (value - (mean[at] as number)) ** 2, 0) / column.length),
  );
  const rounded = (values: number[]) => values.map((value) => Number(value.toPrecision(6)));
  const figures = { names, mean: rounded(mean), deviation: rounded(deviation) };
  return {
    turns: read.map(({ one }) => one),
    examples: read.map(({ features }) => scaled(features, figures)),
    taught: taught.map(({ place, card, fault }) => ({
      persona: card.id,
      fault,
      example: scaled(turnFeatures(place, card), figures),
    })),
    figures,
    width: names.length + BUCKETS,
  };
}
