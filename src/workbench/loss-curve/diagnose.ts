import { z } from 'zod';
import { before, findRise, nonFiniteFinding, unrecoveredRise } from './find-divergence.ts';
import { findOscillation } from './find-oscillation.ts';
import { findSpikes } from './find-spikes.ts';
import { findPlateau, findSlowConvergence } from './find-stalls.ts';
import { findSteps, improvementOf, jumpOf, withoutSteps } from './find-steps.ts';
import { findUnrest } from './find-unrest.ts';
import { Finding } from './finding.ts';
import { Step } from './place-step.ts';
import { medianOf } from './robust.ts';
import type { Point, Series } from './series.ts';
import { pointNoise, toSeries } from './series.ts';

/** Fewer finite points than this and only values that are not numbers are reported. */
const FEWEST_POINTS = 24;

export const Diagnosis = z.strictObject({
  /** No finding at all; an improvement is one too. */
  healthy: z.boolean(),
  points: z.number().int(),
  firstStep: z.number(),
  lastStep: z.number(),
  /** Robust standard deviation of one logged value about the trend, nats. */
  noise: z.number(),
  findings: z.array(Finding),
  /** The largest lasting change of level, down or up. */
  change: Step.nullable(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

/** Findings of a training-loss curve in order of step, in time linear in the points. */
export function diagnose(points: readonly Point[]): Diagnosis {
  const { series, nonFinite, count } = toSeries(points);
  const finite = series.steps.length;
  const firstStep = Math.min(series.steps[0] ?? Number.POSITIVE_INFINITY, nonFinite[0] ?? Number.POSITIVE_INFINITY);
  const lastStep = Math.max(
    series.steps.at(-1) ?? Number.NEGATIVE_INFINITY,
    nonFinite.at(-1) ?? Number.NEGATIVE_INFINITY,
  );
  const noise = finite < 3 ? 0 : pointNoise(series);
  const { findings, changes } = finite < FEWEST_POINTS ? { findings: [], changes: [] } : shapes(series, noise);
  const broken = nonFiniteFinding(nonFinite, count, lastStep);
  if (broken !== null) findings.push(broken);
  findings.sort((a, b) => a.from - b.from || a.kind.localeCompare(b.kind));
  const change = [...changes].sort((a, b) => Math.abs(b.size) - Math.abs(a.size))[0] ?? null;
  return { healthy: findings.length === 0, points: count, firstStep, lastStep, noise, findings, change };
}

/** Each finder sees the curve without what the finders before it explained: spikes, then changes of level, then waves, then the rise, then the trend. */
function shapes(series: Series, noise: number): { findings: Finding[]; changes: Step[] } {
  const findings: Finding[] = [];
  const { spikes, ranges, unrecovered } = findSpikes(series, noise);
  findings.push(...spikes);
  let calm = bridged(series, ranges);
  const found = findSteps(calm, noise);
  // What a wave swings by itself is no change of level, whether or not the changes have been taken out already.
  const asIs = findOscillation(calm, noise);
  const swing = (wave: Finding | null): number => wave?.statistic.amplitude ?? 0;
  const most = found.length === 0 ? 0 : Math.max(swing(asIs), swing(findOscillation(withoutSteps(calm, found), noise)));
  const changes = found.filter(({ size }) => Math.abs(size) > 3 * most);
  const level = changes.length === 0 ? calm : withoutSteps(calm, changes);
  const wave = changes.length === 0 ? asIs : findOscillation(level, noise);
  findings.push(...changes.filter(({ size }) => size < 0).map((step) => improvementOf(step, noise)));
  const swings = wave ?? findUnrest(level);
  if (swings !== null) findings.push(swings);
  const rise =
    findRise(calm, noise, wave?.statistic.amplitude) ??
    (unrecovered === null ? null : unrecoveredRise(series, unrecovered, noise));
  if (rise !== null) findings.push(rise);
  const jumps = changes.filter(({ size, to }) => size > 0 && (rise === null || to < rise.from));
  findings.push(...jumps.map((step) => jumpOf(step, noise)));
  calm = rise === null ? level : before(level, rise.from);
  const run = { first: series.steps[0] as number, last: series.steps.at(-1) as number };
  const stall = findPlateau(calm, run, noise) ?? (rise === null ? findSlowConvergence(calm, run) : null);
  if (stall !== null) findings.push(stall);
  return { findings, changes };
}

/**
 * The series with each range and one and a half times its width after it, where an excursion fades out, replaced by a straight line;
 * at most half of what is left, so that the end of the run stays itself.
 */
function bridged({ steps, losses }: Series, ranges: readonly (readonly [number, number])[]): Series {
  const n = losses.length;
  const calm = Float64Array.from(losses);
  const reach = Math.max(5, Math.min(25, Math.round(n / 100)));
  for (const [start, end] of ranges) {
    const right = end + Math.floor(Math.min(1.5 * (end - start), (n - end) / 2));
    const low = medianOf(losses, start - reach, start);
    const high = medianOf(losses, right, right + reach);
    if (start < 1 || right <= start || right >= n) continue;
    for (let i = start; i < right; i++) calm[i] = low + ((high - low) * (i - start + 1)) / (right - start + 1);
  }
  return { steps, losses: calm };
}
