import { describe, expect, it } from 'vitest';
import { Fact } from '../../src/core/scenario.ts';
import { fillFacts } from '../../src/wording/fill.ts';

const fact = (value: unknown, unit?: string) => Fact.parse({ value, ...(unit === undefined ? {} : { unit }) });

/** The same text with one value after another in the place of `{fact:x}`. */
const filled = (text: string, ...values: [unknown, string?][]) =>
  values.map(([value, unit]) => fillFacts(text, { x: fact(value, unit) }, 'ko'));

describe('a particle that an author wrote behind a fact', () => {
  it('fits the value that is there', () => {
    const values = [[20, 'days'] as const, [88.3, '점'] as const, [4, 'USD'] as const].map(
      ([value, unit]): [unknown, string] => [value, unit],
    );
    expect(filled('{fact:x}로 바뀐다', ...values)).toEqual(['20일로 바뀐다', '88.3점으로 바뀐다', '4달러로 바뀐다']);
    expect(filled('{fact:x}으로 바뀐다', ...values)).toEqual(['20일로 바뀐다', '88.3점으로 바뀐다', '4달러로 바뀐다']);
    expect(filled('{fact:x}이 남았다', ...values)).toEqual(['20일이 남았다', '88.3점이 남았다', '4달러가 남았다']);
    expect(filled('{fact:x}가 남았다', ...values)).toEqual(['20일이 남았다', '88.3점이 남았다', '4달러가 남았다']);
    expect(filled('{fact:x}를 넘는다', ...values)).toEqual(['20일을 넘는다', '88.3점을 넘는다', '4달러를 넘는다']);
    expect(filled('{fact:x}은 길다', ...values)).toEqual(['20일은 길다', '88.3점은 길다', '4달러는 길다']);
    expect(filled('{fact:x}와 같다', ...values)).toEqual(['20일과 같다', '88.3점과 같다', '4달러와 같다']);
  });

  it('fits before another particle, before a mark, and where it was written as a pair', () => {
    expect(filled('{fact:x}로는 모자란다', [88.3, '점'])).toEqual(['88.3점으로는 모자란다']);
    expect(filled('{fact:x}로, 또 {fact:x}을.', [88.3, '점'])).toEqual(['88.3점으로, 또 88.3점을.']);
    expect(filled('{fact:x}으로/로 보고 {fact:x}을/를 뺀다', [4, 'USD'])).toEqual(['4달러로 보고 4달러를 뺀다']);
    expect(filled('{fact:x|bare}로, {fact:x|percent}은', [0.3, 'share'])).toEqual(['30으로, 30%는']);
  });

  it('is left alone where the letters begin a word', () => {
    expect(filled('{fact:x}이상', [88.3, '점'])).toEqual(['88.3점이상']);
    expect(filled('{fact:x} 이 남았다', [4, 'USD'])).toEqual(['4달러 이 남았다']);
    expect(filled('{fact:x}가량 든다', [88.3, '점'])).toEqual(['88.3점가량 든다']);
  });

  it('stays where the fact is not known, and in English', () => {
    expect(fillFacts('{fact:y}로', { x: fact(1) }, 'ko')).toBe('{fact:y}로');
    expect(fillFacts('{fact:x} left', { x: fact(3, 'days') }, 'en')).toBe('3 days left');
  });
});

describe('a value whose unit stands before its number', () => {
  it('has it once, where the author has written it already', () => {
    const [monthly] = filled('피크가 늘어 월 {fact:x}으로', [2100, '만 요청/월']);
    expect(monthly).toMatch(/^피크가 늘어 월 2,100만 ?요청으로$/);
    expect(filled('요청이 {fact:x}로', [2100, '만 요청/월'])[0]).toContain('월 2,100만');
    expect(filled('지난 세월 {fact:x}', [5, '명/월'])).toEqual(['지난 세월 월 5명']);
  });
});

describe('a value whose unit its author has just said', () => {
  it.each([
    ['they leave on day {fact:x}.', 30, 'days', 'they leave on day 30.'],
    ['Week {fact:x} is the last', 4, 'weeks', 'Week 4 is the last'],
    ['they leave after {fact:x}', 30, 'days', 'they leave after 30 days'],
    ['today {fact:x} are left', 30, 'days', 'today 30 days are left'],
  ])('has it once: %s', (text, value, unit, printed) => {
    expect(fillFacts(text, { x: fact(value, unit) }, 'en')).toBe(printed);
  });
});
