import type { Finding } from './finding.ts';
import { median } from './robust.ts';
import type { Series } from './series.ts';
import { slice } from './series.ts';
import { detrended, lineRatio, spectrum, WINDOW, windowed } from './spectrum.ts';

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
    for (const [start, end] of windows(on.losses.length)) {
      const wave = strongestLine(on, start, end);
      if (wave === null) continue;
      if (wave.amplitude < 0.6 * noise || wave.amplitude < 4e-4 * Math.abs(median(on.losses))) continue;
      if (best === null || wave.power * wave.amplitude > best.wave.power * best.wave.amplitude)
        best = { wave, scale, on };
    }
  }
  if (best === null) return null;
  const { wave, on } = best;
  const stretch = extent(detrended(on), wave);
  const from = on.steps[stretch.start] as number;
  const to = on.steps[stretch.end - 1] as number;
  const period =
    (wave.period * ((on.steps[wave.end - 1] as number) - (on.steps[wave.start] as number))) /
    (wave.end - 1 - wave.start);
  return {
    kind: 'oscillation',
    from,
    to,
    strength: wave.amplitude / (wave.amplitude + noise),
    statistic: { amplitude: wave.amplitude, period, cycles: (to - from) / period, line: wave.power, noise },
  };
}

function means({ steps, losses }: Series, size: number): Series {
  const count = Math.floor(losses.length / size);
  const mean = (values: Float64Array, block: number): number => {
    let sum = 0;
    for (let i = block * size; i < (block + 1) * size; i++) sum += values[i] as number;
    return sum / size;
  };
  return {
    steps: Float64Array.from({ length: count }, (_, block) => mean(steps, block)),
    losses: Float64Array.from({ length: count }, (_, block) => mean(losses, block)),
  };
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

function strongestLine(series: Series, start: number, end: number): Wave | null {
  const n = end - start;
  const { part, scale } = windowed(series, start, end);
  const power = spectrum(part);
  let best: Wave | null = null;
  for (let k = CYCLES; k < power.length - 1; k++) {
    const here = power[k] as number;
    if (here < (power[k - 1] as number) || here < (power[k + 1] as number)) continue;
    const amplitude = (4 * Math.sqrt(here)) / n;
    if (amplitude < SHARE * scale || lineRatio(power, k, k) < LINE) continue;
    if (best === null || amplitude > best.amplitude) {
      best = { start, end, period: n / peakBetween(power, k), amplitude, power: Math.min(lineRatio(power, k, k), 1e6) };
    }
  }
  return best !== null && persists(series, best) ? best : null;
}

/** The bin's place between its neighbours, by the parabola through the three logarithms. */
function peakBetween(power: Float64Array, k: number): number {
  const [left, here, right] = [k - 1, k, k + 1].map((bin) => Math.log((power[bin] as number) + 1e-300)) as [
    number,
    number,
    number,
  ];
  const bend = left - 2 * here + right;
  return bend < 0 ? k + (0.5 * (left - right)) / bend : k;
}

/**
 * A chance line is made by one part of its window; a wave is in each half, at the same period within a bin. One window of many also
 * needs a neighbour, since the best of a hundred looks is good by chance.
 */
function persists(series: Series, { start, end, period }: Wave): boolean {
  const holds = (from: number, to: number): boolean => {
    const k = Math.round((to - from) / period);
    return lineRatio(spectrum(windowed(series, from, to).part), Math.max(1, k - 1), k + 1) >= HALF_LINE;
  };
  const middle = (start + end) >> 1;
  if (!holds(start, middle) || !holds(middle, end)) return false;
  const n = end - start;
  const all = series.losses.length;
  if (all < 3 * WINDOW) return true;
  return (start - n >= 0 && holds(start - n, start)) || (end + n <= all && holds(end, end + n));
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
