import { describe, expect, it } from 'vitest';
import { compileModel } from '../../src/reasoning/model.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { printAmount, printTogether } from '../../src/wording/amounts.ts';

it.each(['', 'USD', 'tokens', '%', '건'])('an amount without bound in `%s` has no letter of a scale', (unit) => {
  for (const language of ['en', 'ko'] as const)
    expect(
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(
        (value) => printAmount(value, unit, language).number.text,
      ),
    ).toEqual(['∞', '−∞']);
});

describe('an amount in English', () => {
  it.each([
    [2, 'shard', '2 shards'],
    [1, 'shards', '1 shard'],
    [2.5, 'hour', '2.5 hours'],
    [3, 'engineer-day', '3 engineer-days'],
    [5, 'query', '5 queries'],
    [2, 'batch', '2 batches'],
    [30, 'min', '30 min'],
    [2, 'kg', '2 kg'],
    [4, 'people', '4 people'],
    [7, 'nats', '7 nats'],
    [1750, 'ppb', '1,750 ppb'],
    [58, 'ppb/day', '58 ppb a day'],
    [900, 'rpm', '900 rpm'],
    [3, 'sky', '3 skies'],
    [260, 'tokens/chunk', '260 tokens per chunk'],
    [5200, 'USD/month per node', '$5,200 a month per node'],
    [5200, 'USD/node/month', '$5,200 a month per node'],
  ])('is plural where it is not one: %d %s', (value, unit, text) => {
    expect(printAmount(value, unit, 'en').text).toBe(text);
  });
});

describe('an amount in Korean', () => {
  it.each([
    [3600, '원/시간/장', '장당 시간당 3,600원'],
    [2740, '원/card hour', '카드 시간당 2,740원'],
    [5951, 'card hours', '5,951 카드 시간'],
    [5, 'USD/TB/month', 'TB당 월 5달러'],
    [300, '만 원/개월', '월 300만 원'],
    [360, '쪽/일', '하루 360쪽'],
    [80, '시간/주', '주당 80시간'],
  ])('has what it is counted by before the time: %d %s', (value, unit, text) => {
    expect(printAmount(value, unit, 'ko').text).toBe(text);
  });

  it.each([
    [2_400_000, '건', '240만 건'],
    [600_000, '타', '60만 타'],
    [605_000, '타', '60.5만 타'],
    [178_250, '타', '178,250타'],
    [100_000_000, 'requests', '1억 건'],
    [310_000_000, '행/일', '하루 3.1억 행'],
    [7e9, '파라미터', '7B 파라미터'],
    [1.4e12, 'tokens', '1.4T 토큰'],
  ])('counts in 만 and 억, but for what the trade counts in letters: %d %s', (value, unit, text) => {
    expect(printAmount(value, unit, 'ko').text).toBe(text);
  });

  it.each([
    [15_072_345, '1,507만 원'],
    [123_456_789, '1.23억 원'],
    [234_567, '23.5만 원'],
  ])('keeps the digits that stand before the word: %d', (value, text) => {
    expect(printAmount(value, '원', 'ko').text).toBe(text);
  });
});

describe('plain numbers', () => {
  it('are numbers, and shares only where their author says so', () => {
    const said = (values: number[], unit: string) => printTogether(values, unit, 'en').map(({ text }) => text);
    expect(said([0.7, 0.35], '')).toEqual(['0.7', '0.35']);
    expect(said([0.18, 1], '')).toEqual(['0.18', '1']);
    expect(said([0.18, 0.26], 'share')).toEqual(['18%', '26%']);
    expect(said([0.18, 0.26], 'share of the mix')).toEqual(['18%', '26%']);
    expect(said([18, 26], '%')).toEqual(['18%', '26%']);
  });

  it.each([
    ['a / b', ''],
    ['100 * a / b', ''],
    ['sqrt(a * b)', ''],
    ['ln(a)', ''],
    ['a * b', '%'],
    ['a * b / c', '%'],
    ['1 - (1 - a)^7', '%'],
    ['max(a, b)', '%'],
    ['n * a', ''],
  ])('%s of shares in percent is shown in %j', (formula, unit) => {
    const scenario = parseScenario(
      `motion: x?
options: { one: { set: { n: 1 } }, two: { set: { n: 3 } } }
facts: { a: 60 %, b: 20 %, c: 30 %, n: 0 }
quantities: { q: { is: "${formula}" } }
criteria: [{ less: q, worth: 1, value: cost }]
`,
      'x.yaml',
    );
    const quantity = compileModel(scenario).quantities.get('q');
    expect(quantity?.unit?.text).toBe(unit);
  });
});
