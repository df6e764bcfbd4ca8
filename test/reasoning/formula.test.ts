import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluated, namesIn, parseFormula } from '../../src/reasoning/formula.ts';

const NAMES = ['a', 'b', 'c', '값', 'tokens'];
const isName = (name: string) => NAMES.includes(name);
const parse = (text: string) => parseFormula(text, isName);
const values = new Map([
  ['a', 7],
  ['b', 2],
  ['c', -3],
  ['값', 11],
  ['tokens', 5],
]);
const of = (text: string) => evaluated(parse(text), (name) => values.get(name) ?? null);

/** A formula and what JavaScript makes of the same text. */
const formula: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', 'c'),
    fc.integer({ min: 0, max: 99 }).map(String),
    fc
      .tuple(tie('node'), fc.constantFrom('+', '-', '*'), tie('node'))
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    fc
      .tuple(fc.constantFrom('min', 'max'), tie('node'), tie('node'))
      .map(([name, left, right]) => `${name}(${left}, ${right})`),
  ),
})).node;

describe('parseFormula and evaluated', () => {
  it('computes what the same text means in arithmetic', () => {
    fc.assert(
      fc.property(formula, (text) => {
        const meant = new Function('a', 'b', 'c', 'min', 'max', `return ${text}`)(7, 2, -3, Math.min, Math.max);
        // Zero has no sign here.
        expect((of(text) ?? Number.NaN) + 0).toBe(meant + 0);
      }),
    );
  });

  it.each([
    ['2 + 3 * b', 8],
    ['a - b - c', 8],
    ['2 ^ 3 ^ 2', 512],
    ['-a + b', -5],
    ['a / b * 2', 7],
    ['a > b ? 1 : 2', 1],
    ['a > b and c > 0', 0],
    ['a > b or c > 0', 1],
    ['$a + 값', 18],
    ['2 days / 1 hour', 48],
    ['9일 / 1 day', 9],
    ['86 %', 0.86],
    ['$2k', 2000],
    ['40B', 4e10],
    ['120만 원', 1_200_000],
    ['$2.40 per card hour * 3600 s', 2.4],
    ['min(3 days, 1 week) / 1 day', 3],
    ['6 engineer-days / 1 day', 6],
    ['1.2/0.9', 1.2 / 0.9],
    ['3 min / 1 s', 180],
  ])('%s', (text, value) => {
    expect(of(text)).toBeCloseTo(value, 9);
  });

  it('is null as soon as one name that counts is not known, and not before', () => {
    const partly = (text: string) => evaluated(parse(text), (name) => (name === 'a' ? 1 : null));
    expect(partly('a + b')).toBeNull();
    expect(partly('a > 0 ? a : b')).toBe(1);
    expect(partly('a > 2 ? a : b')).toBeNull();
  });

  it('takes a word behind a number for a unit where the scenario measures in it', () => {
    expect(() => parse('2 tokens')).toThrow('expected `*` between');
    const measured = parseFormula('2 tokens + tokens', isName, (word) => word === 'tokens');
    expect(evaluated(measured, () => 5)).toBe(7);
  });

  it.each(['40 m3', '40 m³', '40 m^3'])('takes %s for a volume', (text) => {
    expect(parse(text)).toEqual({ kind: 'number', value: 40, unit: expect.objectContaining({ text: 'm^3' }) });
  });

  it('lists each name once', () => {
    expect(namesIn(parse('a * b + a / c'))).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['a +', 'expected a formula'],
    ['a b', 'expected an operator'],
    ['d + 1', 'no fact or quantity is called `d`'],
    ['toString + 1', 'no fact or quantity is called `toString`'],
    ['sum(a)', 'no function is called `sum`'],
    ['min()', 'expected something between the brackets'],
    ['a = 3', 'found'],
    ['"a"', 'found'],
    ['[a, b]', 'found'],
    [`${'('.repeat(80)}a${')'.repeat(80)}`, 'expected a formula of at most 64 levels, found more'],
    [`${'('.repeat(400)}a${')'.repeat(400)}`, 'expected a formula of at most 64 levels, found more'],
    [`${'-'.repeat(900)}a`, 'expected a formula of at most 64 levels, found more'],
    ['a + '.repeat(300), 'at most 1000 characters'],
  ])('refuses %s', (text, says) => {
    expect(() => parse(text)).toThrow(says);
  });

  it.each([
    ['brackets', `${'('.repeat(499)}a${')'.repeat(499)}`],
    ['signs', `${'-'.repeat(990)}a`],
  ])('says that %s are too deep where little of the stack is left', (_, text) => {
    const deepest = (level = 0): number => {
      try {
        return deepest(level + 1);
      } catch {
        return level;
      }
    };
    const under = (levels: number, work: () => void): void => (levels > 0 ? under(levels - 1, work) : work());
    under(Math.floor(deepest() * 0.8), () => expect(() => parse(text)).toThrow('at most 64 levels, found more'));
  });

  it('throws an error of ours or none for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab12+-*/^()$%. ,?:<>=만') })), (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toHaveProperty('code', 'SCENARIO_INVALID');
        }
      }),
      { numRuns: 500 },
    );
  });
});
