import type { Finding } from './finding.ts';
import { median, spread } from './robust.ts';
import type { Series } from './series.ts';
import { slice } from './series.ts';
import { detrended, lineRatio, spectrum, WINDOW, windowed } from './spectrum.ts';

const SETTLED = 0.04; // share of the points at the start that are left out: the steep part of the curve
const SHORTEST = 48; // points below which a spectrum says nothing
const LINE = 55; // a line stands this many times above the median of its neighbourhood
const HALF_LINE = 8; // and this many times in each half of its window by itself
const SHARE = 0.5; // amplitude over the spread of the residuals: a line below that cannot be seen in the curve
const CYCLES = 6; // fewer in a window are a trend
const FEWEST_CYCLES = 4.5; // and fewer where it was seen are chance
const SINE = 1.4826 * Math.SQRT1_2; // robust spread of a sine of amplitude 1
const FINER = 0.7; // SHARE for the shorter windows, which are many

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
    for (const [start, end, share] of windows(on.losses.length)) {
      const wave = strongestLine(on, start, end, share);
      if (wave === null) continue;
      if (wave.amplitude < 0.6 * noise || wave.amplitude < 4e-4 * Math.abs(median(on.losses))) continue;
      if (best === null || wave.power * wave.amplitude > best.wave.power * best.wave.amplitude)
        best = { wave, scale, on };
    }
  }
  if (best === null) return null;
  const { wave, on } = best;
  const residual = detrended(on);
  const stretch = extent(residual, wave);
  const from = on.steps[stretch.start] as number;
  const to = on.steps[stretch.end - 1] as number;
  const period =
    (wave.period * ((on.steps[wave.end - 1] as number) - (on.steps[wave.start] as number))) /
    (wave.end - 1 - wave.start);
  const cycles = (to - from) / period;
  if (cycles < FEWEST_CYCLES) return null;
  // A window that is only half in the wave shows half its height: measured again where the wave is.
  const here = spread(residual.subarray(stretch.start, stretch.end));
  const amplitude = Math.max(wave.amplitude, Math.sqrt(Math.max(0, here ** 2 - noise ** 2)) / SINE);
  return {
    kind: 'oscillation',
    from,
    to,
    strength: amplitude / (amplitude + noise),
    statistic: { amplitude, period, cycles, line: wave.power, noise },
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

/** From, to, and what share of the spread a line must have: the whole, halves and quarters when short; else windows of two lengths. */
function windows(n: number): [number, number, number][] {
  const all: [number, number, number][] = [];
  const lengths = n < 3 * WINDOW ? [n, n >> 1, n >> 2] : [WINDOW, WINDOW >> 1];
  for (const length of lengths) {
    if (length < SHORTEST && length < n) continue;
    const count = length === n ? 1 : Math.min(48, Math.ceil(n / (length / 2)));
    const share = length < Math.min(n >> 1, WINDOW) ? FINER : SHARE;
    for (let k = 0; k < count; k++) {
      const start = Math.floor((k * (n - length)) / Math.max(1, count - 1));
      all.push([start, start + length, share]);
    }
  }
  return all;
}

function strongestLine(series: Series, start: number, end: number, share: number): Wave | null {
  const n = end - start;
  const { part, scale } = windowed(series, start, end);
  const power = spectrum(part);
  let best: Wave | null = null;
  for (let k = CYCLES; k < power.length - 1; k++) {
    const here = power[k] as number;
    if (here < (power[k - 1] as number) || here < (power[k + 1] as number)) continue;
    const amplitude = (4 * Math.sqrt(here)) / n;
    if (amplitude < share * scale || lineRatio(power, k, k) < LINE) continue;
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
