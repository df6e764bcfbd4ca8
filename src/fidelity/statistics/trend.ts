import { quantile } from './quantile.ts';
import { ranks } from './ranks.ts';

export interface Point {
  x: number;
  y: number;
}

/** Median slope over all pairs with different x; null where there is no such pair. @see Sen 1968 */
export function theilSen(points: readonly Point[]): number | null {
  const slopes = points.flatMap((a, index) =>
    points.slice(index + 1).flatMap((b) => (b.x === a.x ? [] : [(b.y - a.y) / (b.x - a.x)])),
  );
  return slopes.length === 0 ? null : quantile(slopes, 0.5);
}

const Z95 = 1.959963984540054;

/**
 * 95 % interval of the median slope, by Kendall's statistic with shared x taken out of its variance; null where the points
 * are too few to carry one. @see Sen 1968
 */
export function theilSenInterval(points: readonly Point[]): { low: number; high: number } | null {
  const slopes = points
    .flatMap((a, index) => points.slice(index + 1).flatMap((b) => (b.x === a.x ? [] : [(b.y - a.y) / (b.x - a.x)])))
    .sort((a, b) => a - b);
  const spread = (n: number) => n * (n - 1) * (2 * n + 5);
  const shared = new Map<number, number>();
  for (const { x } of points) shared.set(x, (shared.get(x) ?? 0) + 1);
  const ties = [...shared.values()].reduce((sum, n) => sum + spread(n), 0);
  const reach = Z95 * Math.sqrt((spread(points.length) - ties) / 18);
  const [from, to] = [Math.floor((slopes.length - reach) / 2), Math.ceil((slopes.length + reach) / 2)];
  const [low, high] = [slopes[from - 1], slopes[to]];
  return low === undefined || high === undefined ? null : { low, high };
}

/** Whether y rises or falls with x beyond chance (5 %, two-sided), shared values taken out of the variance. @see Mann 1945, Kendall 1975 */
export function isTrend(points: readonly Point[]): boolean {
  const n = points.length;
  if (n < 4) return false;
  const s = points.reduce(
    (sum, a, index) =>
      sum + points.slice(index + 1).reduce((part, b) => part + Math.sign(b.x - a.x) * Math.sign(b.y - a.y), 0),
    0,
  );
  const groups = (values: readonly number[]) => {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const over = (of: (count: number) => number) => [...counts.values()].reduce((sum, count) => sum + of(count), 0);
    return {
      spread: over((t) => t * (t - 1) * (2 * t + 5)),
      pairs: over((t) => t * (t - 1)),
      triples: over((t) => t * (t - 1) * (t - 2)),
    };
  };
  const [x, y] = [groups(points.map((point) => point.x)), groups(points.map((point) => point.y))];
  const variance =
    (n * (n - 1) * (2 * n + 5) - x.spread - y.spread) / 18 +
    (x.pairs * y.pairs) / (2 * n * (n - 1)) +
    (x.triples * y.triples) / (9 * n * (n - 1) * (n - 2));
  return variance > 0 && Math.abs(s) > Z95 * Math.sqrt(variance);
}

/** Correlation of ranks, ties shared; null below two points or where one side does not vary. */
export function spearman(points: readonly Point[]): number | null {
  const xs = ranks(points.map(({ x }) => x));
  const ys = ranks(points.map(({ y }) => y));
  const middle = (points.length + 1) / 2;
  let [both, alongX, alongY] = [0, 0, 0];
  for (const [index, x] of xs.entries()) {
    const [dx, dy] = [x - middle, (ys[index] as number) - middle];
    both += dx * dy;
    alongX += dx * dx;
    alongY += dy * dy;
  }
  return alongX === 0 || alongY === 0 ? null : both / Math.sqrt(alongX * alongY);
}
