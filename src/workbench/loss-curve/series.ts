import { median, roughness } from './robust.ts';

/** One logged value; a loss that is null, NaN or infinite was not a number when it was logged. */
export interface Point {
  step: number;
  loss: number | null;
}

/** Finite part of a curve in order of step, each step once. */
export interface Series {
  steps: Float64Array;
  losses: Float64Array;
}

/** Splits a curve into its finite series and the steps where the loss was not finite. */
export function toSeries(points: readonly Point[]): { series: Series; nonFinite: number[]; count: number } {
  const ordered = inOrder(points);
  const steps = new Float64Array(ordered.length);
  const losses = new Float64Array(ordered.length);
  const nonFinite: number[] = [];
  let n = 0;
  for (const { step, loss } of ordered) {
    if (loss === null || !Number.isFinite(loss)) {
      nonFinite.push(step);
      continue;
    }
    steps[n] = step;
    losses[n++] = loss;
  }
  return { series: { steps: steps.slice(0, n), losses: losses.slice(0, n) }, nonFinite, count: ordered.length };
}

/**
 * Points by step, each step once. A step that goes back is a run resumed from there: what it had logged from that step on was given up.
 * Where steps go back all the time the lines were never in order, and of a step logged twice the later line counts.
 */
function inOrder(points: readonly Point[]): readonly Point[] {
  let back = 0;
  let repeated = 0;
  for (let i = 1; i < points.length; i++) {
    const ahead = (points[i] as Point).step - (points[i - 1] as Point).step;
    if (ahead < 0) back++;
    else if (ahead === 0) repeated++;
  }
  if (back + repeated === 0) return points;
  if (back <= Math.max(3, points.length / 1000)) {
    const kept: Point[] = [];
    for (const point of points) {
      while (kept.length > 0 && (kept[kept.length - 1] as Point).step >= point.step) kept.pop();
      kept.push(point);
    }
    return kept;
  }
  const latest = new Map<number, Point>();
  for (const point of points) latest.set(point.step, point);
  return [...latest.values()].sort((a, b) => a.step - b.step);
}

export function slice({ steps, losses }: Series, from: number, to: number): Series {
  return { steps: steps.subarray(from, to), losses: losses.subarray(from, to) };
}

/** Medians of consecutive blocks of `size` points; a rest shorter than half a block is left out. */
export function blocks({ steps, losses }: Series, size: number): Series {
  const whole = Math.floor(steps.length / size);
  const count = steps.length % size >= size / 2 && steps.length % size > 0 ? whole + 1 : whole;
  const at = new Float64Array(count);
  const level = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    at[i] = median(steps.subarray(i * size, (i + 1) * size));
    level[i] = median(losses.subarray(i * size, (i + 1) * size));
  }
  return { steps: at, losses: level };
}

/** Robust noise of a single logged value: the middle of the run's tenths, so that neither a loud start nor a loud end decides. */
export function pointNoise({ losses }: Series): number {
  const size = Math.max(20, Math.ceil(losses.length / 10));
  const parts: number[] = [];
  for (let from = 0; from < losses.length; from += size) parts.push(roughness(losses.subarray(from, from + size)));
  return Math.max(median(parts), grain(losses) / 2);
}

/** Smallest step between neighbours that differ: what the values were rounded to, and next to nothing where they were not. */
function grain(losses: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < losses.length; i++) {
    const gap = Math.abs((losses[i] as number) - (losses[i - 1] as number));
    if (gap > 0 && gap < least) least = gap;
  }
  return losses.length < 50 || least === Number.POSITIVE_INFINITY ? 0 : least;
}

/** First index whose step is not below `step`. */
export function indexAt(steps: Float64Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] as number) < step) low = middle + 1;
    else high = middle;
  }
  return low;
}
