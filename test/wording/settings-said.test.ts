import { describe, expect, it } from 'vitest';
import { asPhrase, printAmount } from '../../src/wording/amounts.ts';
import { askedInEnglish } from '../../src/wording/asked.ts';
import type { Term } from '../../src/wording/clause.ts';
import { inRegister } from '../../src/wording/expand.ts';
import { withoutLabelsUnits } from '../../src/wording/labels-units.ts';
import { withParticles } from '../../src/wording/particles.ts';
import { ARITHMETIC } from '../../src/wording/tell.ts';

const term = (language: 'en' | 'ko', label: string, value: number, unit = ''): Term => ({
  label,
  amount: asPhrase(printAmount(value, unit, language), ['option:a.b']),
});
const set = (language: 'en' | 'ko', ...[label, value, unit]: [string, number, string?]) =>
  ARITHMETIC[language].setAt(term(language, label, value, unit)).text;
const korean = (text: string) => withParticles(inRegister(text, 'polite'));

describe('a setting that is yes or no', () => {
  it.each([
    ['whether the kiln is insulated', 1, 'the kiln insulated'],
    ['whether the kiln is insulated', 0, 'the kiln not insulated'],
    ['whether there is a night watch', 1, 'a night watch'],
    ['whether there is a night watch', 0, 'no night watch'],
    ['whether we hire a tuner', 1, 'hiring a tuner'],
    ['whether to run the pump at night', 0, 'not running the pump at night'],
  ] as const)('is said as what is so: %s %d', (label, value, said) => {
    expect(set('en', label, value)).toBe(said);
  });

  it.each([
    ['whether a second crew works', 1, 'yes for whether a second crew works'],
    ['whether Friday is a holiday', 0, 'no for whether Friday is a holiday'],
    ['whether we open on Sunday', 1, 'yes for whether we open on Sunday'],
  ] as const)('keeps its label where its clause cannot be turned safely: %s', (label, value, said) => {
    expect(set('en', label, value)).toBe(said);
  });

  it.each([
    ['가마 단열 여부', 1, '가마 단열'],
    ['가마 단열 여부', 0, '가마 단열 안 함'],
    ['밤에도 지키는지', 1, '밤에도 지키는 쪽'],
    ['밤에도 지키는지', 0, '밤에도 지키지 않는 쪽'],
    ['예비 펌프가 있는지', 0, '예비 펌프가 없는 쪽'],
    ['휴일인지', 0, '휴일 아님'],
  ] as const)('is said in Korean as what is so: %s %d', (label, value, said) => {
    expect(set('ko', label, value)).toBe(said);
  });

  it('stands for the number that the record keeps', () => {
    const { numbers } = ARITHMETIC.en.setAt(term('en', 'whether the kiln is insulated', 1));
    expect(numbers).toMatchObject([{ value: 1, text: 'the kiln insulated', refs: ['option:a.b'] }]);
  });

  it('stands behind the amounts among several settings', () => {
    const inputs = [term('en', 'whether the kiln is insulated', 1), term('en', 'the interval', 24, 'min')];
    expect(ARITHMETIC.en.settings('firing twice', inputs).text).toBe(
      'firing twice works with the interval at 24 min and the kiln insulated',
    );
  });

  it('is a clause where a fact says so', () => {
    const { switched } = ARITHMETIC.en;
    expect(switched('whether the kiln is insulated', true, true).text).toBe('now the kiln is insulated');
    expect(switched('whether the kiln is insulated', false, false).text).toBe('the kiln is not insulated');
    expect(askedInEnglish('the second shift')).toBeNull();
  });
});

describe('an amount whose label names what is counted', () => {
  it.each([
    ['the benches under glass', 40, 'benches', '40 benches under glass'],
    ['the benches under glass', 1, 'benches', '1 bench under glass'],
    ['the benches under glass', 0, 'benches', 'no benches under glass'],
    ['the tonne loads a day at the quarry', 60, 'loads/day', '60 tonne loads a day at the quarry'],
  ])('is said before it: %s %d', (label, value, unit, said) => {
    expect(set('en', label, value, unit)).toBe(said);
  });

  it.each([
    ['the time between benches', 40, 'benches', 'the time between benches at 40'],
    ['the interval', 24, 'min', 'the interval at 24 min'],
  ])('stands behind any other label: %s', (label, value, unit, said) => {
    expect(set('en', label, value, unit)).toBe(said);
  });

  it('keeps a counter in Korean that can take a particle, and none where that could be wrong', () => {
    expect(set('ko', '새로 놓는 벤치', 3, '벤치')).toBe('새로 놓는 벤치 3개');
    expect(set('ko', '새로 오는 강사', 3, '강사')).toBe('새로 오는 강사 3');
    expect(set('ko', '간격', 24, 'min')).toBe('간격 24분');
  });
});

describe('a label that is a question of how', () => {
  const label = 'how evenly the kiln heats';

  it('is never the subject of is, comes or stays', () => {
    const at = asPhrase(printAmount(0.8, '', 'en'), ['fact:a']);
    const { say } = { say: ARITHMETIC.en };
    const then = { text: 'a limit breaks', numbers: [] };
    const said = [
      say.at(label, at, then),
      say.evenAt(label, at, then),
      say.threshold(label, at, { beyond: 'above', isKept: false }, 'firing twice'),
      say.upTo('firing twice', label, at, 'above'),
      say.whatIf(label, at),
      say.breaksSo(label, at, { beyond: 'above', isKept: false }),
      say.setAnew(label, at, { beyond: 'above', isKept: false }, []),
      say.fact({ label, amount: at }),
      say.corrected({ label, amount: at }, at),
      say.taken(label, at),
      say.changed(label, at, at),
    ].flatMap(({ ways = [], ...first }) => [first, ...ways]);
    expect(
      said.map(({ text }) => text).filter((text) => /heats (?:is|are|come|comes|went|to be)\b/.test(text)),
    ).toEqual([]);
    expect(said.every(({ text }) => text.includes(`for ${label}`))).toBe(true);
    expect(set('en', label, 0.8)).toBe(`0.8 for ${label}`);
  });
});

describe('a unit that the label says', () => {
  const labelled = [
    { label: '월 비용', unit: 'KRW/month' },
    { label: '줄이는 한 명당 시간', unit: 'min/사람' },
    { label: '손님', unit: '명/month' },
  ];

  it('stands once in Korean', () => {
    expect(withoutLabelsUnits('월 비용이 월 750만 원, 한도까지 월 150만 원', labelled, 'ko')).toBe(
      '월 비용이 750만 원, 한도까지 월 150만 원',
    );
    expect(withoutLabelsUnits('줄이는 한 명당 시간이 인당 0.6분 이상', labelled, 'ko')).toBe(
      '줄이는 한 명당 시간이 0.6분 이상',
    );
  });

  it('stays where the label does not say it', () => {
    expect(withoutLabelsUnits('손님이 월 30명', labelled, 'ko')).toBe('손님이 월 30명');
  });
});

it('one setting is not set together with anything', () => {
  const text = korean(ARITHMETIC.ko.settings('새 가마', [term('ko', '가마 단열 여부', 1)]).text);
  expect(text).toBe('가마 단열로 잡으면 새 가마도 돼요');
});
