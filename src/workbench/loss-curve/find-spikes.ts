import type { Finding } from './finding.ts';
import { median, medianOf, roughness, spread, visibility } from './robust.ts';
import type { Series } from './series.ts';

/** An excursion upward in indices of the series; `end` is the first point that is back, or the series' length. */
interface Excursion {
  start: number;
  end: number;
  recovered: boolean;
}

/** Bins that overlap: bin i of the series is the median of `width` points that begin at `stride * i`. */
interface Level {
  width: number;
  stride: number;
  values: Float64Array;
}

const LONG = 200_000; // points from which bins overlap less, to keep the first pass short
const SHORT = 1000; // points up to which three of them make a bin
const BEFORE = 8; // bins that make the level before
const AHEAD = 24; // bins within which an excursion must turn back
const LOCAL = 60; // points before an excursion that say how loud the run is there
const HELD_BACK = 5; // times the largest outlier downward that a lone point must exceed

/**
 * Excursions above the level before them that come back, and (`unrecovered`) one that runs into the end of the series.
 * Each scale asks the same question: does a bin stand far above the median of the bins before it? A falling trend can only lower
 * that difference, so no fit is needed. Its noise is measured on the same differences, so correlated noise raises the bar by itself.
 */
export function findSpikes(
  series: Series,
  noise: number,
): { spikes: Finding[]; ranges: [number, number][]; unrecovered: number | null } {
  const excursions: Excursion[] = [];
  for (let level = finest(series); level.values.length >= 3 * BEFORE; level = coarser(level)) {
    // What came back at a finer scale is a spike; a coarser one sees it smeared out, with less height above what it left behind.
    const settled = excursions.filter(({ recovered }) => recovered);
    const fresh = excursionsAt(level, series, noise).filter(
      ({ start, end }) => !settled.some((spike) => start < spike.end + level.width && spike.start - level.width < end),
    );
    excursions.push(...fresh);
  }
  excursions.push(...lonePoints(series, noise));
  const merged = merge(excursions);
  const spikes: Finding[] = [];
  const ranges: [number, number][] = [];
  let unrecovered: number | null = null;
  for (const excursion of merged) {
    const described = describe(excursion, series, noise);
    if (described === null) continue;
    if (described === 'unrecovered') {
      unrecovered = excursion.start;
      continue;
    }
    spikes.push(described);
    ranges.push([excursion.start, excursion.end]);
  }
  return { spikes, ranges, unrecovered };
}

function finest({ losses }: Series): Level {
  const stride = losses.length > LONG ? 4 : losses.length > SHORT ? 2 : 1;
  const width = losses.length > SHORT ? 5 : 3;
  const count = Math.max(0, Math.floor((losses.length - width) / stride) + 1);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = medianOf(losses, i * stride, i * stride + width);
  return { width, stride, values };
}

function coarser({ width, stride, values }: Level): Level {
  const count = Math.max(0, Math.floor((values.length - 5) / 2) + 1);
  const next = new Float64Array(count);
  for (let i = 0; i < count; i++) next[i] = medianOf(values, i * 2, i * 2 + 5);
  return { width: width + 4 * stride, stride: stride * 2, values: next };
}

function excursionsAt({ width, stride, values }: Level, { losses }: Series, noise: number): Excursion[] {
  const gap = Math.ceil(width / stride); // bins before must not share points with the bin
  const first = gap + BEFORE - 1;
  const rises = new Float64Array(Math.max(0, values.length - first));
  const before = new Float64Array(rises.length);
  for (let i = first; i < values.length; i++) {
    const level = medianOf(values, i - gap - BEFORE + 1, i - gap + 1);
    before[i - first] = level;
    rises[i - first] = (values[i] as number) - level;
  }
  const centre = median(rises);
  const bar = (7 + Math.log10(Math.max(1, losses.length / 1e4))) * localSpread(rises, centre);
  const found: Excursion[] = [];
  for (let k = 0; k < rises.length; k++) {
    const rise = rises[k] as number;
    if (rise <= bar || rise < (width <= 5 ? 6 : 3) * noise || rise <= 0) continue;
    const base = before[k] as number;
    let peak = k;
    let back = -1;
    for (let j = k + 1; j < Math.min(rises.length, k + AHEAD); j++) {
      if ((values[j + first] as number) > (values[peak + first] as number)) peak = j;
      const height = (values[peak + first] as number) - base;
      if ((values[j + first] as number) - base < Math.max(0.2 * height, bar / 2)) {
        back = j;
        break;
      }
    }
    if (back < 0 && k + AHEAD < rises.length) {
      // Still up: a wider scale decides; this one cannot tell a step from a spike.
      k += AHEAD;
      continue;
    }
    found.push({
      start: Math.max(0, (k + first) * stride - stride),
      end: back < 0 ? losses.length : Math.min(losses.length, (back + first) * stride + width),
      recovered: back >= 0,
    });
    k = back < 0 ? rises.length : back;
  }
  return found;
}

