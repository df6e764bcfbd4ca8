import { randomFrom, shuffled } from '../../src/core/random.ts';
import { mean } from '../../src/fidelity/statistics/quantile.ts';
import { spearman } from '../../src/fidelity/statistics/trend.ts';

export const DOSES = [0, 0.05, 0.1, 0.25, 0.5, 1] as const;

export interface DoseResponse {
  doses: { dose: number; score: number }[];
  /** Rank correlation of dose and score; -1 when the score falls with every dose. */
  spearman: number | null;
}

/**
 * Replaces a growing share of the turns by their corrupted twins, the smaller dose within the larger one.
 *
 * @param pairs score of each turn as it was, and corrupted
 */
export function doseResponse(pairs: readonly { sound: number; corrupted: number }[], seed: number): DoseResponse {
  const order = shuffled(randomFrom('dose', seed, pairs.length), pairs);
  const doses = DOSES.map((dose) => {
    const many = Math.round(dose * order.length);
    return { dose, score: mean(order.map(({ sound, corrupted }, index) => (index < many ? corrupted : sound))) };
  });
  return { doses, spearman: spearman(doses.map(({ dose, score }) => ({ x: dose, y: score }))) };
}

/**
 * The round from which on scores are lower: the split with the largest gap between the means before and after, weighed
 * by how many turns support each side. Null where nothing falls.
 */
export function onsetOf(scores: readonly { round: number; score: number }[]): number | null {
  const rounds = [...new Set(scores.map(({ round }) => round))].sort((a, b) => a - b).slice(1);
  let [best, onset]: [number, number | null] = [0, null];
  for (const from of rounds) {
    const before = scores.filter(({ round }) => round < from).map(({ score }) => score);
    const after = scores.filter(({ round }) => round >= from).map(({ score }) => score);
    const gap = (mean(before) - mean(after)) * Math.sqrt((before.length * after.length) / scores.length);
    if (gap > best + 1e-12) [best, onset] = [gap, from];
  }
  return onset;
}
