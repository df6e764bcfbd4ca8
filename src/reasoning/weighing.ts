import { headOf } from '../core/scenario.ts';
import type { Amendment } from './amend.ts';
import {
  amendmentsOf,
  edgeBetween,
  keepsEvery,
  missedBy,
  missedInAll,
  roundSteps,
  servesBy,
  settingsOf,
  shorter,
} from './amend.ts';
import type { Amount, OptionValues } from './evaluate.ts';
import { asWritten, factOf, valuesOf, withFact, worldWith } from './evaluate.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import { feedsCalculator, followsFrom, goalsOf, namesOfCriterion, needsOf } from './model.ts';
import type { Settable } from './settable.ts';
import { settableOf } from './settable.ts';
import type { GoalSteps } from './steps.ts';
import { leadsFrom, stepsOn } from './steps.ts';
import type { World } from './worlds.ts';

/**
 * Options weighed in steps, whoever looks: limits first; then on each goal the difference over what it is worth, nothing where that is noise,
 * and each step alike. An option stands at the setting that serves it best against the one that it is weighed against.
 */
export interface Weighed {
  option: string;
  /** At another setting than in the world; empty where it stands as it is. */
  set: readonly Setting[];
  values: OptionValues;
  /** Limits that it misses there; where it misses any it is out. */
  missed: readonly CompiledNeed[];
}

export type Setting = Pick<Amendment, 'option' | 'input' | 'to'>;

/** What tells the first from the second on each goal of which both are known. */
export const inSteps = (model: DecisionModel, first: OptionValues, second: OptionValues): GoalSteps[] =>
  stepsOn(goalsOf(model), first, second);

/** By how many steps the first is ahead of the second; below 0 behind. */
export const leadOver = (model: DecisionModel, first: OptionValues, second: OptionValues): number =>
  leadsFrom(goalsOf(model), first)(second);

/** What differs by rounding only is equal. */
const EQUAL = 1e-9;

/** A plan that gains less than this over another, in steps, is no reason to change. */
export const WORTH_CHANGING = 0.1;

/** The option that is ahead of every other by steps, each at its best setting; null where none keeps its limits, or two are level. */
export function aheadBySteps(model: DecisionModel, world: World): string | null {
  return aheadIn(model, fieldOf(model, world));
}

/** The same of a field. */
export function aheadIn(model: DecisionModel, field: Field): string | null {
  const open = [...field].filter(([, places]) => places.length > 0);
  const [only] = open;
  if (only === undefined) return null;
  if (open.length === 1) return only[0];
  const ranked = open
    .map(([option]) => ({ option, lead: bestAgainstAll(model, field, option)?.lead ?? Number.NEGATIVE_INFINITY }))
    .sort((a, b) => b.lead - a.lead);
  const [first, second] = ranked;
  if (first === undefined || (second !== undefined && first.lead - second.lead < EQUAL)) return null;
  return first.option;
}

/** Where an option may stand: the setting, and its values there. */
export type Place = Pick<Weighed, 'set' | 'values'>;
/** Option -> settings that keep every limit. */
export type Field = ReadonlyMap<string, readonly Place[]>;

/** For each option the settings at which it keeps every limit. */
export const fieldOf = (model: DecisionModel, world: World): Field =>
  new Map(model.options.map((option) => [option, openPlacesOf(model, world, option)]));

const bearsOnAny = (model: DecisionModel, fact: string, option: string): boolean => {
  const behind = followsFrom(model, headOf(fact), option);
  return model.criteria.some((criterion) => namesOfCriterion(criterion).some((name) => behind.has(headOf(name))));
};

const keepsAll =
  (model: DecisionModel) =>
  ({ values }: Place) =>
    keepsEvery(model, values);

