import { onceEach } from '../core/once.ts';
import type { Band } from './bands.ts';
import { deadlinesIn, meetsAfter } from './calendar.ts';
import { OptionValues, valuesOf, withFact, worldWith } from './evaluate.ts';
import type { DecisionModel } from './model.ts';
import { needsOf } from './model.ts';
import { judged, keyOf, Place } from './place.ts';
import type { Field } from './places.ts';
import { fieldOf, isSetBackExactly, judgedOf } from './places.ts';
import type { Weighed } from './weighing.ts';
import { aheadIn, bestAgainstAll, inShort, leadOver, WORTH_CHANGING } from './weighing.ts';
import type { World } from './worlds.ts';

/** A fact that is measured, and what is to be decided on its result. */
interface Measuring {
  path: string;
  range: readonly [number, number];
  /** How far off a result may be. */
  error: number;
  /** Days until the result is in: what is done instead of the decision begins only then. */
  days: number;
  decision: string | null;
}

/** Why no option is to be done: none keeps its limits, or the first ones are level. No option is called so. */
export const NO_PLAN = { limits: ' limits', split: ' split' } as const;

/** Places in a band at which is looked whether another plan serves as well. */
const LOOKS = 5;

/** What is to be done at each result of a measurement. */
export interface Plans {
  /** An option, or one of `NO_PLAN`. */
  at(result: number): string;
  /** Whether an option keeps its limits in the whole band and nowhere loses a tenth of a step to what is ahead there. */
  serves(option: string, band: Pick<Band, 'from' | 'to'>): boolean;
  /** Whether an option keeps its limits at a result, at some setting. */
  keeps(option: string, result: number): boolean;
  /**
   * How an option is set best at a result, or as it is set `elsewhere` where that keeps its limits and loses no more than `loses` steps and a
   * change's worth; null where it keeps its limits at no setting.
   */
  setAt(option: string, result: number, elsewhere?: Weighed | null, loses?: number): Weighed | null;
}

/**
 * By steps, each option at the setting that serves it best and keeps its limits wherever the true value may lie around a result. Where no
 * option does, what is ahead at the result itself; none where within the error no option keeps its limits at all.
 */
