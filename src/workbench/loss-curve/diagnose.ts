import { z } from 'zod';
import { before, findRise, lostStart, nonFiniteFinding, unrecoveredRise } from './find-divergence.ts';
import { findOscillation } from './find-oscillation.ts';
import { findSmallSteps } from './find-small-steps.ts';
import { findSpikes } from './find-spikes.ts';
import { between, findPlateau, findSlowConvergence } from './find-stalls.ts';
import { findSteps, improvementOf, jumpOf, withoutSteps } from './find-steps.ts';
import { findUnrest } from './find-unrest.ts';
import { Finding } from './finding.ts';
import { outlastsWave } from './outlast-wave.ts';
import { Step } from './place-step.ts';
import { nothingLogged } from './refusals.ts';
import { medianOf } from './robust.ts';
import type { Logged, Series } from './series.ts';
import { pointNoise, toSeries } from './series.ts';

/** Fewer finite points than this and only values that are not numbers are reported. */
const FEWEST_POINTS = 24;

export const Diagnosis = z.strictObject({
  /** Judged, and no finding at all; an improvement is one too. */
  healthy: z.boolean(),
  /** Whether there are points enough to tell a shape from chance; below that only values that are not numbers are reported. */
  judged: z.boolean(),
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
export function diagnose(points: Logged): Diagnosis {
  const { series, nonFinite, count } = toSeries(points);
  const finite = series.steps.length;
  if (finite >= 3 && series.losses.every((loss) => loss === 0)) throw nothingLogged(finite);
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
  const judged = finite >= FEWEST_POINTS;
  return {
    healthy: judged && findings.length === 0,
    judged,
    points: count,
    firstStep,
    lastStep,
    noise,
    findings,
    change,
  };
}

/** Each finder sees the curve without what the finders before it explained: spikes, then changes of level, then waves, then the rise, then the trend. */
function shapes(series: Series, overall: number): { findings: Finding[]; changes: Step[] } {
  const findings: Finding[] = [];
  const unrest = findUnrest(series);
  // Where the swings set in, the middle of the run is too quiet a measure for what comes after.
  const noise = Math.max(overall, unrest?.statistic.amplitude ?? 0);
  const raw = findOscillation(series, noise);
  const found0 = findSpikes(series, noise);
  const { unrecovered } = found0;
  const kept = found0.spikes.map((spike) => !isCrest(spike, raw, noise));
  const spikes = found0.spikes.filter((_, i) => kept[i]);
  const ranges = found0.ranges.filter((_, i) => kept[i]);
  findings.push(...spikes);
  let calm = bridged(series, ranges);
  const large = findSteps(calm, noise);
  const found = [...large, ...(unrest === null && raw === null ? findSmallSteps(calm, large) : [])].sort(
    (a, b) => a.from - b.from,
  );
  // What a wave swings by itself is no change of level, whether or not the changes have been taken out already.
  const asIs = ranges.length === 0 ? raw : findOscillation(calm, noise);
  const waves = found.length === 0 ? [] : [raw, asIs, findOscillation(withoutSteps(calm, found), noise)];
  const changes = found.filter((step) => waves.every((wave) => wave === null || outlastsWave(calm, step, wave, noise)));
  const level = changes.length === 0 ? calm : withoutSteps(calm, changes);
  const wave = changes.length === 0 ? asIs : findOscillation(level, noise);
  findings.push(...changes.filter(({ size }) => size < 0).map((step) => improvementOf(step, noise)));
  const rise =
    findRise(calm, noise, wave?.statistic.amplitude) ??
    (unrecovered === null ? null : unrecoveredRise(series, unrecovered, noise)) ??
    lostStart(series, noise);
  if (rise !== null) findings.push(rise);
  // Swings that set in with the rise are part of it.
  const swings = wave ?? (rise !== null && unrest !== null && unrest.to > rise.from ? null : unrest);
  if (swings !== null) findings.push(swings);
  const jumps = changes.filter(({ size, to }) => size > 0 && (rise === null || to < rise.from));
  findings.push(...jumps.map((step) => jumpOf(step, noise)));
  calm = rise === null || rise.from === series.steps[0] ? level : before(level, rise.from);
  const run = { first: series.steps[0] as number, last: series.steps.at(-1) as number };
  const flat = findPlateau(calm, run, noise);
  const stall =
    (flat === null ? null : between(flat, changes, run)) ?? (rise === null ? findSlowConvergence(calm, run) : null);
  if (stall !== null) findings.push(stall);
  return { findings, changes };
}

/** Whether a spike is no higher than what a wave does there by itself, trough to crest. */
function isCrest({ from, to, statistic }: Finding, wave: Finding | null, noise: number): boolean {
  if (wave === null) return false;
  const { amplitude = 0, period = 0 } = wave.statistic;
  return (
    from >= wave.from - period && to <= wave.to + 2 * period && (statistic.height ?? 0) < 2.5 * amplitude + 4 * noise
  );
}

/** Ranges to bridge, each with the width that it fades out over; those whose ends run into the next are one. */
function bridges(ranges: readonly (readonly [number, number])[], n: number, reach: number): [number, number][] {
  const joined: [number, number][] = [];
  for (const [start, end] of ranges) {
    const right = end + Math.floor(Math.min(1.5 * (end - start), (n - end) / 2));
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1] + reach) last[1] = Math.max(last[1], right);
    else joined.push([start, right]);
  }
  return joined;
}

/**
 * The series with each range and one and a half times its width after it, where an excursion fades out, replaced by a straight line;
 * at most half of what is left, so that the end of the run stays itself.
 */
function bridged({ steps, losses }: Series, ranges: readonly (readonly [number, number])[]): Series {
  const n = losses.length;
  const calm = Float64Array.from(losses);
  const reach = Math.max(5, Math.min(25, Math.round(n / 100)));
  for (const [start, right] of bridges(ranges, n, reach)) {
    const low = medianOf(losses, start - reach, start);
    const high = medianOf(losses, right, right + reach);
    if (start < 1 || right <= start || right >= n) continue;
    for (let i = start; i < right; i++) calm[i] = low + ((high - low) * (i - start + 1)) / (right - start + 1);
  }
  return { steps, losses: calm };
}
