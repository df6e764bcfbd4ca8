import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pick, randomFrom, shuffled } from '../../src/core/random.ts';

const take = (count: number, ...key: (string | number)[]) => {
  const random = randomFrom(...key);
  return Array.from({ length: count }, random);
};

/** Pearson's statistic over equal bins. */
function chiSquared(draws: readonly number[], bins: number): number {
  const counts = new Array<number>(bins).fill(0);
  for (const draw of draws) counts[Math.floor(draw * bins)] = (counts[Math.floor(draw * bins)] ?? 0) + 1;
  const expected = draws.length / bins;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const co = a.reduce((sum, one, index) => sum + (one - ma) * ((b[index] ?? 0) - mb), 0);
  const spread = (list: readonly number[], m: number) => Math.sqrt(list.reduce((sum, one) => sum + (one - m) ** 2, 0));
  return co / (spread(a, ma) * spread(b, mb));
}

/** 99.99th percentile of chi squared with 19 degrees of freedom. */
const LIMIT = 51;

describe('a stream of random numbers', () => {
  it('is the same for the same key, on every machine', () => {
    expect(take(5, 7, 'words', 3, 'pulse')).toEqual(take(5, 7, 'words', 3, 'pulse'));
    expect(take(3, 1, 'temper', 'pulse', 'mixture').map((draw) => draw.toFixed(9))).toMatchInlineSnapshot(`
      [
        "0.001810753",
        "0.642094191",
        "0.739084559",
      ]
    `);
  });

  it('differs as soon as any part of the key does, and keeps parts apart', () => {
    const keys = [
      [1, 'a', 'b'],
      [2, 'a', 'b'],
      [1, 'ab', ''],
      [1, '', 'ab'],
      [1, 'a', 'b', ''],
      [1, 'b', 'a'],
      [11, 'a', 'b'],
    ];
    expect(new Set(keys.map((key) => take(1, ...key)[0])).size).toBe(keys.length);
  });

  it('is uniform along one stream, and over the first draws of many', () => {
    expect(chiSquared(take(20_000, 3, 'stream'), 20)).toBeLessThan(LIMIT);
    const firsts = Array.from({ length: 20_000 }, (_, seed) => take(1, seed, 'first')[0] as number);
    expect(chiSquared(firsts, 20)).toBeLessThan(LIMIT);
    const byName = Array.from(
      { length: 20_000 },
      (_, index) => take(1, 1, 'temper', 'pulse', `r${index}`)[0] as number,
    );
    expect(chiSquared(byName, 20)).toBeLessThan(LIMIT);
  });

  it('tells neighbouring keys nothing about each other', () => {
    const of = (seat: string) => Array.from({ length: 5000 }, (_, seed) => take(1, seed, seat)[0] as number);
    const pulse = of('pulse');
    expect(Math.abs(correlation(pulse, of('pulsf')))).toBeLessThan(0.06);
    expect(Math.abs(correlation(pulse.slice(1), pulse.slice(0, -1)))).toBeLessThan(0.06);
  });

  it('stays at nought or above and below one', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, name) => {
        for (const draw of take(20, seed, name)) expect(draw >= 0 && draw < 1).toBe(true);
      }),
    );
  });
});

describe('choosing', () => {
  it('is fair', () => {
    const random = randomFrom('fair');
    const counts = { a: 0, b: 0, c: 0 };
    for (let turn = 0; turn < 9000; turn += 1) counts[pick(random, ['a', 'b', 'c'] as const)] += 1;
    for (const count of Object.values(counts)) expect(Math.abs(count - 3000)).toBeLessThan(200);
  });

  it('refuses an empty list', () => {
    expect(() => pick(randomFrom('x'), [])).toThrow(RangeError);
  });

  it('shuffles to every order alike and leaves the list alone', () => {
    const random = randomFrom('orders');
    const counts = new Map<string, number>();
    const list = ['a', 'b', 'c'];
    for (let turn = 0; turn < 6000; turn += 1) {
      const order = shuffled(random, list).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
    expect(list).toEqual(['a', 'b', 'c']);
  });
});
