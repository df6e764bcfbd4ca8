import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearingOn } from '../../src/reasoning/bearing.ts';
import { valuesOf, withFact } from '../../src/reasoning/evaluate.ts';
import { restsOn } from '../../src/reasoning/model.ts';
import { compiled } from './scripts.ts';

const HOURS = `motion: Which hours?
options:
  new: { label: new ones, set: { fresh: 100 } }
  old: { label: old ones, set: { stale: 700 }, adjust: { stale: 600..1500 } }
  pseudo: { label: pseudo-labels, set: { labelled: 1800, isPseudo: 1 } }
facts:
  fresh: 0
  stale: 0
  labelled: 0
  isPseudo: 0
  share: 0.6
  weight: 0.5
  price: 20 USD
  fee: 90 USD
quantities:
  hours: { is: fresh + stale * share + labelled * weight }
  cost: { is: "isPseudo > 0 ? fee : price * (fresh + stale)", unit: USD }
criteria: [{ more: hours, worth: 10, value: progress }, { less: cost, worth: 100 USD, value: cost }]
`;
const { model, world } = compiled(HOURS);
const bearing = (quantity: string, option: string | null) => [...bearingOn(model, [quantity], option)].sort();

describe('what a value can turn on under an option', () => {
  it('leaves out what the option multiplies by nothing, and keeps what it may be set to', () => {
    expect(bearing('hours', 'new')).toEqual(['labelled', 'stale']);
    expect(bearing('hours', 'old')).toEqual(['fresh', 'labelled', 'share']);
    expect(bearing('hours', 'pseudo')).toEqual(['fresh', 'stale', 'weight']);
  });

  it('leaves out the branch that the option never takes', () => {
    expect(bearing('cost', 'pseudo')).toEqual(['fee']);
    expect(bearing('cost', 'old')).toEqual(['fresh', 'isPseudo', 'price']);
  });

  it('takes all there is where no option is meant', () => {
    expect(bearing('hours', null)).toEqual([...restsOn(model, ['hours'], null)].sort());
  });

  it('never leaves out what a value turns on', () => {
    const named = fc.constantFrom('share', 'weight', 'price', 'fee');
    fc.assert(
      fc.property(named, fc.double({ min: 0, max: 1e6, noNaN: true }), (fact, value) => {
        const there = withFact(world, fact, value);
        for (const option of model.options)
          for (const quantity of ['hours', 'cost'])
            if (!bearing(quantity, option).includes(fact))
              expect(valuesOf(model, there, option).of(quantity)).toBe(valuesOf(model, world, option).of(quantity));
      }),
    );
  });

  it('knows that nothing of what is not known is nothing', () => {
    const blind = compiled(HOURS.replace('weight: 0.5', 'weight: { value: 0.5, knownBy: [flux] }'), {}, undefined);
    const facts = new Map(blind.world.facts);
    facts.delete('weight');
    const values = valuesOf(blind.model, { ...blind.world, facts }, 'old');
    expect(values.of('hours')).toBe(420);
    expect(valuesOf(blind.model, { ...blind.world, facts }, 'pseudo').of('hours')).toBeNull();
  });
});
