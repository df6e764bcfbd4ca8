import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PitwallError } from '../../src/core/error.ts';
import { eventsOf } from '../../src/core/events.ts';
import { Value } from '../../src/core/values.ts';
import { flippableFacts } from '../../src/debate/what-if.ts';
import { loadScenario, loadTeam, tryDebate } from '../../src/pitwall.ts';
import { packageRoot, scenarioFrom } from '../../src/project/index.ts';
import { strengthFrom } from '../../src/reasoning/view.ts';
import { printContext } from '../../src/report/context.ts';
import { memoSections } from '../../src/report/memo.ts';
import { newScenario } from '../../src/scenarios/new.ts';
import { readScenario } from '../../src/scenarios/parse.ts';
import { WrittenScenario } from '../../src/scenarios/written-schema.ts';
import { toolIndex } from '../../src/workbench/index.ts';
import type { Held } from '../measures/held.ts';
import { heldFrom } from '../measures/held.ts';
import { countNumbers, orphanNumbers } from '../playbook/numbers.ts';

const team = loadTeam({ projectDir: packageRoot() });

async function hold(text: string, seed = 1, file = 'sparse.yaml'): Promise<Held> {
  const loaded = scenarioFrom(text, file, { projectDir: packageRoot(), team });
  return heldFrom(loaded, seed, await tryDebate({ scenario: loaded, team, seed }));
}

