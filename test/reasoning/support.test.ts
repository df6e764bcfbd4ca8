import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withFact } from '../../src/reasoning/evaluate.ts';
import { assess, differences, lossOf, weightOf } from '../../src/reasoning/support.ts';
import { compiled, LATE } from './scripts.ts';

const { model, world } = compiled(LATE);
const VALUES = ['progress', 'cost', 'schedule'] as const;

describe('assess', () => {
  it('gives nothing to an option that misses a limit, and shares the rest', () => {
    const { options } = assess(model, world, VALUES);
    expect(options.get('finish')?.missed.map(({ id }) => id)).toEqual(['spare']);
    expect(options.get('finish')?.share).toBe(0);
    const total = [...options.values()].reduce((sum, { share }) => sum + share, 0);
    expect(total).toBeCloseTo(1);
  });

  it('a dearer day never moves support toward the option that costs more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 200_000 }), fc.integer({ min: 1000, max: 200_000 }), (one, other) => {
        const [cheap, dear] = [Math.min(one, other), Math.max(one, other)];
        const shareAt = (price: number) =>
          assess(model, withFact(world, 'dayUsd', price), VALUES).options.get('some')?.share ?? 0;
        expect(shareAt(dear)).toBeLessThanOrEqual(shareAt(cheap) + 1e-9);
      }),
    );
  });

  it('a steeper slope never moves support away from the option that trains on', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-13, max: 1e-10, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (slope, factor) => {
          const shareAt = (at: number) =>
            assess(model, withFact(world, 'slope', at), VALUES).options.get('some')?.share ?? 0;
          expect(shareAt(slope * factor)).toBeGreaterThanOrEqual(shareAt(slope) - 1e-9);
        },
      ),
    );
  });

  it('whoever puts cost first stops, whoever puts progress first goes on', () => {
    expect(assess(model, world, ['cost', 'schedule', 'progress']).best).toBe('stop');
    expect(assess(model, world, ['progress', 'schedule', 'cost']).best).toBe('some');
    expect(differences(assess(model, world, VALUES), 'some', 'stop')[0]?.criterion.id).toBe('points');
  });

  it('decides nothing between options that nothing tells apart', () => {
    const twins = compiled(`motion: x?
options: { a: go, b: stay }
facts: { one: 1 day }
criteria: [{ more: one, worth: 1 day, value: cost }]
`);
    expect(assess(twins.model, twins.world, ['cost']).best).toBeNull();
  });
});

describe('lossOf', () => {
  it('grows with the difference, hardly at all below what it is worth', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (a, b) => {
          expect(lossOf(Math.max(a, b), 1)).toBeGreaterThanOrEqual(lossOf(Math.min(a, b), 1));
        },
      ),
    );
    expect(lossOf(1, 1)).toBeLessThan(0.05);
    expect(lossOf(10, 1)).toBeGreaterThan(0.9);
    // As docs/SCENARIOS.md says it.
    expect([2, 3, 6].map((times) => Math.round(100 * lossOf(times, 1)))).toEqual([31, 51, 82]);
    expect(lossOf(-3, 1)).toBe(0);
  });

  it('counts from the first difference on where none is noise', () => {
    expect(lossOf(0.5, 1, 0)).toBeGreaterThan(3 * lossOf(0.5, 1));
    expect(lossOf(0.5, 1, 0.6)).toBeLessThan(0.05);
  });
});

describe('weightOf', () => {
  it('falls down the order of values', () => {
    expect(weightOf(VALUES, 'progress')).toBeGreaterThan(weightOf(VALUES, 'cost'));
    expect(weightOf(VALUES, 'schedule')).toBeGreaterThan(weightOf(VALUES, 'simplicity'));
  });
});
