import { z } from 'zod';
import type { Line } from './robust.ts';
import { medianOf, roughness, valueAt } from './robust.ts';
import type { Series } from './series.ts';
import { blocks, indexAt, slice } from './series.ts';

/** Share of the run that a change of level may take. */
export const NARROW = 0.04;
const CLEAR = 3.5; // times the spread about the two lines: noise with a memory is larger than it looks from one value to the next
const EARLY = 0.08; // of the run: where a fall is the start of learning

/** Where a change of level was seen, in bins of the run, and the window that it was seen in. */
export interface Candidate {
  /** Bins: last before, first after. */
  before: number;
  after: number;
  half: number;
  z: number;
}

/** A lasting change of level, steps and nats; `size` is after minus before, so an improvement's is negative. */
export const Step = z.strictObject({
  from: z.number(),
  to: z.number(),
  before: z.number(),
  after: z.number(),
  size: z.number(),
});
export type Step = z.infer<typeof Step>;

/** The two ends of the change on the full series: the ramp between two straight lines that leaves the least absolute error. */
export function placeStep(
  series: Series,
  bins: Series,
  { before, after, half }: Candidate,
  overall: number,
): Step | null {
  const n = bins.steps.length;
  const first = bins.steps[Math.max(0, before - 2 * half)] as number;
  const last = bins.steps[Math.min(n - 1, after + 2 * half)] as number;
  const near = slice(series, indexAt(series.steps, first), indexAt(series.steps, last) + 1);
  // A louder start is judged by its own noise.
  const noise = Math.max(overall, roughness(near.losses));
  const size = Math.max(1, Math.ceil(near.steps.length / 160));
  const window = size === 1 ? near : blocks(near, size);
  const count = window.steps.length;
  const run = (series.steps.at(-1) as number) - (series.steps[0] as number);
  const margin = Math.min(5, Math.floor(count / 4));
  const level = noise / Math.sqrt(size);
  const lefts = Array.from({ length: count }, (_, a) => sideLine(window, 0, a + 1, level));
  const rights = Array.from({ length: count }, (_, b) => sideLine(window, b, count, level));
  let best: Ramp | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let a = margin; a < count - margin; a++) {
    for (let b = a + 1; b < count - margin; b++) {
      if ((window.steps[b] as number) - (window.steps[a] as number) > NARROW * run) break;
      const ramp: Ramp = { a, b, left: lefts[a] as Line, right: rights[b] as Line };
      const error = rampError(window, ramp);
      if (error < least) {
        least = error;
        best = ramp;
      }
    }
  }
  if (best === null) return null;
  const { a, b, left, right } = best;
  const from = window.steps[a] as number;
  const to = window.steps[b] as number;
  const levelBefore = valueAt(left, from);
  const levelAfter = valueAt(right, to);
  const change = levelAfter - levelBefore;
  const trend = ((left.slope + right.slope) / 2) * (to - from);
  // A bend is not a step: the ramp must be far steeper than the trend on either side.
  if (Math.abs(change) < 2.5 * Math.max(Math.abs(left.slope), Math.abs(right.slope)) * (to - from)) return null;
  if (Math.abs(change - trend) < Math.max(3 * noise, CLEAR * 1.25 * (least / count))) return null;
  if (fallsOn(window, best, change)) return null;
  if (from < (series.steps[0] as number) + EARLY * run) return null;
  const logged = (step: number): number => series.steps[indexAt(series.steps, step)] as number;
  return { from: logged(from), to: logged(to), before: levelBefore, after: levelAfter, size: change };
}

interface Ramp {
  /** Indices of the last point before and the first after. */
  a: number;
  b: number;
  left: Line;
  right: Line;
}

/** Whether the fall goes on past its end at more than half its pace: then it is the start of a slope and no change of level. */
function fallsOn({ steps, losses }: Series, { a, b, right }: Ramp, change: number): boolean {
  const width = (steps[b] as number) - (steps[a] as number);
  const next = indexAt(steps, (steps[b] as number) + width);
  if (b - a < 4 || next + 3 > losses.length) return false;
  const further = medianOf(losses, next - 1, next + 3) - valueAt(right, steps[b] as number);
  return further / change > 0.5;
}

/** Straight line through the medians of the two halves of `[from, to)`; flat when they differ by no more than noise. */
function sideLine({ steps, losses }: Series, from: number, to: number, noise: number): Line {
  const split = (from + to) >> 1;
  const level = medianOf(losses, from, to);
  const at = medianOf(steps, from, to);
  const fall = medianOf(losses, split, to) - medianOf(losses, from, split);
  const halves = (1.25 * noise * 2) / Math.sqrt(to - from);
  if (to - from < 8 || Math.abs(fall) < 3 * halves) return { at, level, slope: 0 };
  return { at, level, slope: fall / (medianOf(steps, split, to) - medianOf(steps, from, split)) };
}

function rampError({ steps, losses }: Series, { a, b, left, right }: Ramp): number {
  const from = steps[a] as number;
  const to = steps[b] as number;
  const start = valueAt(left, from);
  const end = valueAt(right, to);
  let error = 0;
  for (let i = 0; i < steps.length; i++) {
    const x = steps[i] as number;
    const between = start + ((end - start) * (x - from)) / (to - from);
    const expected = i <= a ? valueAt(left, x) : i >= b ? valueAt(right, x) : between;
    error += Math.abs((losses[i] as number) - expected);
  }
  return error;
}
