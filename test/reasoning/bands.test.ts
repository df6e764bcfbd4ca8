import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario as ScenarioType } from '../../src/core/scenario.ts';
import { Scenario } from '../../src/core/scenario.ts';
import { keepsEvery } from '../../src/reasoning/amend.ts';
import { bandsOf, withoutNeedless } from '../../src/reasoning/bands.ts';
import { valuesOf, withFact, worldWith } from '../../src/reasoning/evaluate.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { NO_PLAN, plansOf } from '../../src/reasoning/plans.ts';
import { aheadBySteps } from '../../src/reasoning/weighing.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';

/** Stretches of a range, each of at least a twentieth of it, with an outcome each. */
const stepped = fc
  .array(fc.record({ width: fc.integer({ min: 1, max: 8 }), outcome: fc.constantFrom('a', 'b', 'c', 'd') }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => {
    const whole = parts.reduce((sum, { width }) => sum + width, 0);
    let from = 0;
    return parts.map(({ width, outcome }) => {
      const to = from + width / whole;
      const part = { from, to, outcome };
      from = to;
      return part;
    });
  });

describe('bands of a range', () => {
  it('are in order, leave nothing out, never repeat an outcome, and are in the middle what is asked there', () => {
    fc.assert(
      fc.property(stepped, fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 90 }), (parts, low, wide) => {
        const at = (value: number) => {
          const share = (value - low) / wide;
          return parts.find(({ to }) => share < to)?.outcome ?? parts.at(-1)?.outcome ?? '';
        };
        const bands = bandsOf([low, low + wide], at);
        expect([bands[0]?.from, bands.at(-1)?.to]).toEqual([low, low + wide]);
        for (const [index, { from, to, outcome }] of bands.entries()) {
          expect(from).toBeLessThan(to);
          const next = bands[index + 1];
          if (next !== undefined) expect([to, next.outcome === outcome]).toEqual([next.from, false]);
          expect(at((from + to) / 2)).toBe(outcome);
        }
      }),
    );
  });

  it('keep their order where those that another outcome serves are given up', () => {
    fc.assert(
      fc.property(stepped, fc.constantFrom('a', 'b', null), fc.func(fc.boolean()), (parts, kept, serves) => {
        const left = withoutNeedless(parts, kept, (outcome, { from, to }) => serves(outcome, from, to));
        expect([left[0]?.from, left.at(-1)?.to]).toEqual([0, parts.at(-1)?.to]);
        for (const [index, { to, outcome }] of left.entries()) {
          const next = left[index + 1];
          if (next !== undefined) expect([to, next.outcome === outcome]).toEqual([next.from, false]);
        }
      }),
    );
  });

  it('go to a neighbour before they go to what was kept elsewhere, and leave what no other serves', () => {
    const bands = [
      { from: 0, to: 4, outcome: 'a' },
      { from: 4, to: 6, outcome: 'b' },
      { from: 6, to: 7, outcome: 'c' },
      { from: 7, to: 9, outcome: 'b' },
      { from: 9, to: 10, outcome: 'd' },
    ];
    expect(withoutNeedless(bands, 'a', (outcome, { from }) => from === 6 && outcome !== 'd')).toEqual([
      { from: 0, to: 4, outcome: 'a' },
      { from: 4, to: 9, outcome: 'b' },
      { from: 9, to: 10, outcome: 'd' },
    ]);
  });
});