/** What nobody should ever hear: a key as it is written, a slot, a pair of particles, an open group. */
function slips({ turns, scenario }: Held): string[] {
  const keys = Object.keys(scenario.facts).filter((key) => /[a-z][A-Z]|_/.test(key));
  return turns.flatMap(({ utterance }) => [
    ...keys.filter((key) => utterance.includes(key)).map((key) => `key ${key}: ${utterance}`),
    ...(/[{}<>|]/.test(utterance) ? [`slot: ${utterance}`] : []),
    ...(/[가-힣]\/[가-힣]/.test(utterance) ? [`particles: ${utterance}`] : []),
    ...(/undefined|NaN|OPTION|\[object/.test(utterance) ? [`leftover: ${utterance}`] : []),
    ...(/(?:[을를]|[이가]) (?:을|를|이|가) |\.\.|,,| {2}/.test(utterance) ? [`stutter: ${utterance}`] : []),
  ]);
}

describe('the example of the design, as it is printed there', () => {
  const file = `${packageRoot()}/test/fixtures/scenarios/loss-drop-sparse.yaml`;
  const loaded = loadScenario(file, {
    projectDir: packageRoot(),
    team,
    data: { loss: 'scenarios/loss-drop-3000.csv' },
  });

  it.each([1, 2, 3])('is debated to a decision that it expects, with seed %i', async (seed) => {
    const debate = heldFrom(loaded, seed, await tryDebate({ scenario: loaded, team, seed }));
    expect(loaded.scenario.expect?.decision).toContain(debate.trial.outcome?.decision);
    expect(eventsOf(debate.trial.events, 'consult.answered').map(({ to }) => to)).toContain('blaze');
    expect(orphanNumbers(debate.document, debate.scenario)).toEqual([]);
    expect(countNumbers(debate.document, debate.scenario)).toBeGreaterThan(5);
    expect(slips(debate)).toEqual([]);
  });

  it('says how each part was read that could have been written otherwise', () => {
    const said = loaded.readings.map(({ message }) => message);
    expect(said).toContain('without an id, called `keep-against-dedupMissing`');
    expect(said).toContain('the value `data quality` as `data-quality`');
    expect(said).toContain('`4` as the fact `gpuHourUsd`');
    expect(said).toContain('`tokensPerStep`, `gpuHourUsd` of `design_experiment` from $tokensPerStep, $gpuHourUsd');
  });

  it('reads tools on their own scale, and a fact without one as a judgement', () => {
    const from = Object.fromEntries(loaded.scenario.considerations.map(({ id, from: basis }) => [id, basis]));
    expect(from['keep-for-diagnose-loss-curve']).toMatchObject({
      read: { figure: 'improvement', neutral: 0, full: 1 },
    });
    expect(from['ablate-for-design-experiment']).toMatchObject({ figure: 'costUsd' });
    expect(from['keep-against-dedupMissing']).toEqual({ fact: 'dedupMissing' });
  });
});

function errorOf(step: () => unknown): PitwallError {
  try {
    step();
  } catch (error) {
    if (error instanceof PitwallError) return error;
    throw error;
  }
  throw new Error('expected a script that is refused, it was taken');
}

const SPARSE = `motion: Do we rent or buy?
options: { rent: rent in the cloud, buy: buy eight cards }
facts:
  deliveryWeeks: 14 weeks
  gpuHourUsd: { value: 2.5, unit: USD/hour, knownBy: sentinel }
  cluster: { device: H100 SXM, count: 8 }
  tested: true
considerations:
  - { against: buy, value: Time, fact: deliveryWeeks, read: { neutral: 4, full: 20 } }
  - { against: rent, value: money, from: gpuHourUsd }
  - { against: deliveryWeeks, value: risk, judgement: the last one came early }
  - { for: Rent in the Cloud, value: ux, fact: tested }
`;

describe('what a script may leave out', () => {
  const read = (text: string, file = 'rent-or-buy.yaml') => readScenario(text, file, { tools: toolIndex });

  it('is filled in from what there is', () => {
    const { scenario } = read(SPARSE);
    expect(scenario).toMatchObject({ id: 'rent-or-buy', title: 'Do we rent or buy?', language: 'en', cast: [] });
    expect(scenario.protocol.map(({ kind }) => kind)).toEqual(['opening', 'rebuttal', 'vote', 'close']);
    expect(scenario.facts['deliveryWeeks']).toEqual({ value: 14, unit: 'weeks', label: 'delivery time' });
    expect(scenario.facts['gpuHourUsd']?.knownBy).toEqual(['sentinel']);
    expect(scenario.facts['cluster']?.value).toEqual({ device: 'H100 SXM', count: 8 });
    expect(scenario.considerations.map(({ id, value }) => [id, value])).toEqual([
      ['buy-against-deliveryWeeks', 'schedule'],
      ['rent-against-gpuHourUsd', 'cost'],
      ['deliveryWeeks-against-the-last-one', 'reliability'],
      ['rent-in-the-cloud-for-tested', 'user-impact'],
    ]);
    expect(scenario.considerations[2]).toMatchObject({
      against: 'buy-against-deliveryWeeks',
      from: { judgement: 'the last one came early', weight: 'low' },
    });
    expect(scenario.considerations[3]).toMatchObject({ for: 'rent', from: { read: { neutral: 0, full: 1 } } });
    expect(scenario.options['buy']).toMatchObject({ short: 'buying eight cards', urge: ["let's buy eight cards"] });
  });

  it('is the same whatever stands around it, and each id once', () => {
    const twice = `${SPARSE}  - { against: rent, value: money, fact: gpuHourUsd }\n`;
    const ids = read(twice).scenario.considerations.map(({ id }) => id);
    expect(ids).toContain('rent-against-gpuHourUsd');
    expect(ids).toContain('rent-against-gpuHourUsd-2');
    expect(read(`# a comment\n${SPARSE}`).scenario).toEqual(read(SPARSE).scenario);
  });

  it.each([
    ['data quality', 'data-quality'],
    ['Data_Quality', 'data-quality'],
    ['dataQuality', 'data-quality'],
    ['데이터 품질', 'data-quality'],
    ['what users get', 'user-impact'],
    ['성능', 'efficiency'],
    ['latency', 'efficiency'],
    ['Risk', 'reliability'],
    ['deadline', 'schedule'],
    ['돈', 'cost'],
    ['UX', 'user-impact'],
    ['maintainability', 'simplicity'],
  ])('takes the value %s for %s', (written, value) => {
    const { scenario } = read(SPARSE.replace('value: Time', `value: ${written}`));
    expect(scenario.considerations[0]?.value).toBe(value);
  });

  it('finds the language in the question, and the id in the name of the file', () => {
    const korean = read(SPARSE.replace('Do we rent or buy?', '빌릴 것인가?'), 'a/b/GPU 임대 2.yaml').scenario;
    expect(korean).toMatchObject({ language: 'ko', id: 'gpu-2' });
    const { id } = read(SPARSE, '임대.yaml').scenario;
    expect(id).toMatch(/^scenario-[0-9a-f]{4}$/);
    expect(read(SPARSE, id).scenario.id).toBe(id);
    expect(read(SPARSE, '구매.yaml').scenario.id).not.toBe(id);
  });

  it('may be written with Korean names throughout', async () => {
    const text = `motion: 카드를 빌릴 것인가?
options: { 임대: 카드를 빌린다, 구매: 카드를 산다 }
facts: { 납기: 14주, 시간당_요금: { value: 2.5, unit: USD }, 장애: { value: 6, unit: 회, knownBy: sentinel } }
considerations:
  - { against: 구매, value: 일정, fact: 납기, read: { neutral: 4, full: 20 } }
  - { against: 임대, value: 돈, fact: 시간당_요금, read: { neutral: 1, full: 4 } }
  - { for: 임대, value: 안정성, fact: 장애, read: { neutral: 2, full: 10 } }
  - { against: 납기, value: 근거, judgement: 지난번에는 일찍 왔다 }
`;
    const debate = await hold(text, 3);
    expect(debate.scenario.considerations.map(({ id }) => id).slice(0, 2)).toEqual([
      '구매-against-납기',
      '임대-against-시간당_요금',
    ]);
    expect(debate.turns.map(({ utterance }) => utterance).join(' ')).toContain('14주');
    expect(orphanNumbers(debate.document, debate.scenario)).toEqual([]);
    expect(slips(debate)).toEqual([]);
  });

  it('takes the members whom it touches, and says what for', () => {
    const loaded = scenarioFrom(SPARSE, 'rent-or-buy.yaml', { projectDir: packageRoot(), team });
    expect(loaded.scenario.cast).toContain('sentinel');
    expect(loaded.scenario.cast.length).toBeGreaterThanOrEqual(3);
    expect(loaded.readings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^without a cast, seated are .*sentinel \(knows gpuHourUsd\)/),
    );
  });

  it.each([
    ['a value that is none', 'value: ux', 'value: luck', 12, 38, 'expected `progress`'],
    ['a bare score', ', value: money,', ', value: money, weight: 3,', 10, 36, 'never typed in'],
    [
      'a fact that is not there',
      'fact: deliveryWeeks, read',
      'fact: deliveryWeek, read',
      9,
      40,
      'did you mean `deliveryWeeks`?',
    ],
    ['a flat scale', 'neutral: 4, full: 20', 'neutral: 4, full: 4', 9, 61, 'to differ'],
    ['a number in an opinion', 'the last one', 'the last 3', 11, 64, 'every number'],
    ['words that are no option', 'Rent in the Cloud', 'Borrow them', 12, 12, 'an option or another consideration'],
    ['half a scale', 'neutral: 4, full: 20', 'neutral: 4', 9, 61, 'the key `full` is missing'],
    ['a misspelt basis', 'fact: tested', 'facts: tested', 12, 42, 'unknown key `facts`'],
  ])('is still refused for %s, with its place', (_, from, to, line, column, says) => {
    expect(SPARSE.split(from).length).toBe(2);
    const error = errorOf(() => read(SPARSE.replace(from, to)));
    expect(error.message).toContain(says);
    expect(error.place).toEqual({ file: 'rent-or-buy.yaml', line, column });
  });
});

