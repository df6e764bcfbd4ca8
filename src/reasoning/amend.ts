import { once } from '../core/once.ts';
import { lastPlace, NEAR_ENOUGH } from './digits.ts';
import type { Amount, OptionValues } from './evaluate.ts';
import { originOf, valuesOf, worldWith } from './evaluate.ts';
import type { CompiledGoal, CompiledNeed, DecisionModel } from './model.ts';
import { feedsCalculator, goalsOf, namesOfCriterion, needsOf } from './model.ts';
import type { Settable } from './settable.ts';
import { MOST_WHOLE, settableOf } from './settable.ts';
import type { Figures } from './steps.ts';
import { figuresOn, isAdditive, leadOn, TILT } from './steps.ts';
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

const kept = new WeakMap<World, { model: DecisionModel; options: Map<string, readonly Amendment[]> }>();

/**
 * The setting of an option that serves the goals best, found by setting one input after the other; see `amendmentsOf`, which looks further. None where
 * it keeps its limits and gains less than a step.
 */
export function roughAmendmentsOf(model: DecisionModel, world: World, option: string): readonly Amendment[] {
  if (Object.keys(model.scenario.options[option]?.adjust ?? {}).length === 0) return NONE;
  // Where goals trade one for one, it rests on the other options too.
  const there = model.scenario.weights === 'equal' ? world : originOf(model, world, option, namesJudged(model, option));
  let found = kept.get(there);
  if (found?.model !== model) {
    found = { model, options: new Map() };
    kept.set(there, found);
  }
  const known = found.options.get(option) ?? amendmentsUnder(model, there, option);
  found.options.set(option, known);
  return known;
}

const NONE: readonly Amendment[] = [];

const judged = new WeakMap<DecisionModel, Map<string, readonly string[]>>();

/** What the settings of an option rest on: what it is judged by, and what may be set. */
function namesJudged(model: DecisionModel, option: string): readonly string[] {
  const options = judged.get(model) ?? new Map<string, readonly string[]>();
  judged.set(model, options);
  const adjust = Object.keys(model.scenario.options[option]?.adjust ?? {});
  const names = options.get(option) ?? [...model.criteria.flatMap(namesOfCriterion), ...adjust];
  options.set(option, names);
  return names;
}

/** Gains below this are noise. */
const STEP = 1;
/** Where goals trade one for one, differences that do not count are left out already. */
export const LITTLE = 0.1;

/** How often each of several inputs is set anew while the others stay. */
const ROUNDS = 3;
/** Settings of one input from which several are set: those of more inputs that miss their limits by more are left out. */
export const MOST_STARTS = 4;

type Served = Amendment & { steps: number };

function amendmentsUnder(model: DecisionModel, world: World, option: string): readonly Amendment[] {
  const inputs = Object.keys(model.scenario.options[option]?.adjust ?? {});
  const one = amendmentOf(model, world, option);
  const single = one === null ? [] : [withoutSteps(one)];
  if (inputs.length < 2) return single;
  const values = valuesOf(model, world, option);
  const repairs = missedBy(model, values).map(({ id }) => id);
  const least = model.scenario.weights === 'equal' ? LITTLE : STEP;
  const missing = inputs.map((input) => leastMissing(model, world, option, input));
  const nearest = [...missing].sort((a, b) => a.over - b.over).slice(0, MOST_STARTS);
  const starts = [
    one === null ? [] : [withoutSteps(one)],
    ...missing.filter((start) => nearest.includes(start)).map(({ set }) => set),
  ];
  const found = starts.flatMap((start) => settledFrom(model, world, option, start) ?? []);
  const [best] = found.sort((a, b) => b.steps - a.steps);
  if (best === undefined || best.set.length < 2 || (one !== null && best.steps - one.steps < least)) return single;
  const today =
    repairs.length > 0 ? Number.NEGATIVE_INFINITY : servesBy(model, world, option)(figuresOn(goalsOf(model), values));
  if (best.steps - today < least) return single;
  return best.set.map(({ input, to }) => ({ option, input, from: values.amount(input)?.value ?? to, to, repairs }));
}

const withoutSteps = ({ steps: _, ...amendment }: Served): Amendment => amendment;

type Setting = Pick<Amendment, 'option' | 'input' | 'to'>;

