import type { Features } from './features.ts';
import { featuresFrom } from './features.ts';
import type { Reading } from './reading.ts';
import { readQuestion } from './reading.ts';
import { Topic } from './topics.ts';
import { NAMES, SCALES, STEPS, TEMPERATURE } from './weights.ts';

const TOPICS = Topic.options;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export interface Classified {
  /** One probability a topic; they sum to 1. */
  probabilities: Record<Topic, number>;
  topic: Topic;
  reading: Reading;
  features: Features;
}

interface Model {
  index: ReadonlyMap<string, number>;
  /** `[feature * topics + topic]`, in steps of the topic's scale. */
  steps: Int8Array;
}

let loaded: Model | null = null;

function model(): Model {
  loaded ??= { index: new Map(NAMES.split('\n').map((name, at) => [name, at])), steps: decoded(STEPS) };
  return loaded;
}

function decoded(text: string): Int8Array {
  const bytes = new Int8Array(Math.floor((text.replace(/=+$/, '').length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = BASE64.indexOf(letter);
    if (value < 0) break;
    buffer = (buffer << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (buffer >> bits) & 0xff;
    at += 1;
  }
  return bytes;
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
  const { index, steps } = model();
  const scores = new Array<number>(TOPICS.length).fill(0);
  for (const [name, value] of features) {
    const id = index.get(name);
    if (id === undefined) continue;
    TOPICS.forEach((_, k) => {
      scores[k] = (scores[k] ?? 0) + (steps[id * TOPICS.length + k] ?? 0) * (SCALES[k] ?? 0) * value;
    });
  }
  const p = softmax(scores, TEMPERATURE);
  const probabilities = Object.fromEntries(TOPICS.map((topic, k) => [topic, p[k] ?? 0])) as Record<Topic, number>;
  const topic = TOPICS[p.indexOf(Math.max(...p))] ?? 'none';
  return { probabilities, topic, reading, features };
}

/** The features that speak most for a topic rather than for the others, strongest first, with what each adds to its score. */
export function strongest(features: Features, topic: Topic, most: number): { name: string; adds: number }[] {
  const { index, steps } = model();
  const chosen = TOPICS.indexOf(topic);
  return [...features]
    .flatMap(([name, value]) => {
      const id = index.get(name);
      if (id === undefined || name === 'bias') return [];
      const weight = (k: number) => (steps[id * TOPICS.length + k] ?? 0) * (SCALES[k] ?? 0);
      const mean = TOPICS.reduce((sum, _, k) => sum + weight(k), 0) / TOPICS.length;
      const adds = (weight(chosen) - mean) * value;
      return adds > 0 ? [{ name, adds }] : [];
    })
    .sort((a, b) => b.adds - a.adds)
    .slice(0, most);
}
