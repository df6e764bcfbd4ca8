import { Kept } from '../core/kept.ts';
import { headOf } from '../core/scenario.ts';
import {
  amendmentsOf,
  edgeBetween,
  missedBy,
  missedInAll,
  roundSteps,
  servesBy,
  settingsOf,
} from './amend.ts';
import type { Amount } from './evaluate.ts';
import { asWritten, factOf, OptionValues, valuesOf, withFactOf, worldWith } from './evaluate.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import { feedsCalculator, followsFrom, hasCalculators, namesOfCriterion, needsOf, rootsOf } from './model.ts';
import type { Judged, Setting } from './place.ts';
import { bestBy, judged, Place } from './place.ts';
import type { Settable } from './settable.ts';
import { settableOf } from './settable.ts';
import type { World } from './worlds.ts';

/** Option -> settings that keep every limit. */
export type Field = ReadonlyMap<string, readonly Place[]>;

/** For each option the settings at which it keeps every limit. */
export const fieldOf = (model: DecisionModel, world: World): Field =>
  new Map(model.options.map((option) => [option, judgedOf(model, world, option).open]));

const bearsOnAny = (model: DecisionModel, fact: string, option: string): boolean => {
  const behind = followsFrom(model, headOf(fact), option);
  return model.criteria.some((criterion) => namesOfCriterion(criterion).some((name) => behind.has(headOf(name))));
};

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

/** A setting of an option under a world, read from its values there. */
export const placeAt = (world: World, set: readonly Setting[], values: OptionValues): Place =>
  new Place(values.model, values.option, judged(set, values), world, values.world);

const HALVINGS = 16;

/** Settings of an option, all that are tried and those that keep every limit. */
interface Tried {
  model: DecisionModel;
  all: readonly Place[];
  open: readonly Place[];
  /** Where other worlds share them; null where none may. */
  shared: Shared | null;
}

/** Settings as they are judged wherever the same is known. */
interface Shared {
  all: readonly Judged[];
  /** Whether there is no other setting. */
  isWhole: boolean;
  /** A number of its own. */
  id: number;
}

const tried = new WeakMap<World, Map<string, Tried>>();

/** The settings of an option under a world. */
export function triedOf(model: DecisionModel, world: World, option: string): Tried {
  const options = tried.get(world) ?? new Map<string, Tried>();
  tried.set(world, options);
  const known = options.get(option);
  if (known?.model === model) return known;
  const made = sharedPlaces(model, world, option) ?? ownPlaces(model, world, option);
  options.set(option, made);
  return made;
}

function ownPlaces(model: DecisionModel, world: World, option: string): Tried {
  const all = whatIfPlaces(model, world, option) ?? placesOf(model, world, option);
  return { model, all, open: all.filter(({ keeps }) => keeps), shared: null };
}

/** Lists of settings that are kept for a model, some hundred settings each. */
const MOST_SHARED = 1_000;

const shares = new WeakMap<DecisionModel, { lists: Kept<Shared>; made: number }>();

/**
 * The same where the option stands as it is written and no calculator is asked: whoever takes the same to be so tries the same settings, which
 * come to the same. Members who have heard of other facts, and what-ifs that are asked again, meet here.
 */
function sharedPlaces(model: DecisionModel, world: World, option: string): Tried | null {
  const inputs = Object.keys(model.scenario.options[option]?.adjust ?? {});
  if (inputs.length === 0 || world.amended.has(option) || hasCalculators(model)) return null;
  const what = factOf(world);
  const before = what === undefined ? null : triedOf(model, what.before, option).shared;
  if (what !== undefined) {
    const behind = followsFrom(model, headOf(what.path), option);
    if (before === null || inputs.some((input) => behind.has(input))) return null;
  }
  const kept = shares.get(model) ?? { lists: new Kept<Shared>(MOST_SHARED), made: 0 };
  shares.set(model, kept);
  // Where not every setting is tried, which ones are rests on the other options too.
  const content = contentOf(model, world, before?.isWhole === true ? [option] : model.options);
  const made: Tried[] = [];
  const shared = kept.lists.of(`${option} ${before?.id ?? ''} ${content}`, () => {
    const own = ownPlaces(model, world, option);
    made.push(own);
    kept.made += 1;
    return {
      all: own.all.map(({ judged }) => judged),
      isWhole: before?.isWhole ?? isWhole(model, world, option, inputs),
      id: kept.made,
    };
  });
  const [own] = made;
  if (own !== undefined) return { ...own, shared };
  const all = shared.all.map((one) => new Place(model, option, one, world));
  return { model, all, open: all.filter(({ keeps }) => keeps), shared };
}

