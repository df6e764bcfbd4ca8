import type { KnownFigure } from './said-figures.ts';
import type { SaidNumber } from './said-numbers.ts';
import { digitsOf, TELLING_DIGITS } from './said-numbers.ts';
import type { Dimensions } from './units.ts';
import { physicalPart, sameDimensions, unitOf } from './units.ts';

/** A value that stands, from which another may follow. */
export interface Operand {
  /** Where in the text it stands; null for what only is cited. */
  at: number | null;
  value: number;
  slack: number;
  isPercent: boolean;
  /** Null where it is not known, or is a plain count. */
  dimensions: Dimensions | null;
  /** One of its unit in base units. */
  factor: number;
}

export function operandOfNumber(
  { value, slack, isPercent, unit, at }: SaidNumber,
  { isHere }: { isHere: boolean },
): Operand {
  return {
    at: isHere ? at : null,
    value,
    slack: Number.isInteger(value) ? 0 : slack,
    isPercent,
    dimensions: unit === null ? null : physicalPart(unit.dimensions),
    factor: unit?.factor ?? 1,
  };
}

export function operandOfFigure({ value, unit }: KnownFigure): Operand {
  const { dimensions, factor } = unitOf(unit);
  const physical = physicalPart(dimensions);
  return {
    at: null,
    value,
    slack: 0,
    isPercent: unit.includes('%'),
    dimensions: Object.keys(physical).length === 0 ? null : physical,
    factor: Object.keys(physical).length === 0 ? 1 : factor,
  };
}

/** Words that say of a number that it is so many times, or so much for each. */
const MULTIPLIED =
  /[×*÷]|(?:\d|ty)\s\p{L}+ at [$€]?\d|\d[A-Za-z가-힣]*\s?\/\s?[\p{L}\d]|\d\s?x\s?\d|\btimes\b|\ban? (?:second|minute|hour|day|night|week|month|year)\b|\beach\b|\bper\b|\bevery\b|\btwice\b|\bhalf\b|곱|씩|마다|배|당 |나누|번/u;
export const HALF = /\bhal(?:f|ves)\b|절반|반은|반만/iu;
/** Words for what is left of a whole. */
const REST = /\b(?:rest|remain\w*|others?|left)\b|나머지|남은|남는|빠진/iu;
const TIMES = /^(?:x|times|배|곱|분의)/;

/**
 * Whether a number is a plain sum, difference, product or ratio of two values that stand beside it, or one of them in another unit. One
 * of the two stands in its sentence; where it says so little that chance would do, or is multiplied, neither is far from it.
 */
export function followsFrom(number: SaidNumber, operands: readonly Operand[], sentence: Sentence): boolean {
  const said = operandOfNumber(number, { isHere: true });
  const isMultiplied = MULTIPLIED.test(sentence.text) || TIMES.test(number.noun);
  const isHere = ({ at }: Operand) => at !== null && at >= sentence.from && at < sentence.from + sentence.text.length;
  const beside = operands.filter(isHere);
  if (said.dimensions !== null && operands.some((one) => isInOtherUnit(number, one))) return true;
  // What is left of a share is told as its rest, wherever the share itself stands.
  const wholes = REST.test(sentence.text) ? operands : operands.filter(isHere);
  if (
    number.isPercent &&
    wholes.some(({ isPercent, value, slack }) => isPercent && near(number.value, 100 - value, number.slack + slack))
  )
    return true;
  if (number.isPercent && HALF.test(sentence.text) && beside.some((one) => one.isPercent && isHalfOf(number, one)))
    return true;
  const isTelling = digitsOf(number) >= TELLING_DIGITS || said.dimensions !== null || number.isPercent;
  const others = isTelling ? operands : beside;
  return beside.some((first) =>
    others.some(
      (second) =>
        first !== second &&
        (isSumOf(number, first, second) ||
          isPartOfShare(number, first, second) ||
          (isHere(second) && isShareOf(number, first, second)) ||
          isDifferenceOf(number, first, second) ||
          isRatioOf(number, first, second, isMultiplied) ||
          isRatioOf(number, second, first, isMultiplied) ||
          (isMultiplied && isProductOf(number, first, second))),
    ),
  );
}

/** Off by no more than this, as a share, and by no more than half of its last digit: it was worked out, and no chance. */
const WORKED_OUT = 0.002;

/** Whether a number is to all its digits the sum, the difference or the product of two values that the turn cites. */
export function comesOfCited(number: SaidNumber, cited: readonly Operand[]): boolean {
  if (digitsOf(number) < TELLING_DIGITS && (number.unit === null || digitsOf(number) < 2)) return false;
  const exact = { ...number, slack: Math.min(number.slack, WORKED_OUT * Math.abs(number.value)) };
  return cited.some((first, at) =>
    cited
      .slice(at + 1)
      .some(
        (second) =>
          isSumOf(exact, first, second) || isDifferenceOf(exact, first, second) || isProductOf(exact, first, second),
      ),
  );
}

/** A sentence and where it begins in its text. */
export interface Sentence {
  text: string;
  from: number;
}

