import { once } from '../core/once.ts';
import { headOf } from '../core/scenario.ts';
import { edgeBetween, isKnownOfAll, missedBy, roughAmendmentsOf, roundSteps, servesBy, settingsOf } from './amend.ts';
import type { Amount } from './evaluate.ts';
import { asWritten, factOf, valuesOf, withFactOf, worldWith } from './evaluate.ts';
import { judgeOf } from './judge.ts';
import type { DecisionModel } from './model.ts';
import { feedsCalculator, followsFrom, hasCalculators, namesOfCriterion, needsOf } from './model.ts';
import type { Judged, Setting } from './place.ts';
import { bestBy, EQUAL, Field, judged, keyOf, Place } from './place.ts';
import { MOST_EXCHANGED, MOST_TOGETHER } from './searched.ts';
import type { Settable } from './settable.ts';
import { endsOf, MOST_SETTINGS, settableOf } from './settable.ts';
import type { Shared } from './shared-places.ts';
import { contentOf, shared } from './shared-places.ts';
import type { World } from './worlds.ts';

/** For each option the settings at which it keeps every limit. */
export const fieldOf = (model: DecisionModel, world: World): Field =>
  new Field(
    model.options,
    (option) => judgedOf(model, world, option).open,
    once(() => isKnownOfAll(model, world)),
  );

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

const HALVINGS = 16;

/** Settings of an option, all that are tried and those that keep every limit. */
interface Tried {
  all(): readonly Place[];
  open: readonly Place[];
  /** All but today's, as they are judged. */
  others: readonly Judged[];
  /** Names which settings these are, today's aside. */
  id(): string;
}

const tried = new WeakMap<World, Map<DecisionModel, Map<string, Tried>>>();

const alike = new WeakMap<DecisionModel, { model: DecisionModel; but: string }>();

/** Says that a model is another one in all options but one: the settings of the others are those of that model. */
export const markAlike = (model: DecisionModel, as: { model: DecisionModel; but: string }): unknown =>
  alike.set(model, as);

/** The settings of an option under a world, today's first. */
export function triedOf(model: DecisionModel, world: World, option: string): Tried {
  const as = alike.get(model);
  if (as !== undefined && as.but !== option) return triedOf(as.model, world, option);
  const models = tried.get(world) ?? new Map<DecisionModel, Map<string, Tried>>();
  tried.set(world, models);
  const options = models.get(model) ?? new Map<string, Tried>();
  models.set(model, options);
  const known = options.get(option);
  if (known !== undefined) return known;
  const here = new Place(model, option, judged(AS_IT_STANDS, valuesOf(model, world, option)), world);
  const { others, written, id } = othersOf(model, world, option, here);
  const placed = (one: Judged) => new Place(model, option, one, written);
  const kept = others.filter(({ keeps }) => keeps).map(placed);
  const made = {
    // Those that miss a limit are mostly not asked for.
    all: once(() => {
      const open = kept.values();
      return [here, ...others.map((one) => (one.keeps ? (open.next().value as Place) : placed(one)))];
    }),
    open: here.keeps ? [here, ...kept] : kept,
    others,
    id,
  };
  options.set(option, made);
  return made;
}

const AS_IT_STANDS = { set: [], ofWritten: [] };

/** The same as far as options are judged by them: where a what-if bears on nothing by which this one is, it stands as it did. */
export function judgedOf(model: DecisionModel, world: World, option: string): Tried {
  const what = factOf(world);
  const isSame = what !== undefined && !bearsOnAny(model, what.path, option);
  return triedOf(model, isSame ? what.before : world, option);
}

/** An option under a world, under that world as it is written, and the inputs that may be set. */
interface Asked {
  model: DecisionModel;
  world: World;
  written: World;
  option: string;
  inputs: readonly string[];
}

function othersOf(
  model: DecisionModel,
  world: World,
  option: string,
  here: Place,
): Pick<Tried, 'others' | 'id'> & { written: World } {
  const inputs = inputsToTry(model, world, option);
  const written = asWritten(world, option);
  if (inputs.length === 0) return { others: [], written, id: () => '' };
  const asked = { model, world, written, option, inputs };
  const { all, id } = whatIfPlaces(asked, here) ?? startPlaces(asked);
  return { others: all, written, id };
}

