import type { Flip } from '../core/outcome.ts';
import { missedBy } from './amend.ts';
import type { Band } from './bands.ts';
import { valuesOf, withFact } from './evaluate.ts';
import type { Knowing } from './knowing.ts';
import { knowing } from './knowing.ts';
import type { DecisionModel } from './model.ts';
import { compileModel } from './model.ts';
import { markAlike } from './places.ts';
import type { Reset, Tried, Turns } from './thresholds.ts';
import { triedFacts, turnsOf } from './thresholds.ts';
import type { Weighed } from './weighing.ts';
import { aheadBySteps, bestOf, leadOver, WORTH_CHANGING } from './weighing.ts';
import type { World } from './worlds.ts';

/** An option at the setting that it has, with the question so: at no other one, every rival at its best. */
export interface AsSet {
  plan: Weighed;
  model: DecisionModel;
  /** Whether another setting would be better today by what counts: who set it so had a reason that the figures do not know, and keeps it. */
  isHeld: boolean;
}

/**
 * What was decided, at the setting at which it was decided, where that can be chosen and it keeps its limits and is ahead so: what turns it is told
 * of the plan that the table has. Null else.
 */
export function asDecided(model: DecisionModel, world: World, base: Weighed | undefined): AsSet | null {
  if (base === undefined || base.set.length > 0 || base.missed.length > 0) return null;
  const { option } = base;
  const own = model.scenario.options[option];
  if (own === undefined || Object.keys(own.adjust).length === 0) return null;
  const best = bestOf(model, world, option);
  if (best === null) return null;
  const isHeld = leadOver(model, best.values, base.values) >= WORTH_CHANGING;
  const pinned = withoutSettings(model, option);
  return aheadBySteps(pinned, world) === option ? { plan: base, model: pinned, isHeld } : null;
}

/** What is ahead, as the table has set it or as it stands where no setting is better; null where it is not ahead so. */
export function aheadAsSet(model: DecisionModel, world: World): AsSet | null {
  const option = aheadBySteps(model, world);
  if (option === null) return null;
  const values = valuesOf(model, world, option);
  const found = asDecided(model, world, { option, set: [], values, missed: missedBy(model, values) });
  // What nobody has set yet is held by nobody.
  return found?.isHeld === true && !world.amended.has(option) ? null : found;
}

/** The same, where another setting would be better by the figures of that world. */
export function heldAsSet(model: DecisionModel, world: World): AsSet | null {
  const found = aheadAsSet(model, world);
  return found?.isHeld === true ? found : null;
}

const known = new WeakMap<DecisionModel, Map<string, DecisionModel>>();

/** The question with one option as it is set in the world, whatever that is, and not to be set otherwise. */
function withoutSettings(model: DecisionModel, option: string): DecisionModel {
  const options = known.get(model) ?? new Map<string, DecisionModel>();
  known.set(model, options);
  const own = model.scenario.options[option];
  const found = options.get(option) ?? {
    ...compileModel({
      ...model.scenario,
      options: { ...model.scenario.options, ...(own === undefined ? {} : { [option]: { ...own, adjust: {} } }) },
    }),
    // It is judged as before, by whoever begins later too.
    criteria: model.criteria,
  };
  options.set(option, found);
  markAlike(found, { model, but: option });
  return found;
}

/**
 * What turns the decision. Where it stands as it was set, that is what makes another option better than it is so at any other setting too; where it is best itself
 * at another setting, because it misses a limit or by what counts, that is a reset, and further on no setting of it is ahead.
 */
export function turnsAsSet(
  model: DecisionModel,
  world: World,
  plan: Weighed | null,
  asSet: AsSet | null,
  facts?: readonly Tried[],
): Turns {
  const tried = facts === undefined ? {} : { facts };
  if (asSet === null) return turnsOf(model, world, { plan, ...tried });
  const found = turnsOf(asSet.model, world, { plan: asSet.plan, ...tried }).flips.map((flip) => ({
    flip,
    anew: anewAt(model, withFact(world, flip.fact, flip.tried.flips), asSet),
  }));
  const paths = new Set(found.flatMap(({ flip, anew }) => (anew === null ? [] : [flip.fact])));
  const again = (facts ?? triedFacts(model, world)).filter(({ path }) => paths.has(path));
  const further = turnsOf(model, world, { plan: asSet.plan, facts: again });
  const furtherOn = <One extends Flip>(all: readonly One[], { fact, beyond }: Flip) =>
    all.filter((one) => one.fact === fact && one.beyond === beyond);
  return {
    flips: found.flatMap(({ flip, anew }) => (anew === null ? [flip] : furtherOn(further.flips, flip))),
    resets: found.flatMap(({ flip, anew }) => {
      if (anew === null) return [];
      return anew.reset === null
        ? furtherOn(further.resets, flip)
        : [{ ...flip, to: asSet.plan.option, ...anew.reset }];
    }),
  };
}

