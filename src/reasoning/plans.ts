import { ofRecent } from '../core/once.ts';
import type { Band } from './bands.ts';
import { Samples } from './bands.ts';
import { deadlinesIn } from './calendar.ts';
import { valuesOf, withFact, worldWith } from './evaluate.ts';
import { judgeOf } from './judge.ts';
import type { DecisionModel } from './model.ts';
import { Field, Place } from './place.ts';
import { fieldOf } from './places.ts';
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

/** Results of which the settings are kept: what lies around one is asked for right after it. */
const RECENT = 8;

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

/** Exact results of a measurement: the world that each tells, and the settings that keep every limit there and come in time. */
interface Results {
  worldAt(result: number): World;
  fieldAt(result: number): Field;
  inTime(option: string, result: number, places: readonly Place[], wait: number): readonly Place[];
}

/** Settings of what is done instead of the decision come in time where they do once the result is in. The last `most` are kept. */
export function resultsOf(
  model: DecisionModel,
  world: World,
  { path, days, decision }: Pick<Measuring, 'path' | 'days' | 'decision'>,
  most = RECENT,
): Results {
  const worldAt = ofRecent(most, (value: number) => withFact(world, path, value));
  const hasDeadlines = deadlinesIn(model).size > 0;
  /** Those with which every deadline can be kept once so many days have gone; the list itself where that is all of them. */
  const inTime = (option: string, result: number, places: readonly Place[], wait: number) => {
    if (wait <= 0 || !hasDeadlines || places.length === 0) return places;
    const judge = judgeOf(model, worldAt(result), option);
    const left = places.filter(({ set }) => judge.keepsAfter(set, wait, 'deadlines'));
    return left.length === places.length ? places : left;
  };
  const fieldAt = ofRecent(most, (result: number): Field => {
    const field = fieldOf(model, worldAt(result));
    const wait = (option: string) => (option === decision ? 0 : days);
    return new Field(model.options, (option) => inTime(option, result, field.get(option), wait(option)), field.isKnown);
  });
  return { worldAt, fieldAt, inTime };
}

/**
 * By steps, each option at the setting that serves it best and keeps its limits wherever the true value may lie around a result. Where no
 * option does, what is ahead at the result itself; none where within the error no option keeps its limits at all.
 */
export function plansOf(
  model: DecisionModel,
  world: World,
  measuring: Measuring,
  { worldAt: worlds, fieldAt: exact, inTime }: Results = resultsOf(model, world, measuring),
): Plans {
  const { range, error, days, decision } = measuring;
  const delay = (option: string) => (option === decision ? 0 : days);
  const samples = new Samples(range, error);
  const ends = (result: number) =>
    error <= 0
      ? []
      : [result - error, result + error]
          .map((end) => samples.met(Math.min(range[1], Math.max(range[0], end))))
          .filter((end) => end !== result);
  const valuesAt = (value: number, { option, set }: Pick<Weighed, 'option' | 'set'>) =>
    valuesOf(model, worldWith(worlds(value), set), option);
  const keptAt = <One extends Pick<Weighed, 'set'>>(value: number, option: string, all: readonly One[]): One[] => {
    const judge = judgeOf(model, worlds(value), option);
    return all.filter(({ set }) => judge.keepsAfter(set, delay(option)));
  };
  const sure = ofRecent(RECENT, (result: number): Field => {
    const around = ends(result);
    if (around.length === 0) return exact(result);
    const fields = [result, ...around].map(exact);
    return new Field(
      model.options,
      (option) => {
        const [here = [], ...others] = fields.map((field) => field.get(option));
        // What a fact does not bear on stands everywhere as it does today.
        if (others.every((places) => places === here)) return here;
        const seen = new Set(here.map(({ set }) => set));
        // What was tried at every result is the same everywhere; what comes twice does no harm.
        const unseen = others.flatMap((places) => places.filter(({ set }) => !seen.has(set)));
        const judge = judgeOf(model, worlds(result), option);
        const more = keptAt(result, option, unseen).map(
          ({ set }) => new Place(model, option, judge.judged({ set, ofWritten: set }), worlds(result)),
        );
        return around.reduce<readonly Place[]>((left, end) => keptAt(end, option, left), [...here, ...more]);
      },
      exact(result).isKnown,
    );
  });
  /** Null where within the error no option keeps its limits. */
  const fieldFor = ofRecent(RECENT, (result: number): Field | null => {
    const field = sure(result);
    if (field.isOpen) return field;
    const around = [result, ...ends(result)].map(exact);
    return around.every(({ isOpen }) => isOpen) ? exact(result) : null;
  });
  const trails = (option: string, result: number): number => {
    const field = fieldFor(result);
    const best = field === null || field.get(option).length === 0 ? null : bestAgainstAll(model, field, option);
    return best === null ? Number.POSITIVE_INFINITY : Math.max(0, -best.lead);
  };
  /** Once a result is waited for, whatever is done begins after it: an option that can is set so that it still fits then. */
  const withTimeToWait = (field: Field, option: string, result: number): Field => {
    const left = inTime(option, result, field.get(option), days);
    return left.length === 0 ? field : field.with(option, left);
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
    keeps: (option, result) => (fieldFor(result)?.get(option).length ?? 0) > 0,
    setAt(option, result, elsewhere = null, loses = 0) {
      const field = fieldFor(result);
      const open = field === null ? null : withTimeToWait(field, option, result);
      const best = open === null ? null : bestAgainstAll(model, open, option);
      const same = elsewhere === null ? null : valuesAt(result, elsewhere);
      const keepsSame =
        elsewhere !== null && [result, ...ends(result)].every((value) => keptAt(value, option, [elsewhere]).length > 0);
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