/** From one setting on each input in turn at what serves best while the others stay, until none moves; null where no limit can be kept so. */
function settledFrom(
  model: DecisionModel,
  world: World,
  option: string,
  start: readonly Setting[],
): { set: Setting[]; steps: number } | null {
  const inputs = Object.keys(model.scenario.options[option]?.adjust ?? {});
  let set: Setting[] = start.map(({ input, to }) => ({ option, input, to }));
  let steps: number | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = JSON.stringify(set);
    for (const input of inputs) {
      const others = set.filter((other) => other.input !== input);
      const served = bestOfInput(model, worldWith(world, others), option, input);
      if (served === null) continue;
      steps = served.steps;
      const isMoved = served.to !== valuesOf(model, world, option).amount(input)?.value;
      set = [...others, ...(isMoved ? [{ option, input, to: served.to }] : [])];
    }
    if (JSON.stringify(set) === before) break;
  }
  return steps === null ? null : { set: set.sort((a, b) => inputs.indexOf(a.input) - inputs.indexOf(b.input)), steps };
}

/** The setting of one input at which the limits are missed by the least, as shares of what they ask. */
function leastMissing(
  model: DecisionModel,
  world: World,
  option: string,
  input: string,
): { set: Setting[]; over: number } {
  const adjust = model.scenario.options[option]?.adjust[input];
  const values = valuesOf(model, world, option);
  const now = values.amount(input);
  if (adjust === undefined || now === null || feedsCalculator(model, input, option))
    return { set: [], over: missedInAll(model, values) };
  const over = (to: number) => {
    const values = valuesOf(model, worldWith(world, [{ option, input, to }]), option);
    return missedInAll(model, values);
  };
  const [best] = settingsOf(now.value, settableOf(now, adjust))
    .map((to) => ({ to, over: over(to) }))
    .sort((a, b) => a.over - b.over);
  if (best === undefined || best.to === now.value) return { set: [], over: missedInAll(model, values) };
  return { set: [{ option, input, to: best.to }], over: best.over };
}

/** By how much limits are missed in all, as shares of what they ask. */
export const missedInAll = (model: DecisionModel, values: OptionValues): number =>
  missedBy(model, values).reduce((sum, need) => sum + missOf(values, need), 0);

/** By how much a limit is missed, as a share of what it asks. */
function missOf(values: OptionValues, need: CompiledNeed): number {
  return missedShare(need, values.margin(need) ?? 0, values.ofExpression(need.right) ?? 0);
}

export const missedShare = ({ unit }: CompiledNeed, margin: number, asked: number): number =>
  Math.abs(margin) / (Math.abs(asked) / unit.factor || 1);

/** The setting of one input that keeps every limit and serves best, the others as they are. */
function bestOfInput(
  model: DecisionModel,
  world: World,
  option: string,
  input: string,
): { to: number; steps: number } | null {
  const written = model.scenario.options[option]?.adjust[input];
  const values = valuesOf(model, world, option);
  const now = values.amount(input);
  const isKept = missedBy(model, values).length === 0;
  // Each setting would be another call of a calculator: for that there has to be a limit to keep.
  if (written === undefined || now === null || (isKept && feedsCalculator(model, input, option))) return null;
  const serves = servesBy(model, world, option);
  const goals = goalsOf(model);
  const known = new Map<number, OptionValues>();
  const tried = (to: number) => {
    const found = known.get(to) ?? valuesOf(model, worldWith(world, [{ option, input, to }]), option);
    known.set(to, found);
    return found;
  };
  const settable = settableOf(now, written);
  const { ends } = settable;
  return bestSetting(now, settable, {
    keeps: (to) => keepsEvery(model, tried(to)),
    steps: (to) => serves(figuresOn(goals, tried(to))),
    grid: model.scenario.weights === 'equal' && ends[1] > ends[0] ? roundSteps(ends) : GRID,
    edges: (points) =>
      needsOf(model).flatMap((need) => {
        const meets = (to: number) => tried(to).meets(need) !== false;
        return stretchOf(points, points.map(meets), settable, meets) ?? [];
      }),
  });
}

function amendmentOf(model: DecisionModel, world: World, option: string): Served | null {
  const adjust = Object.keys(model.scenario.options[option]?.adjust ?? {});
  if (adjust.length === 0) return null;
  const values = valuesOf(model, world, option);
  const repairs = missedBy(model, values).map(({ id }) => id);
  const serves = servesBy(model, world, option);
  const today = repairs.length > 0 ? Number.NEGATIVE_INFINITY : serves(figuresOn(goalsOf(model), values));
  const found = adjust.flatMap((input) => {
    const now = values.amount(input);
    const best = bestOfInput(model, world, option, input);
    return now === null || best === null ? [] : [{ option, input, from: now.value, ...best, repairs }];
  });
  const [first] = found.sort((a, b) => b.steps - a.steps);
  if (first === undefined || first.steps - today < (model.scenario.weights === 'equal' ? LITTLE : STEP)) return null;
  return first;
}

