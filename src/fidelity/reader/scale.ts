import type { TurnFeatures } from './features.ts';

/** How far figures and grams count at the start of training. */
const FIGURE = 0.14;
const GRAM = 0.8;
const MOST_DEVIATIONS = 4;
const LEAST_DEVIATION = 0.05;

/** Features as positions and values: figures in deviations from their mean, then grams. */
export function scaled(
  { figures, grams }: TurnFeatures,
  { names, mean, deviation }: { names: readonly string[]; mean: readonly number[]; deviation: readonly number[] },
): { index: Int32Array; value: Float32Array } {
  const many = names.length + grams.buckets.length;
  const index = new Int32Array(many);
  const value = new Float32Array(many);
  for (let at = 0; at < names.length; at += 1) {
    const off = (figures.get(names[at] as string) ?? 0) - (mean[at] ?? 0);
    const deviations = off / Math.max(LEAST_DEVIATION, deviation[at] ?? 1);
    index[at] = at;
    value[at] = Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviations)) * FIGURE;
  }
  for (let at = 0; at < grams.buckets.length; at += 1) {
    index[names.length + at] = names.length + (grams.buckets[at] as number);
    value[names.length + at] = (grams.values[at] as number) * GRAM;
  }
  return { index, value };
}
