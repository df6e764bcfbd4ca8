import { describe, expect, it } from 'vitest';
import { numbersIn } from '../../src/reasoning/said-numbers.ts';
import { shownIn } from '../../src/reasoning/shown-arithmetic.ts';

/** Results that a text works out, and whether they come out. */
const shown = (text: string) => {
  const numbers = numbersIn(text);
  return shownIn(text, numbers).map(({ result, holds }) => [numbers[result]?.text, holds]);
};

describe('a calculation that is written out', () => {
  it.each([
    ['sqrt(0.3 * 0.7 / 400) = 0.0229', '0.0229'],
    ['√(9 + 16) = 5', '5'],
    ['2,310 - 1,980 = 330만 원', '330만'],
    ['12.5 - 7.25 = 5.25B', '5.25B'],
    ['4 x 90 s = 6 min', '6'],
    ['(8 + 4) / 3 = 4', '4'],
    ['(1 - 0.3) * 4.5 % * (2000 + 48000 * 10 % * 3 / 24) = 82 crates', '82'],
    ['(60 % - 45 %) * 9 * 48000 * 0.4 % * $3 = $778', '778'],
    ['48,000 crates a day * 10 % = 4,800 crates', '4,800'],
    ['0.18 % * (1 - 35 %) = 0.12 %', '0.12 %'],
    ['100 - 35 % = 65 %', '65 %'],
    ['60 % - 45 % = 15', '15'],
    ['15 / 24.7 = 61 %', '61 %'],
    ['60 % - 45 % = 15 %p', '15 %'],
    ['45 s * 45 = 33 min 45 s', '33 min 45 s'],
    ['20분 * 4 = 1시간 20분', '1시간 20분'],
    ['33 min 45 s * 4 = 2 h 15 min', '2 h 15 min'],
  ])('comes out: %s', (text, result) => {
    expect(shown(text)).toEqual([[result, true]]);
  });

  it.each([
    'sqrt(0.3 * 0.7 / 400) = 0.229',
    '2,310 - 1,980 = 430만 원',
    '12.5 - 7.25 = 6.25B',
    '4 x 90 s = 9 min',
    '48000 * 10 % = 480,000 crates',
    '(60 % - 45 %) * 9 * 48000 * 0.4 % * $3 = $878',
    '0.18 % * (1 - 35 %) = 0.24 %',
    '15 / 24.7 = 41 %',
  ])('does not: %s', (text) => {
    expect(shown(text).map(([, holds]) => holds)).toEqual([false]);
  });
});
