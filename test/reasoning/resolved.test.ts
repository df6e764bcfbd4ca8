import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Scenario } from '../../src/core/scenario.ts';
import { worldWith } from '../../src/reasoning/evaluate.ts';
import { knowing } from '../../src/reasoning/knowing.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { decisionOf } from '../../src/reasoning/solve.ts';
import { flipsOf, turnsOf } from '../../src/reasoning/thresholds.ts';
import { aheadBySteps, WORTH_CHANGING } from '../../src/reasoning/weighing.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';

type Facts = Record<'price' | 'yield' | 'fee' | 'money' | 'asked', number>;

/** Of each fact, as shares of its value. */
const SPREAD: readonly [number, number] = [0.4, 2];
const [COST_STEP, GOOD_STEP] = [50, 4];

/** Two options that may be set, by one input and by two, and one that may not. */
const GRID = {
  field: Array.from({ length: 13 }, (_, index) => ({ acres: 4 + 4 * index, hands: 0 })),
  house: [2, 6, 10].flatMap((acres) => [1, 2, 3].map((hands) => ({ acres, hands }))),
  none: [{ acres: 0, hands: 0 }],
} as const;
type Option = keyof typeof GRID;
const OPTIONS = Object.keys(GRID) as Option[];

function scenarioOf(facts: Facts, start: number) {
  const range = (value: number) => ({ value, range: [value * SPREAD[0], value * SPREAD[1]] });
  return Scenario.parse({
    id: 'grow',
    title: 'Growing',
    language: 'en',
    motion: 'What is grown where?',
    weights: 'equal',
    options: {
      field: {
        label: 'a field',
        short: 'the field',
        set: { acres: `${start} t`, rent: '30 EUR' },
        adjust: { acres: { from: 4, to: 52, step: 4 } },
      },
      house: {
        label: 'a glass house',
        short: 'the house',
        set: { acres: '6 t', hands: '2 t', rent: 'fee' },
        adjust: { acres: { from: 2, to: 10, step: 4 }, hands: { from: 1, to: 3, step: 1 } },
      },
      none: { label: 'nothing', short: 'nothing', set: { base: '9 t' } },
    },
    facts: {
      price: { ...range(facts.price), unit: 'EUR/t' },
      yield: { ...range(facts.yield), unit: 't' },
      fee: { ...range(facts.fee), unit: 'EUR' },
      money: { ...range(facts.money), unit: 'EUR' },
      asked: { ...range(facts.asked), unit: 't' },
      acres: { value: 0, unit: 't' },
      hands: { value: 0, unit: 't' },
      rent: { value: 0, unit: 'EUR' },
      base: { value: 0, unit: 't' },
    },
    quantities: {
      cost: { is: 'rent + price * acres + 20 EUR/t * hands', unit: 'EUR' },
      good: { is: 'base + yield * sqrt(acres / (1 t)) * (1 + hands / (4 t))', unit: 't' },
    },
    criteria: [
      { need: 'cost <= money', value: 'cost' },
      { need: 'good >= asked', value: 'reliability' },
      { less: 'cost', worth: `${COST_STEP} EUR`, value: 'cost' },
      { more: 'good', worth: `${GOOD_STEP} t`, value: 'reliability' },
    ],
    cast: ['pulse', 'forge'],
    protocol: ['opening', 'vote'],
  });
}

/** Steps that a setting loses; null where it misses a limit. By hand, and not by the model. */
function lossAt(facts: Facts, option: Option, { acres, hands }: { acres: number; hands: number }): number | null {
  const rent = option === 'field' ? 30 : option === 'house' ? facts.fee : 0;
  const cost = rent + facts.price * acres + 20 * hands;
  const good = (option === 'none' ? 9 : 0) + facts.yield * Math.sqrt(acres) * (1 + hands / 4);
  return cost > facts.money || good < facts.asked ? null : cost / COST_STEP - good / GOOD_STEP;
}

const leastLoss = (facts: Facts, option: Option): number | null =>
  GRID[option].reduce<number | null>((least, setting) => {
    const loss = lossAt(facts, option, setting);
    return loss === null || (least !== null && least <= loss) ? least : loss;
  }, null);

function leader(facts: Facts): Option | null {
  const found = OPTIONS.flatMap((option) => {
    const loss = leastLoss(facts, option);
    return loss === null ? [] : [{ option, loss }];
  });
  const [first, second] = found.sort((a, b) => a.loss - b.loss);
  // Level at the very bar.
  return first === undefined || (second !== undefined && second.loss - first.loss < 1e-9) ? null : first.option;
}

const questions = fc.record({
  facts: fc.record({
    price: fc.integer({ min: 4, max: 16 }),
    yield: fc.integer({ min: 3, max: 9 }),
    fee: fc.integer({ min: 60, max: 400 }),
    money: fc.integer({ min: 200, max: 900 }),
    asked: fc.integer({ min: 4, max: 30 }),
  }),
  start: fc.integer({ min: 0, max: 12 }).map((index) => 4 + 4 * index),
});

const NO_TOOLS = () => ({ figures: {}, headline: undefined });
const NAMES = ['price', 'yield', 'fee', 'money', 'asked'] as const;
const MEMBERS = [{ id: 'pulse', values: ['cost', 'reliability'] as const }];
const RUNS = { numRuns: 12 };

