import type { OptionValues } from './evaluate.ts';
import type { CompiledNeed } from './model.ts';
import type { Unit } from './units.ts';
import { unitOf } from './units.ts';

export const DAY = unitOf('days');

export const isTime = ({ dimensions }: Unit) => dimensions['TIME'] === 1 && Object.keys(dimensions).length === 1;

/** Whether a limit is a day in the calendar: days that are waited are lost to it. */
export const isDeadline = ({ value, operator, unit }: CompiledNeed): boolean =>
  value === 'schedule' && (operator === '<' || operator === '<=') && isTime(unit) && unit.factor >= DAY.factor;

const SLACK = 1e-9;

/** Whether an option that begins so many days later still keeps a limit; null where that is not known. */
export function meetsAfter(values: OptionValues, need: CompiledNeed, days: number): boolean | null {
  const margin = days > 0 && isDeadline(need) ? values.margin(need) : null;
  return margin === null ? values.meets(need) : margin * need.unit.factor + SLACK >= days * DAY.factor;
}