/** The quieter half of the run must not lower the bar for the louder one: the larger of the whole and its quarters' median. */
function localSpread(rises: Float64Array, centre: number): number {
  const quarter = Math.ceil(rises.length / 4);
  const parts = [0, 1, 2, 3].map((q) => spread(rises.subarray(q * quarter, (q + 1) * quarter)));
  return Math.max(spread(rises, centre), median(parts.filter((part) => Number.isFinite(part))));
}

/** One or two points far out: they count only when the noise has no such tail downward, where no spike can be. */
function lonePoints({ losses }: Series, noise: number): Excursion[] {
  const residuals = new Float64Array(losses.length);
  let down = 0;
  for (let i = 5; i + 5 < losses.length; i++) {
    // Both neighbours this near: whatever the median of eleven is, this is no outlier worth its price.
    const value = losses[i] as number;
    if (Math.abs(value - (losses[i - 1] as number)) < noise || Math.abs(value - (losses[i + 1] as number)) < noise)
      continue;
    residuals[i] = value - medianOf(losses, i - 5, i + 6);
    down = Math.max(down, -(residuals[i] as number));
  }
  const bar = Math.max(10 * noise, HELD_BACK * down);
  const found: Excursion[] = [];
  for (let i = 5; i < losses.length - 3; i++) {
    if ((residuals[i] as number) <= bar) continue;
    let end = i + 1;
    while (end < losses.length && (residuals[end] as number) > bar / 2) end++;
    found.push({ start: i, end: Math.min(end, losses.length), recovered: end < losses.length });
    i = end;
  }
  return found;
}

function merge(excursions: Excursion[]): Excursion[] {
  const merged: Excursion[] = [];
  for (const next of [...excursions].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || next.start > last.end) merged.push({ ...next });
    else if (next.end > last.end) {
      last.end = next.end;
      last.recovered = next.recovered;
    } else if (next.end === last.end) last.recovered ||= next.recovered;
  }
  return merged;
}

/** Exact onset, height and recovery on the full series. */
function describe(excursion: Excursion, { steps, losses }: Series, noise: number): Finding | 'unrecovered' | null {
  const width = excursion.end - excursion.start;
  const reach = Math.max(10, Math.min(200, 2 * width));
  const before = medianOf(losses, excursion.start - reach, excursion.start);
  if (Number.isNaN(before)) return null;
  let peak = excursion.start;
  for (let i = excursion.start; i < excursion.end; i++) {
    if ((losses[i] as number) > (losses[peak] as number)) peak = i;
  }
  const height = (losses[peak] as number) - before;
  const here = losses.subarray(Math.max(0, excursion.start - LOCAL), excursion.start);
  if (height <= Math.max(0, 6 * (here.length < LOCAL / 2 ? 0 : roughness(here)))) return null;
  if (!excursion.recovered) return 'unrecovered';
  const limit = Math.max(0.25 * height, 2 * noise);
  while (excursion.start < peak && (losses[excursion.start] as number) - before < limit) excursion.start++;
  const back = recovery(losses, peak, before + Math.max(0.05 * height, 0.5 * noise), 4 * width + 20);
  const from = steps[excursion.start] as number;
  if (back !== null) excursion.end = Math.max(back, peak + 1);
  const to = steps[Math.min(excursion.end, losses.length - 1)] as number;
  return {
    kind: 'spike',
    from,
    to,
    strength: visibility(height, noise),
    statistic: {
      height,
      peakStep: steps[peak] as number,
      before,
      peak: losses[peak] as number,
      noise,
      values: excursion.end - excursion.start,
      ...(back === null ? {} : { recoverySteps: to - from }),
    },
  };
}

/** First index after the peak from which the median of five points is not above `level`. */
function recovery(losses: Float64Array, peak: number, level: number, within: number): number | null {
  for (let i = peak + 1; i < Math.min(losses.length - 2, peak + within); i++) {
    if (medianOf(losses, i, i + 5) <= level) return i;
  }
  return null;
}
