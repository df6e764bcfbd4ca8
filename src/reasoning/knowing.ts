import type { Figures } from '../core/outcome.ts';
import type { Measurement } from '../core/scenario.ts';
import type { Band } from './bands.ts';
import { bandsOf, withoutNeedless } from './bands.ts';
import { withFact } from './evaluate.ts';
import type { DecisionModel } from './model.ts';
import type { Plans } from './plans.ts';
import { NO_PLAN, plansOf } from './plans.ts';
import { lossOfKeeping } from './weighing.ts';
import type { World } from './worlds.ts';

export type Gain = NonNullable<Figures['measured'][number]['gain']>;

/** What a measurement of a fact would tell. */
export interface Knowing {
  plans: Plans;
  /** The range as bands of results, each of which is worth a change of plan. */
  bands: Band[];
  /** The same of exact results. */
  exact: Band[];
  /** Null where no result changes anything. */
  gain: Gain | null;
}

/** What is done at each result of a measurement in place of the decision, every option at its best setting there, and what knowing it is worth. */
export function knowing(
  model: DecisionModel,
  world: World,
  { days = 0, error = 0 }: Pick<Measurement, 'days' | 'error'>,
  { path, range, decision }: { path: string; range: readonly [number, number]; decision: string | null },
): Knowing {
  const measuring = { path, range, days, decision };
  const partOf = (plans: Plans) =>
    withoutNeedless(
      bandsOf(range, (result) => plans.at(result)),
      decision,
      (option, band) => plans.serves(option, band),
    );
  const sure = plansOf(model, world, { ...measuring, error: 0 });
  const exact = partOf(sure);
  const plans = error === 0 ? sure : plansOf(model, world, { ...measuring, error });
  const bands = error === 0 ? exact : partOf(plans);
  // What comes to nothing once the error is kept clear is no gain either.
  const turning = exact.map((band) => {
    const middle = (band.from + band.to) / 2;
    const done = bands.find(({ from, to }) => middle >= from && middle <= to)?.outcome;
    return done !== undefined && done === decision ? { ...band, outcome: done } : band;
  });
  return { plans, bands, exact, gain: gainOf(model, world, { path, range, bands: turning, decision }) };
}

/** Places in a stretch of a range at which what is lost there is looked at. */
const LOOKS = 6;

/** What an exact result is worth over keeping to the decision, the range being all that is known of the fact. */
function gainOf(
  model: DecisionModel,
  world: World,
  {
    path,
    range: [low, high],
    bands,
    decision,
  }: { path: string; decision: string | null; range: readonly [number, number]; bands: readonly Band[] },
): Gain | null {
  const isTurned = bands.some(({ outcome }) => outcome !== NO_PLAN.split) && bands.length > 1;
  if (decision === null || high <= low || !isTurned) return null;
  const gain: Gain = { chance: 0, misses: 0, steps: 0, worst: 0 };
  for (const { from, to, outcome } of bands) {
    if (to <= from) continue;
    const share = (to - from) / (high - low);
    if (outcome !== decision && outcome !== NO_PLAN.limits && outcome !== NO_PLAN.split) gain.chance += share;
    const looks = Array.from({ length: LOOKS }, (_, look) => from + ((look + 0.5) / LOOKS) * (to - from));
    const ends = [...(from === low ? [low] : []), ...(to === high ? [high] : [])];
    for (const value of [...looks, ...ends]) {
      const isLook = looks.includes(value);
      const lost = lossOfKeeping(model, withFact(world, path, value), decision);
      if (lost === null) {
        if (isLook) gain.misses += share / LOOKS;
        continue;
      }
      if (isLook) gain.steps += (share / LOOKS) * lost;
      gain.worst = Math.max(gain.worst, lost);
    }
  }
  return gain;
}
