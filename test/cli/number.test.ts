import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, formatQuantity, formatShare } from '../../src/report/number.ts';

describe('numbers for reading', () => {
  it.each([
    [7e9, '7B'],
    [8.4e16, '8.40e16'],
    [1.5e12, '1.5T'],
    [2e6, '2M'],
    [147.2, '147.2'],
    [2980, '2,980'],
    [55.2, '55.2'],
    [6.6, '6.6'],
    [4, '4'],
    [-0.28, '−0.28'],
    [0.5, '0.50'],
    [0.0198, '0.0198'],
    [0.005, '0.005'],
    [0.00003, '3.0e-5'],
    [0, '0'],
    [-0, '0'],
  ])('%f is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('stay within half a percent of the value', () => {
    const size = fc.double({ min: 0.0005, max: 999_999, noNaN: true });
    fc.assert(
      fc.property(size, (value) => {
        const printed = Number(formatNumber(value).replaceAll(',', ''));
        expect(Math.abs(printed - value)).toBeLessThanOrEqual(value * 0.00501);
      }),
    );
  });

  it('print a share in percent, and no unit where there is none', () => {
    expect(formatQuantity(0.11, 'share of the new code shard')).toBe('11%');
    expect(formatQuantity(0.082, 'share')).toBe('8.2%');
    expect(formatQuantity(2, '')).toBe('2');
  });

  it.each([
    [0.725, '.72'],
    [0, '.00'],
    [1, '1.0'],
    [0.31, '.31'],
  ])('confidence %f is %s', (value, text) => {
    expect(formatShare(value)).toBe(text);
  });
});