/**
 * How well a setting serves, in steps. Where goals trade one for one, by the lead over the strongest of the others as they stand: what
 * does not count between two options is no loss. Else by itself.
 */
export function servesBy(model: DecisionModel, world: World, option: string): (figures: Figures) => number {
  const goals = goalsOf(model);
  if (model.scenario.weights !== 'equal') return (figures) => stepsOf(goals, figures);
  const isKnown = once(() => isKnownOfAll(model, world));
  const rivalsIn = once(() =>
    model.options.flatMap((other) => {
      const values = valuesOf(model, world, other);
      return other !== option && missedBy(model, values).length === 0 ? [figuresOn(goals, values)] : [];
    }),
  );
  return (figures) => {
    // Where leads add up they all are less by the same.
    const rivals = isAdditive(goals, figures) && isKnown() ? [] : rivalsIn();
    if (rivals.length === 0) return stepsOf(goals, figures);
    let smallest = Number.POSITIVE_INFINITY;
    for (const rival of rivals) smallest = Math.min(smallest, leadOn(goals, figures, rival, TILT));
    return smallest;
  };
}

/** Whether every option is known on every goal, as it stands. */
export const isKnownOfAll = (model: DecisionModel, world: World): boolean =>
  model.options.every((option) => {
    const values = valuesOf(model, world, option);
    return goalsOf(model).every(({ quantity }) => values.of(quantity) !== null);
  });

/** How an option fares on the goals of which that is known, in steps of what counts on each, all alike. */
function stepsOf(goals: readonly CompiledGoal[], { own, steps: { worth } }: Figures): number {
  let total = 0;
  for (const [index, { kind }] of goals.entries()) {
    const [value, step] = [own[index] ?? Number.NaN, worth[index] ?? Number.NaN];
    if (Number.isNaN(value) || Number.isNaN(step)) continue;
    total += (kind === 'more' ? value : -value) / (step || 1) || 0;
  }
  return total;
}

/** Whether no limit is missed: the first one that is settles it. */
export const keepsEvery = (model: DecisionModel, values: OptionValues): boolean =>
  needsOf(model).every((need) => values.meets(need) !== false);

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
/** A shorter number may cost this much of a step. */
const SHORTER = 0.05;

/** The setting that keeps every limit and serves the goals best; of equals the nearest to today's. In few digits. */
function bestSetting(
  now: Amount,
  settable: Settable,
  { keeps, steps, edges, grid }: Search,
): { to: number; steps: number } | null {
  const { all, ends, allows } = settable;
  const from = now.value;
  const points = settingsOf(from, settable, grid);
  const kept = points.map((at) => keeps(at));
  const candidates = points.filter((_, index) => kept[index] === true);
  if (all === null)
    // Where a limit begins to bind, between a setting that keeps it and its neighbour that does not.
    for (const [index, at] of points.entries()) {
      const next = points[index + 1];
      if (next === undefined || kept[index] === kept[index + 1]) continue;
      candidates.push(kept[index] ? edgeBetween(settable, next, at, keeps) : edgeBetween(settable, at, next, keeps));
    }
  if (all === null && candidates.length === 0)
    candidates.push(...edges(points).filter((at) => allows(at) && keeps(at)));
  const tried = candidates.map((at) => ({ at, steps: steps(at) }));
  const most = Math.max(...tried.map((one) => one.steps));
  const [near] = tried
    .filter((one) => most - one.steps <= 1e-9 + 1e-6 * Math.abs(most))
    .sort((a, b) => Math.abs(a.at - from) - Math.abs(b.at - from));
  if (near === undefined) return null;
  const to =
    all === null
      ? shorter(near.at, ends, (at) => allows(at) && keeps(at) && near.steps - steps(at) <= SHORTER)
      : near.at;
  return { to, steps: to === near.at ? near.steps : steps(to) };
}

/** The last setting that keeps on the way to one that fails; a whole one of what comes whole. */
export function edgeBetween(
  { isWhole }: Settable,
  fails: number,
  keeps: number,
  check: (at: number) => boolean,
  halvings?: number,
): number {
  const edge = closeIn(fails, keeps, check, halvings);
  if (!isWhole) return edge;
  const whole = fails > keeps ? Math.floor(edge) : Math.ceil(edge);
  return (whole - keeps) * (fails - keeps) >= 0 && check(whole) ? whole : keeps;
}

