import { headOf } from '../core/scenario.ts';
import type { OptionValues } from './evaluate.ts';
import type { Expression } from './formula.ts';
import { namesIn } from './formula.ts';
import type { CompiledNeed, DecisionModel } from './model.ts';
import { followsFrom, namesBehind, needsOf } from './model.ts';
import type { Unit } from './units.ts';
import { unitOf } from './units.ts';

export const DAY = unitOf('days');
const HOUR = unitOf('hours');

export const isTime = ({ dimensions }: Unit) => dimensions['TIME'] === 1 && Object.keys(dimensions).length === 1;

/** In what the time of a deadline is said. */
export const timeUnitOf = ({ unit }: CompiledNeed): Unit => (unit.factor < DAY.factor ? HOUR : DAY);

/** A day in the calendar: what an option takes until then, and what there is. */
export interface Deadline {
  takes: Expression;
  limit: Expression;
}

const known = new WeakMap<DecisionModel, ReadonlyMap<CompiledNeed, Deadline>>();

/**
 * Limits that are a day in the calendar: time that is waited is lost to them. What another such limit is made of is a stretch of work, which
 * takes as long whenever it begins.
 */
export function deadlinesIn(model: DecisionModel): ReadonlyMap<CompiledNeed, Deadline> {
  const found = known.get(model) ?? new Map(deadlines(model));
  known.set(model, found);
  return found;
}

function deadlines(model: DecisionModel): [CompiledNeed, Deadline][] {
  const all = needsOf(model).flatMap((need): [CompiledNeed, Deadline][] => {
    const found = isOfSchedule(model, need) ? deadlineIn(model, need) : null;
    return found === null ? [] : [[need, found]];
  });
  const isPart = ({ takes }: Deadline, other: Deadline) =>
    model.options.some((option) =>
      namesIn(takes).some((name) => {
        const after = followsFrom(model, headOf(name), option);
        return namesIn(other.takes).some((its) => its !== name && after.has(headOf(its)));
      }),
    );
  return all.filter(([, one]) => !all.some(([, other]) => other !== one && isPart(one, other)));
}

/** A limit in hours is one where what can be measured is a matter of hours too: else it is how long something takes each time. */
function isOfSchedule(model: DecisionModel, { value, unit }: CompiledNeed): boolean {
  if (value !== 'schedule' || !isTime(unit)) return false;
  const days = model.scenario.measurements.flatMap((one) => one.days ?? []);
  const isInHours = days.length > 0 && days.every((one) => one < 1);
  return unit.factor >= (isInHours ? HOUR : DAY).factor;
}

/** `ready <= harvest`, and `spare >= 0 days` where what is to spare is what there is without what an option takes. */
function deadlineIn(model: DecisionModel, { operator, left, right }: CompiledNeed): Deadline | null {
  if (operator === '<' || operator === '<=') return { takes: left, limit: right };
  if (operator !== '>' && operator !== '>=') return null;
  const terms = termsIn(model, left);
  const given = terms.filter(({ isTaken }) => !isTaken).map(({ of }) => of);
  const taken = terms.filter(({ isTaken }) => isTaken).map(({ of }) => of);
  const isZero = right.kind === 'number' && right.value === 0;
  const isGiven = given.every((one) => !isSetByOptions(model, one));
  const [limit, takes] = [sumOf(given), sumOf(isZero ? taken : [...taken, right])];
  return limit === null || takes === null || taken.length === 0 || !isGiven ? null : { takes, limit };
}

/** What is added and taken away, through the quantities that are no more than that. */
function termsIn(model: DecisionModel, of: Expression, isTaken = false): { of: Expression; isTaken: boolean }[] {
  const quantity = of.kind === 'name' ? model.quantities.get(of.name) : undefined;
  const whole = quantity?.kind === 'formula' ? quantity.expression : of;
  if (whole.kind !== 'binary' || (whole.operator !== '-' && whole.operator !== '+')) return [{ of, isTaken }];
  // What is a sum of parts by name is told by that name.
  if (of.kind === 'name' && whole.operator === '+') return [{ of, isTaken }];
  return [
    ...termsIn(model, whole.left, isTaken),
    ...termsIn(model, whole.right, whole.operator === '-' ? !isTaken : isTaken),
  ];
}

const sumOf = (terms: readonly Expression[]): Expression | null =>
  terms.reduce<Expression | null>(
    (left, right) => (left === null ? right : { kind: 'binary', operator: '+', left, right }),
    null,
  );

const isSetByOptions = (model: DecisionModel, expression: Expression): boolean =>
  model.options.some((option) =>
    [...namesBehind(model, namesIn(expression), option)].some((name) => model.inputs.has(name)),
  );

const namesOf = (expression: Expression) => (expression.kind === 'name' ? [expression.name] : []);

/**
 * What an option takes of each deadline where it begins so many days later, and what there is, in the deadline's unit; the tightest first.
 * `name`: what it takes or what there is, whichever has one.
 */
export function deadlinesOf(
  model: DecisionModel,
  values: OptionValues,
  days: number,
): { need: CompiledNeed; name: string | null; takes: number; limit: number }[] {
  return [...deadlinesIn(model)]
    .flatMap(([need, deadline]) => {
      const [takes, limit] = [values.ofExpression(deadline.takes), values.ofExpression(deadline.limit)];
      const { factor } = need.unit;
      if (takes === null || limit === null) return [];
      const [name = null] = [...namesOf(deadline.takes), ...namesOf(deadline.limit)];
      return [{ need, name, takes: (takes + days * DAY.factor) / factor, limit: limit / factor }];
    })
    .sort((a, b) => (a.limit - a.takes) * a.need.unit.factor - (b.limit - b.takes) * b.need.unit.factor);
}

const SLACK = 1e-9;

/** Whether an option that begins so many days later still keeps a limit; null where that is not known. */
export function meetsAfter(values: OptionValues, need: CompiledNeed, days: number): boolean | null {
  const margin = days > 0 && deadlinesIn(values.model).has(need) ? values.margin(need) : null;
  return margin === null ? values.meets(need) : isInTime(need, margin, days);
}

/** Whether a deadline that is kept by so much, in its unit, is kept where the option begins so many days later. */
export const isInTime = ({ unit }: CompiledNeed, margin: number, days: number): boolean =>
  margin * unit.factor + SLACK >= days * DAY.factor;
