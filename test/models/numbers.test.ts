import { describe, expect, it } from 'vitest';
import { matchNumbers } from '../../src/reasoning/matching.ts';
import type { KnownFigure } from '../../src/reasoning/said-figures.ts';
import { agrees, numbersIn } from '../../src/reasoning/said-numbers.ts';

const figure = (ref: string, value: number, unit = '', name = ref): KnownFigure => ({ ref, value, unit, name });
const found = (text: string, cited: KnownFigure[], known: KnownFigure[] = [], own = '') =>
  matchNumbers(text, { cited, known, own });

describe('numbers in what somebody says', () => {
  it.each([
    ['15k tokens', 15_000],
    ['3만 2천 달러', 32_000],
    ['1억 5천만 원', 150_000_000],
    ['10,815 USD', 10_815],
    ['7B 모델', 7e9],
    ['2.1e6', 2_100_000],
  ])('are read with their magnitude: %s', (text, value) => {
    expect(numbersIn(text).map((one) => one.value)).toEqual([value]);
  });

  it('are not read out of names and references', () => {
    expect(numbersIn('H100 at fp8, in 4bit, tool:3.1/gain')).toEqual([]);
  });

  it('may be rounded as people round, and no further', () => {
    expect(agrees({ text: '15k', value: 15_000, op: 'is' }, [14_845])).toBe(true);
    expect(agrees({ text: '15,000', value: 15_000, op: 'is' }, [14_845])).toBe(true);
    expect(agrees({ text: '2,000', value: 2000, op: 'is' }, [2470])).toBe(false);
    expect(agrees({ text: '1.8', value: 1.8, op: 'is' }, [1.728])).toBe(false);
  });
});

describe('what a number is by', () => {
  it('is a cited figure, in its unit, whatever unit it was said in', () => {
    const { numbers } = found('프로파일은 13분이면 돼', [figure('tool:1.1/time', 0.2167, 'hours')]);
    expect(numbers).toMatchObject([{ text: '13', refs: ['tool:1.1/time'], op: 'is', unit: 'hours' }]);
  });

  it('is a figure that is known, where none was cited', () => {
    const { numbers } = found('0.2% are sent again.', [], [figure('fact:resent', 0.002, 'share of the packets')]);
    expect(numbers).toMatchObject([{ text: '0.2%', refs: ['fact:resent'], op: 'percent' }]);
  });

  it('is what follows from several: 2,470 = 10,815 - 7,436 - 910', () => {
    const cited = [figure('fact:a', 10_815, 'USD'), figure('fact:b', 7436, 'USD'), figure('fact:c', 910, 'USD')];
    const { numbers, unmatched } = found('That leaves 2,470.', cited);
    expect(numbers).toMatchObject([{ op: 'difference', refs: ['fact:a', 'fact:b', 'fact:c'] }]);
    expect(unmatched).toEqual([]);
  });

  it('is what somebody else derived before, without deriving it again', () => {
    const derived = {
      ...figure('turn:9.1', 0.04, 's'),
      by: { refs: ['tool:5.1/x', 'fact:y'], op: 'difference' as const },
    };
    expect(found('맞아요, 0.04초 모자라요.', [], [derived]).numbers).toMatchObject([
      { refs: ['tool:5.1/x', 'fact:y'], op: 'difference' },
    ]);
  });

  it('is nothing where a cited figure was read wrong, though two facts happen to lie as far apart', () => {
    const facts = [figure('fact:now', 5.2, 's'), figure('fact:then', 3.4, 's')];
    expect(found('The step takes 1.8 s longer.', [], facts).unmatched).toEqual([]);
    expect(found('It saves 1.8 s.', [figure('tool:6.1/saves', 1.728, 's')], facts).unmatched).toEqual(['1.8']);
  });

  it('is not days for a share, and no sum of unlike things', () => {
    expect(found('5% 얘기', [], [figure('rule:x.days', 0.05, 'days')]).unmatched).toEqual(['5%']);
    expect(found('12.5 in all', [figure('fact:a', 8, 'hours'), figure('fact:b', 4.5, 'USD')]).unmatched).toEqual([
      '12.5',
    ]);
  });

  it('is asked of nobody who asks, quotes, counts or sets a number of their own', () => {
    expect(found('Is it above 37.5 s?', []).unmatched).toEqual([]);
    expect(found('She said “37.5 s” and no more.', []).unmatched).toEqual([]);
    expect(found('There are 3 ways.', []).unmatched).toEqual([]);
    expect(found('Above 37.5 s we stop.', [], [], 'stop above 37.5 s').unmatched).toEqual([]);
    expect(found('It takes 37.5 s.', []).unmatched).toEqual(['37.5']);
  });
});
