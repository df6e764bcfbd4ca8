import type { Finding } from './finding.ts';
import type { Step } from './place-step.ts';
import { fitLaws, lawAt } from './power-law.ts';
import { median, robustLine, roughness } from './robust.ts';
import type { Series } from './series.ts';
import { blocks, indexAt, slice } from './series.ts';

const TRENDS = 120; // blocks that a trend is judged on
const TAIL_STARTS = [0.12, 0.16, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65];
/** Of losses in steps, as Kaplan et al. 2020 fit them, and somewhat steeper. */
const COMMON_EXPONENT = 0.35;
/** Share of its first level below which a loss has nothing left to fall by. */
const SPENT = 0.01;
const PAUSE_ENDS = [0.48, 0.54, 0.6, 0.66, 0.72, 0.78, 0.84, 0.9];

interface Run {
  first: number;
  last: number;
}

const highest = ({ losses }: Series): number =>
  losses.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
const lowest = ({ losses }: Series): number =>
  losses.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);

function trendOf(series: Series): { trend: Series; noise: number } {
  const size = Math.max(1, Math.ceil(series.losses.length / TRENDS));
  const trend = blocks(series, size);
  return { trend, noise: roughness(trend.losses) };
}

/** Change along a stretch by its robust line, with a standard error that grows with neighbouring residuals alike (correlated noise). */
function change(trend: Series, noise: number, from: number, to: number): { drop: number; error: number } {
  const part = slice(trend, from, to);
  const n = part.steps.length;
  const line = robustLine(part.steps, part.losses);
  const width = (part.steps[n - 1] as number) - (part.steps[0] as number);
  let product = 0;
  let square = 0;
  const residual = part.losses.map(
    (value, i) => value - line.level - line.slope * ((part.steps[i] as number) - line.at),
  );
  for (let i = 0; i < n; i++) {
    square += (residual[i] as number) ** 2;
    if (i > 0) product += (residual[i] as number) * (residual[i - 1] as number);
  }
  const together = square > 0 ? Math.max(0, Math.min(0.9, product / square)) : 0;
  const spreadOf = Math.max(noise, Math.sqrt(square / Math.max(1, n - 2)) * 0.7);
  const error = spreadOf * Math.sqrt(12 / n) * 1.1 * Math.sqrt((1 + together) / (1 - together));
  return { drop: -line.slope * width, error };
}

/**
 * Flat within noise over a third of the run or more, although it fell before. Flat is judged against what the curve's own power law, fitted
 * to the part before, says should still come; where the fit is ambiguous the law that promises least counts, so a slow law stays healthy.
 * A run seen from its start that never fell at all is flat as well.
 */
export function findPlateau(series: Series, { first, last }: Run, noise: number): Finding | null {
  const { trend, noise: blockNoise } = trendOf(series);
  const n = trend.steps.length;
  if (n < 24) return null;
  const end = trend.steps[n - 1] as number;
  const whole = change(trend, blockNoise, 0, n);
  const level = median(trend.losses);
  // What would have been seen: a fall of two per cent from the start, and of a resumed run what a common law still falls by.
  const visible = first < 0.05 * last ? 0.02 : Math.min(0.05, 1 - (first / last) ** COMMON_EXPONENT);
  if (
    Math.abs(whole.drop) <= 1.5 * whole.error &&
    3 * whole.error < visible * Math.abs(level) &&
    highest(trend) - lowest(trend) <= 8 * blockNoise
  ) {
    return {
      kind: 'plateau',
      from: first,
      to: end,
      strength: 1,
      statistic: { drop: -whole.drop, error: whole.error, level, share: 1 },
    };
  }
  let best: Finding | null = null;
  for (const share of TAIL_STARTS) {
    const start = first + share * (last - first);
    if (end - start < (last - first) / 3 - (last - first) / 100) break;
    const cut = indexAt(trend.steps, start);
    const skip = Math.max(1, Math.round(0.01 * n));
    if (cut - skip < 8 || n - cut < 8) continue;
    for (const stop of stops(trend, cut, { first, last }, blockNoise)) {
      const end = trend.steps[stop - 1] as number;
      const tail = change(trend, blockNoise, cut, stop);
      const level = median(trend.losses.subarray(cut, stop));
      const head = median(trend.losses.subarray(skip, skip + 3));
      if (head - level < Math.max(6 * blockNoise, 1.5 * noise) || level < SPENT * head) continue;
      const laws = fitLaws(slice(trend, skip, cut));
      if (laws.length === 0) continue;
      const expected = Math.min(...laws.map((law) => lawAt(law, trend.steps[cut] as number) - lawAt(law, end)));
      if (expected < 5 * tail.error) continue;
      if (tail.drop > 2.5 * tail.error + 0.02 * expected || tail.drop > 0.25 * expected) continue;
      if (tail.drop < -4 * tail.error || bends(trend, cut, stop) > Math.max(4 * blockNoise, noise)) continue;
      const strength =
        Math.max(0, Math.min(1, 1 - Math.max(0, tail.drop) / expected)) * (expected / (expected + 2 * tail.error));
      if (best === null || strength > best.strength + 0.05) {
        best = {
          kind: 'plateau',
          from: trend.steps[cut] as number,
          to: end,
          strength,
          statistic: {
            drop: -tail.drop,
            expected: -expected,
            error: tail.error,
            level,
            share: (end - start) / (last - first),
          },
        };
      }
    }
  }
  return best;
}

