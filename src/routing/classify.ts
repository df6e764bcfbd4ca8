import { ofRecent } from '../core/once.ts';
import type { Features } from './features.ts';
import { featuresFrom } from './features.ts';
import type { Reading } from './reading.ts';
import { readQuestion } from './reading.ts';
import { Topic } from './topics.ts';
import { weights } from './weights.ts';

const TOPICS = Topic.options;

export interface Classified {
  /** One probability a topic; they sum to 1. */
  probabilities: Record<Topic, number>;
  topic: Topic;
  reading: Reading;
  features: Features;
}

export function softmax(scores: readonly number[], temperature = 1): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((value) => Math.exp((value - top) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Probabilities of the topics of a text, by a trained multinomial logistic regression over what `featuresFrom` sees. */
export function classify(text: string): Classified {
  const reading = readQuestion(text);
  const features = featuresFrom(reading);
  const { index, steps, scales, temperature } = weights();
  const scores = new Array<number>(TOPICS.length).fill(0);
  for (const [name, value] of features) {
    const id = index.get(name);
    if (id === undefined) continue;
    for (let k = 0; k < TOPICS.length; k += 1)
      scores[k] = (scores[k] ?? 0) + (steps[id * TOPICS.length + k] ?? 0) * (scales[k] ?? 0) * value;
  }
  const p = softmax(scores, temperature);
  const probabilities = Object.fromEntries(TOPICS.map((topic, k) => [topic, p[k] ?? 0])) as Record<Topic, number>;
  const topic = TOPICS[p.indexOf(Math.max(...p))] ?? 'none';
  return { probabilities, topic, reading, features };
}

/** Texts whose topics are kept: as many as one member has turns in a long file. */
const MOST_KEPT = 2_000;

/** The probabilities alone, kept for who asks again. */
export const topicsOf = ofRecent(MOST_KEPT, (text) => classify(text).probabilities);

/** The features that speak most for a topic rather than for the others, strongest first, with what each adds to its score. */
export function strongest(features: Features, topic: Topic, most: number): { name: string; adds: number }[] {
  const { index, steps, scales } = weights();
  const chosen = TOPICS.indexOf(topic);
  return [...features]
    .flatMap(([name, value]) => {
      const id = index.get(name);
      if (id === undefined || name === 'bias') return [];
      const weight = (k: number) => (steps[id * TOPICS.length + k] ?? 0) * (scales[k] ?? 0);
      const mean = TOPICS.reduce((sum, _, k) => sum + weight(k), 0) / TOPICS.length;
      const adds = (weight(chosen) - mean) * value;
      return adds > 0 ? [{ name, adds }] : [];
    })
    .sort((a, b) => b.adds - a.adds)
    .slice(0, most);
}
