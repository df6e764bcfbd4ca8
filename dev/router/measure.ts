import { Topic } from '../../src/routing/topics.ts';

/** The three answers that matter to the member who trains: that member's own work, the colleague's, and everything else. */
export function routeFor(topic: Topic): string {
  return topic === 'hardware' ? 'blaze' : topic === 'training' ? 'pulse' : 'other';
}

/** Likeliest route and its probability from one probability a topic. */
export function routeOf(probabilities: readonly number[]): { route: string; probability: number } {
  const sums = new Map<string, number>();
  Topic.options.forEach((topic, at) => {
    sums.set(routeFor(topic), (sums.get(routeFor(topic)) ?? 0) + (probabilities[at] ?? 0));
  });
  const [[route, probability] = ['other', 0]] = [...sums].sort((a, b) => b[1] - a[1]);
  return { route, probability };
}

export interface Measured {
  count: number;
  accuracy: number;
  macroF1: number;
}

export function measure(pairs: readonly { wanted: string; got: string }[]): Measured {
  const classes = [...new Set(pairs.map(({ wanted }) => wanted))];
  const f1 = classes.map((name) => {
    const hit = pairs.filter(({ wanted, got }) => wanted === name && got === name).length;
    const said = pairs.filter(({ got }) => got === name).length;
    const there = pairs.filter(({ wanted }) => wanted === name).length;
    return (2 * hit) / Math.max(1, said + there);
  });
  return {
    count: pairs.length,
    accuracy: pairs.filter(({ wanted, got }) => wanted === got).length / Math.max(1, pairs.length),
    macroF1: f1.reduce((sum, value) => sum + value, 0) / Math.max(1, classes.length),
  };
}

/** Mean gap between said probability and share that was right, over ten bins. */
export function calibrationError(said: readonly { probability: number; right: boolean }[]): number {
  let gap = 0;
  for (let bin = 0; bin < 10; bin += 1) {
    const inside = said.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === bin);
    if (inside.length === 0) continue;
    const mean = inside.reduce((sum, { probability }) => sum + probability, 0) / inside.length;
    gap += (Math.abs(mean - inside.filter(({ right }) => right).length / inside.length) * inside.length) / said.length;
  }
  return gap;
}
