import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { OptionValues, valuesOf, withFact, worldWith } from '../../src/reasoning/evaluate.ts';
import type { CompiledNeed } from '../../src/reasoning/model.ts';
import { knowledgeOf, worldFor } from '../../src/reasoning/worlds.ts';
import { compiled, LATE } from './scripts.ts';

const { scenario, model, world } = compiled(LATE);
const need = model.criteria[0] as CompiledNeed;
const nothing = () => ({ figures: {}, headline: undefined });

describe('OptionValues', () => {
  it('computes each quantity for each option, in its unit', () => {
    const finish = new OptionValues(model, world, 'finish');
    expect(finish.amount('run')?.unit.text).toBe('days');
    expect(finish.amount('run')?.value).toBeCloseTo(3.75);
    expect(finish.amount('spare')?.value).toBeCloseTo(5.25);
    expect(finish.amount('points')?.value).toBeCloseTo(3);
    expect(finish.amount('cost')?.value).toBeCloseTo(75_000);
    expect(new OptionValues(model, world, 'stop').amount('spare')?.value).toBe(9);
  });

  it('says by how much a limit is kept or missed, in the unit of the limit', () => {
    expect(new OptionValues(model, world, 'finish').margin(need)).toBeCloseTo(-0.75);
    expect(new OptionValues(model, world, 'some').margin(need)).toBeCloseTo(1.75);
    expect(new OptionValues(model, world, 'finish').meets(need)).toBe(false);
  });

  it('is unknown where a fact is, and says which', () => {
    const facts = new Map(world.facts);
    facts.delete('perDay');
    const blind = new OptionValues(model, { ...world, facts }, 'finish');
    expect(blind.amount('spare')).toBeNull();
    expect(blind.meets(need)).toBeNull();
    expect(blind.missing(['spare'])).toEqual(['perDay']);
    expect(blind.amount('points')?.value).toBeCloseTo(3);
  });

  it('puts a card that an option names in the place of another, in calculators and formulas', () => {
    const text = `motion: x?
options: { own: { label: own, set: { card: $small } }, rent: { label: rent, set: { card: $large } } }
facts: { small: { name: A, count: 2 }, large: { name: B, count: 8 }, card: { name: A, count: 2 } }
quantities: { many: card.count * 2, size: { tool: t, args: { name: $card.name }, figure: f } }
criteria: [{ more: many, worth: 1, value: cost }, { more: size, worth: 1, value: cost }]
`;
    const calculate = (_: string, { name }: Record<string, unknown>) => ({
      figures: { f: { value: name === 'B' ? 80 : 32, unit: 'GB' } },
      headline: undefined,
    });
    const other = compiled(text, {}, calculate);
    const rent = new OptionValues(other.model, other.world, 'rent');
    expect(rent.of('many')).toBe(16);
    expect(rent.amount('size')).toMatchObject({ value: 80, unit: { text: 'GB' } });
    expect(new OptionValues(other.model, other.world, 'own').amount('size')?.value).toBe(32);
  });

  it('keeps why a calculator gave nothing', () => {
    const text = LATE.replace('quantities:\n', 'quantities:\n  size: { tool: t, args: { x: $tokens }, figure: f }\n');
    const calculate = () => {
      throw new PitwallError('TOOL_INVALID', 'no such card');
    };
    const failing = compiled(text, {}, calculate);
    const values = new OptionValues(failing.model, failing.world, 'stop');
    expect(values.of('size')).toBeNull();
    expect(values.failureOf('size')).toContain('no such card');
  });

  it('says an input in one unit for all options', () => {
    const text = `motion: x?
options: { a: { label: a, set: { wait: 36 hours } }, b: { label: b, set: { wait: max(1 day) + 1 day } } }
quantities: { twice: 2 * wait }
criteria: [{ less: twice, worth: 1 day, value: cost }]
`;
    const other = compiled(text);
    expect(new OptionValues(other.model, other.world, 'b').amount('wait')).toMatchObject({
      value: 48,
      unit: { text: 'hours' },
    });
  });
});

describe('a limit', () => {
  it('is met by what is equal but for rounding, even where it is what two large numbers leave', () => {
    const { model, world } = compiled(`motion: x?
options: { a: { label: a }, b: { label: b } }
facts: { carried: { value: 0.7, unit: requests }, share: { value: 0.1 }, all: { value: 7, unit: requests } }
quantities: { spare: { is: carried - share * all, unit: requests } }
criteria: [{ need: spare >= 0, value: reliability }]
`);
    const [need] = model.criteria;
    const values = new OptionValues(model, world, 'a');
    expect(values.of('spare')).not.toBe(0);
    expect(need?.kind === 'need' ? values.meets(need) : null).toBe(true);
  });
});

describe('worldFor', () => {
  it('gives a member what they know and what they assume', () => {
    expect(worldFor(scenario, 'flux', nothing).facts.get('perDay')).toBe(80e9);
    expect(worldFor(scenario, 'pulse', nothing).facts.get('perDay')).toBe(100e9);
    expect(knowledgeOf(scenario, 'flux', 'perDay')).toBe('known');
    expect(knowledgeOf(scenario, 'pulse', 'perDay')).toBe('assumed');
  });

  it('leaves out what somebody neither knows nor assumes', () => {
    const open = compiled(LATE.replace(', assumed: 100e9', '')).scenario;
    expect(worldFor(open, 'pulse', nothing).facts.has('perDay')).toBe(false);
    expect(knowledgeOf(open, 'pulse', 'perDay')).toBe('unknown');
  });
});

describe('a what-if', () => {
  it('gives what computing everything anew gives, and computes nothing that does not follow from the change', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('deadline', 'perDay', 'dayUsd', 'slope'),
        fc.double({ min: 1, max: 1e12, noNaN: true }),
        fc.double({ min: 0, max: 3e11, noNaN: true }),
        (fact, value, tokens) => {
          const there = worldWith(withFact(world, fact, value), [{ option: 'finish', input: 'tokens', to: tokens }]);
          // A copy knows nothing of the world that it was made from.
          const alone = { ...there };
          for (const option of model.options)
            for (const name of [...model.quantities.keys(), ...Object.keys(scenario.facts)])
              expect(valuesOf(model, there, option).amount(name)).toEqual(valuesOf(model, alone, option).amount(name));
        },
      ),
    );
  });

  it('runs a calculator again only where its arguments follow from the change', () => {
    let runs = 0;
    const calculate = () => {
      runs += 1;
      return { figures: { hours: { value: 2, unit: 'hours', formula: '-', source: '-' } }, headline: 'hours' };
    };
    const counted = compiled(
      `motion: x?
options: { a: { label: a }, b: { label: b } }
facts: { size: 7 GB, price: 3 USD/hour }
quantities:
  time: { tool: training_cost, args: { params: $size }, figure: hours, unit: hours }
  cost: { is: time * price, unit: USD }
criteria: [{ less: cost, worth: 1, value: cost }]
`,
      {},
      calculate,
    );
    const costAt = (path: string, value: number) =>
      valuesOf(counted.model, withFact(counted.world, path, value), 'a').amount('cost')?.value;
    expect([costAt('price', 4), costAt('price', 5)]).toEqual([8, 10]);
    expect(runs).toBe(1);
    costAt('size', 8);
    expect(runs).toBe(2);
  });
});
