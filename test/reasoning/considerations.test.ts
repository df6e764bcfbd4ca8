import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { dataIn, factAt, factsIn, resolveArgs, strengthOf } from '../../src/reasoning/considerations.ts';

const facts = {
  price: { value: 2.5 },
  mix: { value: { web: 0.9, code: 0.1 } },
  grid: { value: [1, 2, 4] },
};

describe('strengthOf', () => {
  it.each([
    [{ neutral: 0, full: 0.2, signed: false }, 0, 0],
    [{ neutral: 0, full: 0.2, signed: false }, 0.1, 0.5],
    [{ neutral: 0, full: 0.2, signed: false }, 0.2, 1],
    [{ neutral: 0, full: 0.2, signed: false }, 9, 1],
    [{ neutral: 0, full: 0.2, signed: false }, -0.1, 0],
    [{ neutral: 0, full: 0.2, signed: true }, -0.1, -0.5],
    [{ neutral: 0, full: 0.2, signed: true }, -9, -1],
    [{ neutral: 500, full: 100, signed: false }, 300, 0.5],
    [{ neutral: 500, full: 100, signed: false }, 600, 0],
  ])('%j reads %d as %d', (scale, value, strength) => {
    expect(strengthOf(scale, value)).toBeCloseTo(strength, 12);
  });

  it('never falls when the figure moves toward full', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, number, number, number, fc.boolean(), (neutral, full, a, b, signed) => {
        fc.pre(neutral !== full);
        const [near, far] = full > neutral === a < b ? [a, b] : [b, a];
        const scale = { neutral, full, signed };
        expect(strengthOf(scale, far)).toBeGreaterThanOrEqual(strengthOf(scale, near));
      }),
    );
  });

  it('does not call a strength what is no number', () => {
    expect(() => strengthOf({ neutral: 0, full: 1, signed: false }, Number.NaN)).toThrow(PitwallError);
  });
});

describe('resolveArgs', () => {
  it('puts in facts, members and files at any depth and leaves the rest', () => {
    const args = {
      usd: '$price',
      deep: [{ web: '$mix.web' }],
      all: '$mix',
      file: '$data.loss',
      second: '$grid.1',
      n: 3,
      word: 'US$',
    };
    expect(resolveArgs(args, facts, { loss: 'loss.csv' })).toEqual({
      usd: 2.5,
      deep: [{ web: 0.9 }],
      all: { web: 0.9, code: 0.1 },
      file: 'loss.csv',
      second: 2,
      n: 3,
      word: 'US$',
    });
  });

  it('gives a copy of a fact, so that a tool cannot change it', () => {
    const resolved = resolveArgs({ all: '$mix' }, facts, {});
    expect(resolved['all']).not.toBe(facts.mix.value);
  });

  it.each([
    ['$prise', 'no fact is called `prise`; did you mean `price`? [UNKNOWN_NAME]'],
    ['$mix.text', 'the fact `mix` has no member `text`; there is `web`, `code` [UNKNOWN_NAME]'],
    ['$mix.web.x', 'the fact `mix` has no member `web.x`; there is `web`, `code` [UNKNOWN_NAME]'],
    ['$data.loss', 'no data file is called `loss`; there are none [UNKNOWN_NAME]'],
    ['$', 'expected `$fact`, `$fact.member` or `$data.name`, got `$` [UNKNOWN_NAME]'],
    ['$data', 'expected `$fact`, `$fact.member` or `$data.name`, got `$data` [UNKNOWN_NAME]'],
    ['$constructor', 'no fact is called `constructor`; there is `price`, `mix`, `grid` [UNKNOWN_NAME]'],
  ])('refuses %s', (reference, sentence) => {
    expect(() => resolveArgs({ x: reference }, facts, {})).toThrow(sentence);
  });
});

describe('what arguments rest on', () => {
  const args = { a: '$price', b: ['$mix.web', '$price'], c: { d: '$data.loss' }, e: 'price' };
  it('names facts with their paths, each once', () => {
    expect(factsIn(args)).toEqual(['price', 'mix.web']);
  });
  it('names data files', () => {
    expect(dataIn(args)).toEqual(['loss']);
  });
  it('reads a member of a fact by its path', () => {
    expect(factAt(facts, 'mix.code')).toBe(0.1);
  });
});