/**
 * Settings of an option where one fact is another one than in a world whose settings are known: the same ones, of which only what follows from the
 * fact is computed again, and those around the one that serves best now, each input by itself. Null where that cannot be told from the other world.
 */
function whatIfPlaces(asked: Asked, here: Place): Shared | null {
  const { model, world, written, option, inputs } = asked;
  const what = factOf(world);
  if (what === undefined) return null;
  const { before } = what;
  const [now, then] = [valuesOf(model, written, option), valuesOf(model, asWritten(before, option), option)];
  if (
    inputs.join() !== inputsToTry(model, before, option).join() ||
    inputs.some((input) => now.of(input) !== then.of(input))
  )
    return null;
  const isAll = isWhole(asked);
  // Of one input alone the settings at which a limit begins to bind are all that moves.
  if (!isAll && inputs.length === 1) return null;
  const known = triedOf(model, before, option);
  const content = contentOf(model, world, [option]);
  const isLikelyOut = known.open.length === 0;
  const judge = judgeOf(model, written, option);
  const same = shared(model, `${option} ${known.id()} ${content}`, () =>
    known.others.map((one, index) =>
      hasCalculators(model)
        ? judge.judged(one, isLikelyOut, () => withFactOf((known.all()[index + 1] as Place).there, world))
        : judge.judged(one, isLikelyOut),
    ),
  );
  if (isAll) return { all: same.all, id: known.id };
  const of = (one: Judged) => (one === here.judged ? here : new Place(model, option, one, written));
  const all = [here.judged, ...same.all];
  const starts = inputs.length > FEW_INPUTS ? [startOf(asked, all, of)] : startsOf(asked, all, of);
  const [around = [], ...apart] = starts.map(({ set }) => set.filter(({ input }) => inputs.includes(input)));
  const lines = shared(model, `${option} around ${[around, ...apart].map(keyOf).join(' or ')} ${content}`, () => [
    ...linesFrom(asked, around),
    ...[around, ...apart].flatMap((set) => climbFrom(asked, set, WHAT_IF)),
  ]);
  return { all: [...same.all, ...lines.all], id: () => `${known.id()}+${lines.id()}` };
}

/** Of more a what-if is climbed from one start alone. */
const FEW_INPUTS = 3;

/** Whether every setting that there is has been tried. */
function isWhole(asked: Asked): boolean {
  const { model, written, option, inputs } = asked;
  const [only] = inputs;
  if (only === undefined || inputs.length > 1) return togetherOf(asked).isAll;
  const now = valuesOf(model, written, option).amount(only);
  const adjust = model.scenario.options[option]?.adjust[only];
  return now !== null && adjust !== undefined && inPercents(now, settableOf(now, adjust)).all !== null;
}

/** The setting that serves best, or where none keeps every limit the one that misses the least. `of`: where the option stands then. */
function startOf(asked: Asked, all: readonly Judged[], of: (one: Judged) => Place): Judged {
  const open = all.filter(({ keeps }) => keeps);
  const [here] = all;
  const judge = judgeOf(asked.model, asked.written, asked.option);
  const missed = (one: Judged) => one.missed ?? (one === here ? of(one).missed : judge.missed(one.ofWritten));
  const found = open.length > 0 ? bestBy(open, worthIn(asked, of)) : bestBy(all, (one) => -missed(one));
  return found ?? (here as Judged);
}

/** How well a setting serves. */
function worthIn({ model, world, option }: Asked, of: (one: Judged) => Place): (one: Judged) => number {
  const serves = servesBy(model, world, option);
  return (one) => serves(one.figures ?? of(one).figures);
}

/** Each setting would be another call of a calculator: for that there has to be a limit to keep. */
function inputsToTry(model: DecisionModel, world: World, option: string): string[] {
  const adjust = Object.keys(model.scenario.options[option]?.adjust ?? {});
  if (adjust.length === 0) return adjust;
  const isOut = once(() => missedBy(model, valuesOf(model, world, option)).length > 0);
  return adjust.filter((input) => !feedsCalculator(model, input, option) || isOut());
}

/**
 * Those of the option as it is written, so that what it was set to before hides none and adds none: each of one input with those at which a
 * limit begins to bind, and of several at once.
 */
