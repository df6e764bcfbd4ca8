import type { Adjustable, Scenario } from '../core/scenario.ts';
import type { Amount } from './evaluate.ts';
import { NO_UNIT, physicalPart, unitOf } from './units.ts';

/** What an input of an option may be set to. */
export interface Settable {
  ends: readonly [number, number];
  /** Every setting, in rising order; null where there are too many to try one by one. */
  all: readonly number[] | null;
  /** Of things that are counted. */
  isWhole: boolean;
  allows(at: number): boolean;
}

/** Whole settings that are tried one by one. */
export const MOST_WHOLE = 32;
/** Settings that a scenario may name, one by one or by steps. */
export const MOST_SETTINGS = 200;

const isStepped = (adjust: Adjustable): adjust is Extract<Adjustable, { step: number }> => !Array.isArray(adjust);
const isListed = (adjust: Adjustable): adjust is number[] => Array.isArray(adjust) && adjust.length > 2;

export function endsOf(adjust: Adjustable): readonly [number, number] {
  if (isStepped(adjust)) return [adjust.from, adjust.to];
  return [adjust[0] ?? 0, adjust.at(-1) ?? 0];
}

/** The settings that the scenario names; null where it names the ends alone. */
export function choicesOf(adjust: Adjustable): readonly number[] | null {
  if (isListed(adjust)) return adjust;
  if (!isStepped(adjust)) return null;
  const known = stepped.get(adjust) ?? stepsOf(adjust);
  stepped.set(adjust, known);
  return known;
}

/** Thousands of what-ifs ask for the settings of the same input. */
const stepped = new WeakMap<Adjustable, readonly number[]>();

/** Of more steps than a scenario may name those up to one beyond are enough to refuse them. */
function stepsOf({ from, to, step }: Extract<Adjustable, { step: number }>): number[] {
  const count = Math.min(MOST_SETTINGS, stepsBetween({ from, to, step }));
  return Array.from({ length: count + 1 }, (_, index) => Number((from + index * step).toPrecision(12)));
}

export const stepsBetween = ({ from, to, step }: Extract<Adjustable, { step: number }>): number =>
  Math.floor((to - from) / step + TINY);

/** In words: `from 200 to 500 in steps of 50`, `at one of 256, 512, 1024`. */
export function settableWords(adjust: Adjustable, print: (value: number) => string = String): string {
  if (isListed(adjust)) return `at one of ${adjust.map(print).join(', ')}`;
  const [low, high] = endsOf(adjust);
  return `from ${print(low)} to ${print(high)}${isStepped(adjust) ? ` in steps of ${print(adjust.step)}` : ''}`;
}

const TINY = 1e-9;

export function settableOf(now: Amount, adjust: Adjustable): Settable {
  const ends = endsOf(adjust);
  const choices = choicesOf(adjust);
  if (choices !== null)
    return {
      ends,
      all: choices,
      isWhole: choices.every(Number.isInteger),
      allows: (at) => choices.some((one) => Math.abs(one - at) <= TINY * Math.max(1, Math.abs(one))),
    };
  if (!isWholeBetween(now, ends)) return { ends, all: null, isWhole: false, allows: () => true };
  const [low, high] = ends;
  const all = high - low > MOST_WHOLE ? null : Array.from({ length: high - low + 1 }, (_, index) => low + index);
  return { ends, all, isWhole: true, allows: Number.isInteger };
}

/** Whether an input can be set to a value, in the unit in which it is set. */
export function canBe(at: number, adjust: Adjustable, unit: string): boolean {
  const { ends, allows } = settableOf({ value: endsOf(adjust)[0], unit: unitOf(unit) }, adjust);
  const slack = TINY * Math.max(1, Math.abs(at));
  return at >= ends[0] - slack && at <= ends[1] + slack && (choicesOf(adjust) === null || allows(at));
}

const CALENDAR = /^(days?|weeks?|months?|years?|일|주|개월|년)$/;

/** Workers, cards and days come whole: what is set and bounded by whole numbers and counted, planned by the calendar, or has no unit. */
function isWholeBetween({ value, unit }: Amount, [low, high]: readonly [number, number]): boolean {
  const isCounted =
    unit.text === ''
      ? high > 1
      : Object.keys(unit.dimensions).length > 0 && Object.keys(physicalPart(unit.dimensions)).length === 0;
  return [value, low, high].every(Number.isInteger) && (isCounted || CALENDAR.test(unit.text));
}

/**
 * Whether values in a unit say by that alone what an option is set to: it is no bare number, and no input of the option in the same unit is
 * left out. `told`: how many of its inputs in that unit are told.
 */
export function saysWhatIsSet(
  { facts, options }: Pick<Scenario, 'facts' | 'options'>,
  option: string,
  unit: string,
  told: number,
): boolean {
  const alike = Object.keys(options[option]?.adjust ?? {}).filter((input) => facts[input]?.unit === unit);
  return unitOf(unit).text !== NO_UNIT.text && alike.length <= told;
}
