import { median, medianOf, robustLine, spread } from './robust.ts';
import type { Series } from './series.ts';

/** Points in one spectrum of a long series. */
export const WINDOW = 512;

/** Values from..to about their running median over a third of a window, taken at knots and joined smoothly. */
export function detrended({ losses }: Series, from = 0, to = losses.length): Float64Array {
  const n = losses.length;
  const reach = Math.max(8, Math.floor(Math.min(n, WINDOW) / 6));
  const knots = Math.max(2, Math.ceil(n / (reach / 2)) + 1);
  const gap = (n - 1) / (knots - 1);
  const first = Math.max(0, Math.floor(from / gap) - 1);
  const last = Math.min(knots - 1, Math.floor((to - 1) / gap) + 2);
  const levels = Float64Array.from({ length: last - first + 1 }, (_, k) => {
    const centre = Math.round((first + k) * gap);
    const half = Math.min(reach, Math.max(2, Math.min(centre, n - 1 - centre)));
    return medianOf(losses, centre - half, centre + half + 1);
  });
  const residual = new Float64Array(to - from);
  const knot = (k: number): number => levels[Math.max(0, Math.min(knots - 1, k)) - first] as number;
  for (let i = from; i < to; i++) {
    const k = Math.min(knots - 2, Math.floor(i / gap));
    residual[i - from] = (losses[i] as number) - cubic(knot(k - 1), knot(k), knot(k + 1), knot(k + 2), i / gap - k);
  }
  return residual;
}

/** Catmull-Rom between b and c; straight pieces under a convex curve would leave a ripple with the period of the knots. */
function cubic(a: number, b: number, c: number, d: number, t: number): number {
  return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/** Residuals about their median, clipped at four spreads, under a Hann window. */
export function windowed(series: Series, start: number, end: number): { part: Float64Array; scale: number } {
  const n = end - start;
  const part = detrended(series, start, end);
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
export function lineRatio(power: Float64Array, low: number, high: number): number {
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

/** Squared magnitude at 0..n/2 cycles, bin by bin: at most 512 points, so no fast transform is needed. */
export function spectrum(values: Float64Array): Float64Array {
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