/** The place at which an option's lead over its strongest rival is largest, every rival answering with its own best. */
export function bestAgainstAll(
  model: DecisionModel,
  field: Field,
  option: string,
): { place: Place; lead: number } | null {
  const rivals = [...field].filter(([other, places]) => other !== option && places.length > 0);
  if (rivals.length === 0) {
    // With nothing to be ahead of, what serves it best by itself.
    const [here] = field.get(option) ?? [];
    const place = here && bestBy(field.get(option) ?? [], ({ values }) => leadOver(model, values, here.values));
    return place === undefined ? null : { place, lead: Number.POSITIVE_INFINITY };
  }
  let best: { place: Place; lead: number } | null = null;
  for (const place of field.get(option) ?? []) {
    let lead = Number.POSITIVE_INFINITY;
    const over = leadsFrom(goalsOf(model), place.values);
    for (const [, places] of rivals) {
      for (const { values } of places) lead = Math.min(lead, over(values));
      // No better than the best one: what the others answer does not matter.
      if (best !== null && lead <= best.lead) break;
    }
    if (best === null || lead > best.lead + EQUAL) best = { place, lead };
  }
  return best;
}

const MOST_PERCENT = 100;

/** What is bounded by whole percents is set in whole percents. */
function inPercents({ value, unit }: Amount, settable: Settable): Settable {
  const [low, high] = settable.ends;
  const isSo =
    settable.all === null &&
    unit.text === '%' &&
    high - low >= 10 &&
    high - low <= MOST_PERCENT &&
    [value, low, high].every(Number.isInteger);
  if (!isSo) return settable;
  return { ...settable, all: Array.from({ length: high - low + 1 }, (_, index) => low + index) };
}

const HALVINGS = 16;

interface Tried {
  model: DecisionModel;
  all: readonly Place[];
  open: readonly Place[];
}

const tried = new WeakMap<World, Map<string, Tried>>();

/** Settings of an option under a world, all that are tried and those that keep every limit. */
function triedOf(model: DecisionModel, world: World, option: string): Tried {
  const options = tried.get(world) ?? new Map<string, Tried>();
  tried.set(world, options);
  const known = options.get(option);
  if (known?.model === model) return known;
  const all = whatIfPlaces(model, world, option) ?? placesOf(model, world, option);
  const made = { model, all, open: all.filter(keepsAll(model)) };
  options.set(option, made);
  return made;
}

const openPlacesOf = (model: DecisionModel, world: World, option: string): readonly Place[] => {
  const what = factOf(world);
  // Where the fact bears on nothing by which the option is judged, it stands as it did.
  if (what !== undefined && !bearsOnAny(model, what.path, option)) return triedOf(model, what.before, option).open;
  return triedOf(model, world, option).open;
};

/**
 * Settings of an option where one fact is another one than in a world whose settings are known: the same ones, of which only what follows from the
 * fact is computed again, and those around the one that serves best now, each input by itself. Null where that cannot be told from the other world.
 */
function whatIfPlaces(model: DecisionModel, world: World, option: string): Place[] | null {
  const what = factOf(world);
  if (what === undefined) return null;
  const here: Place = { set: [], values: valuesOf(model, world, option) };
  const inputs = inputsToTry(model, world, option);
  if (inputs.length === 0) return [here];
  const { before, path, value } = what;
  const written = asWritten(world, option);
  const [now, then] = [valuesOf(model, written, option), valuesOf(model, asWritten(before, option), option)];
  if (
    inputs.join() !== inputsToTry(model, before, option).join() ||
    inputs.some((input) => now.of(input) !== then.of(input))
  )
    return null;
  const same = triedOf(model, before, option).all.slice(1);
  const places = same.map(({ set, values }) => ({
    set,
    values: valuesOf(model, withFact(values.world, path, value), option),
  }));
  if (isWhole(model, written, option, inputs)) return [here, ...places];
  // Of one input alone the settings at which a limit begins to bind are all that moves.
  if (inputs.length === 1) return null;
  const start = startOf(model, world, option, [here, ...places]);
  const set = settingFrom(model, world, option);
  const around = start.set.filter(({ input }) => inputs.includes(input));
  return [here, ...places, ...linesFrom(model, option, { inputs, centre: worldWith(written, around), around, set })];
}

