import { closeIn, keepsEvery } from './amend.ts';
import type { End, Safe } from './caution.ts';
import { AT_ONCE, FOR_SAFETY, placeAt, reachOf, staysAhead } from './caution.ts';
import type { OptionValues } from './evaluate.ts';
import { valuesOf, withFact, worldWith } from './evaluate.ts';
import type { DecisionModel } from './model.ts';
import { bearsOn, feedsCalculator, goalsOf, needsOf } from './model.ts';
import type { Place } from './place.ts';
import { keyOf } from './place.ts';
import { fieldOf } from './places.ts';
import { settableOf } from './settable.ts';
import { movableFacts } from './solve.ts';
import { leadsFrom } from './steps.ts';
import type { Setting } from './weighing.ts';
import { bestAgainstAll, inShort, leadOver } from './weighing.ts';
import type { World } from './worlds.ts';

/** The way of an uncertain fact from today's value to an end of its range. */
export interface Way extends End {
  now: number;
}

/** A way on which a setting keeps every limit further than another one does. */
export interface Further extends Way {
  /** Up to where the other one keeps them. */
  before: number;
  /** Up to where it does itself; null where that is all the way. */
  reach: number | null;
}

/** Two facts at ends of their ranges at once. */
export type Pair = readonly [End, End];

/** What a setting stands in that another one does not. */
export interface Outlasted {
  /** The way on which most is gained first. */
  further: readonly Further[];
  together: readonly Pair[];
}

/** The pair that is told beside so many of them: of two that are told one by one, else of two that are not. */
export function pairBeside({ together }: Outlasted, told: readonly Further[]): Pair | undefined {
  const isTold = (one: End) => told.some(({ path }) => path === one.path);
  return together.find((both) => both.every(isTold)) ?? together.find((both) => !both.some(isTold));
}

/** A setting that stands in more of what may come than today's. */
export interface Surest extends Safe, Outlasted {}

/** Parts into which a way is cut: who goes less than one of them further stands in nothing more. */
const PARTS = 10;
/** Settings between the best one and what safety may cost, where the input is no count. */
const BETWEEN = 4;
/** Of settings that cost little so many are tried, evenly from the cheapest to the dearest. */
const MOST_TRIED = 40;
/** Pairs whose own best settings are tried too. */
const MOST_PAIRS = 3;

/** A limit that is missed is as bad as a step: so much a setting may cost for the chance of it that it takes away. */
const MISSED = 1;
/** Of a step: for less a dearer setting is not taken. */
const WORTH_IT = 0.05;

/**
 * Of settings of an option that cost at most a quarter of a step today, the one that keeps every limit in the most of what may come: each of some facts on its
 * way to a bad end, and two of them that turn out badly at once; of equals the cheapest. One that costs up to half a step is taken in its place where it takes away as
 * much of the chance that a limit is missed. Null where today's stands in as much, or misses a limit.
 */
export function surestSetting(model: DecisionModel, world: World, option: string, ends: readonly End[]): Surest | null {
  const here = valuesOf(model, world, option);
  const inputs = Object.keys(model.scenario.options[option]?.adjust ?? {});
  if (inputs.length === 0 || !keepsEvery(model, here)) return null;
  const outlook = new Outlook(model, world, option, waysOf(model, world, option, ends));
  const before = outlook.of([]);
  if (before.parts.every((one) => one === PARTS) && outlook.pairsOf([]).every((isKept) => isKept)) return null;
  const field = fieldOf(model, world);
  const best = bestAgainstAll(model, field, option)?.place.values ?? here;
  const behind = (values: OptionValues) => Math.max(leadOver(model, here, values), leadOver(model, best, values));
  const places = [
    ...field.get(option),
    ...[FOR_SAFETY, AT_ONCE].flatMap((most) =>
      betweenIn(model, world, { option, inputs, best, isCheap: (values) => behind(values) <= most }),
    ),
    ...outlook.broken(before.parts).flatMap((there) => theirsIn(model, world, option, there)),
  ];
  const cheap = cheapOf(model, places, { here, best });
  const ratedOf = (all: readonly Rated[]) =>
    thinned(all).flatMap(({ place, costs }) => {
      const { parts } = outlook.of(place.set);
      // Who is safe from one thing and no longer from another has gained nothing.
      const isLess = parts.some((one, index) => one < PARTS && before.parts[index] === PARTS);
      const sum = sumOf(parts);
      return isLess || !staysAhead(model, field, option, place) || sum < sumOf(before.parts)
        ? []
        : [{ place, costs, sum }];
    });
  const rated = ratedOf(cheap.filter(({ costs }) => costs <= FOR_SAFETY));
  const most = Math.max(...rated.map(({ sum }) => sum));
  const [safest] = rated
    .filter(({ sum }) => sum === most)
    .map((one) => ({ ...one, pairs: outlook.pairsOf(one.place.set).filter((isKept) => isKept).length }))
    .sort((a, b) => b.pairs - a.pairs || a.costs - b.costs);
  const pairsBefore = outlook.pairsOf([]).filter((isKept) => isKept).length;
  const isSafer = safest !== undefined && (most > sumOf(before.parts) || safest.pairs > pairsBefore);
  // With the chance that it misses a limit counted in.
  const priceOf = ({ costs, set }: { costs: number; set: readonly Setting[] }) => costs + MISSED * outlook.missing(set);
  const now = priceOf(isSafer ? { ...safest, set: safest.place.set } : { costs: behind(here), set: [] });
  const [dearer] = ratedOf(cheap.filter(({ costs }) => costs > FOR_SAFETY))
    .map((one) => ({ ...one, price: priceOf({ ...one, set: one.place.set }) }))
    .filter(({ price }) => now - price >= WORTH_IT)
    .sort((a, b) => a.price - b.price);
  const first = dearer ?? (isSafer ? safest : undefined);
  if (first === undefined) return null;
  const atMost = Math.max(FOR_SAFETY, first.costs);
  const short = inShort(model, world, first.place, null, outlook.kept(first.place.set));
  const exact = { option, set: first.place.set, values: first.place.values, missed: [] };
  const taken = behind(short.values) <= atMost ? short : exact;
  if (taken.set.length === 0) return null;
  return {
    ...taken,
    costs: leadOver(model, here, taken.values),
    behind: behind(taken.values),
    ...outlook.outlasted(taken.set, []),
  };
}

