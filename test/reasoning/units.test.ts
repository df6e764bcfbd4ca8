import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areComparable, sameDimensions, times, unitOf } from '../../src/reasoning/units.ts';

const word = fc.constantFrom('days', 'hours', 's', 'GB', 'USD', 'KRW', 'tokens', 'cards', 'points', 'W');

describe('unitOf', () => {
  it.each([
    ['2', 'days', 'hours', 24],
    ['1', 'weeks', 'days', 7],
    ['1', 'GB', 'MB', 1000],
    ['1', 'MB', 'KB', 1000],
    ['1', 'ms', 'µs', 1000],
    ['1', '°C', 'celsius', 1],
    ['1', 'GiB', 'MiB', 1024],
    ['1', 'bytes', 'bits', 8],
    ['1', 'Mbit/s', 'kbps', 1000],
    ['1', 'GB/s', 'Gbps', 8],
    ['1', 'USD/hour', 'USD/day', 24],
    ['1', '만 원', '원', 10_000],
    ['1', '원/월', '원/개월', 1],
    ['1', '시간/월', 'hours per month', 1],
    ['12', '만 원/연', '만 원/월', 1 / 12],
    ['1', '원/분기', '원/반기', 2],
    ['1', '원/해', '원/년', 1],
    ['1', '원/월/장', '원/card/month', 1],
    ['1', '%', '', 0.01],
    ['1', '일', 'hours', 24],
    ['1', 'engineer-days', 'engineer hours', 24],
    ['1', 'working days', 'days', 1],
    ['1', 'USD/Mtok', 'USD/token', 1e-6],
    ['1', 'USD per 1M tokens', 'USD per million tokens', 1],
    ['1', 'USD/1,000 tokens', 'USD/ktok', 1],
    ['1', '100만 토큰당 달러', 'USD/1M tokens', 1],
    ['1', '원/천 토큰', 'KRW per 1000 tok', 1],
    ['1', 'USD/B tokens', 'USD/Mtok', 1e-3],
    ['1', 'cents per image', 'USD/img', 0.01],
    ['1', 'USD/GPU-hr', 'USD per card hour', 1],
    ['1', 'USD/H100/h', 'GPU시간당 달러', 1],
    ['1', 'USD/GPU-second', 'USD/GPUh', 3600],
    ['1', 'TFLOPS', 'GFLOP/s', 1000],
    ['1', 'B', 'bits', 8],
    ['1', 'm3', 'm^3', 1],
    ['1', 'm³', 'cm3', 1e6],
    ['1', 'km²', 'm2', 1e6],
    ['1', 'USD per m³', 'USD/m3', 1],
  ])('%s %s in %s', (_, from, to, factor) => {
    const [a, b] = [unitOf(from), unitOf(to)];
    expect(sameDimensions(a.dimensions, b.dimensions)).toBe(true);
    expect(a.factor / b.factor).toBeCloseTo(factor, 9);
  });

  it.each(['iB', 'ib', 'kiB'])('counts %s, which is no unit of data, as a thing of its own', (text) => {
    expect(unitOf(text)).toMatchObject({ factor: 1, dimensions: { [text.toLowerCase()]: 1 } });
  });

  it('says the same for `per` and `/`, singular and plural', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(unitOf(`${a} per ${b}`).dimensions).toEqual(unitOf(`${a}/${b}`).dimensions);
        expect(unitOf(`${a}/${b}`).factor).toBeCloseTo(unitOf(a).factor / unitOf(b).factor);
      }),
    );
    expect(unitOf('token').dimensions).toEqual(unitOf('tokens').dimensions);
  });

  it('a product divided by itself has no dimension', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const product = times(unitOf(a).dimensions, unitOf(b).dimensions, 1);
        expect(times(product, product, -1)).toEqual({});
      }),
    );
  });

  it.each(['share', 'share of the mix', '% of the pairs', 'x', 'ratio', ''])('%j is a plain number', (text) => {
    expect(unitOf(text).dimensions).toEqual({});
  });

  it.each([
    ['batches', 'batch'],
    ['boxes', 'box'],
    ['dishes', 'dish'],
    ['classes', 'class'],
    ['caches', 'cache'],
    ['queries', 'query'],
  ])('%s are of one %s each', (many, one) => {
    expect(unitOf(many).dimensions).toEqual(unitOf(one).dimensions);
  });

  it('a word that every object has is a word like any other', () => {
    expect(unitOf('toString').factor).toBe(1);
    expect(unitOf('3 constructor').factor).toBe(3);
    expect(Object.entries(unitOf('3 constructor').dimensions)).toEqual([['constructor', 1]]);
  });

  it('keeps currencies, time and data apart, and lets counts beside plain numbers be', () => {
    expect(areComparable(unitOf('USD').dimensions, unitOf('KRW').dimensions)).toBe(false);
    expect(areComparable(unitOf('days').dimensions, unitOf('GB').dimensions)).toBe(false);
    expect(areComparable(unitOf('tokens').dimensions, unitOf('').dimensions)).toBe(true);
    expect(areComparable(unitOf('tokens').dimensions, unitOf('cards').dimensions)).toBe(false);
  });
});
