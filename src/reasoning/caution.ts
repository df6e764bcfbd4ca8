import { closeIn, keepsEvery } from './amend.ts';
import { lastPlace } from './digits.ts';
import { valuesOf, withFact, worldWith } from './evaluate.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import type { Field } from './place.ts';
import { judged, Place } from './place.ts';
import { fieldOf } from './places.ts';
import type { Weighed } from './weighing.ts';
import { bestAgainstAll, inShort, leadOver } from './weighing.ts';
import type { World } from './worlds.ts';

/** A setting that is sure, and the steps that it costs today. */
export interface Safe extends Weighed {
  costs: number;
  /** The same beside the best setting, where that is more. */
  behind: number;
}

/** Of a step: a setting that costs less is taken without asking anybody. */
export const NEXT_TO_NOTHING = 0.1;

/** A fact at an end of what it may be. */
export interface End {
  path: string;
  at: number;
}

/** Of what a decision may be made safe by at once, in steps: what costs more is held ready for the day on which it is needed. */
export const AT_ONCE = 0.5;

/**
 * How an option is set best today among the settings that keep every limit both today and where a fact has another value; null where none
 * does, or the option keeps its limits there as it is set. Of those that cost next to nothing more the one that keeps them at the most of other
 * `ends`, each by itself.
 */
export function safeSetting(
  model: DecisionModel,
  world: World,
  option: string,
  { path, at }: End,
  ends: readonly End[] = [],
): Safe | null {
  const there = withFact(world, path, at);
  const here = valuesOf(model, world, option);
  if (keepsEvery(model, valuesOf(model, there, option))) return null;
  const field = fieldOf(model, world);
  const own = field.get(option);
  const theirs = fieldOf(model, there).get(option);
  const keepsAt = (its: World, set: Weighed['set']) => keepsEvery(model, valuesOf(model, worldWith(its, set), option));
  const sure = own.filter(({ set }) => keepsAt(there, set));
  // What is best there may keep the limits today as well, and was not looked at for today.
  const more = theirs.flatMap(({ set }) => {
    const today = valuesOf(model, worldWith(world, set), option);
    return keepsEvery(model, today) ? [new Place(model, option, judged({ set, ofWritten: set }, today), world)] : [];
  });
  const places = [...sure, ...more];
  const best = bestAgainstAll(model, field.with(option, places), option);
  if (best === null) return null;
  const worlds = ends.map((end) => withFact(world, end.path, end.at));
  const place = ends.length === 0 ? best.place : safest(model, option, { places, best: best.place, worlds });
  const safe = inShort(model, world, place, null, [there, ...worlds.filter((its) => keepsAt(its, place.set))]);
  // Beside what serves it best today too: next to a bad setting anything is cheap.
  const today = bestAgainstAll(model, field, option)?.place.values ?? here;
  const costs = leadOver(model, here, safe.values);
  return { ...safe, costs, behind: Math.max(costs, leadOver(model, today, safe.values)) };
}

/**
 * Whether an option that is ahead of the others today, each at its best setting, is so at another setting of its own too: whoever makes it safe does not hand the decision
 * to what nobody has made safe. True of one that is not ahead today.
 */
export function staysAhead(model: DecisionModel, field: Field, option: string, place: Place): boolean {
  const today = bestAgainstAll(model, field, option)?.lead ?? 0;
  return today <= 0 || (bestAgainstAll(model, field.with(option, [place]), option)?.lead ?? 0) > 0;
}

/** The same of a setting, with the field of a world. */
export const staysAheadSo = (model: DecisionModel, world: World, option: string, set: Weighed['set']): boolean =>
  staysAhead(model, fieldOf(model, world), option, placeAt(model, world, option, set));

/** An option in a world at a setting. */
export function placeAt(model: DecisionModel, world: World, option: string, set: Weighed['set']): Place {
  const values = valuesOf(model, worldWith(world, set), option);
  return new Place(model, option, judged({ set, ofWritten: set }, values), world);
}