/** What the first fifth of a stretch lies above its last: a curve that still falls is bent, and no line through it shows how far it fell. */
function bends({ losses }: Series, from: number, to: number): number {
  const fifth = Math.max(3, Math.floor((to - from) / 5));
  return median(losses.subarray(from, from + fifth)) - median(losses.subarray(to - fifth, to));
}

/** Where a flat stretch from `cut` may end: with the run, or where it falls again for good. */
function stops(trend: Series, cut: number, { first, last }: Run, blockNoise: number): number[] {
  const n = trend.steps.length;
  const ends = [n];
  for (const share of PAUSE_ENDS) {
    const stop = indexAt(trend.steps, first + share * (last - first));
    const long = ((trend.steps[stop - 1] ?? first) as number) - (trend.steps[cut] as number) >= (last - first) / 3;
    if (!long || n - stop < 5) continue;
    const level = median(trend.losses.subarray(cut, stop));
    const later = median(trend.losses.subarray(n - 5, n));
    if (level - later > 8 * blockNoise) ends.push(stop);
  }
  return ends;
}

/** What is left of a flat stretch between changes of level, if that is still a third of the run: between two drops a run is not stuck. */
export function between(stall: Finding, changes: readonly Step[], { first, last }: Run): Finding | null {
  const inside = changes.filter(({ from, to }) => to > stall.from && from < stall.to);
  if (inside.length === 0) return stall;
  const starts = [stall.from, ...inside.map(({ to }) => to)];
  const ends = [...inside.map(({ from }) => from), stall.to];
  const stretches = starts
    .map((from, i) => ({ from, to: ends[i] as number }))
    .sort((a, b) => b.to - b.from - (a.to - a.from));
  const longest = stretches[0] as { from: number; to: number };
  const share = (longest.to - longest.from) / (last - first);
  return share < 1 / 3 ? null : { ...stall, ...longest, statistic: { ...stall.statistic, share } };
}

/**
 * Falls along nearly a straight line. Even the slowest law, a logarithm, falls much faster in the first third of a run than in the last; the ratio
 * of the two slopes is set against what that logarithm would show over the same steps, so the end of a long run, where any law is straight, says nothing.
 */
export function findSlowConvergence(series: Series, { first, last }: Run): Finding | null {
  const { trend, noise } = trendOf(series);
  const n = trend.steps.length;
  if (n < 24) return null;
  const start = indexAt(trend.steps, first + 0.05 * (last - first));
  const third = Math.floor((n - start) / 3);
  const parts = [0, 1, 2].map((k) => {
    const from = start + k * third;
    const to = k === 2 ? n : from + third;
    const width = (trend.steps[to - 1] as number) - (trend.steps[from] as number);
    return { from, to, width, ...change(trend, noise, from, to) };
  });
  const [early, , late] = parts as [(typeof parts)[0], (typeof parts)[0], (typeof parts)[0]];
  if (parts.some(({ drop, error }) => drop <= 0 || drop < 4 * error)) return null;
  // A run that fell as far at once as it does from there on was not slow.
  const total = parts.reduce((sum, { drop }) => sum + drop, 0);
  if ((series.losses[0] as number) - (trend.losses[start] as number) > 0.5 * total && first < 0.05 * last) return null;
  const slopes = parts.map(({ drop, width }) => drop / width);
  const ratio = (slopes[2] as number) / (slopes[0] as number);
  const least = Math.min(...slopes) / Math.max(...slopes);
  const fall = (from: number, to: number): number =>
    Math.log((trend.steps[to - 1] as number) / Math.max(1e-9, trend.steps[from] as number));
  const origin = Math.max(trend.steps[start] as number, 0);
  if (origin <= 0) return null;
  const logarithm = fall(late.from, late.to) / late.width / (fall(early.from, early.to) / early.width);
  if (least < 0.5 || ratio < 2 * logarithm) return null;
  return {
    kind: 'slow-convergence',
    from: trend.steps[start] as number,
    to: trend.steps[n - 1] as number,
    strength: Math.max(0, Math.min(1, (Math.min(ratio, 1) - logarithm) / (1 - logarithm))),
    statistic: { slopeRatio: ratio, logarithmRatio: logarithm, drop: -parts.reduce((sum, { drop }) => sum + drop, 0) },
  };
}