const resting = new WeakMap<DecisionModel, Map<string, readonly string[]>>();

/** Facts by which an option is judged, and those behind what it may be set to. */
function factsBehind(model: DecisionModel, option: string): readonly string[] {
  const options = resting.get(model) ?? new Map<string, readonly string[]>();
  resting.set(model, options);
  const inputs = Object.keys(model.scenario.options[option]?.adjust ?? {});
  const found =
    options.get(option) ?? [...rootsOf(model, [...model.criteria.flatMap(namesOfCriterion), ...inputs], option)];
  options.set(option, found);
  return found;
}

/** What some options are judged by in a world, as text. */
function contentOf(model: DecisionModel, { facts, amended, closed }: World, options: readonly string[]): string {
  let text = closed === undefined ? '' : [...closed].join();
  for (const option of options) {
    for (const name of factsBehind(model, option)) {
      const value = facts.get(name);
      text += `,${typeof value === 'number' ? value : JSON.stringify(value)}`;
    }
    const set = amended.get(option);
    text += set === undefined ? ';' : `;${[...set].join()}`;
  }
  return text;
}

/** The same as far as options are judged by them: where a what-if bears on nothing by which this one is, it stands as it did. */
export function judgedOf(model: DecisionModel, world: World, option: string): Tried {
  const what = factOf(world);
  const isSame = what !== undefined && !bearsOnAny(model, what.path, option);
  return triedOf(model, isSame ? what.before : world, option);
}

/**
 * Settings of an option where one fact is another one than in a world whose settings are known: the same ones, of which only what follows from the
 * fact is computed again, and those around the one that serves best now, each input by itself. Null where that cannot be told from the other world.
 */
function whatIfPlaces(model: DecisionModel, world: World, option: string): Place[] | null {
  const what = factOf(world);
  if (what === undefined) return null;
  const here = placeAt(world, [], valuesOf(model, world, option));
  const inputs = inputsToTry(model, world, option);
  if (inputs.length === 0) return [here];
  const { before } = what;
  const written = asWritten(world, option);
  const [now, then] = [valuesOf(model, written, option), valuesOf(model, asWritten(before, option), option)];
  if (
    inputs.join() !== inputsToTry(model, before, option).join() ||
    inputs.some((input) => now.of(input) !== then.of(input))
  )
    return null;
  const same = triedOf(model, before, option).all.slice(1);
  const places = same.map(({ set, there }) =>
    placeAt(world, set, new OptionValues(model, withFactOf(there, world), option)),
  );
  if (isWhole(model, written, option, inputs)) return [here, ...places];
  // Of one input alone the settings at which a limit begins to bind are all that moves.
  if (inputs.length === 1) return null;
  const start = startOf(model, world, option, [here, ...places]);
  const set = settingFrom(model, world, option);
  const around = start.set.filter(({ input }) => inputs.includes(input));
  const centre = worldWith(written, around);
  return [here, ...places, ...linesFrom(model, option, { world, inputs, centre, around, set })];
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
  const open = places.filter(({ keeps }) => keeps);
  const serves = servesBy(model, world, option);
  const found =
    open.length > 0
      ? bestBy(open, ({ figures }) => serves(figures))
      : bestBy(places, (place) => -missedInAll(model, place.valuesOnce()));
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
  const here = placeAt(world, [], valuesOf(model, world, option));
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
    ...linesFrom(model, option, { world, inputs, centre: worldWith(written, around), around, set }),
    ...setsOf(option, together).map((one) =>
      placeAt(world, set(one), valuesOf(model, worldWith(written, one), option)),
    ),
  ];
}

/** Around one setting each input by itself, with the settings at which a limit begins to bind. */
function linesFrom(
  model: DecisionModel,
  option: string,
  {
    world,
    inputs,
    centre,
    around,
    set,
  }: {
    world: World;
    inputs: readonly string[];
    centre: World;
    around: readonly Setting[];
    set: (set: Setting[]) => Setting[];
  },
): Place[] {
  return inputs.flatMap((input) => {
    const adjust = model.scenario.options[option]?.adjust[input];
    const now = valuesOf(model, centre, option).amount(input);
    if (now === null || adjust === undefined) return [];
    const others = around.filter((one) => one.input !== input);
    const settable = inPercents(now, settableOf(now, adjust));
    const at = (to: number): Place => {
      const one = { option, input, to };
      const there = worldWith(centre, [one]);
      // Where edges are looked for, more is asked of it than of a place.
      const values =
        settable.all === null ? valuesOf(model, there, option) : new OptionValues(model, there, option);
      return placeAt(world, set([...others, one]), values);
    };
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

