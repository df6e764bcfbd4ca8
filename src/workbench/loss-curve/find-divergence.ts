import type { Finding } from './finding.ts';
import { median, medianOf, spread, visibility } from './robust.ts';
import type { Series } from './series.ts';
import { indexAt } from './series.ts';

const TAILS = [0.02, 0.05, 0.1, 0.2];

/**
 * A level at the end that lies clearly above the lowest level reached before it. Levels are medians of equal parts of the run; their noise is
 * measured on the parts themselves, and a wave of amplitude `wave` must be exceeded.
 */
export function findRise(series: Series, noise: number, wave = 0): Finding | null {
  const n = series.losses.length;
  // Noise with a memory is larger than neighbours show, and averages out later: both by about the same factor.
  const wander = scatter(series.losses);
  const together = noise > 0 ? Math.max(1, wander / noise) : 1;
  let best: Finding | null = null;
  for (const share of TAILS) {
    const size = Math.max(5, Math.round(share * n));
    const count = Math.floor(n / size);
    if (count < 4) continue;
    const offset = n - count * size;
    const levels = Float64Array.from({ length: count }, (_, k) =>
      medianOf(series.losses, offset + k * size, offset + (k + 1) * size),
    );
    let lowest = 0;
    for (let k = 1; k < count - 1; k++) if ((levels[k] as number) <= (levels[lowest] as number)) lowest = k;
    const end = levels[count - 1] as number;
    const rise = end - (levels[lowest] as number);
    const noiseOfLevel = Math.max(bendNoise(levels), (1.25 * Math.max(noise, wander) * together) / Math.sqrt(size));
    const bar = Math.max(7 * noiseOfLevel, 1.5 * noise, 0.01 * Math.abs(levels[lowest] as number), 2.5 * wave);
    if (rise <= bar || (best !== null && rise <= (best.statistic.rise as number))) continue;
    const from = offset + lowest * size + (size >> 1);
    best = {
      kind: 'divergence',
      from: series.steps[from] as number,
      to: series.steps[n - 1] as number,
      strength: visibility(rise, noise),
      statistic: { rise, lowest: levels[lowest] as number, end, noise },
    };
  }
  return best;
}

const NEAR = 12;

/** Robust spread of values, at most two thousand of them, about the median of those around. */
function scatter(losses: Float64Array): number {
  const stride = Math.max(1, Math.floor(losses.length / 2000));
  const away: number[] = [];
  for (let i = NEAR; i + NEAR < losses.length; i += stride) {
    away.push((losses[i] as number) - medianOf(losses, i - NEAR, i + NEAR + 1));
  }
  return away.length < 20 ? 0 : spread(away, median(away));
}

function bendNoise(levels: Float64Array): number {
  const bends: number[] = [];
  for (let i = 1; i + 1 < levels.length; i++) {
    bends.push((levels[i] as number) - ((levels[i - 1] as number) + (levels[i + 1] as number)) / 2);
  }
  return bends.length < 5 ? 0 : spread(bends, median(bends)) / Math.sqrt(1.5);
}

/** The excursion that ran into the end of the series, as a divergence. */
export function unrecoveredRise({ steps, losses }: Series, start: number, noise: number): Finding {
  const lowest = medianOf(losses, start - 20, start);
  const end = medianOf(losses, Math.max(start, losses.length - 5), losses.length);
  return {
    kind: 'divergence',
    from: steps[start] as number,
    to: steps[losses.length - 1] as number,
    strength: visibility(end - lowest, noise),
    statistic: { rise: end - lowest, lowest, end, noise },
  };
}

/** Of the run: what may pass before a loss that was left behind counts as lost. */
const OPENING = 0.1;

/** A run that left its first values behind at once and never came near them again: too short a start for any level. */
export function lostStart({ steps, losses }: Series, noise: number): Finding | null {
  const n = losses.length;
  const lowest = Math.max(losses[0] as number, losses[1] as number);
  const later = losses.subarray(Math.max(3, Math.floor(OPENING * n)));
  const nearest = later.reduce((least, loss) => Math.min(least, loss), Number.POSITIVE_INFINITY);
  if (nearest <= lowest + Math.max(10 * noise, 0.5 * Math.abs(lowest))) return null;
  const end = medianOf(losses, n - 5, n);
  return {
    kind: 'divergence',
    from: steps[0] as number,
    to: steps[n - 1] as number,
    strength: visibility(end - lowest, noise),
    statistic: { rise: end - lowest, lowest, end, noise },
  };
}

/** Values that were not numbers, from the first to the last of them. */
export function nonFiniteFinding(steps: readonly number[], count: number, last: number): Finding | null {
  const from = steps[0];
  const to = steps.at(-1);
  if (from === undefined || to === undefined) return null;
  const share = steps.length / count;
  return {
    kind: 'divergence',
    from,
    to,
    strength: to === last ? 1 : Math.min(1, 0.6 + share),
    statistic: { nonFinite: steps.length, share },
  };
}

/** Everything before the rise, so that the trend is judged on the run while it still trained. */
export function before(series: Series, step: number): Series {
  const end = indexAt(series.steps, step);
  return { steps: series.steps.subarray(0, end), losses: series.losses.subarray(0, end) };
}
