import type { OptionValues } from './evaluate.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import { needsOf } from './model.ts';
import type { Unit } from './units.ts';
import { unitOf } from './units.ts';

export const DAY = unitOf('days');

export const isTime = ({ dimensions }: Unit) => dimensions['TIME'] === 1 && Object.keys(dimensions).length === 1;

/** Whether a limit is a day in the calendar: days that are waited are lost to it. */
export const isDeadline = ({ value, operator, unit }: CompiledNeed): boolean =>
  value === 'schedule' && (operator === '<' || operator === '<=') && isTime(unit) && unit.factor >= DAY.factor;

/** What an option takes of each deadline where it begins so many days later, and what there is, in the deadline's unit; the tightest first. */
export function deadlinesOf(
  model: Pick<DecisionModel, 'criteria'>,
  values: OptionValues,
  days: number,
): { need: CompiledNeed; takes: number; limit: number }[] {
  return needsOf(model)
    .filter(isDeadline)
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
  const margin = days > 0 && isDeadline(need) ? values.margin(need) : null;
  return margin === null ? values.meets(need) : margin * need.unit.factor + SLACK >= days * DAY.factor;
}
