import { describe, expect, it } from 'vitest';
import { compileModel, namesOfCriterion, restsOn, settingIn } from '../../src/reasoning/model.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { compiled, LATE } from './scripts.ts';

const { model } = compiled(LATE);

describe('compileModel', () => {
  it('orders quantities so that each follows from those before it', () => {
    const text = LATE.replace('quantities:\n', 'quantities:\n  last: spare * 2\n');
    const order = [
      ...compiled(
        text.replace('more: points', 'more: last').replace('worth: 0.3', 'worth: 1 day'),
      ).model.quantities.keys(),
    ];
    expect(order.indexOf('run')).toBeLessThan(order.indexOf('spare'));
    expect(order.indexOf('spare')).toBeLessThan(order.indexOf('last'));
  });

  it('names criteria by what they are about, each with a name of its own', () => {
    const text = LATE.replace('  - { less: cost', '  - { more: points, worth: 1, value: evidence }\n  - { less: cost');
    expect(compiled(text).model.criteria.map(({ id }) => id)).toEqual(['spare', 'points', 'points_2', 'cost']);
  });

  it('reports everything that is wrong and leaves it out', () => {
    const scenario = parseScenario(LATE, 'late.yaml');
    const broken = {
      ...scenario,
      quantities: { ...scenario.quantities, bad: { is: 'deadline + dayUsd' }, worse: { is: 'nothing * 2' } },
    };
    const faults: string[] = [];
    const partly = compileModel(broken, ({ path, sentence }) => faults.push(`${path.join('.')}: ${sentence}`));
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain('quantities.bad.is: adds time and USD per time');
    expect([...partly.quantities.keys()]).not.toContain('bad');
    expect(() => compileModel(broken)).toThrow('quantities.bad.is');
  });

  it('refuses a price per image times tokens in one sentence', () => {
    const scenario = parseScenario(LATE, 'late.yaml');
    const priced = {
      ...scenario,
      facts: {
        ...scenario.facts,
        price: { ...scenario.facts.dayUsd, value: 2, unit: 'USD/image' },
        work: { ...scenario.facts.dayUsd, value: 3e6, unit: 'tokens' },
      },
      quantities: { ...scenario.quantities, bill: { is: 'price * work', unit: 'USD', label: 'the bill' } },
    } as typeof scenario;
    expect(() => compileModel(priced)).toThrow(/`price \* work` leaves `token` per `image`/);
  });

  it('gives what an option sets the unit of the fact, or of what it is set to', () => {
    const text = `motion: x?
options: { a: { label: a, set: { wait: $later, run: 3 } }, b: { label: b, set: { wait: 0 hours, run: 1 } } }
facts: { later: 2 days, run: { value: 0, unit: weeks } }
quantities: { left: later - wait - run }
criteria: [{ more: left, worth: 1 day, value: cost }]
`;
    const units = compiled(text).model.inputUnits;
    expect(units.get('wait')?.text).toBe('days');
    expect([...units.keys()]).toEqual(['wait', 'run']);
  });

  it('says an input in its own unit, though an option sets it from a fact in another one', () => {
    const { model: dug } = compiled(`motion: How deep?
options:
  a: { label: dig all of it, short: all, set: { dug: $depth } }
  b: { label: dig shallow, short: shallow, set: { dug: 0.1 }, adjust: { dug: 0.05..0.3 by 0.05 } }
facts:
  depth: { value: 40 cm, label: the depth of the dirt }
  dug: { value: 0 m, label: the depth }
quantities:
  left: { is: depth - dug, unit: cm, label: what is left }
criteria:
  - { less: left, worth: 5 cm, value: validity }
cast: [pulse, blaze]
`);
    expect(dug.inputUnits.get('dug')?.text).toBe('m');
    expect(settingIn(dug, 'b', 'dug')).toBe(0.1);
  });

  it('keeps centimetres for what is set from a fact in centimetres, though one is a hundredth as a percent is', () => {
    const { model: dug } = compiled(`motion: How deep?
options:
  a: { label: dig shallow, short: shallow, set: { dug: 10 cm } }
  b: { label: dig deep, short: deep, set: { dug: $depth } }
facts:
  depth: { value: 40 cm, label: the depth of the dirt }
  dug: { value: 0 cm, label: the depth }
quantities:
  left: { is: depth - dug, label: what is left }
criteria:
  - { less: left, worth: 5 cm, value: validity }
cast: [pulse, blaze]
`);
    expect(dug.inputUnits.get('dug')?.text).toBe('cm');
    expect(dug.quantities.get('left')?.unit?.text).toBe('cm');
  });
});

describe('restsOn', () => {
  it('follows quantities down to facts, and settings where an option has them', () => {
    expect([...restsOn(model, ['spare'], 'finish')].sort()).toEqual(['deadline', 'perDay']);
    expect([...restsOn(model, ['spare'], 'stop')].sort()).toEqual(['deadline', 'perDay', 'tokens']);
  });

  it('knows what a criterion is about', () => {
    expect(model.criteria.map(namesOfCriterion)).toEqual([['spare'], ['points'], ['cost']]);
  });
});
