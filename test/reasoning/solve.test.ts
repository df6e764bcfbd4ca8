import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withFact } from '../../src/reasoning/evaluate.ts';
import { comesWhole, decisionOf, informationOf, movableFacts } from '../../src/reasoning/solve.ts';
import { flipsOf } from '../../src/reasoning/thresholds.ts';
import { compiled, LATE, TABLE } from './scripts.ts';

const { model, world } = compiled(LATE);

describe('flipsOf', () => {
  const now = decisionOf(model, world, TABLE);
  const flips = flipsOf(model, world, TABLE);

  it('finds a flip on facts that people argue about', () => {
    expect(now).toBe('finish');
    expect(flips.length).toBeGreaterThan(1);
  });

  it('is exact to the printed digit: the value tried before decides as now, the printed one otherwise', () => {
    for (const { fact, tried, at, to } of flips) {
      expect(decisionOf(model, withFact(world, fact, tried.holds), TABLE)).toBe(now);
      expect(decisionOf(model, withFact(world, fact, tried.flips), TABLE)).toBe(to);
      expect(to).not.toBe(now);
      expect(at).toBe(tried.flips);
    }
  });

  it('is as exact for any deadline and price', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 25 }), fc.integer({ min: 2000, max: 150_000 }), (deadline, price) => {
        const there = withFact(withFact(world, 'deadline', deadline), 'dayUsd', price);
        const here = decisionOf(model, there, TABLE);
        for (const { fact, tried, to } of flipsOf(model, there, TABLE)) {
          expect(decisionOf(model, withFact(there, fact, tried.holds), TABLE)).toBe(here);
          expect(decisionOf(model, withFact(there, fact, tried.flips), TABLE)).toBe(to);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('stays within the range of each fact, the nearest first', () => {
    for (const { fact, at } of flips) {
      const [low, high] = model.scenario.facts[fact]?.range ?? [0, 0];
      expect(at).toBeGreaterThanOrEqual(low);
      expect(at).toBeLessThanOrEqual(high);
    }
    const distances = flips.map(({ at, now: value = 1 }) => Math.max(at / value, value / at));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });
});

describe('comesWhole', () => {
  it.each(['nights', '간호사', 'tenants', 'cards', '명', '', 'users'])('is so of what is counted: 3 %s', (unit) => {
    expect(comesWhole({ value: 3, unit, range: [1, 6] }, 3)).toBe(true);
  });

  it.each([
    'points',
    '점',
    'hectares',
    '헥타르',
    'tonnes',
    'hours',
    '시간',
    '%',
    'USD',
    'B tokens',
    'cards/hour',
    'm^3',
  ])('is not so of what is measured: 3 %s', (unit) => {
    expect(comesWhole({ value: 3, unit, range: [1, 6] }, 3)).toBe(false);
  });

  it('is not so where a fraction was written', () => {
    expect(comesWhole({ value: 3, unit: 'nights', range: [1, 4.5] }, 3)).toBe(false);
  });
});

describe('movableFacts', () => {
  it('leaves out what nobody argues about as soon as somebody argues about something', () => {
    expect(
      movableFacts(model, world)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['dayUsd', 'deadline', 'perDay', 'slope']);
  });

  it('looks from a quarter to four times where no range is given', () => {
    const bare = compiled(LATE.replaceAll(/, range: \[[^\]]+\]/g, '').replace(', knownBy: [flux], assumed: 100e9', ''));
    expect(movableFacts(bare.model, bare.world).find(({ path }) => path === 'deadline')?.range).toEqual([2.25, 36]);
  });
});

describe('informationOf', () => {
  it('is worth nothing where no value within the range changes the decision', () => {
    const { chance, stretches } = informationOf(model, world, TABLE, { path: 'deadline', range: [8.9, 9.1] });
    expect(chance).toBe(0);
    expect(stretches).toHaveLength(1);
  });

  it('is worth more the more of the range decides otherwise', () => {
    const [flip] = flipsOf(model, world, TABLE).filter(({ fact }) => fact === 'deadline');
    expect(flip).toBeDefined();
    const wide = informationOf(model, world, TABLE, { path: 'deadline', range: [1, 30] });
    expect(wide.chance).toBeGreaterThan(0);
    expect(wide.stretches.some(({ decision }) => decision === flip?.to)).toBe(true);
  });
});