/** Whether every setting that there is has been tried. */
function isWhole(model: DecisionModel, written: World, option: string, inputs: readonly string[]): boolean {
  const [only] = inputs;
  if (only === undefined || inputs.length > 1) return togetherOf(model, written, option, inputs).isAll;
  const now = valuesOf(model, written, option).amount(only);
  const adjust = model.scenario.options[option]?.adjust[only];
  return now !== null && adjust !== undefined && inPercents(now, settableOf(now, adjust)).all !== null;
}

/** The place that serves best, or where none keeps every limit the one that misses the least. */
function startOf(model: DecisionModel, world: World, option: string, places: readonly Place[]): Place {
  const open = places.filter(keepsAll(model));
  const serves = servesBy(model, world, option);
  const found =
    open.length > 0
      ? bestBy(open, ({ values }) => serves(values))
      : bestBy(places, ({ values }) => -missedInAll(model, values));
  return found ?? (places[0] as Place);
}

/** Each setting would be another call of a calculator: for that there has to be a limit to keep. */
function inputsToTry(model: DecisionModel, world: World, option: string): string[] {
  const adjust = Object.keys(model.scenario.options[option]?.adjust ?? {});
  if (adjust.length === 0) return adjust;
  const isOut = missedBy(model, valuesOf(model, world, option)).length > 0;
  return adjust.filter((input) => isOut || !feedsCalculator(model, input, option));
}

/**
 * Today's setting first. All others are those of the option as it is written, so that what it was set to before hides none and adds none: each
 * of one input with those at which a limit begins to bind, and of several at once.
 */
function placesOf(model: DecisionModel, world: World, option: string): Place[] {
  const here: Place = { set: [], values: valuesOf(model, world, option) };
  const inputs = inputsToTry(model, world, option);
  if (inputs.length === 0) return [here];
  const written = asWritten(world, option);
  const together = togetherOf(model, written, option, inputs);
  const around =
    inputs.length < 2 || together.isAll
      ? []
      : amendmentsOf(model, written, option).map(({ input, to }) => ({ option, input, to }));
  const set = settingFrom(model, world, option);
  return [
    here,
    ...linesFrom(model, option, { inputs, centre: worldWith(written, around), around, set }),
    ...setsOf(option, together).map((one) => ({
      set: set(one),
      values: valuesOf(model, worldWith(written, one), option),
    })),
  ];
}

/** Around one setting each input by itself, with the settings at which a limit begins to bind. */
function linesFrom(
  model: DecisionModel,
  option: string,
  {
    inputs,
    centre,
    around,
    set,
  }: { inputs: readonly string[]; centre: World; around: readonly Setting[]; set: (set: Setting[]) => Setting[] },
): Place[] {
  return inputs.flatMap((input) => {
    const adjust = model.scenario.options[option]?.adjust[input];
    const now = valuesOf(model, centre, option).amount(input);
    if (now === null || adjust === undefined) return [];
    const others = around.filter((one) => one.input !== input);
    const at = (to: number): Place => {
      const one = { option, input, to };
      return { set: set([...others, one]), values: valuesOf(model, worldWith(centre, [one]), option) };
    };
    const settable = inPercents(now, settableOf(now, adjust));
    const points = settingsOf(now.value, settable, roundSteps(settable.ends));
    const grid = points.map(at);
    const edges =
      settable.all === null
        ? needsOf(model).flatMap((need) => edgesOf(points, grid, need, { settable, centre, input }).map(at))
        : [];
    return [...grid, ...edges];
  });
}

/** Settings of an option as it is written, as such of the world: what is set there otherwise is set back. */
function settingFrom(model: DecisionModel, world: World, option: string): (set: Setting[]) => Setting[] {
  const amended = world.amended.get(option);
  if (amended === undefined) return (set) => set;
  const written = valuesOf(model, asWritten(world, option), option);
  const back = [...amended.keys()].flatMap((input) => {
    const to = written.amount(input)?.value;
    return to === undefined ? [] : [{ option, input, to }];
  });
  return (set) => [...back.filter(({ input }) => set.every((one) => one.input !== input)), ...set];
}

/** Of each input where several are set at once. */
const TOGETHER = 6;
const MOST_TOGETHER = 250;
/** Where not all of them can be tried. */
const MOST_COARSE = 81;

