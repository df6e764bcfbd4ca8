import { describe, expect, it } from 'vitest';
import { Scenario } from '../../src/core/scenario.ts';
import { valuesOf } from '../../src/reasoning/evaluate.ts';
import { compileModel } from '../../src/reasoning/model.ts';
import { turnsOf } from '../../src/reasoning/thresholds.ts';
import { aheadBySteps, leadOver, weighedAgainst } from '../../src/reasoning/weighing.ts';
import { worldOf } from '../../src/reasoning/worlds.ts';

/** Renting is dearer and at once there; buying is cheap and takes weeks; sharing may be set, and its price falls with what is shared. */
const SCENARIO = Scenario.parse({
  id: 'cards',
  title: 'Cards',
  language: 'en',
  motion: 'Where do the cards come from?',
  options: {
    rent: { label: 'rent them', short: 'renting', set: { price: '$rentUsd', wait: '0 weeks' } },
    buy: { label: 'buy them', short: 'buying', set: { price: '$buyUsd', wait: '$delivery' } },
    share: {
      label: 'share them',
      short: 'sharing',
      set: { part: '20 %', price: 'rentUsd * (1 - part)', wait: 'queue * part' },
      adjust: { part: [10, 60] },
    },
  },
  facts: {
    rentUsd: { value: 1000, unit: 'USD', label: 'the rent', range: [500, 2000] },
    buyUsd: { value: 900, unit: 'USD', label: 'the price', source: 'quote' },
    delivery: { value: 6, unit: 'weeks', label: 'the delivery', knownBy: ['forge'], assumed: 2 },
    queue: { value: 20, unit: 'weeks', label: 'the queue', range: [4, 40] },
    part: { value: 0, unit: '%', label: 'what is shared' },
    price: { value: 0, unit: 'USD' },
    wait: { value: 0, unit: 'weeks' },
  },
  quantities: {
    cost: { is: 'price', unit: 'USD', label: 'the cost' },
    start: { is: 'wait', unit: 'weeks', label: 'the start' },
  },
  criteria: [
    { need: 'start <= 8 weeks', value: 'schedule' },
    { less: 'cost', worth: '50 USD', value: 'cost' },
    { less: 'start', worth: '2 weeks', value: 'schedule' },
  ],
  cast: ['pulse', 'forge', 'sentinel'],
  protocol: ['opening', 'vote'],
});

const model = compileModel(SCENARIO);
const world = worldOf(SCENARIO, () => ({ figures: {}, headline: undefined }));

describe('options weighed in steps', () => {
  it('count whole differences alike and nothing below a step', () => {
    const weighed = weighedAgainst(model, world, 'rent');
    const [rent, buy] = [weighed.get('rent'), weighed.get('buy')];
    if (rent === undefined || buy === undefined) throw new Error('both are weighed');
    // 100 of 50 dollars are 2 steps for buying, 6 of 2 weeks 3 against it.
    expect(leadOver(model, buy.values, rent.values)).toBeCloseTo(2 - 3, 9);
    const cheaper = weighedAgainst(model, { ...world, facts: new Map(world.facts).set('buyUsd', 960) }, 'rent');
    // 40 dollars are no step.
    expect(leadOver(model, cheaper.get('buy')?.values ?? buy.values, rent.values)).toBeCloseTo(-3, 9);
  });

  it('count every difference where goals trade one for one, but for what is said to be noise', () => {
    const leadAt = (noise?: string) => {
      const criteria = SCENARIO.criteria.map((one) =>
        'less' in one && one.less === 'cost' && noise !== undefined ? { ...one, noise } : one,
      );
      const equal = compileModel({ ...SCENARIO, weights: 'equal', criteria });
      const there = { ...world, facts: new Map(world.facts).set('buyUsd', 960) };
      return leadOver(equal, valuesOf(equal, there, 'buy'), valuesOf(equal, there, 'rent'));
    };
    // 40 of 50 dollars are 0.8 of a step, and 6 of 2 weeks 3.
    expect(leadAt()).toBeCloseTo(0.8 - 3, 9);
    expect(leadAt('40 USD')).toBeCloseTo(0.8 - 3, 9);
    expect(leadAt('41 USD')).toBeCloseTo(-3, 9);
    expect(() => leadAt('3 days')).toThrow('`noise` is time, `cost` is USD');
  });

  it('stand at the setting that serves them best against the other, within every limit', () => {
    // Each percent saves 10 dollars, a fifth of a step, and costs a fifth of a week, a tenth of one: so much as the limit of 8 weeks allows.
    const share = weighedAgainst(model, world, 'rent').get('share');
    expect(share?.set).toEqual([{ option: 'share', input: 'part', to: 40 }]);
    expect(share?.missed).toEqual([]);
    expect(aheadBySteps(model, world)).toBe('share');
  });

  it('turn where arithmetic says: at a step that begins to count, or at a limit', () => {
    const { flips } = turnsOf(model, world);
    const at = (fact: string, beyond: 'above' | 'below') =>
      flips.find((flip) => flip.fact === fact && flip.beyond === beyond);
    // Sharing 40 % waits 2 weeks longer than 6, one step, and costs 0.6 of the rent: more than a step below 900 up to a rent of 850 / 0.6.
    const rent = at('rentUsd', 'above');
    expect(rent?.tried.holds).toBeLessThanOrEqual(850 / 0.6);
    expect(rent?.tried.flips).toBeGreaterThan(850 / 0.6);
    expect(rent?.at).toBeLessThan(1.005 * (850 / 0.6));
    // With a queue of q weeks, sharing a part p is ahead of renting by p (20 - q / 2) steps: level at 40 weeks.
    expect(at('queue', 'above')).toMatchObject({ at: 40, to: null });
    // Nobody doubts the price: it is tried all the same, down to within a step of 600 dollars.
    expect(at('buyUsd', 'below')?.tried.flips).toBeCloseTo(650, -1);
    expect(at('buyUsd', 'below')?.to).toBeNull();
  });

  it('are tried for figures with a source, too', () => {
    const near = { ...world, facts: new Map(world.facts).set('buyUsd', 700) };
    // Sharing 40 % is 600 dollars, and a step later: a step of money ahead of 650 dollars, and so level.
    expect(turnsOf(model, near).flips).toContainEqual(
      expect.objectContaining({ fact: 'buyUsd', beyond: 'below', to: null, tried: { holds: 660, flips: 650 } }),
    );
  });
});
