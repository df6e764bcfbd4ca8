import type { Estimate } from '../fidelity/statistics/intervals.ts';
import { clusterBootstrap, wilson } from '../fidelity/statistics/intervals.ts';

/** One observation, with what it shares its luck with. */
export interface Seen {
  value: number;
  cluster: string;
}

interface Sum {
  total: number;
  n: number;
}

/**
 * Mean with a 95 % interval over clusters. Where they do not differ, drawing them says nothing: a share has the interval of so
 * many independent clusters then, and a difference none.
 */
function meanOf(seen: readonly Seen[]): Estimate | null {
  const clusters = new Map<string, Sum>();
  for (const { value, cluster } of seen) {
    const sum = clusters.get(cluster) ?? { total: 0, n: 0 };
    clusters.set(cluster, { total: sum.total + value, n: sum.n + 1 });
  }
  const found = clusterBootstrap(
    [...clusters.values()].map((sum) => [sum]),
    (sums) => {
      const n = sums.reduce((all, one) => all + one.n, 0);
      return n === 0 ? null : sums.reduce((all, one) => all + one.total, 0) / n;
    },
  );
  return found && { ...found, n: seen.length };
}

/** A share of zeros and ones. */
export function shareOf(seen: readonly Seen[]): Estimate | null {
  const found = meanOf(seen);
  if (found === null || (found.low !== found.high && found.low !== null)) return found;
  const { clusters, value } = found;
  return { ...found, ...(wilson(value * clusters, clusters) ?? { low: null, high: null }) };
}

/** A difference, -1..1. */
export function differenceOf(seen: readonly Seen[]): Estimate | null {
  const found = meanOf(seen);
  return found !== null && found.low === found.high ? { ...found, low: null, high: null } : found;
}
