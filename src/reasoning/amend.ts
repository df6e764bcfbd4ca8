import { lastPlace, NEAR_ENOUGH } from './digits.ts';
import type { Amount, OptionValues } from './evaluate.ts';
import { valuesOf, worldWith } from './evaluate.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import { feedsCalculator, goalsOf, needsOf } from './model.ts';
import { smallestLead } from './steps.ts';
import { physicalPart } from './units.ts';
import type { World } from './worlds.ts';

/** Another setting of an option, within what the scenario allows. */
export interface Amendment {
  option: string;
  input: string;
  /** In the input's unit. */
  from: number;
  to: number;
  /** Limits that it misses as it stands and keeps so; none where it keeps them all and is better so. */
  repairs: string[];
}

/**
 * For each option the setting of one input that serves the goals best among those that keep every limit: where the option misses a limit
 * as it stands, or gains at least one step by it. A step is what a goal's difference must be to count; all goals count alike.
 */
export function amendments(model: DecisionModel, world: World): Amendment[] {
  return model.options.flatMap((option) => amendmentOf(model, world, option) ?? []);
}

/** The world with every such setting made. */
export const atBestSettings = (model: DecisionModel, world: World): World => worldWith(world, amendments(model, world));

/** Gains below this are noise. */
const STEP = 1;
/** Where goals trade one for one, differences that do not count are left out already. */
const LITTLE = 0.1;

function amendmentOf(model: DecisionModel, world: World, option: string): Amendment | null {
  const adjust = Object.entries(model.scenario.options[option]?.adjust ?? {});
  if (adjust.length === 0) return null;
  const values = valuesOf(model, world, option);
  const repairs = missedBy(model, values).map(({ id }) => id);
  const serves = servesBy(model, world, option);
  const today = repairs.length > 0 ? Number.NEGATIVE_INFINITY : serves(values);
  const found = adjust.flatMap(([input, bounds]) => {
    const now = values.amount(input);
    // Each setting would be another call of a calculator: for that there has to be a limit to keep.
    if (now === null || (repairs.length === 0 && feedsCalculator(model, input, option))) return [];
    const tried = (to: number) => valuesOf(model, worldWith(world, [{ option, input, to }]), option);
    const best = bestSetting(now, bounds, {
      keeps: (to) => missedBy(model, tried(to)).length === 0,
      steps: (to) => serves(tried(to)),
      grid: model.scenario.weights === 'equal' && bounds[1] > bounds[0] ? roundSteps(bounds) : GRID,
      edges: (points) =>
        needsOf(model).flatMap((need) => {
          const meets = (to: number) => tried(to).meets(need) !== false;
          return stretchOf(points, points.map(meets), meets) ?? [];
        }),
    });
    return best === null ? [] : [{ option, input, from: now.value, ...best, repairs }];
  });
  const [first] = found.sort((a, b) => b.steps - a.steps);
  if (first === undefined || first.steps - today < (model.scenario.weights === 'equal' ? LITTLE : STEP)) return null;
  const { steps: _, ...amendment } = first;
  return amendment;
}

/**
 * How well a setting serves, in steps. Where goals trade one for one, by the lead over the strongest of the others as they stand: what
 * does not count between two options is no loss. Else by itself.
 */
function servesBy(model: DecisionModel, world: World, option: string): (values: OptionValues) => number {
  if (model.scenario.weights !== 'equal') return (values) => stepsOf(model, values);
  const goals = goalsOf(model);
  const rivals = model.options.flatMap((other) => {
    const values = valuesOf(model, world, other);
    return other !== option && missedBy(model, values).length === 0 ? [values] : [];
  });
  return (values) => (rivals.length === 0 ? stepsOf(model, values) : smallestLead(goals, values, rivals));
}

/** How an option fares on the goals of which that is known, in steps of what counts on each, all alike. */
function stepsOf(model: DecisionModel, values: OptionValues): number {
  let total = 0;
  for (const goal of goalsOf(model)) {
    const [value, worth] = [values.of(goal.quantity), values.ofExpression(goal.worth)];
    if (value === null || worth === null) continue;
    total += (goal.kind === 'more' ? value : -value) / Math.abs(worth || 1) || 0;
  }
  return total;
}

export function missedBy(model: DecisionModel, values: OptionValues): CompiledNeed[] {
  return needsOf(model).filter((need) => values.meets(need) === false);
}

