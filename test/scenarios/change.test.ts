import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { withCast } from '../../src/scenarios/cast.ts';
import { withData, withFacts, withRounds } from '../../src/scenarios/change.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';
import { GOOD, TOOLS } from './fixture.ts';

const scenario = parseScenario(GOOD, 'good.yaml', { tools: TOOLS });

function refusal(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (error instanceof PitwallError) return error.message;
    throw error;
  }
  throw new Error('expected an error, there was none');
}

describe('withFacts', () => {
  it('refuses a fact in whose place every option sets its own, and names where they take it from', () => {
    const own = parseScenario(
      'motion: Which?\nlanguage: en\noptions:\n  one: { label: one, set: { price: $quote } }\n  two: { label: two, set: { price: 3 USD } }\n' +
        'facts:\n  quote: { value: 2 USD, label: the quote }\n  price: { value: 0 USD, label: the price }\ncriteria:\n  - { less: price, worth: 1 USD, value: cost }\n',
      'own.yaml',
    );
    expect(refusal(() => withFacts(own, { price: 4 }))).toContain(
      'every option sets `price` itself, so another value of the fact would change nothing; they take it from `quote`',
    );
    expect(withFacts(own, { quote: 4 }).facts['quote']?.value).toBe(4);
  });

  it('replaces a fact and keeps its unit, leaving the original alone', () => {
    const changed = withFacts(scenario, { gpuHourUsd: 4 }, TOOLS);
    expect(changed.facts['gpuHourUsd']).toEqual({ value: 4, unit: 'USD/hour', label: '단가' });
    expect(scenario.facts['gpuHourUsd']?.value).toBe(2.5);
  });

  it('changes one member by its dotted path', () => {
    expect(withFacts(scenario, { 'cluster.count': 32 }).facts['cluster']?.value).toEqual({
      device: 'H100 SXM',
      count: 32,
    });
  });

  it('applies several changes to one fact', () => {
    const changed = withFacts(scenario, { 'cluster.count': 32, 'cluster.device': 'H200 SXM' });
    expect(changed.facts['cluster']?.value).toEqual({ device: 'H200 SXM', count: 32 });
  });

  it.each([
    [{ gpuHourUsb: 1 }, 'no fact is called `gpuHourUsb`; did you mean `gpuHourUsd`? [UNKNOWN_NAME]'],
    [{ 'cluster.cuont': 1 }, 'the fact `cluster` has no member `cuont`; did you mean `count`? [UNKNOWN_NAME]'],
    [{ 'deadline.web': 1 }, 'the fact `deadline` is a single value and has no member `web` [UNKNOWN_NAME]'],
    [
      { __proto__x: 1 },
      'no fact is called `__proto__x`; there is `deadline`, `perDay`, `gpuHourUsd`, `cluster`, `ready`, `tokens`, `price` [UNKNOWN_NAME]',
    ],
    [{ gpuHourUsd: 'four' }, 'expected a number for the fact `gpuHourUsd` (USD/hour), got `four` (text) [USAGE]'],
    [{ gpuHourUsd: Number.NaN }, 'expected a number for the fact `gpuHourUsd` (USD/hour), got `NaN` (number) [USAGE]'],
    [{ cluster: 64 }, 'expected a mapping for the fact `cluster`, got `64` (number) [USAGE]'],
    [{ cluster: { count: 'x' } }, 'expected a number for the fact `cluster.count`, got `x` (text) [USAGE]'],
    [
      { 'cluster.device': 4 },
      'expected a text for the fact `cluster.device`, got `4` (number); put it in quotes: `"4"` [USAGE]',
    ],
  ])('refuses %j in a sentence', (overrides, sentence) => {
    expect(refusal(() => withFacts(scenario, overrides))).toBe(sentence);
  });

  it('refuses a value that a tool does not take', () => {
    expect(refusal(() => withFacts(scenario, { 'cluster.count': -1 }, TOOLS))).toMatch(
      /^`usd` fails: `price` cannot take `cards` from `\$cluster\.count`: .* \[TOOL_INVALID\]$/,
    );
  });

  it.each([
    ['12 days', 12],
    ['2 weeks', 14],
    ['36 hours', 1.5],
    ['9일', 9],
    ['12', 12],
  ])('converts %j to the unit of the fact', (text, value) => {
    expect(withFacts(scenario, { deadline: text }).facts['deadline']?.value).toBe(value);
  });

  it.each([
    [
      { deadline: '12 GB' },
      'the fact `deadline`: expected a number in days, found `12 GB`, which is data and not time [USAGE]',
    ],
    [{ gpuHourUsd: '4 EUR/hour' }, /expected a number in USD\/hour, found `4 EUR\/hour`/],
  ])('refuses %j, which is another dimension', (overrides, sentence) => {
    expect(refusal(() => withFacts(scenario, overrides))).toMatch(sentence);
  });

  it('takes any number for a number and nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        if (typeof value === 'number') {
          expect(withFacts(scenario, { perDay: value }).facts['perDay']?.value).toBe(value);
        } else if (typeof value !== 'string' || !/\d/.test(value)) {
          // A text with a figure in it may be an amount: `80B tokens/day`.
          expect(refusal(() => withFacts(scenario, { perDay: value }))).toContain('expected a number');
        }
      }),
    );
  });
});

