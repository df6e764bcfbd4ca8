import type { Finding } from './finding.ts';
import { median, roughness, visibility } from './robust.ts';
import type { Series } from './series.ts';

const PARTS = 20;
const FEWEST = 40; // points in a part
const GROWTH = 2.5;

/**
 * Oscillation without a period: swings that set in and stay, so that neighbouring values differ far more in every part of the rest of the
 * run than in any part before. The noise of gradients falls with the loss, so a healthy run shows the opposite.
 */
export function findUnrest({ steps, losses }: Series): Finding | null {
  const n = losses.length;
  const parts = Math.min(PARTS, Math.floor(n / FEWEST));
  const bound = (part: number): number => Math.floor((part * n) / parts);
  const rough = Array.from({ length: parts }, (_, part) => roughness(losses.subarray(bound(part), bound(part + 1))));
  let at = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let part = 2; part <= parts - 3; part++) {
    // The part in which it sets in is half one and half the other, and counts for neither.
    const before = beyond(rough.slice(0, part), 1);
    const after = beyond(rough.slice(part + 1), -1);
    if (after === 0 || after < GROWTH * before) continue;
    const apart = deviation(rough.slice(0, part)) + deviation(rough.slice(part + 1));
    if (apart < least) [at, least] = [part, apart];
  }
  if (at < 0) return null;
  const noise = median(rough.slice(0, at));
  const amplitude = median(rough.slice(at + 1));
  return {
    kind: 'oscillation',
    from: steps[bound((rough[at] as number) ** 2 > noise * amplitude ? at : at + 1)] as number,
    to: steps[n - 1] as number,
    strength: visibility(amplitude, noise),
    statistic: { amplitude, noise },
  };
}

/** Summed distance of the logarithms from their median: how much two sides of a bound have in common within themselves. */
function deviation(values: readonly number[]): number {
  const logs = values.map((value) => Math.log(value + Number.MIN_VALUE));
  const centre = median(logs);
  return logs.reduce((sum, one) => sum + Math.abs(one - centre), 0);
}

/** The largest (or with -1 the smallest); of five and more the second, since one part of so few points may be anything. */
function beyond(values: readonly number[], side: 1 | -1): number {
  const sorted = [...values].sort((a, b) => side * (b - a));
  return sorted[values.length < 5 ? 0 : 1] ?? 0;
}