interface Search {
  keeps(at: number): boolean;
  steps(at: number): number;
  /** Where single limits begin and cease to be kept: between two of them all may be, where none of the points keeps all. */
  edges(points: readonly number[]): readonly number[];
  /** Into how many steps the bounds of a setting that is no count are cut. */
  grid: number;
}

const GRID = 16;
/** Whole settings that are tried one by one. */
export const MOST_WHOLE = 32;
/** A shorter number may cost this much of a step. */
const SHORTER = 0.05;

/** The setting that keeps every limit and serves the goals best; of equals the nearest to today's. In few digits. */
function bestSetting(
  now: Amount,
  bounds: readonly [number, number],
  { keeps, steps, edges, grid }: Search,
): { to: number; steps: number } | null {
  const isCounted = isWhole(now, bounds);
  const whole = isCounted && bounds[1] - bounds[0] <= MOST_WHOLE;
  const from = now.value;
  const points = settingsOf(from, bounds, whole, grid, isCounted);
  const kept = points.map((at) => keeps(at));
  const candidates = points.filter((_, index) => kept[index] === true);
  if (!whole)
    // Where a limit begins to bind, between a setting that keeps it and its neighbour that does not.
    for (const [index, at] of points.entries()) {
      const next = points[index + 1];
      if (next === undefined || kept[index] === kept[index + 1]) continue;
      candidates.push(kept[index] ? closeIn(next, at, keeps) : closeIn(at, next, keeps));
    }
  if (!whole && candidates.length === 0) candidates.push(...edges(points).filter(keeps));
  const open = isCounted ? wholeOf(candidates, bounds).filter(keeps) : candidates;
  const tried = open.map((at) => ({ at, steps: steps(at) }));
  const most = Math.max(...tried.map((one) => one.steps));
  const [near] = tried
    .filter((one) => most - one.steps <= 1e-9 + 1e-6 * Math.abs(most))
    .sort((a, b) => Math.abs(a.at - from) - Math.abs(b.at - from));
  if (near === undefined) return null;
  const to = whole
    ? near.at
    : shorter(
        near.at,
        bounds,
        (at) => (!isCounted || Number.isInteger(at)) && keeps(at) && near.steps - steps(at) <= SHORTER,
      );
  return { to, steps: to === near.at ? near.steps : steps(to) };
}

/** What is counted comes whole: each setting that is, and the whole ones on both sides of each that is not. */
const wholeOf = (settings: readonly number[], [low, high]: readonly [number, number]): number[] =>
  [...new Set(settings.flatMap((at) => [Math.floor(at), Math.ceil(at)]))].filter((at) => at >= low && at <= high);

/** How many equal steps between two bounds come to round settings, so many that none is missed by much. */
export function roundSteps([low, high]: readonly [number, number]): number {
  const size = 10 ** Math.floor(Math.log10((high - low) / FEWEST));
  const step = [5, 2, 1].map((times) => times * size).find((one) => (high - low) / one >= FEWEST) ?? size;
  return Math.round((high - low) / step);
}

const FEWEST = 25;

/** Whole numbers one by one, else equal steps, of what is counted to the nearest whole number; today's among them. */
export function settingsOf(
  from: number,
  [low, high]: readonly [number, number],
  whole: boolean,
  points = GRID,
  isCounted = whole,
): number[] {
  const count = whole ? high - low : points;
  const grid = Array.from({ length: count + 1 }, (_, index) => {
    const at = low + ((high - low) * index) / Math.max(1, count);
    return isCounted ? Math.round(at) : at;
  });
  const isInside = from >= low && from <= high;
  return [...new Set(isInside ? [...grid, from] : grid)].sort((a, b) => a - b);
}

