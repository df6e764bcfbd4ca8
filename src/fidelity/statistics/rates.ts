import { z } from 'zod';
import { wilson } from './intervals.ts';

/** A share of `n` independent items with its 95 % interval. */
export const Rate = z.strictObject({ value: z.number(), low: z.number(), high: z.number(), n: z.number().int() });
export type Rate = z.infer<typeof Rate>;

/** Share with its Wilson interval; null of nothing. */
export function rate(hits: number, n: number): Rate | null {
  const interval = wilson(hits, n);
  return interval === null ? null : { value: hits / n, ...interval, n };
}

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
