import { z } from 'zod';
import { randomFrom } from '../../core/random.ts';
import { mean, quantile } from './quantile.ts';

/** An estimate from `n` items of so many clusters, with its 95 % interval; that is null where the data do not carry one. */
export const Estimate = z.strictObject({
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number().int(),
  clusters: z.number().int(),
});
export type Estimate = z.infer<typeof Estimate>;

const Z95 = 1.959963984540054;

/** Interval of a share of `n` independent items; null of nothing. @see Wilson 1927 */
export function wilson(hits: number, n: number): { low: number; high: number } | null {
  if (n === 0) return null;
  const share = hits / n;
  const shrink = 1 + Z95 ** 2 / n;
  const centre = (share + Z95 ** 2 / (2 * n)) / shrink;
  const half = (Z95 / shrink) * Math.sqrt((share * (1 - share)) / n + Z95 ** 2 / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

const DRAWS = 2000;

/**
 * Percentile interval by drawing whole clusters with replacement: turns of one debate are not independent, and by turn
 * the interval comes out several times too narrow. Below two clusters there is no interval. The draws are keyed by
 * `seed`, so the same items give the same interval.
 *
 * @param statistic of the items of the drawn clusters; null where it cannot be computed, and then the draw is left out
 */
export function clusterBootstrap<T>(
  clusters: readonly (readonly T[])[],
  statistic: (items: readonly T[]) => number | null,
  { seed = 1, draws = DRAWS }: { seed?: number; draws?: number } = {},
): Estimate | null {
  const filled = clusters.filter((cluster) => cluster.length > 0);
  const value = statistic(filled.flat());
  if (value === null || Number.isNaN(value)) return null;
  const n = filled.reduce((sum, cluster) => sum + cluster.length, 0);
  if (filled.length < 2) return { value, low: null, high: null, n, clusters: filled.length };
  const random = randomFrom('cluster-bootstrap', seed, filled.length);
  const results: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const items = filled.flatMap(() => filled[Math.floor(random() * filled.length)] ?? []);
    const result = statistic(items);
    if (result !== null && !Number.isNaN(result)) results.push(result);
  }
  return { value, low: quantile(results, 0.025), high: quantile(results, 0.975), n, clusters: filled.length };
}

/** Mean of all items, with an interval over clusters. */
export function clusteredMean(clusters: readonly (readonly number[])[]): Estimate | null {
  return clusterBootstrap(clusters, (items) => (items.length === 0 ? null : mean(items)));
}