/** Whether what leads past a value is nowhere up to the end of the fact's range ahead of an option by what somebody would act on, each at its best. */
export function isLevelPast(
  model: DecisionModel,
  world: World,
  { fact, tried, to, beyond }: Pick<Flip, 'fact' | 'tried' | 'to' | 'beyond'>,
  option: string,
): boolean {
  const range = model.scenario.facts[fact]?.range;
  if (to === null || to === option || range === undefined) return false;
  const end = beyond === 'above' ? Math.max(range[1], tried.flips) : Math.min(range[0], tried.flips);
  return [tried.flips, (tried.flips + end) / 2, end].every((value) => {
    const there = withFact(world, fact, value);
    const [ahead, behind] = [bestOf(model, there, to), bestOf(model, there, option)];
    if (behind === null) return false;
    return ahead === null || leadOver(model, ahead.values, behind.values) < WORTH_CHANGING;
  });
}

/** How an option would be set in a world in which it is not ahead as it is set; null where another option is done instead. `reset`: null where that gains too little to change it. */
function anewAt(
  model: DecisionModel,
  there: World,
  { plan }: AsSet,
): { reset: Pick<Reset, 'set' | 'missed'> | null } | null {
  const best = aheadBySteps(model, there) === plan.option ? bestOf(model, there, plan.option) : null;
  if (best === null) return null;
  const values = valuesOf(model, there, plan.option);
  const [missed = null] = missedBy(model, values);
  const isBetter = missed !== null || leadOver(model, best.values, values) >= WORTH_CHANGING;
  return { reset: isBetter ? { set: best.set, missed } : null };
}

interface KnowingAsSet extends Knowing {
  /** The results at which the decision is what is to be done as it is set, where it may be set otherwise. */
  kept: readonly Band[] | null;
}

/**
 * What a measurement would tell beside the decision as it was decided; where past a bar the decision is best itself at another setting, beside every
 * setting of it. Where it keeps its limits at no setting, and which is safe without a result, is of every setting.
 */
export function knowingAsSet(
  model: DecisionModel,
  asSet: AsSet | null,
  ...[world, measurement, measuring]: Parameters<typeof knowing> extends [unknown, ...infer Rest] ? Rest : never
): KnowingAsSet {
  const open = knowing(model, world, measurement, measuring);
  const { decision, path } = measuring;
  if (asSet === null || asSet.plan.option !== decision) return { ...open, kept: null };
  const pinned = knowing(asSet.model, world, measurement, measuring);
  const isSetAnew = (result: number) => {
    const best = open.plans.setAt(decision, result);
    const values = valuesOf(model, withFact(world, path, result), decision);
    return (
      best !== null && (!pinned.plans.keeps(decision, result) || leadOver(model, best.values, values) >= WORTH_CHANGING)
    );
  };
  // What lies within the error of the bar is told by nothing that comes out.
  const least = measurement.error ?? 0;
  const isReset = pinned.bands.some(
    (band) =>
      band.outcome !== decision &&
      overlapsOf(band, open.bands, decision).some(
        ([from, to]) => to - from > least && [from + INSIDE * (to - from), (from + to) / 2].some(isSetAnew),
      ),
  );
  if (isReset) return { ...open, kept: pinned.bands.filter(({ outcome }) => outcome === decision) };
  const { gain, plans } = pinned;
  return {
    ...pinned,
    kept: null,
    // Once the result is in, the decision may be set by it.
    plans: {
      ...plans,
      setAt: (option, ...rest) => (option === decision ? open.plans : plans).setAt(option, ...rest),
    },
    gain: gain && { ...gain, misses: open.gain?.misses ?? 0, insured: open.gain?.insured ?? null },
  };
}

/** Of a stretch: how far inside it its first look lies. */
const INSIDE = 1e-3;

/** Where a band lies in others of an outcome. */
const overlapsOf = (band: Band, others: readonly Band[], outcome: string | null): [number, number][] =>
  others.flatMap((one) => {
    const [from, to] = [Math.max(band.from, one.from), Math.min(band.to, one.to)];
    return one.outcome === outcome && to > from ? [[from, to] as [number, number]] : [];
  });
