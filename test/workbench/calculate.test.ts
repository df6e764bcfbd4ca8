import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresGiven } from '../../src/core/tool.ts';
import { calculate } from '../../src/workbench/calculate.ts';
import { runTool } from '../../src/workbench/index.ts';

const none = (name: string): string => {
  throw new Error(`no file ${name}`);
};
const work = (values: Record<string, number>, formula: string) =>
  runTool('calculate', { values, steps: { out: { formula } } }, none).figures['out']?.value;

describe('calculate', () => {
  it('works out a break-even in steps, each with its unit and formula', () => {
    const { figures } = runTool(
      'calculate',
      {
        values: { rewind: 101, wait: 161 },
        steps: {
          more: { formula: 'wait - rewind', unit: 'USD' },
          chance: { formula: 'more / wait', unit: 'share' },
        },
      },
      none,
    );
    expect(figures['more']).toMatchObject({ value: 60, unit: 'USD', formula: 'wait - rewind' });
    expect(figures['chance']?.value).toBeCloseTo(60 / 161, 12);
  });

  it('knows brackets, powers from the right, signs and functions', () => {
    expect(work({ a: 2, b: 3 }, '(a + b) * -2')).toBe(-10);
    expect(work({}, '2 ** 3 ** 2')).toBe(512);
    expect(work({ noise: 0.004 }, 'sqrt(2) * noise')).toBeCloseTo(0.005657, 6);
    expect(work({ a: 7.2 }, 'max(ceil(a), 3) + abs(-1)')).toBe(9);
  });

  it('equals the same sum in TypeScript whatever goes in', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(work({ a, b, c }, 'a - b * (c + 1)')).toBe(a - b * (c + 1));
      }),
    );
  });

  it.each([
    ['a / 0', /divides by zero/],
    ['sqrt(0 - a)', /comes to none/],
    ['a +', /in `a \+`/],
    ['b', /expected one of a, out, found `b`/],
    ['out + a', /`out` rests on itself/],
    ['a % 2', /expected \+ - \* \/ or \*\*/],
    ['constructor(a)', /expected one of sqrt/],
    ['a; a', /one formula/],
    ['"x"', /expected a number/],
  ])('refuses %s with a sentence', (formula, sentence) => {
    expect(() => work({ a: 1 }, formula)).toThrow(sentence);
  });

  it('works steps out in whatever order they are written', () => {
    const steps = { half: { formula: 'all / 2' }, all: { formula: 'a + 1' } };
    expect(runTool('calculate', { values: { a: 3 }, steps }, none).figures['half']?.value).toBe(2);
  });

  it('works each step out once, however often others use it', () => {
    const steps = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`s${n}`, { formula: n === 0 ? 'a' : `s${n - 1} + s${n - 1}` }]),
    );
    expect(runTool('calculate', { values: { a: 1 }, steps }, none).figures['s59']?.value).toBe(2 ** 59);
  });

  it('refuses a step that is named like a value', () => {
    expect(() => runTool('calculate', { values: { a: 1 }, steps: { a: { formula: '2' } } }, none)).toThrow(/not taken/);
  });

  it('names its figures before it runs', () => {
    expect(figuresGiven(calculate as never, { steps: { gap: {}, share: {} } })).toEqual(['gap', 'share']);
  });
});
