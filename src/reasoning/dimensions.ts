import { PitwallError } from '../core/error.ts';
import type { Expression, FunctionName } from './formula.ts';
import type { Dimensions, Unit } from './units.ts';
import { areComparable, dimensionWords, NO_UNIT, physicalPart, sameDimensions, times } from './units.ts';

/** What a name is measured in; null where that is not known, as for a figure of a calculator that has not run. */
export type UnitOf = (name: string) => Unit | null;

const PLAIN = NO_UNIT.dimensions;

/**
 * The dimensions of a formula's result; null where they are not known. Throws SCENARIO_INVALID where it adds or compares what does
 * not fit, such as days and dollars.
 */
export function dimensionsOf(expression: Expression, unitOf: UnitOf): Dimensions | null {
  const of = (part: Expression) => dimensionsOf(part, unitOf);
  switch (expression.kind) {
    case 'number':
      return expression.unit?.dimensions ?? PLAIN;
    case 'name':
      return unitOf(expression.name)?.dimensions ?? null;
    case 'negative':
      return of(expression.of);
    case 'choice':
      of(expression.test);
      return together([expression.then, expression.otherwise], of, 'chooses between');
    case 'comparison':
      together([expression.left, expression.right], of, 'compares');
      return PLAIN;
    case 'logic':
      of(expression.left);
      of(expression.right);
      return PLAIN;
    case 'call':
      return ofCall(expression, of);
    case 'binary':
      return ofBinary(expression, of);
  }
}

/**
 * How many percents more are multiplied than divided by in a formula's result: one of a sum of shares, two of a share of a share, none of the
 * ratio of two.
 */
export function percentsIn(expression: Expression, unitOf: UnitOf): number {
  const of = (part: Expression) => percentsIn(part, unitOf);
  switch (expression.kind) {
    case 'number':
      return isPercent(expression.unit) ? 1 : 0;
    case 'name':
      return isPercent(unitOf(expression.name)) ? 1 : 0;
    case 'negative':
      return of(expression.of);
    case 'choice':
      return Math.max(of(expression.then), of(expression.otherwise));
    case 'comparison':
    case 'logic':
      return 0;
    case 'call':
      return KEEPS_ITS_UNIT.has(expression.name) ? Math.max(...expression.args.map(of)) : 0;
    case 'binary': {
      const [left, right] = [of(expression.left), of(expression.right)];
      if (expression.operator === '*') return left + right;
      if (expression.operator === '/') return left - right;
      return expression.operator === '^' ? left : Math.max(left, right);
    }
  }
}

/** A hundredth of nothing else: a centimetre is a hundredth as well. */
export const isPercent = (unit: Unit | null): boolean =>
  unit !== null && unit.factor === PERCENT && sameDimensions(unit.dimensions, PLAIN);
const PERCENT = 0.01;
/** What comes out of these is of the kind that went in; a root, a power and a logarithm of a share are no share. */
const KEEPS_ITS_UNIT: ReadonlySet<FunctionName> = new Set(['min', 'max', 'abs', 'ceil', 'floor', 'round']);

function ofBinary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  of: (part: Expression) => Dimensions | null,
): Dimensions | null {
  if (operator === '+' || operator === '-') return together([left, right], of, operator === '+' ? 'adds' : 'subtracts');
  const a = of(left);
  const b = of(right);
  if (operator === '^') {
    if (b !== null && Object.keys(physicalPart(b)).length > 0)
      refuse(`expected a plain number as an exponent, got ${dimensionWords(b)}`);
    if (a === null) return null;
    return right.kind === 'number' ? times(PLAIN, a, right.value) : a;
  }
  if (a === null || b === null) return null;
  return times(a, b, operator === '*' ? 1 : -1);
}

function ofCall(
  { name, args }: Extract<Expression, { kind: 'call' }>,
  of: (part: Expression) => Dimensions | null,
): Dimensions | null {
  if (name === 'min' || name === 'max') return together(args, of, `takes the ${name} of`);
  const first = args[0] === undefined ? PLAIN : of(args[0]);
  if (first === null) return null;
  const physical = Object.keys(physicalPart(first)).length > 0;
  if (name === 'abs') return first;
  if (name === 'sqrt') return times(PLAIN, first, 0.5);
  if (name === 'ceil' || name === 'floor' || name === 'round') {
    if (physical)
      refuse(
        `expected a plain number to ${name}, got ${dimensionWords(first)}; divide by its unit first, as in \`${name}(x / 1 day) * 1 day\``,
      );
    return first;
  }
  if (physical) refuse(`expected a plain number under \`${name}\`, got ${dimensionWords(first)}`);
  return PLAIN;
}

function together(
  parts: readonly Expression[],
  of: (part: Expression) => Dimensions | null,
  does: string,
): Dimensions | null {
  let common: Dimensions | null = null;
  for (const part of parts) {
    const dimensions = of(part);
    // Nothing is nothing in any unit.
    if (dimensions === null || isZero(part)) continue;
    if (common !== null && isPlain(common) !== isPlain(dimensions) && (isPhysical(common) || isPhysical(dimensions)))
      refuse(
        `${does} ${dimensionWords(isPlain(common) ? dimensions : common)} and a plain number; give the number its unit, as in \`2 days\``,
      );
    if (common !== null && !areComparable(common, dimensions))
      refuse(`${does} ${dimensionWords(common)} and ${dimensionWords(dimensions)}`);
    if (common === null || isPlain(common)) common = dimensions;
  }
  return common;
}

const isPlain = (dimensions: Dimensions) => Object.keys(dimensions).length === 0;
const isPhysical = (dimensions: Dimensions) => Object.keys(physicalPart(dimensions)).length > 0;

function isZero(part: Expression): boolean {
  return part.kind === 'number' && part.value === 0 && part.unit === null;
}

function refuse(sentence: string): never {
  throw new PitwallError('SCENARIO_INVALID', sentence);
}
