import type { Curve } from './curve.ts';
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

/** A curve as points, or as the numbers that a log was read into. */
export type Logged = readonly Point[] | Curve;

export function curveOf(logged: Logged): Curve {
  if ('steps' in logged) return logged;
  const steps = new Float64Array(logged.length);
  const losses = new Float64Array(logged.length);
  for (let i = 0; i < logged.length; i++) {
    const { step, loss } = logged[i] as Point;
    steps[i] = step;
    losses[i] = loss ?? Number.NaN;
  }
  return { steps, losses };
}

export function pointsOf({ steps, losses }: Curve): Point[] {
  return Array.from(steps, (step, i) => {
    const loss = losses[i] as number;
    return { step, loss: Number.isNaN(loss) ? null : loss };
  });
}

/** Splits a curve into its finite series and the steps where the loss was not finite. */
export function toSeries(logged: Logged): { series: Series; nonFinite: number[]; count: number } {
  const { steps, losses } = inOrder(curveOf(logged));
  const nonFinite: number[] = [];
  for (let i = 0; i < steps.length; i++) if (!Number.isFinite(losses[i])) nonFinite.push(steps[i] as number);
  const count = steps.length;
  if (nonFinite.length === 0) return { series: { steps, losses }, nonFinite, count };
  const finite = (_: number, i: number) => Number.isFinite(losses[i]);
  return { series: { steps: steps.filter(finite), losses: losses.filter(finite) }, nonFinite, count };
}

/**
 * A curve by step, each step once. A step that goes back is a run resumed from there: what it had logged from that step on was given up.
 * Where steps go back all the time the lines were never in order, and of a step logged twice the later line counts.
 */
function inOrder(curve: Curve): Curve {
  const { steps, losses } = curve;
  let back = 0;
  let repeated = 0;
  for (let i = 1; i < steps.length; i++) {
    const ahead = (steps[i] as number) - (steps[i - 1] as number);
    if (ahead < 0) back++;
    else if (ahead === 0) repeated++;
  }
  if (back + repeated === 0) return curve;
  if (back <= Math.max(3, steps.length / 1000)) {
    const kept: Curve = { steps: new Float64Array(steps.length), losses: new Float64Array(steps.length) };
    let n = 0;
    for (let i = 0; i < steps.length; i++) {
      while (n > 0 && (kept.steps[n - 1] as number) >= (steps[i] as number)) n--;
      kept.steps[n] = steps[i] as number;
      kept.losses[n++] = losses[i] as number;
    }
    return { steps: kept.steps.subarray(0, n), losses: kept.losses.subarray(0, n) };
  }
  const latest = new Map<number, number>();
  for (let i = 0; i < steps.length; i++) latest.set(steps[i] as number, losses[i] as number);
  const ordered = [...latest].sort((a, b) => a[0] - b[0]);
  return {
    steps: Float64Array.from(ordered, ([step]) => step),
    losses: Float64Array.from(ordered, ([, loss]) => loss),
  };
}

export function slice({ steps, losses }: Series, from: number, to: number): Series {
  return { steps: steps.subarray(from, to), losses: losses.subarray(from, to) };
}

/** Medians of consecutive blocks of `size` points, whose steps are in order; a rest shorter than half a block is left out. */
export function blocks({ steps, losses }: Series, size: number): Series {
  const whole = Math.floor(steps.length / size);
  const count = steps.length % size >= size / 2 && steps.length % size > 0 ? whole + 1 : whole;
  const at = new Float64Array(count);
  const level = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const first = i * size;
    const last = Math.min(steps.length, first + size) - 1;
    at[i] = ((steps[(first + last) >> 1] as number) + (steps[(first + last + 1) >> 1] as number)) / 2;
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
