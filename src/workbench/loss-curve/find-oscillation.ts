import type { Finding } from './finding.ts';
import { median, medianOf, robustLine, spread } from './robust.ts';
import { blocks, type Series, slice } from './series.ts';

const WINDOW = 512; // points in one spectrum of a long series
const SETTLED = 0.04; // share of the points at the start that are left out: the steep part of the curve
const SHORTEST = 48; // points below which a spectrum says nothing
const LINE = 22; // a line stands this many times above the median of its neighbourhood
const HALF_LINE = 8; // and this many times in each half of its window by itself
const SHARE = 0.5; // amplitude over the spread of the residuals: a line below that cannot be seen in the curve
const CYCLES = 6; // fewer in a window are a trend

interface Wave {
  start: number;
  end: number;
  /** In points of the series that it was found on. */
  period: number;
  amplitude: number;
  power: number;
}

/**
 * A period in the residuals: a line in the spectrum against the median of the octave around it, so that correlated noise,
 * whose spectrum is smooth, raises nothing. Looked for at full resolution in up to 48 windows and, for slow waves, in block means.
 */
export function findOscillation(run: Series, noise: number): Finding | null {
  const series = slice(run, Math.floor(SETTLED * run.losses.length), run.losses.length);
  const n = series.losses.length;
  let best: { wave: Wave; scale: number; on: Series } | null = null;
  for (let scale = 1; n / scale >= SHORTEST; scale *= 4) {
    const on = scale === 1 ? series : means(series, scale);
    const residual = detrended(on);
    for (const [start, end] of windows(on.losses.length)) {
      const wave = strongestLine(residual, start, end);
      if (wave === null) continue;
      if (wave.amplitude < 0.6 * noise || wave.amplitude < 4e-4 * Math.abs(median(on.losses))) continue;
      if (best === null || wave.power * wave.amplitude > best.wave.power * best.wave.amplitude) best = { wave, scale, on };
    }
  }
  if (best === null) return null;
  const { wave, on } = best;
  const stretch = extent(detrended(on), wave);
  const from = on.steps[stretch.start] as number;
  const to = on.steps[stretch.end - 1] as number;
  const period = (wave.period * ((on.steps[wave.end - 1] as number) - (on.steps[wave.start] as number))) / (wave.end - 1 - wave.start);
  return {
    kind: 'oscillation',
    from,
    to,
    strength: wave.amplitude / (wave.amplitude + noise),
    statistic: { amplitude: wave.amplitude, period, cycles: (to - from) / period, line: wave.power, noise },
  };
}

function means(series: Series, size: number): Series {
  const { steps } = blocks(series, size);
  const losses = new Float64Array(steps.length);
  for (let i = 0; i < losses.length; i++) {
    const part = slice(series, i * size, (i + 1) * size).losses;
    let sum = 0;
    for (const value of part) sum += value;
    losses[i] = sum / part.length;
  }
  return { steps, losses };
}

/** Whole series and its overlapping halves when short; else windows of fixed length spread over it. */
function windows(n: number): [number, number][] {
  if (n < 3 * WINDOW) {
    const all: [number, number][] = [[0, n]];
    const length = Math.floor(n / 2);
    for (let i = 0; length >= SHORTEST && i + length <= n; i += Math.ceil(length / 2)) all.push([i, i + length]);
    return all;
  }
  const count = Math.min(48, Math.ceil(n / (WINDOW / 2)));
  return Array.from({ length: count }, (_, k) => {
    const start = Math.floor((k * (n - WINDOW)) / Math.max(1, count - 1));
    return [start, start + WINDOW] as [number, number];
  });
}

/** Values about their running median of a twelfth of the window or more, clipped at four spreads. */
function detrended({ losses }: Series): Float64Array {
  const n = losses.length;
  const reach = Math.max(8, Math.floor(Math.min(n, WINDOW) / 6));
  const knots = Math.max(2, Math.ceil(n / (reach / 2)) + 1);
  const gap = (n - 1) / (knots - 1);
  const levels = Float64Array.from({ length: knots }, (_, k) => {
    const centre = Math.round(k * gap);
    const half = Math.min(reach, Math.max(2, Math.min(centre, n - 1 - centre)));
    return medianOf(losses, centre - half, centre + half + 1);
  });
  const residual = new Float64Array(n);
  const knot = (k: number): number => levels[Math.max(0, Math.min(knots - 1, k))] as number;
  for (let i = 0; i < n; i++) {
    const k = Math.min(knots - 2, Math.floor(i / gap));
    residual[i] = (losses[i] as number) - cubic(knot(k - 1), knot(k), knot(k + 1), knot(k + 2), i / gap - k);
  }
  return residual;
}

