import { missedBy } from './amend.ts';
import { valuesOf, withFact } from './evaluate.ts';
import type { Knowing } from './knowing.ts';
import { knowing } from './knowing.ts';
import type { DecisionModel } from './model.ts';
import { compileModel } from './model.ts';
import type { Tried, Turns } from './thresholds.ts';
import { turnsOf } from './thresholds.ts';
import type { Weighed } from './weighing.ts';
import { aheadBySteps, bestOf, leadOver, WORTH_CHANGING } from './weighing.ts';
import type { World } from './worlds.ts';

/**
 * The question with the decision at the setting at which it was decided and no other: where it stands as the table has it, keeps its limits and is
 * ahead so, though another setting would be better by what counts. Else what turns it would be told of a plan that nobody has. Null where that is not so.
 */
export function asDecided(model: DecisionModel, world: World, base: Weighed | undefined): DecisionModel | null {
  if (base === undefined || base.set.length > 0 || base.missed.length > 0) return null;
  const { option } = base;
  const own = model.scenario.options[option];
  const best = bestOf(model, world, option);
  if (own === undefined || Object.keys(own.adjust).length === 0 || best === null) return null;
  if (leadOver(model, best.values, base.values) < WORTH_CHANGING) return null;
  const pinned = withoutSettings(model, option);
  return aheadBySteps(pinned, world) === option ? pinned : null;
}

/** What is ahead where the table has set it otherwise than is best by the figures of that world, with the question so; null where it has not. */
export function heldAsSet(model: DecisionModel, world: World): { plan: Weighed; model: DecisionModel } | null {
  const option = aheadBySteps(model, world);
  if (option === null || !world.amended.has(option)) return null;
  const values = valuesOf(model, world, option);
  const plan = { option, set: [], values, missed: missedBy(model, values) };
  const pinned = asDecided(model, world, plan);
  return pinned === null ? null : { plan, model: pinned };
}

const known = new WeakMap<DecisionModel, Map<string, DecisionModel>>();

/** The question with one option as it is set in the world, whatever that is, and not to be set otherwise. */
function withoutSettings(model: DecisionModel, option: string): DecisionModel {
  const options = known.get(model) ?? new Map<string, DecisionModel>();
  known.set(model, options);
  const own = model.scenario.options[option];
  const found =
    options.get(option) ??
    compileModel({
      ...model.scenario,
      options: { ...model.scenario.options, ...(own === undefined ? {} : { [option]: { ...own, adjust: {} } }) },
    });
  options.set(option, found);
  return found;
}

/** What turns the decision: as it was decided, where it is better set otherwise today. Past what turns it so it may be best itself at another setting: that is a reset. */
export function turnsAsSet(
  model: DecisionModel,
  world: World,
  plan: Weighed | null,
  pinned: DecisionModel | null,
  facts?: readonly Tried[],
): Turns {
  const tried = facts === undefined ? {} : { facts };
  if (pinned === null || plan === null) return turnsOf(model, world, { plan, ...tried });
  const flips = turnsOf(pinned, world, { plan, ...tried }).flips.map((flip) => {
    const there = withFact(world, flip.fact, flip.tried.flips);
    const best = aheadBySteps(model, there) === plan.option ? bestOf(model, there, plan.option) : null;
    return { flip, there, best };
  });
  const resets = flips.flatMap(({ flip, there, best }) => {
    if (best === null) return [];
    const [missed = null] = missedBy(model, valuesOf(model, there, plan.option));
    return [{ ...flip, to: plan.option, set: best.set, missed }];
  });
  // Further on than such a value no setting of it is ahead.
  const further = resets.length === 0 ? [] : turnsOf(model, world, { plan, ...tried }).flips;
  return {
    flips: flips.flatMap(({ flip, best }) =>
      best === null ? [flip] : further.filter(({ fact, beyond }) => fact === flip.fact && beyond === flip.beyond),
    ),
    resets,
  };
}

/**
 * What a measurement would tell beside the decision as it was decided; where past a bar the decision is best itself at another setting, beside every
 * setting of it. Where it keeps its limits at no setting, and which is safe without a result, is of every setting.
 */
export function knowingAsSet(
  model: DecisionModel,
  pinned: DecisionModel | null,
  ...[world, measurement, measuring]: Parameters<typeof knowing> extends [unknown, ...infer Rest] ? Rest : never
): Knowing {
  const asSet = pinned === null || pinned === model ? null : knowing(pinned, world, measurement, measuring);
  const isElse = asSet?.bands.every(
    ({ from, to, outcome }) =>
      outcome === measuring.decision ||
      aheadBySteps(model, withFact(world, measuring.path, (from + to) / 2)) !== measuring.decision,
  );
  const open = knowing(model, world, measurement, measuring);
  if (asSet === null || isElse !== true) return open;
  const { gain } = asSet;
  return {
    ...asSet,
    gain: gain && { ...gain, misses: open.gain?.misses ?? 0, insured: open.gain?.insured ?? null },
  };
}
