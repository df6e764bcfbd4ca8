import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { farthestKeeping, unsavedBy } from '../../src/reasoning/amend.ts';
import { amendments } from '../../src/reasoning/amendments.ts';
import { OptionValues, withFact, worldWith } from '../../src/reasoning/evaluate.ts';
import type { CompiledNeed } from '../../src/reasoning/model.ts';
import { endsOf } from '../../src/reasoning/settable.ts';
import { bestOf } from '../../src/reasoning/weighing.ts';
import { compiled, LATE } from './scripts.ts';

const { model, world } = compiled(LATE);
const need = model.criteria[0] as CompiledNeed;

describe('amendments', () => {
  it('solves the setting that keeps the limit and serves the goals best', () => {
    expect(amendments(model, world)).toEqual([
      { option: 'finish', input: 'tokens', from: 300e9, to: 240e9, repairs: ['spare'] },
    ]);
  });

  it('keeps every limit with what it proposes, wherever the facts lie', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 30, noNaN: true }),
        fc.double({ min: 1e10, max: 4e11, noNaN: true }),
        (deadline, perDay) => {
          const there = withFact(withFact(world, 'deadline', deadline), 'perDay', perDay);
          for (const one of amendments(model, there)) {
            const [low, high] = endsOf(model.scenario.options[one.option]?.adjust[one.input] ?? [0, 0]);
            expect(one.to).toBeGreaterThanOrEqual(low);
            expect(one.to).toBeLessThanOrEqual(high);
            expect(new OptionValues(model, worldWith(there, [one]), one.option).meets(need)).toBe(true);
            expect(new OptionValues(model, there, one.option).meets(need)).toBe(one.repairs.length === 0);
            const farthest = { ...one, to: farthestKeeping(model, there, one) };
            expect(new OptionValues(model, worldWith(there, [farthest]), one.option).meets(need)).toBe(true);
          }
        },
      ),
    );
  });

  it('proposes nothing where nothing within the bounds helps', () => {
    expect(amendments(model, withFact(world, 'deadline', 2))).toEqual([]);
  });

  /** The load needs `rate` at or below `most`, the score at or above 26.5. */
  const between = (most: number) =>
    compiled(`motion: x?
options: { tuned: { label: tuned, set: { rate: 20.5 }, adjust: { rate: [20.5, 30] } }, plain: { label: plain, set: { rate: 25 } } }
facts: { rate: 0, share: 2 }
quantities: { load: rate * share, score: rate * 3 }
criteria: [{ need: load <= ${2 * most}, value: reliability }, { need: score >= 79.5, value: user-impact }]
`);

  it('finds a setting that only a narrow stretch between two limits allows', () => {
    const narrow = between(26.52);
    const [one] = amendments(narrow.model, narrow.world);
    expect(one?.to).toBeGreaterThanOrEqual(26.5);
    expect(one?.to).toBeLessThanOrEqual(26.52);
    expect(unsavedBy(narrow.model, narrow.world, 'tuned')).toEqual([]);
  });

  it.each([
    ['people', 10, 95],
    ['boxes', 3, 500],
    ['cards', 1, 64],
  ])('sets %s in whole numbers, whatever the bounds and where the limit binds', (unit, low, high) => {
    for (const most of [2.8, 8.3, 21.7, 60.9]) {
      const { model, world } = compiled(`motion: x?
options: { more: { label: more, set: { n: ${high} }, adjust: { n: [${low}, ${high}] } }, plain: { label: plain, set: { n: ${low} } } }
facts: { n: { value: ${low}, unit: ${unit} } }
quantities: { room: { is: 0.37 * n, unit: ${unit} }, worth: { is: n, unit: ${unit} } }
criteria: [{ need: room <= ${most} ${unit}, value: reliability }, { more: worth, worth: 0.1 ${unit}, value: progress }]
`);
      const found = amendments(model, world).filter(({ option }) => option === 'more');
      expect(found).toHaveLength(0.37 * high <= most || 0.37 * low > most ? 0 : 1);
      for (const { to } of found) {
        expect(Number.isInteger(to)).toBe(true);
        expect(0.37 * to).toBeLessThanOrEqual(most);
        expect(0.37 * to).toBeGreaterThan(most * 0.94 - 0.37);
      }
    }
  });

  it('says what each limit asks of an input where no setting keeps all', () => {
    const apart = between(26.4);
    expect(amendments(apart.model, apart.world)).toEqual([]);
    expect(unsavedBy(apart.model, apart.world, 'tuned')).toMatchObject([
      { input: 'rate', bounds: [20.5, 30], kept: [{ within: [20.5, 26.4] }, { within: [26.5, 30] }] },
    ]);
  });

  it('changes what is counted in whole numbers', () => {
    const text = `motion: x?
options: { copy: { label: copy, set: { workers: 2 }, adjust: { workers: [2, 4] } }, wait: { label: wait, set: { workers: 4 } } }
facts: { size: 3200 GB, rate: 30 GB/hour, log: 18 GB/hour, disk: 800 GB, workers: 0 }
quantities: { held: size / (workers * rate) * log }
criteria: [{ need: held <= disk, value: reliability }]
`;
    const counted = compiled(text);
    expect(amendments(counted.model, counted.world)).toMatchObject([{ option: 'copy', from: 2, to: 3 }]);
  });

  it.each([
    ['[200, 1300]', 720],
    ['{ from: 200, to: 1300, step: 50 }', 750],
    ['[200, 333, 777, 1300]', 777],
  ])('takes a setting of %s that there is: %d', (adjust, to) => {
    const text = `motion: x?
options: { more: { label: more, set: { labels: 1300 pages }, adjust: { labels: ${adjust} } }, none: { label: none, set: { labels: 0 pages } } }
facts: { labels: 0 pages, wanted: 719.5 pages, price: $2 per page }
quantities: { cost: labels * price }
criteria: [{ need: labels >= wanted, value: evidence }, { less: cost, worth: $100, value: cost }]
`;
    for (const weights of ['', 'weights: equal\n']) {
      const there = compiled(text + weights);
      expect(amendments(there.model, there.world)).toMatchObject([{ option: 'more', from: 1300, to }]);
      expect(bestOf(there.model, there.world, 'more')?.set).toEqual([{ option: 'more', input: 'labels', to }]);
      const dear = withFact(there.world, 'price', 50);
      expect(
        farthestKeeping(there.model, dear, { option: 'more', input: 'labels', from: 1300, to: 1300, repairs: [] }),
      ).toBe(1300);
      expect(
        farthestKeeping(there.model, dear, { option: 'more', input: 'labels', from: 1301, to: 1300, repairs: [] }),
      ).toBe(adjust === '[200, 1300]' ? 1268 : to);
    }
  });

  it.each([
    ['[2, 9]', 5],
    ['[2.5, 9]', 4.3],
  ])('changes days within %s to %d: whole ones where they were bounded by whole ones', (bounds, to) => {
    const text = `motion: x?
options: { early: { label: early, set: { training: 2 days }, adjust: { training: ${bounds} } }, late: { label: late, set: { training: 9 days } } }
facts: { perDay: 100 GB/day, wanted: 430 GB, training: 0 days }
quantities: { seen: perDay * training }
criteria: [{ need: seen >= wanted, value: progress }]
`;
    const counted = compiled(text);
    expect(amendments(counted.model, counted.world)).toMatchObject([{ option: 'early', to }]);
  });
});