export function plansOf(model: DecisionModel, world: World, measuring: Measuring): Plans {
  const { path, range, error, days, decision } = measuring;
  const worlds = onceEach((value: number) => withFact(world, path, value));
  const delay = (option: string) => (option === decision ? 0 : days);
  const deadlines = [...deadlinesIn(model).keys()];
  const inTime = (option: string, places: readonly Place[]) => {
    const wait = delay(option);
    if (wait <= 0 || deadlines.length === 0) return places;
    const left = places.filter(({ passing }) => deadlines.every((need) => meetsAfter(passing, need, wait) !== false));
    return left.length === places.length ? places : left;
  };
  const exact = onceEach(
    (value: number): Field =>
      new Map([...fieldOf(model, worlds(value))].map(([option, places]) => [option, inTime(option, places)])),
  );
  const ends = (result: number) =>
    error <= 0
      ? []
      : [Math.max(range[0], result - error), Math.min(range[1], result + error)].filter((end) => end !== result);
  const valuesAt = (value: number, { option, set }: Pick<Weighed, 'option' | 'set'>) =>
    valuesOf(model, worldWith(worlds(value), set), option);
  /** Settings that were tried where the fact has a value, and whether they are open there. */
  const triedAt = onceEach((value: number) =>
    onceEach((option: string): ReadonlyMap<string, boolean> => {
      const open = new Set(exact(value).get(option));
      // By the setting's name what is set back is what is written.
      const there = worlds(value);
      const all = isSetBackExactly(model, there, option) ? judgedOf(model, there, option).all() : [];
      return new Map(all.map((place) => [keyOf(place.set), open.has(place)]));
    }),
  );
  const passingAt = (value: number, { option, set }: Pick<Weighed, 'option' | 'set'>) =>
    new OptionValues(model, worldWith(worlds(value), set), option);
  const keepsAt = (value: number, place: Place) =>
    triedAt(value)(place.option).get(keyOf(place.set)) ?? keepsAll(model, passingAt(value, place), delay(place.option));
  const sure = onceEach((result: number): Field => {
    const around = ends(result);
    if (around.length === 0) return exact(result);
    const fields = [result, ...around].map(exact);
    return new Map(
      model.options.map((option): [string, readonly Place[]] => {
        const [here = [], ...others] = fields.map((field) => field.get(option) ?? []);
        // What a fact does not bear on stands everywhere as it does today.
        if (others.every((places) => places === here)) return [option, here];
        const seen = new Set(here.map(({ set }) => keyOf(set)));
        const more = others.flat().flatMap((place) => {
          if (seen.has(keyOf(place.set))) return [];
          seen.add(keyOf(place.set));
          if (!keepsAt(result, place)) return [];
          const there = judged({ set: place.set, ofWritten: place.set }, passingAt(result, place));
          return [new Place(model, option, there, worlds(result))];
        });
        return [option, [...here, ...more].filter((place) => around.every((end) => keepsAt(end, place)))];
      }),
    );
  });
  const isOpen = (field: Field) => [...field.values()].some((places) => places.length > 0);
  /** Null where within the error no option keeps its limits. */
  const fieldFor = onceEach((result: number): Field | null => {
    const field = sure(result);
    if (isOpen(field)) return field;
    const around = [result, ...ends(result)].map(exact);
    return around.every(isOpen) ? exact(result) : null;
  });
  const trails = (option: string, result: number): number => {
    const field = fieldFor(result);
    const best = field === null || (field.get(option) ?? []).length === 0 ? null : bestAgainstAll(model, field, option);
    return best === null ? Number.POSITIVE_INFINITY : Math.max(0, -best.lead);
  };
  /** Once a result is waited for, whatever is done begins after it: an option that can is set so that it still fits then. */
  const withTimeToWait = (field: Field, option: string): Field => {
    const left = (field.get(option) ?? []).filter(({ passing }) =>
      deadlines.every((need) => meetsAfter(passing, need, days) !== false),
    );
    return days <= 0 || left.length === 0 ? field : new Map([...field, [option, left]]);
  };
  return {
    at(result) {
      const field = fieldFor(result);
      if (field === null) return NO_PLAN.limits;
      return aheadIn(model, field) ?? NO_PLAN.split;
    },
    serves: (option, { from, to }) =>
      model.options.includes(option) &&
      Array.from(
        { length: LOOKS },
        (_, look) => from + ((to - from) * (look + INSIDE)) / (LOOKS - 1 + 2 * INSIDE),
      ).every((result) => trails(option, result) < WORTH_CHANGING),
    keeps: (option, result) => (fieldFor(result)?.get(option) ?? []).length > 0,
    setAt(option, result, elsewhere = null, loses = 0) {
      const field = fieldFor(result);
      const open = field === null ? null : withTimeToWait(field, option);
      const best = open === null ? null : bestAgainstAll(model, open, option);
      const same = elsewhere === null ? null : valuesAt(result, elsewhere);
      const keepsSame = [result, ...ends(result)].every(
        (value) => elsewhere !== null && keepsAll(model, valuesAt(value, elsewhere), delay(option)),
      );
      if (
        best !== null &&
        same !== null &&
        keepsSame &&
        leadOver(model, best.place.values, same) < WORTH_CHANGING + loses
      )
        return { option, set: elsewhere?.set ?? [], values: same, missed: [] };
      return best === null ? null : inShort(model, worlds(result), best.place, null, ends(result).map(worlds));
    },
  };
}

/** How far inside a band its first and last look lie, as a share of the way between two. */
const INSIDE = 0.02;

const keepsAll = (model: DecisionModel, values: OptionValues, days: number): boolean =>
  needsOf(model).every((need) => meetsAfter(values, need, days) !== false);
