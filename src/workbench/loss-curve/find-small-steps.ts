import type { Step } from './place-step.ts';
import { medianOf, spread } from './robust.ts';
import type { Series } from './series.ts';
import { blocks } from './series.ts';

const MOST_BLOCKS = 2400;
const SHORTEST = 10; // blocks on either side
const WIDTHS = 5;
const CLEAR = 6.5; // standard errors of the difference of two lines
const ABRUPT = 0.65; // share of a drop that half as wide a look must see
const CONVEX = 0.6; // share of a drop that must be there below the extension of what is before
const LOCAL = 0.8; // of the bar, by the noise of a single place, which few values tell
const NEAR = 5; // blocks right after a drop
const EARLY = 0.08; // of the run, where a fall is the start of learning
const SMALLEST = 0.004; // of the level: less is of no use to anybody

/**
 * Lasting drops that single values hide, as when an epoch begins again: at each place a line through what is before and one through what is
 * after are compared where they meet. A bend leaves no gap between the two, so a falling curve makes none; the noise is averaged over both
 * sides, and is taken from the gaps of the whole run, so that one with a memory raises the bar by itself.
 */
export function findSmallSteps(series: Series, taken: readonly Step[]): Step[] {
  const bins = blocks(series, Math.max(1, Math.ceil(series.steps.length / MOST_BLOCKS)));
  const n = bins.losses.length;
  const calm = Float64Array.from(bins.losses, (_, i) => medianOf(bins.losses, i - 1, i + 2));
  const run = (bins.steps[n - 1] as number) - (bins.steps[0] as number);
  if (n < 4 * SHORTEST || !(run > 0)) return [];
  const first = bins.steps[0] as number;
  const sums = sumsOf(
    bins.steps.map((step) => (step - first) / run),
    calm,
  );
  const noise = neighbourNoise(calm);
  const found: Step[] = [];
  for (let k = 0, width = SHORTEST; k < WIDTHS && width <= n / 5; k++, width = Math.round(width * 1.8)) {
    const gaps = gapsOf(sums, n, width);
    const half = gapsOf(sums, n, Math.max(5, width >> 1));
    const own = spread(gaps.subarray(width, n - width));
    const error = Math.max(own, noise * Math.sqrt(8 / width));
    for (const at of lowestOf(gaps, width, -CLEAR * error)) {
      const from = bins.steps[at - 1] as number;
      const to = bins.steps[at] as number;
      if (from < (bins.steps[0] as number) + EARLY * run) continue;
      const size = gaps[at] as number;
      const seen = Math.min(half[at - 1] ?? 0, half[at] as number, half[at + 1] ?? 0);
      const level = lineAt(sums, at - width, at, at);
      // A run may be louder here than elsewhere.
      const loud = neighbourNoise(calm.subarray(at - width, at + width)) * Math.sqrt(8 / width);
      if (-size < CLEAR * LOCAL * loud) continue;
      if (seen > ABRUPT * size || -size < SMALLEST * Math.abs(level)) continue;
      if (belowExtension(sums, at, width) > CONVEX * size || belowExtension(sums, at, NEAR, width) > CONVEX * size)
        continue;
      const near = (width * run) / n / 2;
      const clashes = (other: Step) => other.from <= to + near && from - near <= other.to;
      if (taken.some(clashes) || found.some(clashes)) continue;
      if (!stays(calm, at, width, level + size / 2)) continue;
      found.push({ from, to, before: level, after: level + size, size });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

/**
 * The mean of `reach` blocks after, less where the line through the `width` before would put them. A falling curve is bent upward, away from
 * that line, so that only a drop gets below it.
 */
function belowExtension(sums: Sums, at: number, reach: number, width = reach): number {
  const { steps, y, x } = sums;
  const n = Math.min(reach, steps.length - at);
  const mean = ((y[at + n] as number) - (y[at] as number)) / n;
  const centre = ((x[at + n] as number) - (x[at] as number)) / n;
  return mean - lineThrough(sums, at - width, at)(centre);
}

/** Whether the values after stay below half the drop. */
function stays(values: Float64Array, at: number, width: number, half: number): boolean {
  const end = Math.min(values.length, at + 2 * width);
  let back = 0;
  for (let i = at; i < end; i++) if ((values[i] as number) > half) back += 1;
  return back <= 0.35 * (end - at) && medianOf(values, Math.max(at, end - 5), end) < half;
}

/** Prefix sums over steps as shares of the run, so that the line through any stretch costs nothing. */
interface Sums {
  steps: Float64Array;
  x: Float64Array;
  xx: Float64Array;
  y: Float64Array;
  xy: Float64Array;
}

function sumsOf(steps: Float64Array, values: Float64Array): Sums {
  const n = values.length;
  const sums = {
    steps,
    x: new Float64Array(n + 1),
    xx: new Float64Array(n + 1),
    y: new Float64Array(n + 1),
    xy: new Float64Array(n + 1),
  };
  for (let i = 0; i < n; i++) {
    const [at, value] = [steps[i] as number, values[i] as number];
    sums.x[i + 1] = (sums.x[i] as number) + at;
    sums.xx[i + 1] = (sums.xx[i] as number) + at * at;
    sums.y[i + 1] = (sums.y[i] as number) + value;
    sums.xy[i + 1] = (sums.xy[i] as number) + at * value;
  }
  return sums;
}

/** Least-squares line through `[from, to)`. */
function lineThrough(sums: Sums, from: number, to: number): (at: number) => number {
  const n = to - from;
  const over = (sum: Float64Array): number => (sum[to] as number) - (sum[from] as number);
  const [x, y] = [over(sums.x), over(sums.y)];
  const slope = (over(sums.xy) - (x * y) / n) / (over(sums.xx) - (x * x) / n);
  return (at) => y / n + slope * (at - x / n);
}

/** The same half way between the places before and after `at`. */
function lineAt(sums: Sums, from: number, to: number, at: number): number {
  return lineThrough(sums, from, to)(((sums.steps[at - 1] as number) + (sums.steps[at] as number)) / 2);
}

/** After less before, where the two lines meet; 0 where there is no room for both. */
function gapsOf(sums: Sums, n: number, width: number): Float64Array {
  const gaps = new Float64Array(n);
  for (let at = width; at + width <= n; at++)
    gaps[at] = lineAt(sums, at, at + width, at) - lineAt(sums, at - width, at, at);
  return gaps;
}

/** Places below the bar that are the lowest within half a width. */
function lowestOf(gaps: Float64Array, width: number, bar: number): number[] {
  const reach = width >> 1;
  const lowest: number[] = [];
  for (let at = 1; at < gaps.length; at++) {
    const here = gaps[at] as number;
    if (here >= bar) continue;
    let isLowest = true;
    for (let i = Math.max(0, at - reach); i <= Math.min(gaps.length - 1, at + reach) && isLowest; i++)
      isLowest = (gaps[i] as number) > here || i === at;
    if (isLowest) lowest.push(at);
  }
  return lowest;
}

/** Noise of a value of a running median of three: neighbours share two of their three values. */
function neighbourNoise(values: Float64Array): number {
  const lag = 3;
  const bends = new Float64Array(Math.max(0, values.length - 2 * lag));
  for (let i = 0; i < bends.length; i++)
    bends[i] = (values[i + lag] as number) - ((values[i] as number) + (values[i + 2 * lag] as number)) / 2;
  // The running median of three leaves its values correlated, which a sum over many of them feels.
  return (spread(bends, 0) / Math.sqrt(1.5)) * 1.5;
}