describe('withData', () => {
  it('puts another file behind a name and refuses a name that is not there', () => {
    expect(withData(scenario, { loss: 'mine.jsonl' }).data).toEqual({ loss: 'mine.jsonl' });
    expect(refusal(() => withData(scenario, { los: 'x' }))).toBe(
      'no data file is called `los`; did you mean `loss`? [UNKNOWN_NAME]',
    );
  });
});

describe('withCast', () => {
  it.each([
    ['cortex,flux', ['cortex', 'flux']],
    ['+cortex', ['pulse', 'flux', 'cortex']],
    ['+cortex,-pulse', ['flux', 'cortex']],
    ['+cortex, -PULSE', ['flux', 'cortex']],
  ])('%s seats %j', (spec, cast) => {
    expect(withCast(scenario, spec).cast).toEqual(cast);
  });

  it('asks the caller which names mean the same member', () => {
    const idOf = (name: string) => (name === '김도윤' ? 'pulse' : name);
    expect(withCast(scenario, '+cortex,-김도윤', idOf).cast).toEqual(['flux', 'cortex']);
  });

  it.each([
    ['-cortex', '`cortex` is not in the cast; there is `pulse`, `flux` [UNKNOWN_NAME]'],
    ['-pulze', '`pulze` is not in the cast; did you mean `pulse`? [UNKNOWN_NAME]'],
    ['cortex,-flux', 'expected either a whole cast `a,b` or only changes `+a,-b`, got `cortex,-flux` [USAGE]'],
    ['-flux', 'expected at least two members, `-flux` leaves 1 [USAGE]'],
    ['cortex', 'expected at least two members, `cortex` leaves 1 [USAGE]'],
    ['a,a', 'expected each member once, got `a` again [USAGE]'],
    ['+pulse', 'expected each member once, got `pulse` again [USAGE]'],
    ['', 'expected a cast as `a,b` or `+a,-b`, got `` [USAGE]'],
    ['a,,b', 'expected a cast as `a,b` or `+a,-b`, got `a,,b` [USAGE]'],
    ['+', 'expected a cast as `a,b` or `+a,-b`, got `+` [USAGE]'],
  ])('refuses %j', (spec, sentence) => {
    expect(refusal(() => withCast(scenario, spec))).toBe(sentence);
  });
});

describe('withRounds', () => {
  it('sets the rounds of the rebuttal and nothing else', () => {
    expect(withRounds(scenario, 5).protocol).toEqual([
      { kind: 'opening', blind: true },
      { kind: 'rebuttal', rounds: 5 },
      { kind: 'vote' },
      { kind: 'close' },
    ]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1001])('refuses %d', (rounds) => {
    expect(refusal(() => withRounds(scenario, rounds))).toBe(
      `expected a whole number of rounds from 1 to 1000, got \`${rounds}\` [USAGE]`,
    );
  });

  it('refuses when there is no rebuttal to give rounds to', () => {
    const short = { ...scenario, protocol: scenario.protocol.filter(({ kind }) => kind !== 'rebuttal') };
    expect(refusal(() => withRounds(short, 2))).toContain('has none [USAGE]');
  });

  it('refuses fewer rounds than an event waits for', () => {
    const late = { ...scenario, events: [{ after: { phase: 'rebuttal' as const, round: 2 }, set: {}, say: 'x' }] };
    expect(withRounds(late, 2).events).toHaveLength(1);
    expect(refusal(() => withRounds(late, 1))).toContain('expected at least 2 rounds');
  });
});