const near = (value: number, come: number, slack: number) => Math.abs(value - come) <= slack * 1.01;
const isInOtherUnit = (number: SaidNumber, { value, slack, dimensions, factor }: Operand): boolean => {
  const { unit } = number;
  if (unit === null || dimensions === null || factor === unit.factor) return false;
  if (!sameDimensions(physicalPart(unit.dimensions), dimensions)) return false;
  return near(number.value, (value * factor) / unit.factor, number.slack + (slack * factor) / unit.factor);
};

/** Two values in the unit of the number, where both are of one kind with it; null where they are not. */
function alike(number: SaidNumber, first: Operand, second: Operand): [number, number] | null {
  const said = number.unit === null ? null : physicalPart(number.unit.dimensions);
  if (number.isPercent || first.isPercent || second.isPercent) {
    const inPercent = (one: Operand) =>
      one.isPercent ? one.value : one.dimensions === null && Math.abs(one.value) <= 1 ? one.value * 100 : null;
    const [a, b] = [inPercent(first), inPercent(second)];
    return a === null || b === null || said !== null ? null : [a, b];
  }
  const kinds = [said, first.dimensions, second.dimensions].filter((one) => one !== null);
  const [kind] = kinds;
  if (kind === undefined) return [first.value, second.value];
  if (kinds.some((one) => !sameDimensions(one, kind))) return null;
  // An amount of nothing known is taken to be in the unit of the other.
  const factor = number.unit?.factor ?? first.factor;
  const inUnit = ({ value, dimensions, factor: own }: Operand) =>
    dimensions === null ? value : (value * own) / factor;
  return [inUnit(first), inUnit(second)];
}

function isSumOf(number: SaidNumber, first: Operand, second: Operand): boolean {
  const pair = alike(number, first, second);
  return pair !== null && near(number.value, pair[0] + pair[1], number.slack + first.slack + second.slack);
}

function isDifferenceOf(number: SaidNumber, first: Operand, second: Operand): boolean {
  const pair = alike(number, first, second);
  return (
    pair !== null &&
    pair[0] !== pair[1] &&
    near(Math.abs(number.value), Math.abs(pair[0] - pair[1]), number.slack + first.slack + second.slack)
  );
}

function isRatioOf(number: SaidNumber, first: Operand, second: Operand, isMultiplied: boolean): boolean {
  if (second.value === 0 || first.value === 0) return false;
  const areAlike =
    first.isPercent === second.isPercent &&
    (first.dimensions === null || second.dimensions === null || sameDimensions(first.dimensions, second.dimensions));
  const factor = first.dimensions !== null && second.dimensions !== null && areAlike ? first.factor / second.factor : 1;
  const ratio = (first.value / second.value) * factor;
  const slack =
    number.slack + Math.abs(ratio) * (first.slack / Math.abs(first.value) + second.slack / Math.abs(second.value));
  if (number.isPercent)
    return (
      areAlike &&
      (near(number.value, ratio * 100, number.slack) || near(number.value, Math.abs(ratio - 1) * 100, number.slack))
    );
  if (!isMultiplied) return false;
  return (areAlike ? number.unit === null : true) && near(number.value, ratio, slack);
}

const isHalfOf = (number: SaidNumber, { value, slack }: Operand) =>
  near(number.value, value / 2, number.slack + slack / 2);

/** `408` of 480 and 85 %, or `72`: a share of an amount, or what it leaves of it, where the digits are no chance. */
function isShareOf(number: SaidNumber, first: Operand, second: Operand): boolean {
  if (number.isPercent || digitsOf(number) < 2) return false;
  const [share, whole] = first.isPercent ? [first, second] : [second, first];
  if (!share.isPercent || whole.isPercent || share.value <= 0 || share.value >= 100) return false;
  const said = number.unit === null ? null : physicalPart(number.unit.dimensions);
  if (said !== null && whole.dimensions !== null && !sameDimensions(said, whole.dimensions)) return false;
  const factor = number.unit === null || whole.dimensions === null ? 1 : whole.factor / number.unit.factor;
  const slack = number.slack + whole.slack * factor;
  return [share.value, 100 - share.value].some((part) =>
    near(number.value, (whole.value * factor * part) / 100, slack),
  );
}

/** `9.8 %` of a share of 14 % at 70 %. */
function isPartOfShare(number: SaidNumber, first: Operand, second: Operand): boolean {
  if (!number.isPercent || digitsOf(number) < 2 || !first.isPercent || !second.isPercent) return false;
  return near(number.value, (first.value * second.value) / 100, number.slack);
}

function isProductOf(number: SaidNumber, first: Operand, second: Operand): boolean {
  if (number.isPercent) return false;
  const share = (one: Operand) => (one.isPercent ? one.value / 100 : one.value);
  const measured = [first, second].filter(({ dimensions }) => dimensions !== null);
  const [one] = measured;
  const { unit } = number;
  const isInUnit =
    unit !== null &&
    measured.length === 1 &&
    one?.dimensions != null &&
    sameDimensions(physicalPart(unit.dimensions), one.dimensions);
  const product = share(first) * share(second) * (isInUnit && one !== undefined ? one.factor / unit.factor : 1);
  const open = [first, second].reduce((sum, { value, slack }) => sum + slack / Math.abs(value || 1), 0);
  return near(number.value, product, number.slack + Math.abs(product) * open);
}
