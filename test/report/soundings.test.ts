import { describe, expect, it } from 'vitest';
import { withFact, worldWith } from '../../src/reasoning/evaluate.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';
import { printContext } from '../../src/report/context.ts';
import { soundings } from '../../src/report/soundings.ts';
import type { ScenarioInput } from '../playbook/fixture.ts';
import { scenarioOf } from '../playbook/fixture.ts';

/** Sheds to be roofed before the rain: two facts that nobody is sure of, of which each alone leaves the days that there are. */
const ROOF: ScenarioInput = {
  id: 'roof',
  title: 'The roof',
  language: 'en',
  motion: 'Tiles or sheets?',
  weights: 'equal',
  options: {
    tiles: { label: 'lay tiles', short: 'the tiles', set: { men: 4, perMan: 2 }, adjust: { men: [2, 8] } },
    sheets: { label: 'screw on sheets', short: 'the sheets', set: { men: 4, perMan: 4, holds: 10 } },
  },
  facts: {
    area: { value: 80, unit: 'm2', label: 'the area', range: [70, 90] },
    wet: { value: 0, unit: 'days', label: 'the wet days', range: [0, 3] },
    rain: { value: 14, unit: 'days', label: 'the days until the rain' },
    men: { value: 0, unit: 'men', label: 'the men' },
    perMan: { value: 1, unit: 'm2/day/men', label: 'what one lays a day' },
    payPer: { value: 2, unit: 'USD/m2/men', label: 'the pay of one for a square metre' },
    holds: { value: 60, unit: 'years', label: 'the years that it holds' },
  },
  quantities: {
    days: { is: 'area / (men * perMan) + wet', unit: 'days', label: 'the days of work' },
    pay: { is: 'men * area * payPer', unit: 'USD', label: 'the pay' },
    lasts: { is: 'holds', unit: 'years', label: 'what it lasts' },
  },
  criteria: [
    { need: 'days <= rain', value: 'schedule' },
    { less: 'pay', worth: 1000, value: 'cost' },
    { more: 'lasts', worth: 10, value: 'reliability' },
  ],
  cast: ['pulse', 'cortex'],
  protocol: ['opening blind', 'rebuttal 2', 'vote', 'close'],
};

const asked = (men: number, facts: Record<string, number> = {}) => {
  const scenario = scenarioOf(ROOF);
  const model = compileModel(scenario);
  const begun = worldOf(scenario, () => ({ figures: {}, headline: undefined }));
  const world = Object.entries(facts).reduce((now, [name, value]) => withFact(now, name, value), begun);
  return soundings(
    printContext(scenario, []),
    model,
    worldWith(world, [{ option: 'tiles', input: 'men', to: men }]),
    'tiles',
  );
};

describe('what a reader would ask of a decision', () => {
  it('is whether its limit holds where two facts are bad at once, and which setting keeps it', () => {
    // 90 / 8 = 11.25 and 3 wet days are 14.25 days of 14; 10 + 3 and 11.25 + 0 hold.
    const lines = asked(4);
    expect(lines.at(-1)).toMatch(
      /^with 3 wet days and the area 90 m2 at once the limit is missed: the days of work, by 0\.25 days · kept with 5 men/,
    );
  });

  it('is that it holds, with what is left, where they are bad at once and it is kept', () => {
    // 90 / 10 + 3 = 12 of 14.
    expect(asked(5).at(-1)).toBe(
      'even with 3 wet days and the area 90 m2 at once the limit is kept: the days of work, 2 days left',
    );
  });

  it('is a better setting, quantity by quantity, with what speaks against it', () => {
    // Three men take 80 / 6 = 13.3 days, and with one of the two facts at its bad end more than 14.
    const [first] = asked(5);
    expect(first).toMatch(/^a better setting by the figures: 3 men \(.*the pay \$480 in place of \$800\)/);
    expect(first).toMatch(/; but so set, with 3 wet days the limit is missed: the days of work, by 2\.3\d* days$/);
  });
});
