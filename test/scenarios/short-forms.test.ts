import { describe, expect, it } from 'vitest';
import { newScenario } from '../../src/scenarios/new.ts';
import { readScenario } from '../../src/scenarios/parse.ts';
import { toolIndex } from '../../src/workbench/index.ts';
import { remarksOn } from './load.ts';

const BASE = `motion: Do we rent?
options: [rent it, buy it]
facts:
`;

const factOf = (written: string) =>
  readScenario(`${BASE}  one: ${written}\n`, 'scenarios/rent.yaml').scenario.facts['one'];
const of = (rest: string) =>
  readScenario(`motion: 빌릴까?\noptions: { a: 빌린다, b: 산다 }\n${rest}`, 'scenarios/rent.yaml');

describe('a fact in short', () => {
  it.each([
    ['9 days', { value: 9, unit: 'days' }],
    ['$2.40 per hour', { value: 2.4, unit: 'USD per hour' }],
    ['$20k', { value: 20_000, unit: 'USD' }],
    ['86 %', { value: 86, unit: '%' }],
    ['0.22', { value: 0.22 }],
    ['300B', { value: 3e11 }],
    ['300B tokens', { value: 3e11, unit: 'tokens' }],
    ['40e9 tokens', { value: 4e10, unit: 'tokens' }],
    ['80 GB', { value: 80, unit: 'GB' }],
    ['1,200 requests', { value: 1200, unit: 'requests' }],
    ['9일', { value: 9, unit: '일' }],
    ['240만 원', { value: 2_400_000, unit: '원' }],
    ['1억 2천만 원', { value: 120_000_000, unit: '원' }],
    ['-3 %', { value: -3, unit: '%' }],
    ['H100 SXM', { value: 'H100 SXM' }],
    ['2024-05-01', { value: '2024-05-01' }],
    ['true', { value: true }],
    ['[1, 2]', { value: [1, 2] }],
    ['{ device: H100 SXM, count: 64 }', { value: { device: 'H100 SXM', count: 64 } }],
    ['{ web: 2.7 nats, code: 1.3 nats }', { value: { web: 2.7, code: 1.3 }, unit: 'nats' }],
    ['{ value: 6 days, knownBy: [forge] }', { value: 6, unit: 'days', knownBy: ['forge'] }],
    ['{ value: 6 days, unit: hours }', { value: 144, unit: 'hours' }],
    ['{ value: 1, knownBy: sentinel }', { value: 1, knownBy: ['sentinel'] }],
    ['{ value: 1, knownBy: "sentinel, flux" }', { value: 1, knownBy: ['sentinel', 'flux'] }],
    ['{ value: 20, range: 15..90 }', { value: 20, range: [15, 90] }],
    ['{ value: 20, range: "15 to 90" }', { value: 20, range: [15, 90] }],
    ['{ value: 20 days, range: [1 week, 90 days] }', { value: 20, unit: 'days', range: [7, 90] }],
    ['{ value: 20 days, range: 2 to 6 weeks }', { value: 20, unit: 'days', range: [14, 42] }],
    ['{ value: 9 days, assumed: 1 week }', { value: 9, unit: 'days', assumed: 7 }],
  ])('%s', (written, fact) => {
    expect(factOf(written)).toEqual(fact);
  });
});

