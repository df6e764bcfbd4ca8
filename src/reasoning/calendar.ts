import { headOf } from '../core/scenario.ts';
import type { OptionValues } from './evaluate.ts';
import { namesIn } from './formula.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import { followsFrom, needsOf } from './model.ts';
import type { Unit } from './units.ts';
import { unitOf } from './units.ts';

export const DAY = unitOf('days');

export const isTime = ({ dimensions }: Unit) => dimensions['TIME'] === 1 && Object.keys(dimensions).length === 1;

const isOfSchedule = ({ value, operator, unit }: CompiledNeed): boolean =>
  value === 'schedule' && (operator === '<' || operator === '<=') && isTime(unit) && unit.factor >= DAY.factor;

const known = new WeakMap<DecisionModel, ReadonlySet<CompiledNeed>>();

/**
 * Limits that are a day in the calendar: days that are waited are lost to them. What another such limit is made of is a stretch of work, which
 * takes as long whenever it begins.
 */
export function deadlinesIn(model: DecisionModel): ReadonlySet<CompiledNeed> {
  const found = known.get(model) ?? new Set(deadlines(model));
  known.set(model, found);
  return found;
}

function deadlines(model: DecisionModel): CompiledNeed[] {
  const all = needsOf(model).filter(isOfSchedule);
  const isPart = (need: CompiledNeed, other: CompiledNeed) =>
    model.options.some((option) =>
      namesIn(need.left).some((name) => {
        const after = followsFrom(model, headOf(name), option);
        return namesIn(other.left).some((its) => its !== name && after.has(headOf(its)));
      }),
    );
  return all.filter((need) => !all.some((other) => other !== need && isPart(need, other)));
}

/** What an option takes of each deadline where it begins so many days later, and what there is, in the deadline's unit; the tightest first. */
export function deadlinesOf(
  model: DecisionModel,
  values: OptionValues,
  days: number,
): { need: CompiledNeed; takes: number; limit: number }[] {
  return [...deadlinesIn(model)]
    .flatMap((need) => {
      const [takes, limit] = [values.ofExpression(need.left), values.ofExpression(need.right)];
      const { factor } = need.unit;
      if (takes === null || limit === null) return [];
      return [{ need, takes: (takes + days * DAY.factor) / factor, limit: limit / factor }];
    })
    .sort((a, b) => (a.limit - a.takes) * a.need.unit.factor - (b.limit - b.takes) * b.need.unit.factor);
}

const SLACK = 1e-9;

/** Whether an option that begins so many days later still keeps a limit; null where that is not known. */
export function meetsAfter(values: OptionValues, need: CompiledNeed, days: number): boolean | null {
  const margin = days > 0 && deadlinesIn(values.model).has(need) ? values.margin(need) : null;
  return margin === null ? values.meets(need) : margin * need.unit.factor + SLACK >= days * DAY.factor;
}