/** How many equal steps between two bounds come to round settings, so many that none is missed by much. */
export function roundSteps([low, high]: readonly [number, number]): number {
  const size = 10 ** Math.floor(Math.log10((high - low) / FEWEST));
  const step = [5, 2, 1].map((times) => times * size).find((one) => (high - low) / one >= FEWEST) ?? size;
  return Math.round((high - low) / step);
}

const FEWEST = 25;

/** All of them where they are few, else equal steps; today's among them. */
export function settingsOf(
  from: number,
  { all, ends: [low, high], isWhole, allows }: Settable,
  points = GRID,
): number[] {
  const grid =
    all ??
    Array.from({ length: points + 1 }, (_, index) => {
      const at = low + ((high - low) * index) / Math.max(1, points);
      return isWhole ? Math.round(at) : at;
    });
  const isInside = from >= low && from <= high && allows(from);
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
  if (missedBy(model, values).length === 0 || roughAmendmentsOf(model, world, option).length > 0) return [];
  return Object.entries(model.scenario.options[option]?.adjust ?? {}).flatMap(([input, adjust]) => {
    const now = values.amount(input);
    if (now === null || feedsCalculator(model, input, option)) return [];
    const settable = settableOf(now, adjust);
    const meets = (need: CompiledNeed) => (at: number) =>
      valuesOf(model, worldWith(world, [{ option, input, to: at }]), option).meets(need) !== false;
    const points = settingsOf(now.value, settable);
    const kept = needsOf(model).flatMap((need) => {
      const isKept = points.map(meets(need));
      if (isKept.every(Boolean)) return [];
      return [{ need, within: inFewDigits(stretchOf(points, isKept, settable, meets(need))) }];
    });
    return [{ input, bounds: settable.ends, kept }];
  });
}

const inFewDigits = (stretch: readonly [number, number] | null): readonly [number, number] | null =>
  stretch === null ? null : [Number(stretch[0].toPrecision(3)), Number(stretch[1].toPrecision(3))];

/** The first stretch of settings that are kept, its edges closed in on as far as something may be set in between. */
function stretchOf(
  points: readonly number[],
  isKept: readonly boolean[],
  { all, isWhole }: Pick<Settable, 'all' | 'isWhole'>,
  keeps: (at: number) => boolean,
): readonly [number, number] | null {
  const first = isKept.indexOf(true);
  if (first < 0) return null;
  const end = isKept.findIndex((one, index) => index > first && !one);
  const last = end < 0 ? points.length - 1 : end - 1;
  const edge = (at: number, beyond: number | undefined) => {
    if (beyond === undefined || all !== null) return at;
    const end = closeIn(beyond, at, keeps);
    return isWhole ? (beyond > at ? Math.floor(end) : Math.ceil(end)) : end;
  };
  return [edge(points[first] ?? 0, points[first - 1]), edge(points[last] ?? 0, points[last + 1])];
}

/** How far an amended input may go on in the same direction while the option keeps its limits; its own value where no further. */
export function farthestKeeping(model: DecisionModel, world: World, { option, input, from, to }: Amendment): number {
  const adjust = model.scenario.options[option]?.adjust?.[input];
  const amount = valuesOf(model, world, option).amount(input);
  if (adjust === undefined || amount === null) return to;
  const settable = settableOf(amount, adjust);
  const { ends } = settable;
  const end = to >= from ? ends[1] : ends[0];
  const keeps = (at: number) =>
    missedBy(model, valuesOf(model, worldWith(world, [{ option, input, to: at }]), option)).length === 0;
  const further = furtherThan(to, end, settable);
  if (further !== null) {
    const fails = further.findIndex((at) => !keeps(at));
    return (fails < 0 ? further.at(-1) : further[fails - 1]) ?? to;
  }
  if (keeps(end)) return end;
  return shorter(closeIn(end, to, keeps), ends, keeps, NEAR_ENOUGH);
}

/** Settings beyond one toward an end, one by one; null where it is anything between. */
function furtherThan(to: number, end: number, { all, isWhole }: Settable): readonly number[] | null {
  const side = Math.sign(end - to);
  if (all !== null) {
    const beyond = all.filter((at) => (at - to) * side > 0 && (end - at) * side >= 0);
    return side < 0 ? beyond.reverse() : beyond;
  }
  if (!isWhole) return null;
  const count = Math.min(MOST_WHOLE, Math.floor(Math.abs(end - to)));
  return Array.from({ length: count }, (_, index) => to + side * (index + 1));
}
