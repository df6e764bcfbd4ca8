import type { Facts } from './question/facts.ts';
import type { Tagged } from './question/tag.ts';
import { isOfSheet } from './question/ways.ts';

/** Units in which calculators take what a question says in base units. */
const SCALES = [1, 1e9, 1e12, 1e6, 1000 / 1024, 3600, 86_400, 8e9, 1e3];
const NEAR = 0.003;

/** Whether a number is one of some that a calculator takes. */
export const isAmong = (tag: Tagged | undefined, numbers: readonly number[]): boolean =>
  tag !== undefined &&
  numbers.some((number) => SCALES.some((scale) => Math.abs(tag.value / scale / number - 1) < NEAR));

/** Every number that arguments say, also those in names. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return [...value.matchAll(/\d+(?:\.\d+)?/g)].map(([digits]) => Number(digits));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

const BECOMES = /^(?:\s?[a-z가-힣]+)?\s?(?:to|→|->|에서)\s\d/;
const MOST_OF_ANYTHING = 2;
/**
 * Places of the numbers that the arguments of a calculator leave: but for what a sheet or a name says as well, what was so before, the size of
 * what is said in bytes, and counts as small as may be of anything.
 */
export function leftByCalculation(
  args: Record<string, unknown>,
  tags: readonly Tagged[],
  facts: Facts,
  lower: string,
): number[] {
  const taken = numbersIn(args);
  return tags.flatMap((tag, index) => {
    const { value, dimension, may, end } = tag;
    const role = may[0]?.[0];
    const isSmall =
      value === 1 || value === 0 || ((dimension === 'bare' || dimension === 'x') && value <= MOST_OF_ANYTHING);
    const isNamed = role === 'params' && (args.model !== undefined || args.dataGB !== undefined);
    const isKnown = isAmong(tag, taken) || isOfSheet(tag, facts) || BECOMES.test(lower.slice(end, end + 24));
    return isSmall || isNamed || isKnown || role === 'capacity' ? [] : [index];
  });
}
