import { PitwallError } from '../core/error.ts';
import type { FactValue } from '../core/scenario.ts';
import { amountIn, inUnit } from '../reasoning/amounts.ts';
import { RATIO } from '../reasoning/bars.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { endsOf } from '../reasoning/settable.ts';

/**
 * What a model gives an evaluation, with amounts as numbers in the question's own units: `85%` of a share in percent is 85, `3 days` of hours
 * is 72, and so is a ratio where a share in percent is asked for, `0.14` for 14 %. What is no amount, or of another unit, stays as it was written, and the tool says what it expected.
 */
export function withAmounts(args: Record<string, unknown>, model: DecisionModel): Record<string, unknown> {
  const { facts, inputs } = { facts: model.scenario.facts, inputs: model.inputUnits };
  const unitOf = (name: string) => inputs.get(name)?.text || facts[name]?.unit;
  const aboutOf = (name: string): About => {
    const { value, range, assumed } = facts[name] ?? {};
    const ends = Object.values(model.scenario.options).flatMap(({ adjust }) => {
      const own = adjust[name];
      return own === undefined ? [] : endsOf(own);
    });
    const usual = [value, assumed, ...ends].find((one) => typeof one === 'number' && one > 0);
    return { unit: unitOf(name), usual: typeof usual === 'number' ? usual : 0, ends: [...ends, ...(range ?? [])] };
  };
  const read = (values: unknown): unknown =>
    isMapping(values)
      ? Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            isNumber(facts[name]?.value) ? number(value, aboutOf(name)) : value,
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

/**
 * One evaluation a value where settings of an option, or facts that are numbers, are lists, in their order; what makes too many stays as it
 * is, for the tool to refuse. `lists`: facts that are lists themselves.
 */
export function oneValueEach(args: Record<string, unknown>, lists: ReadonlySet<string>): Record<string, unknown>[] {
  const { amended, facts } = args;
  const settings = isMapping(amended)
    ? Object.entries(amended).flatMap(([option, set]) =>
        isMapping(set) ? Object.entries(set).map(([input, to]) => ({ path: ['amended', option, input], to })) : [],
      )
    : [];
  const known = isMapping(facts)
    ? Object.entries(facts).flatMap(([name, to]) => (lists.has(name) ? [] : [{ path: ['facts', name], to }]))
    : [];
  const calls = [...settings, ...known].reduce<Record<string, unknown>[]>(
    (all, { path, to }) =>
      (Array.isArray(to) && to.length > 0 ? to : [to]).flatMap((one: unknown) =>
        all.map((call) => withAt(call, path, one)),
      ),
    [args],
  );
  return calls.length > MOST_SETTINGS_AT_ONCE ? [args] : calls;
}

/** A copy with another value at a path of mappings. */
function withAt(
  call: Record<string, unknown>,
  [head = '', ...rest]: readonly string[],
  to: unknown,
): Record<string, unknown> {
  const below = call[head];
  return { ...call, [head]: rest.length === 0 ? to : withAt(isMapping(below) ? below : {}, rest, to) };
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** An input that stands nowhere among the facts is a number. */
const isNumber = (value: FactValue | undefined) => value === undefined || typeof value === 'number';

/** What an input is about: its unit, what it is taken to be, and between which values it may lie. */
interface About {
  unit: string | undefined;
  usual: number;
  ends: readonly number[];
}

/** Whether a bare number is a ratio where a share in percent is asked for, `0.14` for 14 %: where that alone may be, or lies nearer to what it is. */
function isRatioOf(value: number, { unit, usual, ends }: About): boolean {
  if (unit?.includes('%') !== true || value <= 0 || value >= 1) return false;
  const isWithin = (one: number) => ends.length > 0 && one >= Math.min(...ends) && one <= Math.max(...ends);
  const [asIs, asRatio] = [isWithin(value), isWithin(value * 100)];
  return asIs === asRatio ? usual > value * RATIO : asRatio;
}

function number(value: unknown, about: About): unknown {
  const { unit } = about;
  if (Array.isArray(value)) return value.map((one) => number(one, about));
  const bare = typeof value === 'string' && /^\s*0?\.\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof bare === 'number' && isRatioOf(bare, about)) return Number((bare * 100).toPrecision(12));
  const amount = typeof value === 'string' ? amountIn(value) : null;
  if (amount === null) return value;
  try {
    return inUnit(amount, unit);
  } catch (error) {
    if (error instanceof PitwallError) return value;
    throw error;
  }
}