const UNITS = [
  'weeks',
  'days',
  'hours',
  'USD',
  'USD/hour',
  'USD/month',
  'share',
  '%',
  'kW',
  'GB',
  'ms',
  'events/s',
  'people',
  'tickets',
  'tokens',
  '회',
  '명',
  '주',
  '',
];
const KEYS = [
  ...[
    'deliveryWeeks',
    'hoursPerYear',
    'gpuHourUsd',
    'queueLimit',
    'lossRate',
    'oncallPages',
    'p99LatencyMs',
    'modelGB',
  ],
  ...[
    'eventsPerSec',
    'daysLeft',
    'utilisation',
    'egressUsdPerMonth',
    'failed_runs',
    'top5Accuracy',
    'staffDays',
    'cost_2024',
  ],
];
const WORDS = {
  en: {
    motion: 'What do we do about the queue?',
    options: ['move to Kafka', 'Keep the queue', 'split off the 3 large topics', 'no change', 'the second vendor'],
    judgements: [
      'everybody knows the present one',
      'a thin safety net',
      'it broke twice last year',
      'No room for error',
    ],
  },
  ko: {
    motion: '큐를 어떻게 할 것인가?',
    options: ['Kafka로 옮긴다', '지금 큐를 유지한다', '토픽 3개만 나눈다', '두 번째 업체', '새로 만든다'],
    judgements: ['지금 큐는 모두가 안다', '한 번 더 기다리는 게 답이다', '사람이 모자라요', 'a thin safety net'],
  },
} as const;

const number = fc.oneof(
  fc.integer({ min: -5, max: 40 }),
  fc.integer({ min: 100, max: 90_000 }),
  fc.double({ min: 0.0001, max: 1, noNaN: true }).map((value) => Number(value.toPrecision(3))),
  fc.double({ min: 1, max: 2e12, noNaN: true }).map((value) => Number(value.toPrecision(3))),
);

