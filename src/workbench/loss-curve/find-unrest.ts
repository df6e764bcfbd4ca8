import type { Finding } from './finding.ts';
import { median, roughness, visibility } from './robust.ts';
import type { Series } from './series.ts';

const PARTS = 20;
const FEWEST = 25; // points in a part
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
  for (let part = 2; part <= parts - 2; part++) {
    const before = Math.max(...rough.slice(0, part));
    const after = Math.min(...rough.slice(part));
    if (after === 0 || after < GROWTH * before) continue;
    const noise = median(rough.slice(0, part));
    const amplitude = median(rough.slice(part));
    return {
      kind: 'oscillation',
      from: steps[bound(part)] as number,
      to: steps[n - 1] as number,
      strength: visibility(amplitude, noise),
      statistic: { amplitude, noise },
    };
  }
  return null;
}
