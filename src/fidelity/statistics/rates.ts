import { wilson } from './intervals.ts';

/** What a detector said of labelled items: `positive` is corrupted, `flagged` is what the detector thought. */
export interface Verdicts {
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
}

export interface Rate {
  value: number;
  low: number;
  high: number;
  n: number;
}

export function countVerdicts(items: readonly { positive: boolean; flagged: boolean }[]): Verdicts {
  const count = (positive: boolean, flagged: boolean) =>
    items.filter((item) => item.positive === positive && item.flagged === flagged).length;
  return {
    truePositives: count(true, true),
    falsePositives: count(false, true),
    trueNegatives: count(false, false),
    falseNegatives: count(true, false),
  };
}

/** Share with its Wilson interval; null of nothing. */
export function rate(hits: number, n: number): Rate | null {
  const interval = wilson(hits, n);
  return interval === null ? null : { value: hits / n, ...interval, n };
}

export const recall = ({ truePositives, falseNegatives }: Verdicts) =>
  rate(truePositives, truePositives + falseNegatives);
export const precision = ({ truePositives, falsePositives }: Verdicts) =>
  rate(truePositives, truePositives + falsePositives);
export const falsePositiveRate = ({ falsePositives, trueNegatives }: Verdicts) =>
  rate(falsePositives, falsePositives + trueNegatives);

const LEAST_INFORMATIVE = 1.2;

/**
 * The true share behind an observed one, given the detector's sensitivity and specificity, clipped to 0..1; null where
 * they sum to less than 1.2, because the detector then says too little for a correction.
 *
 * @see Rogan & Gladen 1978
 */
export function correctedRate(observed: number, sensitivity: number, specificity: number): number | null {
  if (sensitivity + specificity < LEAST_INFORMATIVE) return null;
  return Math.min(1, Math.max(0, (observed + specificity - 1) / (sensitivity + specificity - 1)));
}