describe('a bare number beside a value with a scale', () => {
  it.each([
    [
      '{ value: 16.6만 원, assumed: 14, range: 15..18만 }',
      { value: 166_000, assumed: 140_000, range: [150_000, 180_000] },
    ],
    ['{ value: $20k, assumed: 30, range: [5, 40] }', { value: 20_000, assumed: 30_000, range: [5000, 40_000] }],
    ['{ value: 12B tokens, range: 10 to 15B tokens }', { value: 12e9, range: [10e9, 15e9] }],
    // In proportion as it stands, or said with its unit.
    ['{ value: €2.2M, assumed: 1600000, range: [1800000, 3000000] }', { value: 2.2e6, range: [1.8e6, 3e6] }],
    ['{ value: 20k tokens, assumed: 150 tokens }', { value: 20_000, assumed: 150 }],
    ['{ value: 12B tokens, assumed: 0 }', { value: 12e9, assumed: 0 }],
  ])('%s', (written, fact) => {
    expect(factOf(written)).toMatchObject(fact);
  });

  it('is read so in events and settings too, and lint says that it was', () => {
    const { scenario, readings } = readScenario(
      [
        'motion: Here or there?',
        'options:',
        '  here: { label: here, set: { rent: 100만 원 }, adjust: { rent: 80..150 } }',
        '  there: { label: there, set: { rent: $price } }',
        'facts: { price: { value: 16.6만 원, range: 15..18 }, rent: { value: 0 원 } }',
        'events: [{ after: opening, set: { price: 18 }, say: it has risen }]',
        '',
      ].join('\n'),
      'x/here.yaml',
    );
    expect(scenario.facts['price']?.range).toEqual([150_000, 180_000]);
    expect(scenario.options['here']?.adjust['rent']).toEqual([800_000, 1_500_000]);
    expect(scenario.events[0]?.set).toEqual({ price: 180_000 });
    expect(readings.map(({ message }) => message)).toContain('`18` (number) as 180000: the value is written with `만`');
  });
});

