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
  ])('comes out: %s', (text, result) => {
    expect(shown(text)).toEqual([[result, true]]);
  });

  it.each(['sqrt(0.3 * 0.7 / 400) = 0.229', '2,310 - 1,980 = 430만 원', '12.5 - 7.25 = 6.25B', '4 x 90 s = 9 min'])(
    'does not: %s',
    (text) => {
      expect(shown(text).map(([, holds]) => holds)).toEqual([false]);
    },
  );
});
