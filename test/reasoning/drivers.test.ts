import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingOf, driverOf } from '../../src/reasoning/drivers.ts';
import { OptionValues, withFact } from '../../src/reasoning/evaluate.ts';
import { compiled } from './scripts.ts';

const scriptOf = (a: string, b: string, is: string, facts = '') => `motion: x?
options: { one: { label: one, set: ${a} }, other: { label: other, set: ${b} } }
facts: { x: { value: 1 }, y: { value: 1 }, z: { value: 1 }${facts} }
quantities: { half: y + z, whole: "${is}" }
criteria: [{ less: whole, worth: 1, value: cost }]
`;
const between = (a: string, b: string, is: string) => {
  const { model, world } = compiled(scriptOf(a, b, is));
  return driverOf('whole', new OptionValues(model, world, 'one'), new OptionValues(model, world, 'other'));
};

describe('what makes most of a difference', () => {
  it('is the one input that does so by itself, with the quantities on the way', () => {
    expect(between('{ x: 2, y: 30, z: 3 }', '{ x: 2, y: 10, z: 4 }', 'x * half')).toEqual({
      name: 'y',
      isAll: false,
      between: ['half'],
    });
    expect(between('{ y: 30 }', '{ y: 10 }', 'x * half')).toMatchObject({ name: 'y', isAll: true });
  });

  it('is nothing where two inputs share it, act only together, or pull against each other', () => {
    expect(between('{ x: 5, y: 5 }', '{ x: 1, y: 1 }', 'x + y')).toBeNull();
    expect(between('{ x: 0, y: 0 }', '{ x: 10, y: 10 }', 'x * y')).toBeNull();
    expect(between('{ x: 30, y: 10 }', '{ x: 10, y: 20 }', 'x + y')).toBeNull();
  });

  it('is nothing where the quantity is the input itself', () => {
    const { model, world } = compiled(scriptOf('{ x: 2 }', '{ x: 4 }', 'y + z'));
    expect(driverOf('x', new OptionValues(model, world, 'one'), new OptionValues(model, world, 'other'))).toBeNull();
  });

  it('is the fact that has changed, for one option before and after', () => {
    const { model, world } = compiled(scriptOf('{ x: 2 }', '{ x: 4 }', 'x * half'));
    const later = new OptionValues(model, withFact(world, 'y', 9), 'one');
    expect(driverOf('whole', later, new OptionValues(model, world, 'one'))).toEqual({
      name: 'y',
      isAll: true,
      between: ['half'],
    });
  });

  it('leaves less than half of a sum behind once it is as with the other option', () => {
    const input = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(fc.array(input, { minLength: 6, maxLength: 6 }), ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]) => {
        const found = between(`{ x: ${a}, y: ${b}, z: ${c} }`, `{ x: ${d}, y: ${e}, z: ${f} }`, 'x + half');
        if (found === null) return;
        const gaps = { x: a - d, y: b - e, z: c - f };
        const all = gaps.x + gaps.y + gaps.z;
        const own = gaps[found.name as 'x'];
        expect(Math.abs(all - own)).toBeLessThan(Math.abs(all) / 2);
        for (const gap of Object.values(gaps)) if (gap !== own) expect(Math.abs(gap)).toBeLessThan(Math.abs(own));
      }),
    );
  });
});

describe('what a figure goes by', () => {
  const of = (is: string, set = '{ x: 5, y: 3 }') => {
    const { model, world } = compiled(scriptOf(set, '{}', is));
    return bindingOf('whole', new OptionValues(model, world, 'one'));
  };

  it('is the largest or the smallest of the terms, also with something taken off', () => {
    expect(of('max(x, y)')).toEqual({ name: 'x', others: ['y'] });
    expect(of('min(x, y) - z')).toEqual({ name: 'y', others: ['x'] });
  });

  it('is nothing where two are alike, or nothing is chosen', () => {
    expect(of('max(x, y)', '{ x: 4, y: 4 }')).toBeNull();
    expect(of('x + y')).toBeNull();
  });
});