interface Together {
  /** What each input is set to today, and what it is tried at. */
  inputs: { input: string; now: number; points: readonly number[] }[];
  /** Whether these are all settings that there are. */
  isAll: boolean;
}

/** What several inputs are tried at together: all where that comes to few settings, else a coarse grid. */
function togetherOf(model: DecisionModel, written: World, option: string, names: readonly string[]): Together {
  if (names.length < 2) return { inputs: [], isAll: true };
  const values = valuesOf(model, written, option);
  const inputs = names.flatMap((input) => {
    const now = values.amount(input);
    const adjust = model.scenario.options[option]?.adjust[input];
    if (now === null || adjust === undefined) return [];
    const settable = settableOf(now, adjust);
    return [
      { input, now: now.value, points: settingsOf(now.value, settable, TOGETHER), isListed: settable.all !== null },
    ];
  });
  if (inputs.reduce((product, { points }) => product * points.length, 1) <= MOST_TOGETHER)
    return { inputs, isAll: inputs.every(({ isListed }) => isListed) };
  const most = Math.floor(MOST_COARSE ** (1 / names.length) + 1e-9);
  return { inputs: inputs.map((one) => ({ ...one, points: spreadOver(one.points, most) })), isAll: false };
}

/** Every setting of two inputs and more. */
const setsOf = (option: string, { inputs }: Together): Setting[][] =>
  inputs
    .reduce<Setting[][]>(
      (all, { input, now, points }) =>
        all.flatMap((set) => points.map((to) => (to === now ? set : [...set, { option, input, to }]))),
      [[]],
    )
    .filter((set) => set.length > 1);

/** So many of them at most, both ends among them. */
function spreadOver(points: readonly number[], most: number): readonly number[] {
  if (points.length <= most || most < 2) return points.slice(0, Math.max(1, most));
  return Array.from(
    { length: most },
    (_, index) => points[Math.round((index * (points.length - 1)) / (most - 1))] ?? 0,
  );
}

/** Settings at which a limit is just kept, each between one that keeps it and its neighbour that does not. */
function edgesOf(
  points: readonly number[],
  grid: readonly Place[],
  need: CompiledNeed,
  { settable, centre, input }: { settable: Settable; centre: World; input: string },
): number[] {
  const kept = grid.map(({ values }) => values.meets(need) !== false);
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    const place = grid[index];
    if (next === undefined || place === undefined || kept[index] === kept[index + 1]) return [];
    const { option, model } = place.values;
    const keeps = (to: number) =>
      valuesOf(model, worldWith(centre, [{ option, input, to }]), option).meets(need) !== false;
    const [fails, holds] = kept[index] ? [next, point] : [point, next];
    return [edgeBetween(settable, fails, holds, keeps, HALVINGS)];
  });
}

/**
 * Every option as it is weighed against `against`, which stands as the world has it where it keeps its limits so, and else at its best
 * setting; the others at the setting that serves them best against it, and one that can keep no setting's limits where it misses the least.
 */
export function weighedAgainst(model: DecisionModel, world: World, against: string | null): Map<string, Weighed> {
  const field = fieldOf(model, world);
  const base = against === null ? null : standing(model, world, field, against);
  return new Map(
    model.options.map((option) => {
      if (base !== null && option === against) return [option, base];
      const places = field.get(option) ?? [];
      if (places.length === 0) return [option, leastMissed(model, world, option)];
      const [here] = places;
      const best =
        base === null
          ? bestAgainstAll(model, field, option)?.place
          : bestBy(places, ({ values }) => leadOver(model, values, base.values));
      return [option, inShort(model, world, best ?? (here as Place), base)];
    }),
  );
}

function standing(model: DecisionModel, world: World, field: Field, option: string): Weighed {
  const here = valuesOf(model, world, option);
  if (missedBy(model, here).length === 0) return { option, set: [], values: here, missed: [] };
  const best = bestAgainstAll(model, field, option);
  return best === null ? leastMissed(model, world, option) : inShort(model, world, best.place, null);
}

