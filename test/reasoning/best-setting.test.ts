import { describe, expect, it } from 'vitest';
import { compileModel } from '../../src/reasoning/model.ts';
import { bestOf } from '../../src/reasoning/weighing.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { toolIndex } from '../../src/workbench/index.ts';

/** A plant with three inputs, a curved cost with a term of two of them, and two limits that pull apart; `next` gives numbers from 0 to 1. */
function plant(next: () => number) {
  const cost = { a: 3 * next(), b: 2 * next(), c: 1 + 10 * next(), ab: 1.5 * (next() - 0.5) };
  const [aBest, bBest, need, cap] = [12 * next(), 20 * next(), 25 * next(), 10 + 20 * next()];
  const fixed = (value: number) => value.toFixed(3);
  const text = `motion: Build it or buy it?
language: en
weights: equal
options:
  own: { label: build it, set: { a: 6, b: 10, c: 3 }, adjust: { a: 0..12 by 1, b: 0..20 by 1, c: 0..6 by 1 } }
  buy: { label: buy it, set: { price: ${(300 * next()).toFixed(0)} USD } }
facts:
  a: { value: 0, unit: x, label: the presses }
  b: { value: 0, unit: x, label: the moulds }
  c: { value: 0, unit: x, label: the shifts }
  price: { value: 0 USD, label: the price }
quantities:
  cost: { is: price + 1 USD * (${fixed(cost.a)} * (a - ${fixed(aBest)}) * (a - ${fixed(aBest)}) + ${fixed(cost.b)} * (b - ${fixed(bBest)}) * (b - ${fixed(bBest)}) + ${fixed(cost.c)} * c + ${fixed(cost.ab)} * a * b), unit: USD, label: the cost }
  reach: { is: "price > 0 USD ? 100 : a + 0.5 * b + 2 * c", unit: x, label: the reach }
  load: { is: a * 0.7 + b, unit: x, label: the load }
criteria:
  - { need: reach >= ${fixed(need)}, value: schedule }
  - { need: load <= ${fixed(cap)}, value: reliability }
  - { less: cost, worth: 10 USD, value: cost }
cast: [pulse, flux, sentinel]
`;
  const costAt = (a: number, b: number, c: number) =>
    Number(fixed(cost.a)) * (a - Number(fixed(aBest))) ** 2 +
    Number(fixed(cost.b)) * (b - Number(fixed(bBest))) ** 2 +
    Number(fixed(cost.c)) * c +
    Number(fixed(cost.ab)) * a * b;
  const keeps = (a: number, b: number, c: number) =>
    a + 0.5 * b + 2 * c >= Number(fixed(need)) && a * 0.7 + b <= Number(fixed(cap)) + 1e-9;
  const all = [...Array(13).keys()].flatMap((a) =>
    [...Array(21).keys()].flatMap((b) =>
      [...Array(7).keys()].flatMap((c) => (keeps(a, b, c) ? [costAt(a, b, c)] : [])),
    ),
  );
  return { text, least: Math.min(...all) };
}

/** Park and Miller's generator. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const PLANTS = 24;

describe('the best setting of an option with three inputs', () => {
  it('is the one that trying all 1,911 finds, in nine of ten plants, and is found wherever any keeps the limits', () => {
    const gaps = Array.from({ length: PLANTS }, (_, index) => {
      const { text, least } = plant(numbersFrom((index + 1) * 7_919));
      const scenario = parseScenario(text, 'plant.yaml', { tools: toolIndex });
      const model = compileModel(scenario);
      const world = worldOf(scenario, () => {
        throw new Error('no calculator is asked');
      });
      const found = bestOf(model, world, 'own');
      expect(found === null).toBe(least === Number.POSITIVE_INFINITY);
      return found === null ? 0 : ((found.values.of('cost') ?? Number.POSITIVE_INFINITY) - least) / 10;
    });
    for (const gap of gaps) expect(gap).toBeGreaterThan(-1e-6);
    expect(gaps.filter((gap) => gap < 1e-6).length).toBeGreaterThanOrEqual(0.9 * PLANTS);
  });
});