/** What an option stands in at one setting and not at another, of all facts with a range. */
export function outlastedBy(
  model: DecisionModel,
  world: World,
  option: string,
  { set, other }: { set: readonly Setting[]; other: readonly Setting[] },
): Outlasted {
  const ends = movableFacts(model, world).flatMap(({ path, fact }) => (fact.range ?? []).map((at) => ({ path, at })));
  return new Outlook(model, world, option, waysOf(model, world, option, ends)).outlasted(set, other);
}

/** Ways to ends that bear on a limit of the option. */
function waysOf(model: DecisionModel, world: World, option: string, ends: readonly End[]): Way[] {
  const movable = new Map(movableFacts(model, world).map((one) => [one.path, one]));
  return ends.flatMap(({ path, at }) => {
    const now = movable.get(path)?.now;
    if (now === undefined || at === now || feedsCalculator(model, path, option)) return [];
    return needsOf(model).some((need) => bearsOn(model, path, need, option)) ? [{ path, at, now }] : [];
  });
}

const sumOf = (parts: readonly number[]): number => parts.reduce((sum, one) => sum + one, 0);

/** In what an option keeps every limit, by its setting. */
class Outlook {
  readonly #pairs: readonly Pair[];
  readonly #known = new Map<string, { parts: readonly number[] }>();

  constructor(
    private readonly model: DecisionModel,
    private readonly world: World,
    private readonly option: string,
    private readonly ways: readonly Way[],
  ) {
    // What does a limit no harm alone does none to a pair.
    const bad = ways.filter((way) => this.#isWorse(way));
    this.#pairs = bad.flatMap((one, index) =>
      bad.slice(index + 1).flatMap((other) => (other.path === one.path ? [] : [[one, other] as const])),
    );
  }

  /** Of each way the parts, counted from today, over which every limit is kept. */
  of(set: readonly Setting[]): { parts: readonly number[] } {
    const key = keyOf(set);
    const known = this.#known.get(key) ?? { parts: this.ways.map((way) => this.#partsOf(set, way)) };
    this.#known.set(key, known);
    return known;
  }

  /** The chance that a limit is missed, each fact anywhere on its ways alike and none of them because of another. */
  missing(set: readonly Setting[]): number {
    const { parts } = this.of(set);
    const facts = new Map<string, { kept: number; whole: number }>();
    for (const [index, { path, at, now }] of this.ways.entries()) {
      const { kept, whole } = facts.get(path) ?? { kept: 0, whole: 0 };
      const width = Math.abs(at - now);
      facts.set(path, { kept: kept + (width * (parts[index] ?? 0)) / PARTS, whole: whole + width });
    }
    return 1 - [...facts.values()].reduce((chance, { kept, whole }) => (chance * kept) / whole, 1);
  }

  /** Of each pair whether every limit is kept. */
  pairsOf(set: readonly Setting[]): boolean[] {
    const { parts } = this.of(set);
    const isOut = ({ path, at }: End) =>
      this.ways.some((way, index) => way.path === path && way.at === at && parts[index] !== PARTS);
    return this.#pairs.map((pair) => !pair.some(isOut) && this.#keeps(set, pair));
  }