/**
 * Steps that are lost by keeping to an option as it is set, or where it misses a limit so, at its best setting, over what is best of all options at
 * their best settings; null where it keeps its limits nowhere.
 */
export function lossOfKeeping(model: DecisionModel, world: World, option: string): number | null {
  const field = fieldOf(model, world);
  const kept = standing(model, world, field, option);
  if (kept.missed.length > 0) return null;
  const over = leadsFrom(goalsOf(model), kept.values);
  return -Math.min(0, ...[...field.values()].flatMap((places) => places.map(({ values }) => over(values))));
}

/** How far ahead an option could stand of its strongest rival, and how it would have to be set; null where it keeps its limits nowhere. */
export function bestOf(model: DecisionModel, world: World, option: string): (Weighed & { lead: number }) | null {
  const best = bestAgainstAll(model, fieldOf(model, world), option);
  return best === null ? null : { ...inShort(model, world, best.place, null), lead: best.lead };
}

/** The first place of the best. */
function bestBy(places: readonly Place[], worth: (place: Place) => number): Place | undefined {
  let best: { place: Place; worth: number } | undefined;
  for (const place of places) {
    const own = worth(place);
    if (best === undefined || own > best.worth + EQUAL) best = { place, worth: own };
  }
  return best?.place;
}

/** A shorter number may cost this much of a step. */
const SHORTER = 0.05;

/** What the input of a setting may be set to; null where there is none. */
function settableAt(values: OptionValues, one: Setting | undefined): Settable | null {
  const now = one === undefined ? null : values.amount(one.input);
  const adjust = one === undefined ? undefined : values.model.scenario.options[values.option]?.adjust[one.input];
  return now === null || adjust === undefined ? null : settableOf(now, adjust);
}

/** The same at a setting of few digits, where that costs next to nothing and keeps every limit, in all of `worlds` too. */
export function inShort(
  model: DecisionModel,
  world: World,
  { set, values }: Place,
  base: Weighed | null,
  worlds: readonly World[] = [],
): Weighed {
  const { option } = values;
  const [one] = set;
  const settable = set.length > 1 ? null : settableAt(values, one);
  if (one === undefined || settable === null) return { option, set, values, missed: missedBy(model, values) };
  const at = (to: number) => valuesOf(model, worldWith(world, [{ ...one, to }]), option);
  const least = base === null ? 0 : leadOver(model, values, base.values);
  const to = shorter(one.to, settable.ends, (tried) => {
    if (!settable.allows(tried)) return false;
    const there = at(tried);
    if (!keepsEvery(model, there)) return false;
    const keepsIn = (its: World) => keepsEvery(model, valuesOf(model, worldWith(its, [{ ...one, to: tried }]), option));
    if (!worlds.every(keepsIn)) return false;
    if (base === null) return leadOver(model, there, values) >= -SHORTER;
    return least - leadOver(model, there, base.values) <= SHORTER;
  });
  const there = at(to);
  return { option, set: [{ ...one, to }], values: there, missed: missedBy(model, there) };
}

/** Where no setting keeps every limit: the one that misses the fewest, and of those the one that misses them by the least. */
export function leastMissed(model: DecisionModel, world: World, option: string): Weighed {
  const places = triedOf(model, world, option).all.map((place) => ({ place, missed: missedBy(model, place.values) }));
  const over = ({ place }: (typeof places)[number]) => missedInAll(model, place.values);
  const [least] = places.sort((a, b) => a.missed.length - b.missed.length || over(a) - over(b));
  const { place, missed } = least ?? { place: { set: [], values: valuesOf(model, world, option) }, missed: [] };
  const [one] = place.set;
  const settable = place.set.length > 1 ? null : settableAt(place.values, one);
  if (one === undefined || settable === null) return { option, ...place, missed };
  const at = (to: number) => valuesOf(model, worldWith(world, [{ ...one, to }]), option);
  const to = shorter(
    one.to,
    settable.ends,
    (tried) => settable.allows(tried) && missedBy(model, at(tried)).every((need) => missed.includes(need)),
  );
  return { option, set: [{ ...one, to }], values: at(to), missed };
}
