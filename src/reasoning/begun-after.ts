import { DAY, deadlinesIn } from './calendar.ts';
import type { Expression } from './formula.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';

const known = new WeakMap<DecisionModel, Map<number, DecisionModel>>();

/**
 * The question of whoever begins so many days later: what is a day in the calendar leaves so much less, all else is as it was. What is told of it counts
 * the days; what there is and what an option takes is told of the question itself.
 */
export function begunAfter(model: DecisionModel, days: number): DecisionModel {
  if (days <= 0 || deadlinesIn(model).size === 0) return model;
  const waited = known.get(model) ?? new Map<number, DecisionModel>();
  known.set(model, waited);
  const made = waited.get(days) ?? { ...model, criteria: model.criteria.map((one) => later(model, one, days)) };
  waited.set(days, made);
  return made;
}

function later<One extends DecisionModel['criteria'][number]>(model: DecisionModel, one: One, days: number): One {
  if (one.kind !== 'need' || !deadlinesIn(model).has(one)) return one;
  return { ...one, right: shifted(one, days) };
}

function shifted({ operator, right }: CompiledNeed, days: number): Expression {
  const waited: Expression = { kind: 'number', value: days, unit: DAY };
  return { kind: 'binary', operator: operator === '<' || operator === '<=' ? '-' : '+', left: right, right: waited };
}
