import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountIn, inUnit } from '../../src/reasoning/amounts.ts';
import { unitOf } from '../../src/reasoning/units.ts';

describe('amountIn', () => {
  it.each([
    'three',
    'H100 SXM',
    '2024-05-01',
    '15..90',
    '3 people left and nobody knows when they come back',
    '',
    'toString',
  ])('finds no amount in %j', (text) => {
    expect(amountIn(text)).toBeNull();
  });

  it.each(['2,100 m3', '2100 m³', '2100 m^3'])('reads %s as a volume', (text) => {
    expect(amountIn(text)).toEqual({ value: 2100, unit: 'm^3' });
  });

  it('reads back every number that it is given, with grouped thousands too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
        expect(amountIn(`${value} days`)).toEqual({ value, unit: 'days' });
        expect(amountIn(value.toLocaleString('en-US'))).toEqual({ value, unit: '' });
      }),
    );
  });

  it.each([
    ['5k', 5e3],
    ['5M', 5e6],
    ['5B', 5e9],
    ['5T', 5e12],
    ['5 million', 5e6],
    ['5만', 5e4],
    ['5천만', 5e7],
    ['5억', 5e8],
    ['5 억 원', 5e8],
    ['3조', 3e12],
    // Lookups, and no trillions of times.
    ['5 조회', 5],
    ['5 조회/요청', 5],
    ['1.2B', 1.2e9],
  ])('scales %s', (text, value) => {
    expect(amountIn(text)?.value).toBe(value);
  });
});

describe('inUnit', () => {
  it('converts there and back to the same number', () => {
    const times = fc.constantFrom('s', 'minutes', 'hours', 'days', 'weeks', '일', '시간');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), times, times, (value, from, to) => {
        const there = inUnit({ value, unit: from }, to);
        expect(inUnit({ value: there, unit: to }, from) / value).toBeCloseTo(1, 9);
        expect((there * unitOf(to).factor) / (value * unitOf(from).factor)).toBeCloseTo(1, 9);
      }),
    );
  });

  it.each([
    ['3 GB', 'days'],
    ['3 USD', 'KRW'],
    ['3 days', undefined],
    ['2%', 'nats'],
    ['1.3 x', 'nats'],
    ['2 nats', '%'],
  ])('refuses %s where %s is wanted', (text, unit) => {
    expect(() => inUnit(amountIn(text) ?? { value: 0, unit: '' }, unit)).toThrow(/expected a number/);
  });

  it.each([
    ['$3 per 1M tokens', 'USD/token', 3e-6],
    ['$0.15/Mtok', 'USD per 1M tokens', 0.15],
    ['100만 토큰당 3달러', 'USD/million tokens', 3],
    ['GPU시간당 2.5달러', 'USD/GPU-hour', 2.5],
    ['1,000장당 40원', 'KRW/card', 0.04],
  ])('reads the price %s', (text, unit, wanted) => {
    expect(inUnit(amountIn(text) ?? { value: 0, unit: '' }, unit)).toBeCloseTo(wanted, 12);
  });
});