export function closeIn(fails: number, keeps: number, check: (at: number) => boolean, halvings = 40): number {
  let [bad, good] = [fails, keeps];
  for (let step = 0; step < halvings; step += 1) {
    const middle = (bad + good) / 2;
    if (check(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** How far from the best setting a shorter number may be, as a share of it. */
const NEAR = 0.02;

/** The shortest number near a setting that will do as well. */
export function shorter(
  at: number,
  [low, high]: readonly [number, number],
  willDo: (at: number) => boolean,
  near = NEAR,
): number {
  for (let digits = 1; digits <= 6; digits += 1) {
    const unit = lastPlace(at, digits);
    const numbers = [Math.round(at / unit), Math.floor(at / unit), Math.ceil(at / unit)].map((times) =>
      Number((times * unit).toPrecision(12)),
    );
    const found = numbers.find(
      (one) => one >= low && one <= high && Math.abs(one - at) <= near * Math.abs(at) && willDo(one),
    );
    if (found !== undefined) return found;
  }
  return at;
}

const CALENDAR = /^(days?|weeks?|months?|years?|일|주|개월|년)$/;

/** Workers, cards and days come whole: what is set and bounded by whole numbers and counted, planned by the calendar, or has no unit. */
export function isWhole({ value, unit }: Amount, [low, high]: readonly [number, number]): boolean {
  const isCounted =
    unit.text === ''
      ? high > 1
      : Object.keys(unit.dimensions).length > 0 && Object.keys(physicalPart(unit.dimensions)).length === 0;
  return [value, low, high].every(Number.isInteger) && (isCounted || CALENDAR.test(unit.text));
}

/** An input that may be set otherwise and saves nothing: where each limit that it bears on would be kept, null where nowhere. */
export interface Unsaved {
  input: string;
  bounds: readonly [number, number];
  /** In the input's unit; ends of the bounds where the limit is kept up to there. */
  kept: { need: CompiledNeed; within: readonly [number, number] | null }[];
}

/** For an option that misses a limit, inputs whose settings no one of which keeps all limits; none where one does. */
export function unsavedBy(model: DecisionModel, world: World, option: string): Unsaved[] {
  const values = valuesOf(model, world, option);
  if (missedBy(model, values).length === 0 || amendmentOf(model, world, option) !== null) return [];
  return Object.entries(model.scenario.options[option]?.adjust ?? {}).flatMap(([input, bounds]) => {
    const now = values.amount(input);
    if (now === null || feedsCalculator(model, input, option)) return [];
    const meets = (need: CompiledNeed) => (at: number) =>
      valuesOf(model, worldWith(world, [{ option, input, to: at }]), option).meets(need) !== false;
    const points = settingsOf(now.value, bounds, isWhole(now, bounds) && bounds[1] - bounds[0] <= MOST_WHOLE);
    const kept = needsOf(model).flatMap((need) => {
      const isKept = points.map(meets(need));
      if (isKept.every(Boolean)) return [];
      return [{ need, within: inFewDigits(stretchOf(points, isKept, meets(need))) }];
    });
    return [{ input, bounds, kept }];
  });
}

const inFewDigits = (stretch: readonly [number, number] | null): readonly [number, number] | null =>
  stretch === null ? null : [Number(stretch[0].toPrecision(3)), Number(stretch[1].toPrecision(3))];

/** The first stretch of settings that are kept, its edges closed in on. */
function stretchOf(
  points: readonly number[],
  isKept: readonly boolean[],
  keeps: (at: number) => boolean,
): readonly [number, number] | null {
  const first = isKept.indexOf(true);
  if (first < 0) return null;
  const end = isKept.findIndex((one, index) => index > first && !one);
  const last = end < 0 ? points.length - 1 : end - 1;
  const edge = (at: number, beyond: number | undefined) => (beyond === undefined ? at : closeIn(beyond, at, keeps));
  return [edge(points[first] ?? 0, points[first - 1]), edge(points[last] ?? 0, points[last + 1])];
}

/** How far an amended input may go on in the same direction while the option keeps its limits; its own value where no further. */
export function farthestKeeping(model: DecisionModel, world: World, { option, input, from, to }: Amendment): number {
  const bounds = model.scenario.options[option]?.adjust?.[input];
  const amount = valuesOf(model, world, option).amount(input);
  if (bounds === undefined || amount === null) return to;
  const end = to >= from ? bounds[1] : bounds[0];
  const keeps = (at: number) =>
    missedBy(model, valuesOf(model, worldWith(world, [{ option, input, to: at }]), option)).length === 0;
  if (isWhole(amount, bounds)) {
    const step = Math.sign(end - to);
    let last = to;
    for (let at = to + step; step !== 0 && (end - at) * step >= 0 && Math.abs(at - to) <= MOST_WHOLE; at += step) {
      if (!keeps(at)) break;
      last = at;
    }
    return last;
  }
  if (keeps(end)) return end;
  return shorter(closeIn(end, to, keeps), bounds, keeps, NEAR_ENOUGH);
}