  /** Worlds at the ends of ways on which today's setting misses a limit, and of the first pairs that do. */
  broken(parts: readonly number[]): World[] {
    const ends = this.ways.filter((_, index) => parts[index] !== PARTS).map((way) => [way] as const);
    const kept = this.pairsOf([]);
    const pairs = this.#pairs.filter((_, index) => kept[index] === false).slice(0, MOST_PAIRS);
    return [...ends, ...pairs].map((facts) => this.#there(facts));
  }

  /** Worlds up to which every limit is kept at a setting. */
  kept(set: readonly Setting[]): World[] {
    const { parts } = this.of(set);
    const pairs = this.pairsOf(set);
    return [
      ...this.ways.map((way, index) => this.#there([{ ...way, at: partOf(way, parts[index] ?? 0) }])),
      ...this.#pairs.filter((_, index) => pairs[index] === true).map((pair) => this.#there(pair)),
    ];
  }

  outlasted(set: readonly Setting[], other: readonly Setting[]): Outlasted {
    const [own, its] = [this.of(set).parts, this.of(other).parts];
    const further = this.ways.flatMap((way, index) => {
      const [here, there] = [own[index] ?? 0, its[index] ?? 0];
      if (here <= there) return [];
      const reach = here === PARTS ? null : this.#reach(set, way);
      return [{ more: here - there, way: { ...way, before: this.#reach(other, way), reach } }];
    });
    const [kept, missed] = [this.pairsOf(set), this.pairsOf(other)];
    const gained = this.#pairs.filter((_, index) => kept[index] === true && missed[index] === false);
    return { further: further.sort((a, b) => b.more - a.more).map(({ way }) => way), together: gained };
  }

  #isWorse({ path, at }: Way): boolean {
    const here = valuesOf(this.model, this.world, this.option);
    const there = valuesOf(this.model, withFact(this.world, path, at), this.option);
    return needsOf(this.model).some((need) => (there.margin(need) ?? 0) < (here.margin(need) ?? 0));
  }

  #partsOf(set: readonly Setting[], way: Way): number {
    if (this.#keeps(set, [way])) return PARTS;
    let [kept, missed] = [0, PARTS];
    while (missed - kept > 1) {
      const middle = Math.floor((kept + missed) / 2);
      if (this.#keeps(set, [{ ...way, at: partOf(way, middle) }])) kept = middle;
      else missed = middle;
    }
    return kept;
  }

  #reach(set: readonly Setting[], way: Way): number {
    return reachOf((at) => this.#keeps(set, [{ ...way, at }]), way);
  }

  #keeps(set: readonly Setting[], facts: readonly End[]): boolean {
    return keepsEvery(this.model, valuesOf(this.model, this.#there(facts, worldWith(this.world, set)), this.option));
  }

  #there(facts: readonly End[], world = this.world): World {
    return facts.reduce((there, { path, at }) => withFact(there, path, at), world);
  }
}

const partOf = ({ now, at }: Way, parts: number): number => now + ((at - now) * parts) / PARTS;

interface Rated {
  place: Place;
  costs: number;
}

/** Settings that cost little enough, each once, the cheapest first. */
function cheapOf(
  model: DecisionModel,
  places: readonly Place[],
  { here, best }: { here: OptionValues; best: OptionValues },
): Rated[] {
  const goals = goalsOf(model);
  const leads = [here, best].map((values) => leadsFrom(goals, values));
  const seen = new Set<string>();
  return places
    .flatMap((place) => {
      const key = keyOf(place.set);
      const isSeen = seen.has(key);
      seen.add(key);
      const costs = isSeen ? Number.POSITIVE_INFINITY : Math.max(...leads.map((lead) => lead(place.values)));
      return costs >= AT_ONCE ? [] : [{ place, costs }];
    })
    .sort((a, b) => a.costs - b.costs);
}

function thinned(all: readonly Rated[]): Rated[] {
  if (all.length <= MOST_TRIED) return [...all];
  const at = (index: number) => all[Math.round((index * (all.length - 1)) / (MOST_TRIED - 1))] as Rated;
  return Array.from({ length: MOST_TRIED }, (_, index) => at(index));
}

/** Settings of the one input of an option that is no count, on either side of the best one as far as they are cheap. */
function betweenIn(
  model: DecisionModel,
  world: World,
  {
    option,
    inputs,
    best,
    isCheap,
  }: { option: string; inputs: readonly string[]; best: OptionValues; isCheap: (values: OptionValues) => boolean },
): Place[] {
  const [input, more] = inputs;
  const now = input === undefined ? null : best.amount(input);
  const adjust = input === undefined ? undefined : model.scenario.options[option]?.adjust[input];
  if (input === undefined || more !== undefined || now === null || adjust === undefined) return [];
  if (feedsCalculator(model, input, option)) return [];
  const settable = settableOf(now, adjust);
  if (settable.all !== null || settable.isWhole) return [];
  const at = (to: number) => valuesOf(model, worldWith(world, [{ option, input, to }]), option);
  const isOpen = (to: number) => keepsEvery(model, at(to)) && isCheap(at(to));
  if (!isOpen(now.value)) return [];
  return settable.ends.flatMap((end) => {
    const edge = isOpen(end) ? end : closeIn(end, now.value, isOpen);
    return Array.from({ length: BETWEEN }, (_, index) => now.value + ((edge - now.value) * (index + 1)) / BETWEEN).map(
      (to) => placeAt(model, world, option, [{ option, input, to }]),
    );
  });
}

/** The setting that serves best where facts have turned out badly, where it keeps every limit today too. */
function theirsIn(model: DecisionModel, world: World, option: string, there: World): Place[] {
  const found = bestAgainstAll(model, fieldOf(model, there), option)?.place;
  const place = found === undefined ? null : placeAt(model, world, option, found.set);
  return place?.keeps === true ? [place] : [];
}