/** Hay that is bought by the tonne, ewes that are sold, hoggs that are sent away: which is best turns with what is there. */
const scenario = (prices: { hay: number; away: number; sell: number }, need: number): ScenarioType =>
  Scenario.parse({
    id: 'hay',
    title: 'Hay',
    language: 'en',
    motion: 'What is done?',
    options: {
      buy: {
        label: 'buy hay',
        short: 'buying',
        set: { tonnes: '6 t' },
        adjust: { tonnes: { from: 2, to: 20, step: 1 } },
      },
      away: { label: 'send them away', short: 'away', set: { eaten: '14 t', price: `${prices.away} EUR` } },
      sell: { label: 'sell them', short: 'selling', set: { eaten: '17 t', price: `${prices.sell} EUR` } },
    },
    facts: {
      stack: { value: 20, unit: 't', label: 'the hay in the stack', range: [12, 28] },
      eaten: { value: 22, unit: 't', label: 'what is eaten' },
      tonnes: { value: 0, unit: 't', label: 'what is bought' },
      price: { value: 0, unit: 'EUR', label: 'the price' },
      money: { value: 1900, unit: 'EUR', label: 'the money' },
    },
    quantities: {
      left: { is: 'stack + tonnes - eaten', unit: 't', label: 'what is left' },
      cost: { is: `price + tonnes * ${prices.hay} EUR/t`, unit: 'EUR', label: 'the cost' },
    },
    criteria: [
      { need: `left >= ${need} t`, value: 'reliability' },
      { need: 'cost <= money', value: 'cost' },
      { less: 'cost', worth: '400 EUR', value: 'cost' },
      { more: 'left', worth: '5 t', value: 'reliability' },
    ],
    measurements: [{ learns: 'stack', how: 'weigh it' }],
    cast: ['pulse', 'forge'],
    protocol: ['opening', 'vote'],
  });

const questions = fc.record({
  prices: fc.record({
    hay: fc.integer({ min: 60, max: 200 }),
    away: fc.integer({ min: 200, max: 1500 }),
    sell: fc.integer({ min: 100, max: 1500 }),
  }),
  need: fc.integer({ min: 0, max: 4 }),
  error: fc.constantFrom(0, 0.5, 1.5),
});

describe('what is done at a result', () => {
  it('is what is ahead there, or what was decided where that loses less than a tenth of a step; and keeps its limits wherever the true value may lie', () => {
    fc.assert(
      fc.property(questions, ({ prices, need, error }) => {
        const model = compileModel(scenario(prices, need));
        const world = worldOf(model.scenario, () => ({ figures: {}, headline: undefined }));
        const decision = aheadBySteps(model, world);
        const range: [number, number] = [12, 28];
        const plans = plansOf(model, world, { path: 'stack', range, error, days: 0, decision });
        const found = bandsOf(range, (result) => plans.at(result));
        const bands = withoutNeedless(found, decision, (option, band) => plans.serves(option, band));
        for (const { from, to, outcome } of bands) {
          const middle = (from + to) / 2;
          const there = (value: number) => withFact(world, 'stack', value);
          if (error === 0 && plans.at(middle) === outcome)
            expect(aheadBySteps(model, there(middle))).toBe(outcome.startsWith(' ') ? null : outcome);
          else if (plans.at(middle) !== outcome) expect(plans.serves(outcome, { from: middle, to: middle })).toBe(true);
          if (outcome === NO_PLAN.limits || outcome === NO_PLAN.split) continue;
          const set = plans.setAt(outcome, middle);
          if (set === null) throw new Error('what is done keeps its limits at some setting');
          const keeps = (value: number) =>
            keepsEvery(model, valuesOf(model, worldWith(there(value), set.set), outcome));
          expect(keeps(middle)).toBe(true);
          const around = [Math.max(12, middle - error), Math.min(28, middle + error)];
          if (around.every(keeps)) continue;
          // Only where no option, however it is set, keeps its limits wherever the true value may lie.
          const settings = [null, ...Array.from({ length: 19 }, (_, index) => index + 2)];
          const isSure = (option: string, to: number | null) =>
            [middle, ...around].every((value) => {
              const changes = to === null ? [] : [{ option, input: 'tonnes', to }];
              return keepsEvery(model, valuesOf(model, worldWith(there(value), changes), option));
            });
          const sure = model.options.flatMap((option) =>
            settings
              .filter((to) => (option === 'buy' || to === null) && isSure(option, to))
              .map((to) => ({ option, to })),
          );
          expect(sure).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
