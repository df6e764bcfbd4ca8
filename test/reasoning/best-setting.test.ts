import { describe, expect, it } from 'vitest';
import { withFact } from '../../src/reasoning/evaluate.ts';
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
  it('is the one that trying all 1,911 finds, and is found wherever any keeps the limits', () => {
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
    for (const gap of gaps) expect(Math.abs(gap)).toBeLessThan(1e-6);
  });
});

/** A cost that is least on a narrow ridge of two inputs, where changing either by itself makes it worse; `next` gives numbers from 0 to 1. */
function ridge(next: () => number) {
  const [slope, from, along, across] = [0.05 + 0.1 * next(), 1 + next(), 5 + 17 * next(), 20 + 40 * next()];
  const fixed = (value: number) => value.toFixed(3);
  const text = `motion: Tune it or leave it?
language: en
weights: equal
options:
  tune: { label: tune it, set: { every: 28, cut: 0 }, adjust: { every: 7..28 by 1, cut: 0..5 by 0.25 } }
  leave: { label: leave it, set: { price: 500 USD } }
facts:
  every: { value: 28, unit: x, label: the period }
  cut: { value: 0, unit: x, label: the cut }
  price: { value: 0 USD, label: the price }
  slope: { value: ${fixed(slope)}, unit: x, range: [0.04, 0.16], label: the slope, doubt: nobody has measured it }
quantities:
  off: { is: "cut - slope * every - ${fixed(from)}", unit: x, label: how far it is off }
  cost: { is: "price + 1 USD * (${fixed(across)} * abs(off) + abs(every - ${fixed(along)}))", unit: USD, label: the cost }
criteria:
  - { less: cost, worth: 10 USD, value: cost }
cast: [pulse, flux, sentinel]
`;
  const least = (itsSlope: number) =>
    Math.min(
      ...Array.from({ length: 22 }, (_, index) => 7 + index).flatMap((every) =>
        Array.from({ length: 21 }, (_, index) => index / 4).map(
          (cut) =>
            Number(fixed(across)) * Math.abs(cut - itsSlope * every - Number(fixed(from))) +
            Math.abs(every - Number(fixed(along))),
        ),
      ),
    );
  return { text, least, slope: Number(fixed(slope)) };
}

describe('the best setting of an option on a ridge of two inputs', () => {
  const found = Array.from({ length: PLANTS }, (_, index) => {
    const { text, least, slope } = ridge(numbersFrom((index + 1) * 104_729));
    const scenario = parseScenario(text, 'ridge.yaml', { tools: toolIndex });
    const model = compileModel(scenario);
    const world = worldOf(scenario, () => {
      throw new Error('no calculator is asked');
    });
    const stepsOff = (at: number) => {
      const there = at === slope ? world : withFact(world, 'slope', at);
      return ((bestOf(model, there, 'tune')?.values.of('cost') ?? Number.POSITIVE_INFINITY) - least(at)) / 10;
    };
    return { today: stepsOff(slope), whatIfs: [0.05, 0.08, 0.11, 0.14].map(stepsOff) };
  });

  it('is the one that trying all 462 finds', () => {
    for (const { today } of found) expect(Math.abs(today)).toBeLessThan(1e-6);
  });

  it('is less than a tenth of a step behind it in nine of ten what-ifs', () => {
    const whatIfs = found.flatMap((one) => one.whatIfs);
    for (const off of whatIfs) expect(off).toBeGreaterThan(-1e-6);
    expect(whatIfs.filter((off) => off < 0.1).length).toBeGreaterThanOrEqual(0.9 * whatIfs.length);
  });
});
