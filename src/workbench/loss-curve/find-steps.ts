import type { Finding } from './finding.ts';
import type { Candidate, Step } from './place-step.ts';
import { NARROW, placeStep } from './place-step.ts';
import { medianOf, spread, visibility } from './robust.ts';
import type { Series } from './series.ts';
import { blocks, indexAt } from './series.ts';

const BINS = 600;
const CLEAR = 5; // times the noise of the difference

/**
 * Lasting drops (and jumps) within a few per cent of the run.
 * A convex falling curve lies above its own tangents, so what falls *below* the extrapolation of the window before is a change of level
 * and not the trend. The noise of that difference is measured over the whole run at the same window sizes.
 */
export function findSteps(series: Series, noise: number): Step[] {
  const size = Math.max(1, Math.ceil(series.steps.length / BINS));
  const bins = blocks(series, size);
  const tried: Candidate[] = [];
  const found: Step[] = [];
  for (const direction of [-1, 1] as const) {
    for (const candidate of candidates(bins, direction, noise)) {
      if (tried.some((other) => candidate.before < other.after + 3 && other.before < candidate.after + 3)) continue;
      tried.push(candidate);
      const step = placeStep(series, bins, candidate, noise);
      if (step === null || Math.sign(step.size) !== direction || !lasts(bins, step, noise)) continue;
      if (!found.some(({ from, to }) => step.from <= to && from <= step.to)) found.push(step);
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function candidates(bins: Series, direction: -1 | 1, noise: number): Candidate[] {
  const n = bins.losses.length;
  const all: Candidate[] = [];
  for (let half = 5; half <= Math.max(5, n / 8); half = Math.ceil(half * 1.6)) {
    for (const gap of new Set([1, Math.ceil(half / 2), half])) {
      if (gap > Math.max(1, NARROW * n)) continue;
      const differences = new Float64Array(Math.max(0, n - 2 * half - gap + 1));
      for (let i = half; i < differences.length; i++) differences[i] = changeAt(bins, i, half, gap, direction);
      const noiseHere = noiseOf(differences.subarray(half), half);
      for (let i = half; i < differences.length; i++) {
        const change = direction * (differences[i] as number);
        if (change < 3 * noise || change < CLEAR * noiseHere) continue;
        all.push({ before: i + half - 1, after: i + half + gap - 1, half, z: change / (noiseHere + noise / 10) });
      }
    }
  }
  return all.sort((a, b) => b.z - a.z);
}

/** Noise of the differences about their own slow trend (a convex curve gives every difference a bias that changes slowly). */
function noiseOf(differences: Float64Array, lag: number): number {
  const bends = new Float64Array(Math.max(0, differences.length - 2 * lag));
  for (let i = 0; i < bends.length; i++) {
    const around = ((differences[i] as number) + (differences[i + 2 * lag] as number)) / 2;
    bends[i] = (differences[i + lag] as number) - around;
  }
  return bends.length < 12 ? spread(differences) : spread(bends, 0) / Math.sqrt(1.5);
}

/**
 * Level of the window after minus the window before. Looking for a drop, the window before is extended along its own fall to where the
 * window after is; looking for a rise it is not, since then any falling curve would seem to rise.
 */
function changeAt({ steps, losses }: Series, start: number, half: number, gap: number, direction: -1 | 1): number {
  const end = start + half;
  const from = end + gap - 1;
  const after = medianOf(losses, from, from + half);
  const before = medianOf(losses, start, end);
  if (direction > 0) return after - before;
  // A slope over three windows is a third as noisy, and on a convex curve too steep, which only makes the test stricter.
  const early = Math.max(0, start - 2 * half);
  const reach = Math.max(start - half, early + Math.ceil(half / 2));
  const middle = (a: number, b: number): number => ((steps[a] as number) + (steps[b - 1] as number)) / 2;
  const slope = Math.min(0, (before - medianOf(losses, early, reach)) / (middle(start, end) - middle(early, reach)));
  return after - before - slope * (middle(from, from + half) - middle(start, end));
}

/** Whether what follows stays on the new side of half the change, for 15 % of the run or to its end. */
function lasts({ steps, losses }: Series, { from, to, before, size }: Step, noise: number): boolean {
  const run = (steps.at(-1) as number) - (steps[0] as number);
  const first = indexAt(steps, to);
  const end = indexAt(steps, to + Math.max(0.15 * run, 2 * (to - from)));
  if (steps.length - first < 5) return false;
  const half = before + size / 2;
  let back = 0;
  for (let i = first; i < end; i++) {
    const value = losses[i] as number;
    if (size < 0 ? value > half : value < half) back++;
  }
  const tail = medianOf(losses, Math.max(first, end - 5), end);
  return back <= 0.1 * (end - first) && (size < 0 ? tail < half : tail > half - noise);
}

/** The series with each change of level taken out, so that the trend can be judged by itself. */
export function withoutSteps({ steps, losses }: Series, changes: readonly Step[]): Series {
  const level = Float64Array.from(losses);
  for (const { from, to, size } of changes) {
    for (let i = indexAt(steps, from); i < level.length; i++) {
      const share = Math.min(1, ((steps[i] as number) - from) / (to - from));
      level[i] = (level[i] as number) - size * share;
    }
  }
  return { steps, losses: level };
}

export function improvementOf({ from, to, before, after, size }: Step, noise: number): Finding {
  return {
    kind: 'improvement',
    from,
    to,
    strength: visibility(size, noise),
    statistic: { drop: size, before, after, within: to - from, noise },
  };
}

/** A jump that stays, reported where the end of the run has not told it already. */
export function jumpOf({ from, to, before, after, size }: Step, noise: number): Finding {
  return {
    kind: 'divergence',
    from,
    to,
    strength: visibility(size, noise),
    statistic: { rise: size, before, after, within: to - from, noise },
  };
}