const sparse = fc.constantFrom('en' as const, 'ko' as const).chain((language) => {
  const words = WORDS[language];
  return fc.record({
    language: fc.constant(language),
    options: fc.uniqueArray(fc.constantFrom(...words.options), { minLength: 2, maxLength: 4 }),
    facts: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom(...KEYS),
        value: fc.oneof({ weight: 9, arbitrary: number }, { weight: 1, arbitrary: fc.boolean() }),
        unit: fc.constantFrom(...UNITS),
        knownBy: fc.option(fc.constantFrom('flux', 'sentinel', 'blaze'), { freq: 3 }),
      }),
      { minLength: 2, maxLength: 6, selector: ({ key }) => key },
    ),
    reasons: fc.array(
      fc.record({
        side: fc.constantFrom('for', 'against', 'excludes'),
        option: fc.nat(3),
        value: fc.constantFrom(...Value.options, 'Performance', '돈', 'data quality'),
        fact: fc.nat(5),
        scale: fc.option(
          fc.tuple(fc.double({ min: 0.1, max: 3, noNaN: true }), fc.double({ min: 0.1, max: 3, noNaN: true })),
          { freq: 4 },
        ),
        signed: fc.boolean(),
        judgement: fc.option(fc.constantFrom(...words.judgements), { freq: 5, nil: null }),
      }),
      { minLength: 2, maxLength: 8 },
    ),
    seed: fc.integer({ min: 1, max: 50 }),
  });
});

function written({
  language,
  options,
  facts,
  reasons,
}: typeof sparse extends fc.Arbitrary<infer T> ? T : never): string {
  const lines = [
    `motion: ${WORDS[language].motion}`,
    'options:',
    ...options.map((option, index) => `  ${'abcd'[index]}: ${option}`),
    'facts:',
    ...facts.map(
      ({ key, value, unit, knownBy }) =>
        `  ${key}: { value: ${value}${unit === '' ? '' : `, unit: "${unit}"`}${knownBy === null ? '' : `, knownBy: [${knownBy}]`} }`,
    ),
    'considerations:',
    ...reasons.map(({ side, option, value, fact, scale, signed, judgement }, index) => {
      const target = 'abcd'[option % options.length];
      const about = facts[fact % facts.length];
      const head = `{ id: r${'abcdefgh'[index]}, ${side}: ${target}, value: ${value}`;
      if (judgement !== null || about === undefined) return `  - ${head}, judgement: "${judgement ?? 'so'}" }`;
      if (scale === null || typeof about.value === 'boolean') return `  - ${head}, fact: ${about.key} }`;
      const [neutral, full] = scale.map((factor) => Number((Number(about.value) * factor).toPrecision(2)));
      const read = neutral === full ? '' : `, read: { neutral: ${neutral}, full: ${full}, signed: ${signed} }`;
      return `  - ${head}, fact: ${about.key}${read} }`;
    }),
    'cast: [flux, sentinel, blaze]',
  ];
  return `${lines.join('\n')}\n`;
}

describe('a fact without a scale', () => {
  it('counts as a judgement of medium weight, says so in the memo, and is not searched for a flip', async () => {
    const debate = await hold(SPARSE);
    const priced = debate.scenario.considerations.find(({ id }) => id === 'rent-against-gpuHourUsd');
    expect(priced && strengthFrom(priced, 2.5)).toBe(0.5);
    expect(priced && strengthFrom(priced, 250)).toBe(0.5);
    expect(flippableFacts(debate.scenario)).toEqual(['deliveryWeeks']);
    const context = printContext(debate.scenario, []);
    const outcome = debate.trial.outcome;
    const memo = outcome === null ? [] : memoSections(context, debate.document, outcome);
    expect(JSON.stringify(memo)).toContain('no scale declared, counted as a judgement');
  });
});

describe('what editors check a script against', () => {
  it.each([
    ...['example', 'loss-drop-3000', 'spike-at-12k', 'build-or-buy'].map((id) => `scenarios/${id}.yaml`),
    'test/fixtures/scenarios/loss-drop-sparse.yaml',
  ])('fits %s', (file) => {
    const text = readFileSync(`${packageRoot()}/${file}`, 'utf8');
    expect(WrittenScenario.safeParse(parse(text)).error?.issues ?? []).toEqual([]);
  });

  it.each(['ko', 'en'] as const)('fits the starter in %s, which runs', async (language) => {
    const text = newScenario('starter', language);
    expect(WrittenScenario.safeParse(parse(text)).success).toBe(true);
    const debate = await hold(text);
    expect(debate.scenario.language).toBe(language);
    expect(orphanNumbers(debate.document, debate.scenario)).toEqual([]);
    expect(slips(debate)).toEqual([]);
  });
});

describe('any sparse scenario', () => {
  it('runs to a memo; every number has its ground, and nothing unsaid is left in a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(sparse, async (given) => {
        const debate = await hold(written(given), given.seed);
        expect(debate.trial.outcome).not.toBeNull();
        expect(orphanNumbers(debate.document, debate.scenario)).toEqual([]);
        expect(slips(debate)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