describe('bars of facts', () => {
  it('are where another option leads with every option set best, just before and just past each and nowhere before', () => {
    fc.assert(
      fc.property(questions, ({ facts, start }) => {
        const model = compileModel(scenarioOf(facts, start));
        const { flips } = turnsOf(model, worldOf(model.scenario, NO_TOOLS));
        const now = leader(facts);
        for (const name of NAMES)
          for (const [beyond, end] of [
            ['below', facts[name] * SPREAD[0]],
            ['above', facts[name] * SPREAD[1]],
          ] as const) {
            const flip = flips.find((one) => one.fact === name && one.beyond === beyond);
            const to = flip?.tried.holds ?? end;
            for (let look = 1; look <= 8; look += 1) {
              const at = facts[name] * (end / facts[name]) ** (look / 8);
              if (beyond === 'above' ? at <= to : at >= to) expect(leader({ ...facts, [name]: at })).toBe(now);
            }
            if (flip === undefined) continue;
            expect(leader({ ...facts, [name]: flip.tried.holds })).toBe(now);
            expect(leader({ ...facts, [name]: flip.tried.flips })).toBe(flip.to);
            expect(flip.to).not.toBe(now);
            expect(Math.abs(flip.tried.flips / flip.tried.holds - 1)).toBeLessThan(0.11);
          }
      }),
      RUNS,
    );
  });

  it('are the same whatever was agreed on, and the table decides by them', () => {
    fc.assert(
      fc.property(questions, fc.nat(12), ({ facts, start }, index) => {
        const model = compileModel(scenarioOf(facts, start));
        const bare = worldOf(model.scenario, NO_TOOLS);
        const agreed = worldWith(bare, [{ option: 'field', input: 'acres', to: 4 + 4 * index }]);
        const { flips } = turnsOf(model, bare);
        expect(turnsOf(model, agreed).flips).toEqual(flips);
        const table = { members: MEMBERS, rule: 'plurality' as const };
        expect(decisionOf(model, agreed, table)).toBe(leader(facts));
        expect(flipsOf(model, agreed, table)).toEqual(flips);
      }),
      RUNS,
    );
  });

  it('tell apart from where on the option stays, but not as it is set', () => {
    fc.assert(
      fc.property(questions, fc.nat(12), ({ facts, start }, index) => {
        const model = compileModel(scenarioOf(facts, start));
        const to = 4 + 4 * index;
        const world = worldWith(worldOf(model.scenario, NO_TOOLS), [{ option: 'field', input: 'acres', to }]);
        const { resets } = turnsOf(model, world, { plan: { option: 'field', set: [] } });
        const isBest = (there: Facts) => {
          const [own, least] = [lossAt(there, 'field', { acres: to, hands: 0 }), leastLoss(there, 'field')];
          return own !== null && least !== null && own - least < WORTH_CHANGING;
        };
        if (leader(facts) !== 'field' || !isBest(facts)) expect(resets).toEqual([]);
        for (const { fact, tried, missed, set } of resets) {
          const at = (value: number): Facts => ({ ...facts, [fact]: value });
          expect([leader(at(tried.flips)), isBest(at(tried.holds)), isBest(at(tried.flips))]).toEqual([
            'field',
            true,
            false,
          ]);
          expect(missed !== null).toBe(lossAt(at(tried.flips), 'field', { acres: to, hands: 0 }) === null);
          const acres = set[0]?.to ?? to;
          const [own, least] = [
            lossAt(at(tried.flips), 'field', { acres, hands: 0 }),
            leastLoss(at(tried.flips), 'field'),
          ];
          expect((own ?? Number.POSITIVE_INFINITY) - (least ?? 0)).toBeLessThan(WORTH_CHANGING);
        }
      }),
      RUNS,
    );
  });
});

describe('what a measurement is worth', () => {
  it('is what a grid over its range and over all settings comes to', () => {
    fc.assert(
      fc.property(questions, fc.constantFrom(...NAMES), ({ facts, start }, path) => {
        const model = compileModel(scenarioOf(facts, start));
        const world = worldOf(model.scenario, NO_TOOLS);
        const decision = aheadBySteps(model, world) as Option | null;
        const range = [facts[path] * SPREAD[0], facts[path] * SPREAD[1]] as const;
        const { gain, exact } = knowing(model, world, {}, { path, range, decision });
        if (gain === null || decision === null) return;
        const LOOKS = 400;
        let [chance, misses, steps] = [0, 0, 0];
        for (let look = 0; look < LOOKS; look += 1) {
          const value = range[0] + ((look + 0.5) / LOOKS) * (range[1] - range[0]);
          const there = { ...facts, [path]: value };
          const best = leader(there);
          // A stretch in which another gains next to nothing is left to the decision.
          const band = exact.find(({ from, to }) => value >= from && value <= to);
          if (best !== null && band?.outcome !== decision) chance += 1 / LOOKS;
          const asSet = decision === 'none' ? 0 : decision === 'field' ? start : 6;
          const own =
            lossAt(there, decision, { acres: asSet, hands: decision === 'house' ? 2 : 0 }) ??
            leastLoss(there, decision);
          if (own === null) misses += 1 / LOOKS;
          else if (best !== null) steps += (own - (leastLoss(there, best) ?? own)) / LOOKS;
        }
        expect(Math.abs(gain.chance - chance)).toBeLessThan(0.02);
        expect(Math.abs(gain.misses - misses)).toBeLessThan(0.05);
        // A jump of the loss is placed to within a hundredth of its band.
        expect(Math.abs(gain.steps - steps)).toBeLessThan(0.1 + 0.1 * steps + gain.worst / 100);
      }),
      RUNS,
    );
  });
});