describe('a script in short', () => {
  it('fills in what is left out and says so', () => {
    const { scenario, readings } = readScenario(
      'motion: Rent or buy?\noptions: [rent it, buy it]\n',
      'x/rent-or-buy.yaml',
    );
    expect(scenario).toMatchObject({ id: 'rent-or-buy', title: 'Rent or buy?', language: 'en', cast: [] });
    expect(Object.keys(scenario.options)).toEqual(['rent-it', 'buy-it']);
    expect(readings.map(({ message }) => message)).toEqual(['without `id`: rent-or-buy', 'without `language`: en']);
  });

  it('reads a quantity as a text, an option without a label by its name, and actions by their owners', () => {
    const { scenario } = of(
      'facts: { a1: 3 days }\nquantities: { spare: a1 - 1 day }\ncriteria: [{ more: spare, worth: 1, value: 일정 }]\n',
    );
    expect(scenario.quantities['spare']).toEqual({ is: 'a1 - 1 day' });
    expect(scenario.criteria[0]).toEqual({ more: 'spare', worth: 1, value: 'schedule' });
    const named = readScenario(
      'motion: x?\noptions: { stopNow: { actions: { pulse: stop it } }, go: go on }\n',
      'x.yaml',
    ).scenario.options['stopNow'];
    expect(named).toMatchObject({ label: 'stop now', short: 'stop now', actions: [{ owner: 'pulse', do: 'stop it' }] });
  });

  it.each([
    ['need spare >= 0 days, schedule', { need: 'spare >= 0 days', value: 'schedule' }],
    ['need: spare >= 0 days, money', { need: 'spare >= 0 days', value: 'cost' }],
    ['more spare (worth 0.5 days), progress', { more: 'spare', worth: '0.5 days', value: 'progress' }],
    ['less spare (worth 1), 비용', { less: 'spare', worth: 1, value: 'cost' }],
    [
      'less spare (worth 1 day, noise 0.3 days), risk',
      { less: 'spare', worth: '1 day', noise: '0.3 days', value: 'reliability' },
    ],
    ['less spare, worth 1 day, risk', { less: 'spare', worth: '1 day', value: 'reliability' }],
  ])('reads the criterion %j', (line, criterion) => {
    const { scenario } = of(`facts: { spare: 3 days }\ncriteria: ["${line}"]\n`);
    expect(scenario.criteria).toEqual([criterion]);
  });

  it('converts what measurements, bounds and events give in another unit', () => {
    const { scenario } = readScenario(
      `motion: x?
options: { a: { set: { run: 3 days }, adjust: { run: 24 to 96 hours } }, b: { set: { run: 1 day } } }
facts: { left: 9 days }
quantities: { spare: left - run }
criteria: [{ more: spare, worth: 1, value: cost }]
measurements: [{ learns: left, how: asking, costUsd: $58, days: 2 hours }]
events: [{ after: opening, set: { left: 2 weeks }, say: later }]
`,
      'x.yaml',
    );
    expect(scenario.options['a']?.adjust).toEqual({ run: [1, 4] });
    expect(scenario.measurements[0]?.cost).toEqual({ value: 58, unit: 'USD' });
    expect(scenario.measurements[0]?.days).toBeCloseTo(1 / 12);
    expect(scenario.events[0]?.set).toEqual({ left: 14 });
  });

  it.each([
    ['1..4 days', [1, 4]],
    ['1..4 by 0.5', { from: 1, to: 4, step: 0.5 }],
    ['24 to 96 hours by 12 hours', { from: 1, to: 4, step: 0.5 }],
    ['1~4일 0.5일씩', { from: 1, to: 4, step: 0.5 }],
    ['"1일에서 4일, 12시간 단위"', { from: 1, to: 4, step: 0.5 }],
    ['{ from: 24 hours, to: 4, step: 0.5 days }', { from: 1, to: 4, step: 0.5 }],
    ['[1 day, 36 hours, 3]', [1, 1.5, 3]],
  ])('reads the settings %s', (written, adjust) => {
    const { scenario } = readScenario(
      `motion: x?
options: { a: { set: { run: 3 days }, adjust: { run: ${written} } }, b: { set: { run: 1 day } } }
facts: { run: 3 days }
criteria: [{ less: run, worth: 1, value: cost }]
`,
      'x.yaml',
    );
    expect(scenario.options['a']?.adjust).toEqual({ run: adjust });
  });

  it.each([
    ['cost: 340만 원', { value: 3_400_000, unit: 'KRW' }],
    ['cost: "₩3,400,000"', { value: 3_400_000, unit: 'KRW' }],
    ['cost: $600', { value: 600, unit: 'USD' }],
    ['cost: 600 USD', { value: 600, unit: 'USD' }],
    ['cost: 600달러', { value: 600, unit: 'USD' }],
    ['cost: €1.2k', { value: 1200, unit: 'EUR' }],
    ['cost: $0', { value: 0, unit: 'USD' }],
    ['costUsd: 600', { value: 600, unit: 'USD' }],
    ['costUsd: $600', { value: 600, unit: 'USD' }],
  ])('keeps the price of a measurement in its currency: %s', (price, cost) => {
    const { scenario } = of(`facts: { left: 9 days }\nmeasurements: [{ learns: left, how: asking, ${price} }]\n`);
    expect(scenario.measurements).toEqual([{ learns: 'left', how: 'asking', cost }]);
  });

  it('takes arguments that are called as a fact, and says so', () => {
    const { scenario, readings } = readScenario(
      `motion: x?
options: { a: go, b: stay }
facts: { params: 7e9, tokens: 1e12, cluster: { device: H100 SXM, count: 64, mfu: 0.4 }, gpuHourUsd: 2.5 }
quantities: { cost: { tool: training_cost } }
criteria: [{ less: cost, worth: 1, value: cost }]
`,
      'x.yaml',
      { tools: toolIndex },
    );
    expect(scenario.quantities['cost']).toMatchObject({
      args: { params: '$params', tokens: '$tokens', cluster: '$cluster' },
    });
    expect(readings.at(-1)?.message).toContain('`tokens` from $tokens');
  });
});

describe('newScenario', () => {
  it.each(['en', 'ko'] as const)('is clean as it is, in %s', (language) => {
    const { scenario } = readScenario(newScenario('my-question', language), 'scenarios/my-question.yaml', {
      tools: toolIndex,
    });
    const calculate = () => ({ figures: {}, headline: undefined });
    expect(remarksOn({ scenario, calculate })).toEqual([]);
  });
});