function startPlaces(asked: Asked): Shared {
  const { model, world, written, option, inputs } = asked;
  // Around which one the lines lie rests on the other options too.
  return shared(model, `${option} ${contentOf(model, world, [option, ...model.options])}`, () => {
    const together = togetherOf(asked);
    const around =
      inputs.length < 2 || together.isAll
        ? []
        : roughAmendmentsOf(model, written, option).map(({ input, to }) => ({ option, input, to }));
    const set = settingFrom(model, world, option);
    const judge = judgeOf(model, written, option);
    const atOnce = setsOf(option, together).map((one) => judge.judged({ set: set(one), ofWritten: one }));
    const found = [...linesFrom(asked, around), ...atOnce];
    if (inputs.length < 2 || together.isAll) return found;
    found.push(...bestOfGrid(asked));
    const starts = startsOf(asked, found, (one) => new Place(model, option, one, written));
    return onceEachOf([...found, ...starts.flatMap(({ ofWritten }) => climbFrom(asked, ofWritten, AT_FIRST))]);
  });
}

/** Each setting as it was tried first: lines, grid and climbs meet. */
function onceEachOf(all: readonly Judged[]): Judged[] {
  const seen = new Set<string>();
  return all.filter(({ ofWritten }) => {
    const key = ofWritten
      .map(({ input, to }) => `${input}=${to}`)
      .sort()
      .join();
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** Of the settings of several inputs so many are all looked at, and the best of them kept. */
const MOST_IN_GRID = 2_000;
const KEPT_OF_GRID = 48;

/** Of all settings of several inputs, where they are not too many, those that serve best: a climb may end on a ridge between two inputs. */
function bestOfGrid(asked: Asked): Judged[] {
  const { model, world, written, option } = asked;
  const ladders = laddersOf(asked, []);
  if (ladders.reduce((product, { points }) => product * points.length, 1) > MOST_IN_GRID) return [];
  const set = settingFrom(model, world, option);
  const serves = servesBy(model, world, option);
  const judge = judgeOf(model, written, option);
  const grid = ladders.reduce<Setting[][]>(
    (all, { written: today, settings }) =>
      all.flatMap((some) => settings.map((one) => (one.to === today ? some : [...some, one]))),
    [[]],
  );
  return grid
    .flatMap((ofWritten) => {
      const one = judge.judged({ set: set(ofWritten), ofWritten }, true);
      return one.keeps ? [{ one, worth: serves(new Place(model, option, one, written).figures) }] : [];
    })
    .sort((a, b) => b.worth - a.worth)
    .slice(0, KEPT_OF_GRID)
    .map(({ one }) => one);
}

/** From so many settings a better one is looked for: one alone may end on a side that another is better than. */
const STARTS = 3;
/** Of what an input may be set to: two settings are apart that differ by more in one. */
const APART = 0.25;

/** The settings that serve best and lie apart from each other. */
function startsOf(asked: Asked, all: readonly Judged[], of: (one: Judged) => Place): Judged[] {
  const { model, option } = asked;
  const open = all.filter(({ keeps }) => keeps);
  if (open.length === 0) return [startOf(asked, all, of)];
  const widths = new Map(
    asked.inputs.map((input) => {
      const [low, high] = endsOf(model.scenario.options[option]?.adjust[input] ?? [0, 1]);
      return [input, high - low];
    }),
  );
  const toOf = ({ ofWritten }: Judged, input: string) => ofWritten.find((one) => one.input === input)?.to;
  const isApart = (one: Judged, other: Judged) =>
    [...widths].some(([input, width]) => {
      const [a, b] = [toOf(one, input), toOf(other, input)];
      return a === undefined || b === undefined ? a !== b : Math.abs(a - b) > APART * width;
    });
  const worths = Float64Array.from(open, worthIn(asked, of));
  const chosen: Judged[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    let best = -1;
    for (const [index, one] of open.entries())
      if ((best < 0 || (worths[index] ?? 0) > (worths[best] ?? 0)) && chosen.every((other) => isApart(other, one)))
        best = index;
    const found = open[best];
    if (found === undefined) break;
    chosen.push(found);
  }
  return chosen;
}

interface Climb {
  /** How far a neighbour is looked for, as a share of the settings of an input, the widest first; 0 for the very next one. */
  strides: readonly number[];
  /** Neighbours of a setting that are looked at for each input: of up to three inputs there are no more. */
  neighbours: number;
}

const AT_FIRST: Climb = { strides: [0.25, 0.1, 0.04, 0], neighbours: 40 };
/** From what was best before on to what is best now. */
const WHAT_IF: Climb = { strides: [0], neighbours: 10 };
/** Steps that one climb takes at most. */
const MOST_CLIMBED = 40;

/**
 * From one setting of several inputs on to its best neighbour, one input or two of them changed, as long as that serves better, or where
 * none keeps every limit misses less: what was looked at.
 */
function climbFrom(asked: Asked, from: readonly Setting[], { strides, neighbours }: Climb): Judged[] {
  const { model, world, written, option, inputs } = asked;
  if (inputs.length < 2) return [];
  const set = settingFrom(model, world, option);
  const serves = servesBy(model, world, option);
  const judge = judgeOf(model, written, option);
  const ladders = laddersOf(asked, from);
  const looked = new Map<string, { judged: Judged; worth: number }>();
  const at = (indices: readonly number[]) => {
    const key = indices.join();
    const known = looked.get(key);
    if (known !== undefined) return known;
    const ofWritten = ladders.flatMap(({ written: today, settings }, ladder): Setting[] => {
      const one = settings[indices[ladder] ?? 0];
      return one === undefined || one.to === today ? [] : [one];
    });
    const one = judge.judged({ set: set(ofWritten), ofWritten }, true);
    const place = new Place(model, option, one, written);
    // What keeps every limit is better than anything that does not.
    const worth = one.keeps ? serves(place.figures) : -OUT - place.missed;
    const made = { judged: one, worth };
    looked.set(key, made);
    return made;
  };
  let here = ladders.map(({ start }) => start);
  let steps = 0;
  for (const stride of strides) {
    for (; steps < MOST_CLIMBED; steps += 1) {
      const current = at(here);
      const best = bestBy(
        neighboursOf(here, ladders, { stride, steps, most: neighbours * inputs.length }),
        (indices) => at(indices).worth,
      );
      if (best === undefined || at(best).worth <= current.worth + EQUAL) break;
      here = best;
    }
  }
  return handedOn([...looked.values()], inputs.length).map((one) => one.judged);
}

/** What the settings that a climb hands on may hold in all: up to three inputs that is all that it looks at. */
const MOST_HANDED_ON = 3_600;

/** Of too many settings one half that serves best, and one spread over all others by how they serve. */
function handedOn<One extends { worth: number }>(looked: readonly One[], inputs: number): readonly One[] {
  const most = Math.floor(MOST_HANDED_ON / inputs);
  if (looked.length <= most) return looked;
  const ranked = [...looked].sort((a, b) => b.worth - a.worth);
  const best = Math.ceil(most / 2);
  const [others, share] = [ranked.slice(best), most - best];
  return [
    ...ranked.slice(0, best),
    ...Array.from({ length: share }, (_, index) => others[Math.floor((index * others.length) / share)] as One),
  ];
}

/** What each input may be set to, in rising order, and which of that is nearest to where one begins. */
function laddersOf({ model, written, option, inputs }: Asked, from: readonly Setting[]) {
  const now = valuesOf(model, written, option);
  return inputs.flatMap((input) => {
    const amount = now.amount(input);
    const adjust = model.scenario.options[option]?.adjust[input];
    if (amount === null || adjust === undefined) return [];
    const settable = inPercents(amount, settableOf(amount, adjust));
    const points = settingsOf(amount.value, settable, roundSteps(settable.ends));
    const at = from.find((one) => one.input === input)?.to ?? amount.value;
    // One object for each setting: thousands of combinations are made of few.
    const settings = points.map((to): Setting => ({ option, input, to }));
    return [{ written: amount.value, points, settings, start: nearestTo(points, at) }];
  });
}

/** Less than any setting that keeps its limits serves by. */
const OUT = 1e12;

const nearestTo = (points: readonly number[], at: number): number =>
  points.reduce((best, point, index) => (Math.abs(point - at) < Math.abs((points[best] ?? 0) - at) ? index : best), 0);

/**
 * Settings that lie one stride away in up to `MOST_CHANGED` inputs at once: of too many all that differ in one input, and of those that differ in two,
 * then three, as many as there is room for, evenly out of all, and other ones after each step.
 */
function neighboursOf(
  here: readonly number[],
  ladders: readonly { points: readonly number[] }[],
  { stride, steps, most }: { stride: number; steps: number; most: number },
): number[][] {
  const ways = ladders.map(({ points }, ladder) => {
    const own = here[ladder] ?? 0;
    const by = Math.max(1, Math.round(stride * points.length));
    return [own - by, own + by].filter((to) => to >= 0 && to < points.length);
  });
  // How many settings differ in as many inputs, and how many of them there is room for.
  const there = [1, ...Array.from({ length: MOST_CHANGED }, () => 0)];
  for (const { length } of ways)
    for (let changed = MOST_CHANGED; changed > 0; changed -= 1)
      there[changed] = (there[changed] ?? 0) + length * (there[changed - 1] ?? 0);
  let room = most;
  const quota = there.map((count, changed) => {
    const share = changed === 0 ? 0 : Math.min(count, room);
    room -= share;
    return share;
  });
  const met = there.map(() => 0);
  const found: number[][] = [];
  const walk = (ladder: number, indices: readonly number[], changed: number): void => {
    if (changed === MOST_CHANGED || ladder === ladders.length) {
      const [count = 1, share = 0, number = 0] = [there[changed], quota[changed], met[changed]];
      met[changed] = number + 1;
      const turned = (number + steps) % count;
      if (Math.floor(((turned + 1) * share) / count) > Math.floor((turned * share) / count))
        found.push([...indices, ...here.slice(indices.length)]);
      return;
    }
    walk(ladder + 1, [...indices, here[ladder] ?? 0], changed);
    for (const to of ways[ladder] ?? []) walk(ladder + 1, [...indices, to], changed + 1);
  };
  walk(0, [], 0);
  return found;
}

/** A limit lets two inputs be exchanged, two limits three. */
const MOST_CHANGED = 3;

/** Settings on the lines of all inputs together, where they are listed: of up to three inputs there are no more. */
const MOST_ON_LINES = MOST_EXCHANGED * MOST_SETTINGS;
const FEWEST_ON_LINE = 9;

/** Around one setting each input by itself, with the settings at which a limit begins to bind. */
function linesFrom({ model, world, written, option, inputs }: Asked, around: readonly Setting[]): Judged[] {
  const set = settingFrom(model, world, option);
  const centre = worldWith(written, around);
  const judge = judgeOf(model, written, option);
  return inputs.flatMap((input) => {
    const adjust = model.scenario.options[option]?.adjust[input];
    const now = valuesOf(model, centre, option).amount(input);
    if (now === null || adjust === undefined) return [];
    const others = around.filter((one) => one.input !== input);
    const settable = inPercents(now, settableOf(now, adjust));
    const settingAt = (to: number) => [...others, { option, input, to }];
    const at = (to: number) => {
      const ofWritten = settingAt(to);
      return judge.judged({ set: set(ofWritten), ofWritten });
    };
    const points = settingsOf(now.value, settable, roundSteps(settable.ends));
    if (settable.all !== null)
      return spreadOver(points, Math.max(FEWEST_ON_LINE, Math.floor(MOST_ON_LINES / inputs.length))).map(at);
    const edges = needsOf(model).flatMap((_, need) =>
      edgesOf(points, settable, (to) => judge.keeps(settingAt(to), need)),
    );
    return [...points, ...edges].map(at);
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
/** Where not all of them can be tried. */
const MOST_COARSE = 81;

interface Together {
  /** What each input is set to today, and what it is tried at. */
  inputs: { input: string; now: number; points: readonly number[] }[];
  /** Whether these are all settings that there are. */
  isAll: boolean;
}

/** What several inputs are tried at together: all where that comes to few settings, else a coarse grid. */
function togetherOf({ model, written, option, inputs: names }: Asked): Together {
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
function edgesOf(points: readonly number[], settable: Settable, keeps: (to: number) => boolean): number[] {
  const kept = points.map(keeps);
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    if (next === undefined || kept[index] === kept[index + 1]) return [];
    const [fails, holds] = kept[index] ? [next, point] : [point, next];
    return [edgeBetween(settable, fails, holds, keeps, HALVINGS)];
  });
}
