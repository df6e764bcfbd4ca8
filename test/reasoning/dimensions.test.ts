import { describe, expect, it } from 'vitest';
import { dimensionsOf } from '../../src/reasoning/dimensions.ts';
import { parseFormula } from '../../src/reasoning/formula.ts';
import { countedTwice, dimensionWords, times, unitOf } from '../../src/reasoning/units.ts';

const UNITS: Record<string, string> = {
  left: 'days',
  run: 'hours',
  price: 'USD/hour',
  tokens: 'tokens',
  rate: 'tokens/day',
  share: '',
  memory: 'GB',
};
const of = (text: string) =>
  dimensionsOf(
    parseFormula(text, (name) => Object.hasOwn(UNITS, name) || name === 'open'),
    (name) => (name === 'open' ? null : unitOf(UNITS[name] ?? '')),
  );

describe('dimensionsOf', () => {
  it.each([
    ['left - run', 'time'],
    ['left * price', 'USD'],
    ['tokens / rate', 'time'],
    ['share * left', 'time'],
    ['sqrt(left * left)', 'time'],
    ['max(left, 0)', 'time'],
    ['left > run', 'a plain number'],
    ['left ^ 2', 'time^2'],
    ['share > 0 ? left : run', 'time'],
  ])('%s is %s', (text, words) => {
    expect(dimensionWords(of(text) ?? {})).toBe(words);
  });

  it('is not known where something of a calculator comes in', () => {
    expect(of('open * left')).toBeNull();
    expect(dimensionWords(of('open + left') ?? {})).toBe('time');
  });

  it.each([
    ['left + price', 'adds time and USD per time'],
    ['left - 2', 'give the number its unit'],
    ['2 - left', 'give the number its unit'],
    ['left >= 3', 'compares time and a plain number'],
    ['min(left, memory)', 'takes the min of time and data'],
    ['share > 0 ? left : memory', 'chooses between time and data'],
    ['2 ^ left', 'expected a plain number as an exponent'],
    ['ln(left)', 'expected a plain number under `ln`'],
    ['ceil(left)', 'divide by its unit first'],
  ])('refuses %s', (text, says) => {
    expect(() => of(text)).toThrow(says);
  });
});

describe('countedTwice', () => {
  it.each([
    ['USD/image', 'tokens', 'USD', { above: 'token', below: 'image' }],
    ['USD/Mwidget', 'widgets', 'USD', { above: 'widget', below: 'mwidget' }],
    ['USD/Mtok', 'tokens', 'USD', null],
    ['USD/GPU-hour', 'card hours', 'USD', null],
    ['USD/hour', 'hours', 'USD', null],
    // Counts beside counts are left to people's sense.
    ['points/nat', 'tokens', 'points', null],
  ])('%s x %s as %s', (price, count, unit, left) => {
    const dimensions = times(unitOf(price).dimensions, unitOf(count).dimensions, 1);
    expect(countedTwice(dimensions, unitOf(unit).dimensions)).toEqual(left);
  });
});
