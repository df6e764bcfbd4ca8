import { describe, expect, it } from 'vitest';
import { compileModel } from '../../src/reasoning/model.ts';
import { surestSetting } from '../../src/reasoning/surest.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { toolIndex } from '../../src/workbench/index.ts';

/** A tank: so many litres are used, and may be; a litre costs. */
const tank = ({ price = 1, adjust = '50..300' } = {}) => `motion: How much do we carry?
language: en
weights: equal
options:
  carry: { label: carry it, set: { litres: 100 L }, adjust: { litres: ${adjust} } }
  buy: { label: buy it there, set: { litres: 0 L, fee: 900 USD } }
facts:
  litres: { value: 0 L, label: the litres }
  fee: { value: 0 USD, label: the fee }
  price: { value: ${price} USD per L, label: a litre }
  use: { value: 80 L, range: 60..120, label: what we use, doubt: it was a mild week }
  heat: { value: 1, unit: ratio, range: 1..1.5, label: the heat }
quantities:
  left: { is: "fee > 0 USD ? 1 L : litres - use * heat", unit: L, label: what is left }
  cost: { is: fee + litres * price, unit: USD, label: the cost }
criteria:
  - { need: left >= 0 L, value: reliability }
  - { less: cost, worth: 400 USD, value: cost }
cast: [pulse, flux]
`;

function surest(text: string, ends: readonly { path: string; at: number }[]) {
  const scenario = parseScenario(text, 'tank.yaml', { tools: toolIndex });
  const [model, world] = [compileModel(scenario), worldOf(scenario, () => ({ figures: {}, headline: undefined }))];
  return surestSetting(model, world, 'carry', ends);
}

const USE = { path: 'use', at: 120 };
const HEAT = { path: 'heat', at: 1.5 };
const litres = (found: ReturnType<typeof surest>) => found?.set.map(({ to }) => to);

describe('the setting that stands in the most of what may come', () => {
  // 80 L are best today. 120 L are needed for either fact, 180 for both: 100 L more than the best are a quarter of a step.
  it('keeps every limit at each end and at both at once, where that costs at most a quarter of a step', () => {
    const found = surest(tank(), [USE, HEAT]);
    expect(litres(found)).toEqual([180]);
    expect(found?.behind).toBeCloseTo(0.25, 9);
    expect(found?.further.map(({ path, before, reach }) => [path, before, reach])).toEqual([
      ['use', 100, null],
      ['heat', 1.25, null],
    ]);
    expect(found?.together).toEqual([[expect.objectContaining(USE), expect.objectContaining(HEAT)]]);
  });

  it('goes as far as that buys where it buys no more', () => {
    // 50 L more than the best are a quarter of a step: enough for each alone and not for both.
    const found = surest(tank({ price: 2 }), [USE, HEAT]);
    expect(litres(found)).toEqual([120]);
    expect(found?.together).toEqual([]);
  });

  it('goes further where the chance that a limit is missed falls by more than that costs, and no further', () => {
    // 25 L more than the best are a quarter of a step and leave three eighths of the range: 40 L more keep it all, for 0.15 of a step.
    const found = surest(tank({ price: 4 }), [USE]);
    expect(litres(found)).toEqual([120]);
    expect(found?.behind).toBeCloseTo(0.4, 9);
    // Each litre is a fiftieth of a step and a fortieth of the chance: what is left up to half a step gains next to nothing.
    expect(surest(tank({ price: 8 }), [USE])).toBeNull();
  });

  it('is today’s where that stands in as much', () => {
    expect(surest(tank(), [{ path: 'use', at: 95 }])).toBeNull();
  });

  it('is one of the settings that may be taken', () => {
    // By steps of 50 L 100 are best today, and 200 a quarter of a step dearer.
    expect(litres(surest(tank({ adjust: '50..300 by 50' }), [USE, HEAT]))).toEqual([200]);
  });
});
