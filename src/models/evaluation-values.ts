import { PitwallError } from '../core/error.ts';
import type { FactValue } from '../core/scenario.ts';
import { amountIn, inUnit } from '../reasoning/amounts.ts';
import type { DecisionModel } from '../reasoning/model.ts';

/**
 * What a model gives an evaluation, with amounts as numbers in the question's own units: `85%` of a share in percent is 85, `3 days` of hours
 * is 72. What is no amount, or of another unit, stays as it was written, and the tool says what it expected.
 */
export function withAmounts(args: Record<string, unknown>, model: DecisionModel): Record<string, unknown> {
  const { facts, inputs } = { facts: model.scenario.facts, inputs: model.inputUnits };
  const unitOf = (name: string) => inputs.get(name)?.text || facts[name]?.unit;
  const read = (values: unknown): unknown =>
    isMapping(values)
      ? Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            isNumber(facts[name]?.value) ? number(value, unitOf(name)) : value,
          ]),
        )
      : values;
  const { amended } = args;
  return {
    ...args,
    ...(args['facts'] === undefined ? {} : { facts: read(args['facts']) }),
    ...(isMapping(amended)
      ? { amended: Object.fromEntries(Object.entries(amended).map(([option, set]) => [option, read(set)])) }
      : {}),
  };
}

/** Calls that lists of settings may make. */
export const MOST_SETTINGS_AT_ONCE = 8;

/** One evaluation a setting where settings are lists, in their order; what makes too many stays as it is, for the tool to refuse. */
export function oneSettingEach(args: Record<string, unknown>): Record<string, unknown>[] {
  const { amended } = args;
  if (!isMapping(amended)) return [args];
  const inputs = Object.entries(amended).flatMap(([option, set]) =>
    isMapping(set) ? Object.entries(set).map(([input, to]) => ({ option, input, to })) : [],
  );
  const sets = inputs.reduce<Record<string, Record<string, unknown>>[]>(
    (all, { option, input, to }) =>
      (Array.isArray(to) && to.length > 0 ? to : [to]).flatMap((one: unknown) =>
        all.map((set) => ({ ...set, [option]: { ...set[option], [input]: one } })),
      ),
    [amended as Record<string, Record<string, unknown>>],
  );
  return sets.length > MOST_SETTINGS_AT_ONCE ? [args] : sets.map((set) => ({ ...args, amended: set }));
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** An input that stands nowhere among the facts is a number. */
const isNumber = (value: FactValue | undefined) => value === undefined || typeof value === 'number';

function number(value: unknown, unit: string | undefined): unknown {
  const amount = typeof value === 'string' ? amountIn(value) : null;
  if (amount === null) return value;
  try {
    return inUnit(amount, unit);
  } catch (error) {
    if (error instanceof PitwallError) return value;
    throw error;
  }
}
