import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/core/language.ts';
import { printQuantity } from '../../src/wording/quantities.ts';
import { asPrinted } from '../playbook/numbers.ts';

const UNITS = [
  'nats',
  'USD',
  'USD/hour',
  'minutes',
  'hours',
  's',
  'days',
  'steps',
  'step',
  'GB',
  'GB/s',
  'cards',
  'points',
  'times',
  'x',
  'count',
  'tokens',
  'parameters',
  'share',
  'share of the shard',
  '',
  'furlongs',
];
const directives = fc.subarray(['abs', 'bare', 'signed', 'percent', 'whole']);
const values = fc.oneof(
  fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  fc.double({ min: -1000, max: 1000, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.integer({ min: -1e6, max: 1e6 }),
);
const printed = (value: number, unit: string, language: Language = 'ko', ...words: string[]) =>
  printQuantity(value, unit, language, words).text;

describe('a printed number', () => {
  it('is within half of its last digit of the value that it stands for', () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(...UNITS),
        fc.constantFrom('ko', 'en'),
        directives,
        (value, unit, lang, words) => {
          const { quantity } = printQuantity(value, unit, lang as Language, words);
          const { shown, half } = asPrinted(quantity.text);
          expect(Math.abs(shown - quantity.value)).toBeLessThanOrEqual(half * (1 + 1e-6) + 1e-9 * Math.abs(shown));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('stands for the value itself, its size, or its percentage, as its operation says', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...UNITS), directives, (value, unit, words) => {
        const { op, value: shown } = printQuantity(value, unit, 'ko', words).quantity;
        if (op === 'is') expect(shown + 0).toBe(value + 0);
        else if (op === 'abs') expect(shown + 0).toBe(-value + 0);
        else expect(Math.abs(shown)).toBe(Math.abs(value * 100));
      }),
    );
  });

  it('stands in the text with its unit around it', () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(...UNITS),
        fc.constantFrom('ko', 'en'),
        directives,
        (value, unit, lang, words) => {
          const { text, quantity } = printQuantity(value, unit, lang as Language, words);
          expect(text).toContain(quantity.text);
        },
      ),
    );
  });

  it('never shows a value as nothing, or nothing with a sign', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...UNITS), directives, (value, unit, words) => {
        fc.pre(Math.abs(value) >= 1e-4);
        const { text } = printQuantity(value, unit, 'ko', words).quantity;
        expect(text).not.toMatch(/^[+−]0(\.0*)?$/);
        if (!words.includes('whole')) expect(asPrinted(text).shown).not.toBe(0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('units', () => {
  it.each([
    [0.234, 'nats', '0.23'],
    [-0.234, 'nats', '−0.23'],
    [0.054, 'nats', '0.054'],
    [0.05, 'nats', '0.05'],
    [147.2, 'USD', '147달러'],
    [1470, 'USD', '1,470달러'],
    [2.5, 'USD/hour', '시간당 2.5달러'],
    [4, 'USD/hour', '시간당 4달러'],
    [27.6, 'minutes', '28분'],
    [6.6, 's', '6.6초'],
    [0.54, 's', '0.54초'],
    [2980, 'step', '2,980 step'],
    [64, 'cards', '64장'],
    [0.11, 'share', '11%'],
    [0.085, 'share of the shard', '8.5%'],
    [0.5, 'share', '50%'],
    [0, 'share', '0%'],
    [1, 'share', '100%'],
    [7e9, 'parameters', '7B'],
    [7.24e9, 'parameters', '7.24B'],
    [2e6, 'tokens', '2M'],
    [27, 'GB', '27GB'],
    [1.5, 'x', '1.5배'],
    [2, 'times', '2번'],
    [0.0123, '', '0.012'],
  ])('%d %s is %s', (value, unit, text) => {
    expect(printed(value, unit)).toBe(text);
  });

  it.each([
    [147.2, 'USD', '$147'],
    [2980, 'step', 'step 2,980'],
    [64, 'cards', '64 cards'],
    [2.5, 'USD/hour', '$2.5 an hour'],
  ])('%d %s is %s in English', (value, unit, text) => {
    expect(printed(value, unit, 'en')).toBe(text);
  });

  it.each([
    [-0.23, 'nats', ['abs'], '0.23'],
    [0.23, 'nats', ['signed'], '+0.23'],
    [-0.23, 'nats', ['signed'], '−0.23'],
    [147, 'USD', ['bare'], '147'],
    [0.4, '', ['percent'], '40%'],
    [27.6, 'minutes', ['whole'], '28분'],
    [6.6, 's', ['whole'], '7초'],
  ])('%d %s with %j is %s', (value, unit, words, text) => {
    expect(printed(value, unit, 'ko', ...words)).toBe(text);
  });
});