/** Catmull-Rom between b and c; straight pieces under a convex curve would leave a ripple with the period of the knots. */
function cubic(a: number, b: number, c: number, d: number, t: number): number {
  return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

function strongestLine(residual: Float64Array, start: number, end: number): Wave | null {
  const n = end - start;
  const { part, scale } = windowed(residual, start, end);
  const power = spectrum(part);
  let best: Wave | null = null;
  for (let k = CYCLES; k < power.length - 1; k++) {
    const here = power[k] as number;
    if (here < (power[k - 1] as number) || here < (power[k + 1] as number)) continue;
    const amplitude = (4 * Math.sqrt(here)) / n;
    if (amplitude < SHARE * scale || lineRatio(power, k, k) < LINE) continue;
    if (best === null || amplitude > best.amplitude) {
      best = { start, end, period: n / k, amplitude, power: Math.min(lineRatio(power, k, k), 1e6) };
    }
  }
  return best !== null && persists(residual, best) ? best : null;
}

/** Residuals about their median, clipped at four spreads, under a Hann window. */
function windowed(residual: Float64Array, start: number, end: number): { part: Float64Array; scale: number } {
  const n = end - start;
  const part = residual.slice(start, end);
  const centre = median(part);
  const scale = spread(part, centre);
  for (let i = 0; i < n; i++) {
    const bounded = Math.max(-4 * scale, Math.min(4 * scale, (part[i] as number) - centre));
    part[i] = bounded * 0.5 * (1 - Math.cos((2 * Math.PI * (i + 0.5)) / n));
  }
  return { part, scale };
}

/**
 * The largest power in bins low..high over the background there: a straight line in log-log through the bins around, which is what
 * white and correlated noise make. A Hann window spreads a line over three bins, left out here.
 */
function lineRatio(power: Float64Array, low: number, high: number): number {
  let here = 0;
  for (let k = low; k <= high; k++) here = Math.max(here, power[k] ?? 0);
  const x: number[] = [];
  const y: number[] = [];
  for (let j = Math.max(3, Math.floor(low / 3)); j < Math.min(power.length, Math.max(3 * high, high + 16)); j++) {
    if (j >= low - 3 && j <= high + 3) continue;
    x.push(Math.log(j));
    y.push(Math.log((power[j] as number) + 1e-300));
  }
  if (x.length < 5) return 0;
  const { at, level, slope } = robustLine(x, y);
  return here / Math.exp(level + Math.min(0, slope) * (Math.log((low + high) / 2) - at));
}

/**
 * A chance line is made by one part of its window; a wave is in each half, at the same period within a bin. One window of many also
 * needs a neighbour, since the best of a hundred looks is good by chance.
 */
function persists(residual: Float64Array, { start, end, period }: Wave): boolean {
  const holds = (from: number, to: number): boolean => {
    const k = Math.round((to - from) / period);
    return lineRatio(spectrum(windowed(residual, from, to).part), Math.max(1, k - 1), k + 1) >= HALF_LINE;
  };
  const middle = (start + end) >> 1;
  if (!holds(start, middle) || !holds(middle, end)) return false;
  const n = end - start;
  if (residual.length < 3 * WINDOW) return true;
  return (start - n >= 0 && holds(start - n, start)) || (end + n <= residual.length && holds(end, end + n));
}

/** Squared magnitude at 0..n/2 cycles, bin by bin: at most 512 points, so no fast transform is needed. */
function spectrum(values: Float64Array): Float64Array {
  const n = values.length;
  const half = Math.floor(n / 2);
  const power = new Float64Array(half + 1);
  for (let k = 0; k <= half; k++) {
    const turn = (2 * Math.PI * k) / n;
    // Goertzel: one multiplication a sample and no table.
    const c = 2 * Math.cos(turn);
    let s1 = 0;
    let s2 = 0;
    for (let i = 0; i < n; i++) {
      const s0 = (values[i] as number) + c * s1 - s2;
      s2 = s1;
      s1 = s0;
    }
    power[k] = s1 * s1 + s2 * s2 - c * s1 * s2;
  }
  return power;
}

/** How far the wave goes on to either side: quarters of the window in which a half-amplitude swing is still there. */
function extent(residual: Float64Array, { start, end, period, amplitude }: Wave): { start: number; end: number } {
  const stride = Math.max(4, Math.round(2 * period));
  const swings = (from: number, to: number): boolean => {
    const c = 2 * Math.cos((2 * Math.PI) / period);
    let s1 = 0;
    let s2 = 0;
    for (let i = from; i < to; i++) {
      const s0 = (residual[i] as number) + c * s1 - s2;
      s2 = s1;
      s1 = s0;
    }
    const power = Math.max(0, s1 * s1 + s2 * s2 - c * s1 * s2);
    return (2 * Math.sqrt(power)) / (to - from) > amplitude / 2;
  };
  let first = start;
  let last = end;
  while (first - stride >= 0 && swings(first - stride, first)) first -= stride;
  while (last + stride <= residual.length && swings(last, last + stride)) last += stride;
  while (first + 2 * stride < last && !swings(first, first + stride)) first += stride;
  while (first + 2 * stride < last && !swings(last - stride, last)) last -= stride;
  return { start: first, end: last };
}
