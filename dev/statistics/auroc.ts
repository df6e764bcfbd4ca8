import { ranks } from '../../src/fidelity/statistics/ranks.ts';

/** A measured value and whether it belongs to the class that should come out high. */
export interface Labelled {
  value: number;
  positive: boolean;
}

/**
 * Probability that a positive outranks a negative, ties counted half; null when either class is empty.
 *
 * @see Hanley & McNeil 1982, the Mann-Whitney form
 */
export function auroc(items: readonly Labelled[]): number | null {
  const positives = items.filter(({ positive }) => positive).length;
  const negatives = items.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const ranked = ranks(items.map(({ value }) => value));
  let sum = 0;
  for (const [index, { positive }] of items.entries()) if (positive) sum += ranked[index] as number;
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
