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