/** Of settings that cost next to nothing more than the best one, the one that keeps every limit in the most of `worlds`; of equals the one that keeps it where today's does, and then the best. */
function safest(
  model: DecisionModel,
  option: string,
  { places, best, worlds }: { places: readonly Place[]; best: Place; worlds: readonly World[] },
): Place {
  const keptToday = worlds.map((its) => keepsEvery(model, valuesOf(model, its, option)));
  const rated = places.flatMap((place) => {
    const costs = leadOver(model, best.values, place.values);
    if (costs >= NEXT_TO_NOTHING) return [];
    const kept = worlds.map((its) => keepsEvery(model, valuesOf(model, worldWith(its, place.set), option)));
    const count = kept.filter((isKept) => isKept).length;
    const lost = kept.filter((isKept, index) => !isKept && keptToday[index] === true).length;
    return [{ place, costs, count, lost }];
  });
  const [first] = rated.sort((a, b) => b.count - a.count || a.lost - b.lost || a.costs - b.costs);
  return first?.place ?? best;
}

/** A setting that keeps every limit further than today's, though not as far as the fact may come. */
export interface Surer extends Safe {
  /** Up to where, in the unit of the fact. */
  reach: number;
}

/** Of a step: what safety costs without anybody arguing about it. */
export const FOR_SAFETY = 0.25;
const HALVINGS = 6;
/** Of the way to where the fact may come: a setting that goes on for less is not worth the words. */
const FURTHER = 0.1;
const DIGITS = 3;

/**
 * Where being safe all the way costs too much: of settings that cost at most a quarter of a step today, one that keeps every limit furthest on the way
 * of a fact from `now` to `at`; null where none goes notably further than today's.
 */
export function surerSetting(
  model: DecisionModel,
  world: World,
  option: string,
  { path, now, at }: End & { now: number },
  ends: readonly End[] = [],
): Surer | null {
  const keepsWith = (set: Weighed['set']) => keptAt(model, worldWith(world, set), option, path);
  const keepsNow = keepsWith([]);
  if (!keepsNow(now) || keepsNow(at)) return null;
  const today = closeIn(at, now, keepsNow);
  let [near, far] = [today, at];
  let found: Safe | null = null;
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (near + far) / 2;
    const safe = safeSetting(model, world, option, { path, at: middle }, ends);
    if (safe === null || safe.behind > FOR_SAFETY) {
      far = middle;
      continue;
    }
    found = safe;
    near = middle;
  }
  if (found === null) return null;
  const reach = reachOf(keepsWith(found.set), { now: near, at });
  return Math.abs(reach - today) < FURTHER * Math.abs(at - now) ? null : { ...found, reach };
}

const keptAt = (model: DecisionModel, world: World, option: string, path: string) => (value: number) =>
  keepsEvery(model, valuesOf(model, withFact(world, path, value), option));

/** The last value of three digits, from where it is kept toward where it is not, at which it still is. */
export function reachOf(isKept: (value: number) => boolean, { now, at }: { now: number; at: number }): number {
  const exact = closeIn(at, now, isKept);
  const unit = lastPlace(exact, DIGITS);
  const inward = at > now ? Math.floor(exact / unit + 1e-9) : Math.ceil(exact / unit - 1e-9);
  return Number((inward * unit).toPrecision(12));
}

/** Up to which value of a fact, on the way from `now` to `at`, an option keeps a limit as it is set, or every one; null where it keeps them all the way or not even now. */
export function holdsUpTo(
  model: DecisionModel,
  world: World,
  option: string,
  { path, now, at }: { path: string; now: number; at: number },
  need?: CompiledNeed,
): number | null {
  const isKept =
    need === undefined
      ? keptAt(model, world, option, path)
      : (value: number) => valuesOf(model, withFact(world, path, value), option).meets(need) !== false;
  return !isKept(now) || isKept(at) ? null : reachOf(isKept, { now, at });
}
