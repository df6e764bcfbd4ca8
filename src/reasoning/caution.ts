import { keepsEvery } from './amend.ts';
import { valuesOf, withFact, worldWith } from './evaluate.ts';
import type { DecisionModel } from './model.ts';
import { judged, Place } from './place.ts';
import { fieldOf } from './places.ts';
import type { Weighed } from './weighing.ts';
import { bestAgainstAll, inShort, leadOver } from './weighing.ts';
import type { World } from './worlds.ts';

/** A setting that is sure, and the steps that it costs today. */
export interface Safe extends Weighed {
  costs: number;
}

/** Of what a decision may be made safe by at once, in steps: what costs more is held ready for the day on which it is needed. */
export const AT_ONCE = 0.5;

/**
 * How an option is set best today among the settings that keep every limit both today and where a fact has another value; null where none
 * does, or the option keeps its limits there as it is set.
 */
export function safeSetting(
  model: DecisionModel,
  world: World,
  option: string,
  { path, at }: { path: string; at: number },
): Safe | null {
  const there = withFact(world, path, at);
  const here = valuesOf(model, world, option);
  if (keepsEvery(model, valuesOf(model, there, option))) return null;
  const field = fieldOf(model, world);
  const own = field.get(option) ?? [];
  const theirs = fieldOf(model, there).get(option) ?? [];
  const keepsAt = (its: World, set: Weighed['set']) => keepsEvery(model, valuesOf(model, worldWith(its, set), option));
  const sure = own.filter(({ set }) => keepsAt(there, set));
  // What is best there may keep the limits today as well, and was not looked at for today.
  const more = theirs.flatMap(({ set }) => {
    const today = valuesOf(model, worldWith(world, set), option);
    return keepsEvery(model, today) ? [new Place(model, option, judged({ set, ofWritten: set }, today), world)] : [];
  });
  const places = [...sure, ...more];
  const best = bestAgainstAll(model, new Map([...field, [option, places]]), option);
  if (best === null) return null;
  const safe = inShort(model, world, best.place, null, [there]);
  return { ...safe, costs: leadOver(model, here, safe.values) };
}
