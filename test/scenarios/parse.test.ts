import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { parseScenario, placeIn } from '../../src/scenarios/parse.ts';
import { GOOD, TOOLS } from './fixture.ts';

const FILE = 'scenarios/bad.yaml';

function errorOf(text: string): PitwallError {
  try {
    parseScenario(text, FILE, { tools: TOOLS });
  } catch (error) {
    if (error instanceof PitwallError) return error;
    throw error;
  }
  throw new Error('expected a scenario that is refused, it was taken');
}

/** The good scenario with one part replaced; `mark` stands where the error must point. */
function spoiled(from: string, to: string): { text: string; line: number; column: number } {
  expect(GOOD.split(from)).toHaveLength(2);
  const marked = GOOD.replace(from, () => to);
  const at = marked.indexOf('»');
  const before = marked.slice(0, at).split('\n');
  return { text: marked.replace('»', ''), line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

describe('parseScenario', () => {
  it('reads a good script into typed phases, options, facts and quantities', () => {
    const scenario = parseScenario(GOOD, FILE, { tools: TOOLS });
    expect(scenario.protocol).toEqual([
      { kind: 'opening', blind: true },
      { kind: 'rebuttal', rounds: 2 },
      { kind: 'vote' },
      { kind: 'close' },
    ]);
    expect(scenario.options['stop']).toEqual({
      label: '지금 멈춘다',
      short: '지금 멈춘다',
      set: {},
      adjust: {},
      actions: [],
    });
    expect(scenario.options['finish']?.adjust).toEqual({ tokens: [100e9, 300e9] });
    expect(scenario.quantities['fall']).toEqual({
      tool: 'curve',
      // The calculator's own headline, which the script leaves out.
      figure: 'fall',
      args: { file: '$data.loss', window: 40 },
      label: '내려간 값',
    });
    expect(scenario.events[0]?.after).toEqual({ phase: 'rebuttal', round: 1 });
  });

  // `»` marks the character that the error must point at.
  it.each([
    // YAML itself
    ['a tab', 'title: A', '»\ttitle: A', 'spaces'],
    ['a list never closed', 'cast: [pulse, flux]\n', 'cast: [pulse, flux\n»', 'YAML'],
    ['a colon in a plain text', 'title: A run', 'title: »A run: late', 'quotes'],
    ['a second document', 'expect: {', '»---\nexpect: {', 'one YAML document'],
    ['a repeated key', 'language: ko', 'language: ko\n»language: en', 'each name once, found `language` again'],
    ['a repeated fact', '  ready: {', '  »deadline: 1 day\n  ready: {', '`deadline` again'],
    ['an alias', 'motion: 끝까지 돌릴 것인가?', 'motion: &m 끝까지\nbackgroundd: »*m', 'alias'],
    ['a tag', 'value: true', 'value: !!str »true', 'tag'],
    ['a dangerous key', '  ready: {', '  »__proto__: { value: 1 }\n  ready: {', '`__proto__`'],
    ['an inherited name', '  ready: {', '  »toString: 1\n  ready: {', 'expected another name than `toString`'],
    ['a mapping as a key', 'data:\n', 'data:\n  ? »{ a: 1 }\n  : x\n', 'a name before the colon'],
    [
      'a formula with a comma that is not in quotes',
      'is: tokens / perDay,',
      'is: max(tokens, »1) / perDay,',
      'expected quotes around a formula',
    ],
    // shape
    // prices
    ['a price twice', 'costUsd: 10', 'cost: 340만 원, »costUsd: 10', 'expected either `cost` or `costUsd`, found both'],
    [
      'a price without a currency',
      'costUsd: 10',
      'cost: »600',
      'expected a price with its currency, as in `$600` or `340만 원`, found `600` (number)',
    ],
    [
      'a price in a currency that nobody knows',
      'costUsd: 10',
      'cost: »600 doubloons',
      'expected a price with its currency, as in `$600` or `340만 원`, found `600 doubloons` (text)',
    ],
    [
      'a price per day',
      'costUsd: 10',
      'cost: »$600 per day',
      'expected a price with its currency, as in `$600` or `340만 원`, found `$600 per day` (text)',
    ],
    [
      'a price below nothing',
      'costUsd: 10',
      'cost: »-340만 원',
      'expected a price with its currency, as in `$600` or `340만 원`, found `-340만 원` (text)',
    ],
    [
      'a price in words',
      'costUsd: 10',
      'cost: »cheap',
      'expected a price with its currency, as in `$600` or `340만 원`, found `cheap` (text)',
    ],
    [
      'a list for a price',
      'costUsd: 10',
      'cost: »[$600]',
      'expected a price with its currency, as in `$600` or `340만 원`, found a list of 1',
    ],
    [
      'won for dollars',
      'costUsd: 10',
      'costUsd: »340만 원',
      'expected a price in USD (`cost` takes other currencies), found `340만 원` (text)',
    ],
    [
      'dollars below nothing',
      'costUsd: 10',
      'costUsd: »-3',
      'expected a price in USD (`cost` takes other currencies), found `-3` (number)',
    ],
    // keys
    ['a misspelt key', 'motion: ', '»motoin: ', 'unknown key `motoin`; did you mean `motion`?'],
    ['a misspelt key deep down', 'knownBy: [flux]', '»knowBy: [flux]', 'did you mean `knownBy`?'],
    ['a missing key', 'motion: 끝까지 돌릴 것인가?\n', '', 'the key `motion` is missing: expected a text'],
    ['a number for a text', 'title: A run that is late', 'title: »3000', 'expected a text, found `3000` (number)'],
    ['a text for a list', 'cast: [pulse, flux]', 'cast: »pulse', 'expected at least 2 entries'],
    ['nothing for a fact', 'value: true', 'value: »', 'found nothing'],
    ['a list in a mapping fact', 'count: 64', 'count: »[64]', 'a number, a text or true or false'],
    ['an unknown language', 'language: ko', 'language: »jp', 'expected `ko` or `en`'],
    ['a misspelt value', 'value: progress', 'value: »progres', 'did you mean `progress`?'],
    ['a misspelt phase', 'rebuttal 2,', '»rebutal 2,', '`rebuttal N`'],
    ['a phase of no rounds', 'rebuttal 2,', '»rebuttal 0,', '`rebuttal N`'],
    ['rounds without end', 'rebuttal 2,', '»rebuttal 99999999,', 'at most 1000 rounds'],
    ['an id with capitals', 'id: late-run', 'id: »Late', 'lower-case letters'],
    ['an option name with a blank', '  stop: 지금', '  »stop it: 지금', 'expected a name'],
    ['one option', '  stop: 지금 멈춘다\n', '', 'two options'],
    ['a cast of one', 'cast: [pulse, flux]', 'cast: »[pulse]', 'at least 2 entries'],
    ['infinity', 'value: true', 'value: ».inf', 'expected'],
    ['a script of before', 'criteria:\n', '»considerations: []\ncriteria:\n', 'docs/SCENARIOS.md describes the format'],
    // amounts
    [
      'a unit that does not fit',
      'value: 9, unit: days',
      'value: »9 GB, unit: days',
      'expected a number in days, found `9 GB`, which is data and not time',
    ],
    [
      'a unit that does not fit in an event',
      'gpuHourUsd: 4 }',
      'gpuHourUsd: »4 days }',
      'expected a number in USD/hour',
    ],
    ['an assumption in another dimension', 'assumed: 100e9', 'assumed: »5 days', 'expected a number in tokens/day'],
    ['a range with one end', 'range: [5, 20]', 'range: »[5]', 'expected two ends'],
    ['a range of words', 'range: [5, 20]', 'range: [»few, 20]', 'expected a number, found `few`'],
    ['a range upside down', 'range: [5, 20]', 'range: »[20, 5]', 'the lower end first'],
    ['a range beside the value', 'range: [5, 20]', 'range: »[10, 20]', 'a range that holds the value 9'],
    ['a range of a text', 'ready: { value: true', 'ready: { »range: [0, 1], value: true', 'beside a number only'],
    // formulas
    ['an unknown name', 'is: deadline - run', 'is: »deadline - rum', 'no fact or quantity is called `rum`'],
    ['a formula that is none', 'is: deadline - run', 'is: »deadline -', 'expected a formula'],
    ['days and dollars', 'is: deadline - run', 'is: »deadline - gpuHourUsd', 'subtracts time and USD per time'],
    ['a plain number beside days', 'need: spare >= 6 days', 'need: »spare >= 6', 'give the number its unit'],
    ['a limit that compares nothing', 'need: spare >= 6 days', 'need: »spare', 'expected a limit like'],
    [
      'a circle',
      'is: tokens / perDay',
      'is: »tokens / perDay * spare / 1 day',
      'found a circle: `run` -> `spare` -> `run`',
    ],
    ['a circle through a setting', 'tokens: 300e9 tokens, price', 'tokens: »run * perDay, price', 'a circle: `tokens`'],
    [
      'a mapping in a formula',
      'is: deadline - run',
      'is: »deadline - run * cluster',
      'name one member, as in `cluster.device`',
    ],
    [
      'a text in a formula',
      'is: deadline - run',
      'is: »deadline * cluster.device',
      'the fact `cluster.device` is the text `H100 SXM`',
    ],
    ['an unknown function', 'is: deadline - run', 'is: »sum(deadline)', 'no function is called `sum`'],
    ['a number with a name behind it', 'is: deadline - run', 'is: »2 cluster', 'expected `*` between'],
    ['two names without an operator', 'is: deadline - run', 'is: »deadline run', 'expected an operator'],
    [
      'a unit that the formula does not have',
      'is: deadline - run, unit: days',
      'is: deadline - run, unit: »GB',
      '`unit` says GB',
    ],
    [
      'a setting of another dimension',
      'tokens: 300e9 tokens, price',
      'tokens: »3 days, price',
      'expected tokens, as the fact `tokens` has it',
    ],
    ['an input that one option sets', 'price: $usd }', 'price: $usd, delay: 3 days }', '`stop` does not set `delay`'],
    ['a quantity that an option sets', 'price: $usd }', 'price: $usd, »spare: 3 days }', '`spare` is a quantity'],
    ['a name that means something in formulas', '  ready: {', '  »per: 1\n  ready: {', 'which means something else'],
    ['a goal about nothing', 'more: tokens', 'more: »tokenz', 'did you mean `tokens`?'],
    [
      'a goal without its worth',
      '{ more: tokens, worth: 50e9, value: progress }',
      '»{ more: tokens, value: progress }',
      'expected `worth` beside `more`',
    ],
    ['a worth in another dimension', 'worth: 100,', 'worth: »3 days,', '`worth` is time'],
    // settings
    ...[
      [
        '[100e9, 300e9, 50e9]',
        'expected values in rising order, found 100000000000, 300000000000, 50000000000; steps are',
      ],
      ['{ from: 100e9, to: 300e9, step: 70e9 }', 'expected steps of 70000000000 that lead from 100000000000'],
      ['{ from: 300e9, to: 100e9, step: 50e9 }', 'expected `from` below `to`'],
      ['{ from: 100e9, to: 300e9, step: 1e8 }', 'expected at most 200 settings, found 2001'],
      ['[100e9, 200e9, 250e9]', 'expected settings that include the setting 300000000000, found at one of'],
      ['{ from: 100e9, to: 300e9, »steps: 4 }', 'unknown key `steps`'],
    ].map(([written, sentence]): [string, string, string, string] => [
      `the settings ${written}`,
      'tokens: [100e9, 300e9]',
      `tokens: ${written?.includes('»') ? '' : '»'}${written}`,
      sentence ?? '',
    ]),
    // calculators
    ['an unknown calculator', 'tool: price', 'tool: »pricee', 'did you mean `price`?'],
    ['an argument of the wrong type', 'window: 40', 'window: »forty', '`curve` cannot take `window`'],
    ['an argument out of range', 'window: 40', 'window: »-1', '`curve` cannot take `window`'],
    ['an unknown argument', 'window: 40', 'window: 40, »widow: 1', 'unknown key `widow`'],
    [
      'a fact that the calculator refuses',
      'hour: $gpuHourUsd',
      'hour: »$cluster',
      'from `$cluster`: expected a number, found a mapping',
    ],
    ['an unknown figure', 'figure: usd', 'figure: »used', 'gives no figure `used`; did you mean `usd`?'],
    ['an unknown data file', '$data.loss', '$data.los', 'did you mean `loss`?'],
    // links
    ['an unknown option of a judgement', 'for: stop', 'for: »stopp', 'did you mean `stop`?'],
    ['a measurement of a quantity', 'learns: perDay', 'learns: »spare', 'such as `spareOff`, and learn that'],
    ['a measurement of nothing', 'learns: perDay', 'learns: »perDai', 'did you mean `perDay`?'],
    ['a measurement of a text', 'learns: perDay', 'learns: »cluster.device', 'expected a fact that is a number'],
    ['an expectation of nothing', 'decision: [finish]', 'decision: [»finnish]', 'did you mean `finish`?'],
    ['a member seated twice', 'cast: [pulse, flux]', 'cast: [pulse, flux, »Pulse]', 'each member once'],
    ['an unknown fact in a text', '{fact:deadline}', '»{fact:dedline}', 'did you mean `deadline`?'],
    // protocol and events
    ['no opening first', '[opening blind, rebuttal 2,', '[»rebuttal 2,', 'begin with an opening'],
    ['a close before the vote', 'vote, close]', 'close, »vote]', 'found `vote` after `close`'],
    ['no vote', ', vote, close]', ', close]', 'expected a `vote`'],
    ['an event after a round that never comes', 'after: rebuttal 1', 'after: »rebuttal 3', 'the protocol has 2'],
    ['an event about an unknown fact', 'gpuHourUsd: 4 }', 'gpuHourUsb: »4 }', 'did you mean `gpuHourUsd`?'],
    ['an event of another kind', 'gpuHourUsd: 4 }', 'gpuHourUsd: »four }', 'expected a number'],
    ['an event that a calculator refuses', 'gpuHourUsd: 4 }', 'gpuHourUsd: »-4 }', 'after this event `usd` fails'],
  ])('points at %s', (_, from, to, says) => {
    const { text, line, column } = spoiled(from, to);
    const error = errorOf(text);
    expect(error.message).toContain(says);
    expect(error.code).toBe('SCENARIO_INVALID');
    expect(error.place.file).toBe(FILE);
    if (to.includes('»')) expect(error.place).toEqual({ file: FILE, line, column });
    expect(error.message).toMatch(/^scenarios\/bad\.yaml:\d+:\d+: .* \[SCENARIO_INVALID\]$/s);
  });

  it('tells the first of several mistakes and counts the others', () => {
    const text = GOOD.replace('for: stop', 'for: stopp').replace('learns: perDay', 'learns: perDai');
    const error = errorOf(text);
    expect(error.message).toContain('`stopp`');
    expect(error.data['others']).toBe(1);
  });

  it.each([
    ['an empty file', '', 'found nothing'],
    ['a comment alone', '# nothing yet\n', 'found nothing'],
    ['a list', '- a\n- b\n', 'expected a mapping, found a list of 2'],
    ['a word', 'hello', 'expected a mapping'],
    ['a binary file', '\u0000\u0001\u0002', 'expected'],
    ['a bottomless list', '['.repeat(20_000), 'levels'],
    ['a file of a megabyte', `# ${'x'.repeat(1_000_000)}`, 'at most 262144 characters'],
  ])('refuses %s in one sentence', (_, text, says) => {
    const error = errorOf(text);
    expect(error.code).toBe('SCENARIO_INVALID');
    expect(error.message).toContain(says);
  });

  it.each([
    ['facts', 9000, 'expected at most 512 facts, found 9000'],
    ['options', 3000, 'expected at most 64 options, found 3000'],
  ])('answers a flood of %s in one sentence', (part, count, says) => {
    const flood = Array.from({ length: count }, (_, index) => `  k${index}: x`).join('\n');
    expect(errorOf(`motion: x?\n${part}:\n${flood}\n`).message).toContain(says);
  });

  it.each([
    ['{ from: 0, to: 1.0e12, step: 1.0e-6 }', 'expected at most 200 settings, found 1000000000000000000'],
    ['{ from: 0, to: 200, step: 1 }', 'expected at most 200 settings, found 201'],
    ['{ from: 9, to: 1, step: 1 }', 'expected `from` below `to`, found 9 and 1'],
  ])('refuses the steps %s without going through them', (adjust, says) => {
    const text = GOOD.replace(/adjust: \{ tokens: [^\n]*?\]? \}/, `adjust: { tokens: ${adjust} }`);
    expect(text).not.toBe(GOOD);
    expect(errorOf(text).message).toContain(says);
  });

  it.each([-1, -0.5])('refuses a goal that is worth %s', (worth) => {
    const text = GOOD.replace('more: tokens, worth: 50e9', `more: tokens, worth: ${worth}`);
    expect(errorOf(text).message).toContain(`expected a difference of 0 or more, found ${worth}`);
  });

  it('names that rest on one another in many ways are followed once', () => {
    const chain = Array.from({ length: 500 }, (_, index) =>
      index < 2 ? `  q${index}: deadline` : `  q${index}: q${index - 1} + q${index - 2}`,
    ).join('\n');
    const text = GOOD.replace('quantities:\n', `quantities:\n${chain}\n`).replace(
      'more: tokens, worth: 50e9',
      'more: q499, worth: 1 day',
    );
    expect(Object.keys(parseScenario(text, FILE, { tools: TOOLS }).quantities)).toHaveLength(504);
  });

  it('holds nothing against tools that it was not given', () => {
    const { quantities } = parseScenario(GOOD.replace('tool: price', 'tool: unheard'), FILE);
    expect(quantities['usd']).toMatchObject({ tool: 'unheard' });
  });

  it('finds where a part of a scenario stands', () => {
    expect(placeIn(GOOD, FILE, ['facts', 'cluster'])).toEqual({ file: FILE, line: 19, column: 3 });
    expect(placeIn(GOOD, FILE, ['quantities', 'usd', 'nothing'])).toEqual({ file: FILE, line: 28, column: 3 });
  });

  it('gives a scenario or one error of ours for any damage', () => {
    const lines = GOOD.split('\n');
    const scraps = [
      '',
      '{',
      '}',
      '[',
      ': ',
      '- ',
      '&a ',
      '*a',
      '!!map ',
      '"',
      "'",
      '|',
      '\t',
      '\u0000',
      '{fact:',
      '$',
      '$data.',
      '#',
      '\r',
      '---\n',
      '? ',
      '<<: ',
      'null',
      '.nan',
      '-1',
      'keep',
      'constructor: 1',
      '１',
    ];
    const edit = fc.record({
      at: fc.nat(GOOD.length),
      drop: fc.nat(12),
      add: fc.oneof(fc.constantFrom(...scraps), fc.string({ maxLength: 5 }), fc.constantFrom(...lines)),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const text = edits.reduce((now, { at, drop, add }) => now.slice(0, at) + add + now.slice(at + drop), GOOD);
        try {
          const { options, cast } = parseScenario(text, FILE, { tools: TOOLS });
          expect(Object.keys(options).length).toBeGreaterThan(1);
          expect(cast.length).not.toBe(1);
        } catch (error) {
          if (!(error instanceof PitwallError)) throw error;
          expect(error.code).toBe('SCENARIO_INVALID');
          const { line = 0, column = 0 } = error.place;
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(text.split('\n').length + 1);
          expect(column).toBeGreaterThan(0);
        }
      }),
      // A reference in an event's `set` once ended in a TypeError.
      { numRuns: 1500, examples: [[[{ at: 1560, drop: 3, add: '{fact:' }]]] },
    );
  });
});
