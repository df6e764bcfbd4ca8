import { once } from '../core/once.ts';
import { keepsEvery, missedBy, missedInAll, shorter } from './amend.ts';
import type { OptionValues } from './evaluate.ts';
import { valuesOf, worldWith } from './evaluate.ts';

import type { CompiledGoal, CompiledNeed, DecisionModel } from './model.ts';
import { goalsOf } from './model.ts';
import type { Field, Place, Setting } from './place.ts';
import { bestBy, EQUAL } from './place.ts';
import { fieldOf, triedOf } from './places.ts';
import type { Settable } from './settable.ts';
import { settableOf } from './settable.ts';
import type { GoalSteps } from './steps.ts';
import { figuresOn, isAdditive, leadOn, leadsFrom, stepsOn } from './steps.ts';
import type { World } from './worlds.ts';

export type { Setting } from './place.ts';

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

/** What tells the first from the second on each goal of which both are known. */
export const inSteps = (model: DecisionModel, first: OptionValues, second: OptionValues): GoalSteps[] =>
  stepsOn(goalsOf(model), first, second);

/** By how many steps the first is ahead of the second; below 0 behind. */
export const leadOver = (model: DecisionModel, first: OptionValues, second: OptionValues): number =>
  leadsFrom(goalsOf(model), first)(second);

/** A plan that gains less than this over another, in steps, is no reason to change. */
export const WORTH_CHANGING = 0.1;

/** The option that is ahead of every other by steps, each at its best setting; null where none keeps its limits, or two are level. */
export function aheadBySteps(model: DecisionModel, world: World): string | null {
  return aheadIn(model, fieldOf(model, world));
}

/** The same of a field. */
export function aheadIn(model: DecisionModel, field: Field): string | null {
  const open = field.options.filter((option) => field.get(option).length > 0);
  const [only] = open;
  if (only === undefined) return null;
  if (open.length === 1) return only;
  const ranked = open
    .map((option) => ({ option, lead: bestAgainstAll(model, field, option)?.lead ?? Number.NEGATIVE_INFINITY }))
    .sort((a, b) => b.lead - a.lead);
  const [first, second] = ranked;
  if (first === undefined || (second !== undefined && first.lead - second.lead < EQUAL)) return null;
  return first.option;
}

const bests = new WeakMap<readonly Place[], Place>();

/** Which of some settings of an option serves it best by itself; undefined of none. */
function bestByItself(goals: readonly CompiledGoal[], places: readonly Place[]): Place | undefined {
  const known = bests.get(places);
  const [here] = places;
  if (known !== undefined || here === undefined) return known;
  const best = bestBy(places, ({ figures }) => leadOn(goals, figures, here.figures)) as Place;
  bests.set(places, best);
  return best;
}

/** The place at which an option's lead over its strongest rival is largest, every rival answering with its own best. */
export function bestAgainstAll(
  model: DecisionModel,
  field: Field,
  option: string,
): { place: Place; lead: number } | null {
  const own = field.get(option);
  const goals = goalsOf(model);
  const [here] = own;
  if (here === undefined) return null;
  const others = field.options.filter((other) => other !== option);
  if (isAdditive(goals, here.figures) && field.isKnown()) {
    const place = bestByItself(goals, own) as Place;
    const lead = once(() => {
      const answers = others.flatMap((other) => bestByItself(goals, field.get(other)) ?? []);
      return answers.reduce(
        (least, { figures }) => Math.min(least, leadOn(goals, place.figures, figures)),
        Number.POSITIVE_INFINITY,
      );
    });
    return {
      place,
      // Others are asked only where somebody wants to know by how much.
      get lead() {
        return lead();
      },
    };
  }
  const answers = others.flatMap((other) => field.get(other));
  // With nothing to be ahead of, what serves it best by itself.
  if (answers.length === 0) return { place: bestByItself(goals, own) as Place, lead: Number.POSITIVE_INFINITY };
  let best: { place: Place; lead: number } | null = null;
  let strongest: Place | null = null;
  for (const place of own) {
    const { figures } = place;
    // What answered the place before best is asked first: mostly it settles this one too.
    let lead: number = strongest === null ? Number.POSITIVE_INFINITY : leadOn(goals, figures, strongest.figures);
    for (const answer of answers) {
      // No better than the best one: what the others answer does not matter.
      if (best !== null && lead <= best.lead) break;
      const over = leadOn(goals, figures, answer.figures);
      if (over >= lead) continue;
      lead = over;
      strongest = answer;
    }
    if (best === null || lead > best.lead + EQUAL) best = { place, lead };
  }
  return best;
}

/**
 * Every option as it is weighed against `against`, which stands as the world has it where it keeps its limits so, and else at its best
 * setting; the others at the setting that serves them best against it, and one that can keep no setting's limits where it misses the least.
 */
export function weighedAgainst(model: DecisionModel, world: World, against: string | null): Map<string, Weighed> {
  const field = fieldOf(model, world);
  const base = against === null ? null : standing(model, world, field, against);
  const goals = goalsOf(model);
  const there = base === null ? null : figuresOn(goals, base.values);
  return new Map(
    model.options.map((option) => {
      if (base !== null && option === against) return [option, base];
      const places = field.get(option);
      if (places.length === 0) return [option, leastMissed(model, world, option)];
      const [here] = places;
      const best =
        there === null
          ? bestAgainstAll(model, field, option)?.place
          : bestBy(places, ({ figures }) => leadOn(goals, figures, there));
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
  const kept = standing(model, world, fieldOf(model, world), option);
  return kept.missed.length > 0 ? null : lossBeside(model, world, kept.values);
}

/** Steps that are lost by keeping to what an option comes to, over what is best of all options at their best settings. */
export function lossBeside(model: DecisionModel, world: World, values: OptionValues): number {
  const goals = goalsOf(model);
  const own = figuresOn(goals, values);
  const field = fieldOf(model, world);
  const places = field.options.flatMap((option) => field.get(option));
  return -Math.min(0, ...places.map(({ figures }) => leadOn(goals, own, figures)));
}

/** How far ahead an option could stand of its strongest rival, and how it would have to be set; null where it keeps its limits nowhere. */
export function bestOf(model: DecisionModel, world: World, option: string): (Weighed & { lead: number }) | null {
  const best = bestAgainstAll(model, fieldOf(model, world), option);
  return best === null ? null : { ...inShort(model, world, best.place, null), lead: best.lead };
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
  { set, values }: Pick<Weighed, 'set' | 'values'>,
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
  const places = triedOf(model, world, option)
    .all()
    .map((place) => ({ place, missed: missedBy(model, place.values) }));
  const over = ({ place }: (typeof places)[number]) => missedInAll(model, place.values);
  const [least] = places.sort((a, b) => a.missed.length - b.missed.length || over(a) - over(b));
  const { set, values } = least?.place ?? { set: [], values: valuesOf(model, world, option) };
  const missed = least?.missed ?? [];
  const [one] = set;
  const settable = set.length > 1 ? null : settableAt(values, one);
  if (one === undefined || settable === null) return { option, set, values, missed };
  const at = (to: number) => valuesOf(model, worldWith(world, [{ ...one, to }]), option);
  const to = shorter(
    one.to,
    settable.ends,
    (tried) => settable.allows(tried) && missedBy(model, at(tried)).every((need) => missed.includes(need)),
  );
  return { option, set: [{ ...one, to }], values: at(to), missed };
}
