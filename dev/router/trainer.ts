import { randomFrom, shuffled } from '../../src/core/random.ts';
import { softmax } from '../../src/routing/classify.ts';
import type { Features } from '../../src/routing/features.ts';
import { Topic } from '../../src/routing/topics.ts';

export interface Sample {
  features: Features;
  topic: Topic;
  template: string;
  /** How much it counts; 1 when left out. */
  weight?: number;
}

/** Weights of a multinomial logistic regression: `weights[feature * classes + topic]`. */
export interface Trained {
  index: Map<string, number>;
  weights: Float64Array;
}

export interface Settings {
  epochs: number;
  rate: number;
  /** Strength of the quadratic penalty, per sample. */
  penalty: number;
}

export const SETTINGS: Settings = { epochs: 20, rate: 0.05, penalty: 1e-3 };

/** Templates that a feature must occur in: what one template says is not evidence. */
const LEAST_TEMPLATES = 2;
const CLASSES = Topic.options.length;

/** Adagrad over the samples in a fixed order of shuffles; each topic weighs the same up to a square root. */
export function train(samples: readonly Sample[], settings: Settings = SETTINGS): Trained {
  const index = indexOf(samples);
  const weights = new Float64Array(index.size * CLASSES);
  const squares = new Float64Array(weights.length).fill(1e-8);
  const rows = samples.map(({ features, topic, weight = 1 }) => ({
    weight,
    row: rowOf(features, index),
    topic: Topic.options.indexOf(topic),
  }));
  const counts = Topic.options.map((_, topic) => rows.filter((sample) => sample.topic === topic).length);
  const importance = counts.map((count) => Math.sqrt(rows.length / CLASSES / Math.max(1, count)));
  const errors = new Float64Array(CLASSES);
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    for (const { row, topic, weight } of shuffled(randomFrom('epoch', epoch), rows)) {
      const scores = scoresOf(row, weights);
      const p = softmax(scores);
      for (let k = 0; k < CLASSES; k += 1)
        errors[k] = ((p[k] ?? 0) - (k === topic ? 1 : 0)) * (importance[topic] ?? 1) * weight;
      // Topics of one feature lie beside each other, and no feature comes twice: the order changes no weight, and memory is read in a row.
      for (let at = 0; at < row.ids.length; at += 1) {
        const base = (row.ids[at] ?? 0) * CLASSES;
        const value = row.values[at] ?? 0;
        for (let k = 0; k < CLASSES; k += 1) {
          const w = base + k;
          const gradient = (errors[k] ?? 0) * value + settings.penalty * (weights[w] ?? 0);
          squares[w] = (squares[w] ?? 0) + gradient * gradient;
          weights[w] = (weights[w] ?? 0) - (settings.rate * gradient) / Math.sqrt(squares[w] ?? 1);
        }
      }
    }
  }
  return { index, weights };
}

function indexOf(samples: readonly Sample[]): Map<string, number> {
  const templates = new Map<string, Set<string>>();
  for (const { features, template } of samples) {
    for (const name of features.keys()) {
      const seen = templates.get(name) ?? new Set();
      templates.set(name, seen.add(template));
    }
  }
  const names = [...templates].filter(([, seen]) => seen.size >= LEAST_TEMPLATES).map(([name]) => name);
  return new Map(names.sort().map((name, at) => [name, at]));
}

interface Row {
  ids: Int32Array;
  values: Float64Array;
}

function rowOf(features: Features, index: ReadonlyMap<string, number>): Row {
  const known = [...features].flatMap(([name, value]) => {
    const id = index.get(name);
    return id === undefined ? [] : [[id, value] as const];
  });
  return { ids: Int32Array.from(known, ([id]) => id), values: Float64Array.from(known, ([, value]) => value) };
}

function scoresOf({ ids, values }: Row, weights: Float64Array): number[] {
  const scores = new Array<number>(CLASSES).fill(0);
  for (let at = 0; at < ids.length; at += 1) {
    const base = (ids[at] ?? 0) * CLASSES;
    for (let k = 0; k < CLASSES; k += 1) scores[k] = (scores[k] ?? 0) + (weights[base + k] ?? 0) * (values[at] ?? 0);
  }
  return scores;
}

/** One score a topic, in the order of `Topic`. */
export function score({ index, weights }: Trained, features: Features): number[] {
  return scoresOf(rowOf(features, index), weights);
}

/** The temperature at which held-out scores are likeliest: above 1 they were too sure. */
export function temperatureOf(held: readonly { scores: number[]; topic: Topic }[]): number {
  const loss = (temperature: number) =>
    held.reduce(
      (sum, { scores, topic }) => sum - Math.log(softmax(scores, temperature)[Topic.options.indexOf(topic)] ?? 1e-9),
      0,
    );
  let best = 1;
  for (let candidate = 0.3; candidate <= 3; candidate += 0.02) if (loss(candidate) < loss(best)) best = candidate;
  return Math.round(best * 100) / 100;
}
