import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { parseScenario, placeIn } from '../../src/scenarios/parse.ts';
import { growth, NEARER_SQUARE } from '../fixtures/pace.ts';
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
  it('reads a good script into typed phases, options and wordings', () => {
    const scenario = parseScenario(GOOD, FILE, { tools: TOOLS });
    expect(scenario.protocol).toEqual([
      { kind: 'opening', blind: true },
      { kind: 'rebuttal', rounds: 2 },
      { kind: 'vote' },
      { kind: 'close' },
    ]);
    expect(scenario.options['keep']).toEqual({
      label: '계속 간다',
      short: '계속 가기',
      urge: ['계속 (가자|가죠|가시지요)'],
      actions: [],
    });
    expect(scenario.options['ablate']?.urge).toEqual(['두 갈래로 (돌리자|돌려요|돌리시지요)']);
    expect(scenario.events[0]?.after).toEqual({ phase: 'rebuttal', round: 1 });
    expect(scenario.considerations[3]?.say).toEqual(['준비는 {figure},\n바로 (돼|돼요|됩니다)\n']);
  });

  // `»` marks the character that the error must point at.
  it.each([
    // YAML itself
    ['a tab', 'title: A', '»\ttitle: A', 'spaces'],
    ['a list never closed', 'cast: [pulse, flux]\n', 'cast: [pulse, flux\n»', 'YAML'],
    ['a colon in a plain text', 'title: A drop', 'title: »A drop: big', 'quotes'],
    ['a second document', 'expect: {', '»---\nexpect: {', 'one YAML document'],
    ['a repeated key', 'language: ko', 'language: ko\n»language: en', 'each key once, found `language` again'],
    ['a repeated fact', '  ready: {', '  »drop: { value: 1 }\n  ready: {', '`drop` again'],
    ['an alias', 'motion: 새 믹스로 계속 갈 것인가?', 'motion: &m 새 믹스로\nbackgroundd: »*m', 'alias'],
    ['a tag', 'value: 0.23', 'value: !!str »0.23', 'tag'],
    ['an unknown tag', 'value: 0.23', 'value: »!js 0.23', 'tag'],
    ['a dangerous key', '  drop: {', '  »__proto__: { value: 1 }\n  drop: {', '`__proto__`'],
    ['a mapping as a key', 'data:\n', 'data:\n  ? »{ a: 1 }\n  : x\n', 'a name before the colon'],
    // shape
    ['a misspelt key', 'motion: ', '»motoin: ', 'unknown key `motoin`; did you mean `motion`?'],
    ['a misspelt key deep down', 'knownBy: [flux]', '»knowBy: [flux]', 'did you mean `knownBy`?'],
    ['a misspelt key of a tool basis', 'figure: fall,', '»figrue: fall,', 'did you mean `figure`?'],
    ['a missing key', 'motion: 새 믹스로 계속 갈 것인가?\n', '', 'the key `motion` is missing: expected a text'],
    ['a number for a text', 'title: A drop near step 3000', 'title: »3000', 'expected a text, found `3000` (number)'],
    ['a text for a list', 'cast: [pulse, flux]', 'cast: »pulse', 'expected a list'],
    ['nothing for a fact', 'value: 0.23', 'value: »', 'found nothing'],
    ['a list in a mapping fact', 'count: 64', 'count: »[64]', 'a number, a text or true or false'],
    ['an unknown language', 'language: ko', 'language: »jp', 'expected `ko` or `en`'],
    ['a misspelt value', 'value: progress', 'value: »progres', 'did you mean `progress`?'],
    ['a misspelt phase', 'rebuttal 2,', '»rebutal 2,', '`rebuttal N`'],
    ['a phase of no rounds', 'rebuttal 2,', '»rebuttal 0,', '`rebuttal N`'],
    ['rounds without end', 'rebuttal 2,', '»rebuttal 99999999,', 'at most 1000 rounds'],
    ['an id with capitals', 'id: loss-drop', 'id: »Loss', 'lower-case letters'],
    ['a basis of nothing', '{ judgement: 체크포인트 하나로는 불안하다, weight: low }', '»{}', '`from` may be a tool'],
    ['a basis of words', '{ judgement: 체크포인트 하나로는 불안하다, weight: low }', '»maybe', '`from` may be a tool'],
    ['a misspelt basis', '{ judgement: 체', '{ »judgment: 체', 'did you mean `judgement`?'],
    ['an option name with a blank', '  keep: 계', '  »keep going: 계', 'expected a name'],
    ['one option', '  keep: 계속 간다\n', '', 'two options'],
    ['a cast of one', 'cast: [pulse, flux]', 'cast: »[pulse]', 'at least 2 entries'],
    ['a flat reading', 'neutral: 100, full: 500', 'neutral: 100, full: 100', 'to differ'],
    ['infinity', 'value: 0.23', 'value: ».inf', 'expected'],
    // bare scores
    ['a score beside the basis', 'value: reliability\n', 'value: reliability\n    »score: 0.7\n', 'never typed in'],
    [
      'a number for a basis',
      'from: { judgement: 체크포인트 하나로는 불안하다, weight: low }',
      'from: »0.7',
      'never typed in',
    ],
    [
      'a score for a basis',
      '{ judgement: 체크포인트 하나로는 불안하다, weight: low }',
      '{ »score: 0.7 }',
      'never typed in',
    ],
    ['a judgement with a number', 'weight: low', '»weight: 0.7', 'with the weight low or medium'],
    // links
    ['an unknown target', 'for: keep', 'for: »kep', 'did you mean `keep`?'],
    ['a target that is itself', 'against: curve', 'against: »price', 'an option or another consideration'],
    ['two sides', '    for: keep\n', '    for: keep\n    against: ablate\n', 'found `for` and `against`'],
    ['no side', '    against: curve\n', '', 'found none'],
    ['an exclusion of a reason', 'against: curve', 'excludes: »curve', 'expected an option in `excludes`'],
    ['a circle of reasons', 'for: keep', 'for: »price', 'curve -> price -> curve'],
    ['a name used twice', 'id: price', 'id: »curve', 'taken'],
    ['a name of an option', 'id: thin', 'id: »keep', 'taken'],
    ['an unknown experiment', 'consideration: price', 'consideration: »prize', 'did you mean `price`?'],
    ['an experiment without a tool', 'consideration: price', 'consideration: »thin', 'rests on a tool'],
    ['an experiment that leads nowhere', 'then: keep', 'then: »keeep', 'did you mean `keep`?'],
    ['an expectation of nothing', 'decision: [ablate]', 'decision: [»ablat]', 'did you mean `ablate`?'],
    ['a member seated twice', 'cast: [pulse, flux]', 'cast: [pulse, flux, »Pulse]', 'each member once'],
    [
      'words for a side that is not there',
      '    value: progress',
      '    value: progress\n    »otherwise: { say: 아니다 }',
      'expected `signed: true`',
    ],
    // protocol and events
    ['no opening first', '[opening blind, rebuttal 2,', '[»rebuttal 2,', 'begin with an opening'],
    ['a close before the vote', 'vote, close]', 'close, »vote]', 'found `vote` after `close`'],
    ['no vote', ', vote, close]', ', close]', 'expected a `vote`'],
    ['an event after a round that never comes', 'after: rebuttal 1', 'after: »rebuttal 3', 'the protocol has 2'],
    [
      'an event about an unknown fact',
      'set: { gpuHourUsd: 4 }',
      'set: { gpuHourUsb: »4 }',
      'did you mean `gpuHourUsd`?',
    ],
    ['an event of another kind', 'set: { gpuHourUsd: 4 }', 'set: { gpuHourUsd: »four }', 'expected a number'],
    [
      'an event that a tool refuses',
      'set: { gpuHourUsd: 4 }',
      'set: { gpuHourUsd: »-4 }',
      'after this event `price` fails',
    ],
    // bases
    ['an unknown fact', 'fact: ready, read', 'fact: »redy, read', 'did you mean `ready`?'],
    ['an unknown member of a fact', 'cards: $cluster.count', 'cards: »$cluster.cuont', 'did you mean `count`?'],
    ['a member of a single value', 'hour: $gpuHourUsd', 'hour: »$gpuHourUsd.x', 'has no member `x`'],
    ['a mapping where a number is read', 'fact: ready, read', 'fact: »cluster, read', '`cluster.device`'],
    ['an inherited name as a fact', 'hour: $gpuHourUsd', 'hour: »$toString', 'no fact is called `toString`'],
    ['an unknown data file', '$data.loss', '»$data.los', 'did you mean `loss`?'],
    ['a reference that is none', '$data.loss', '»$data', 'expected `$fact`'],
    ['an unknown tool', 'tool: price', 'tool: »pricee', 'did you mean `price`?'],
    ['an argument of the wrong type', 'window: 40', 'window: »forty', '`curve` cannot take `window`'],
    ['an argument out of range', 'window: 40', 'window: »-1', '`curve` cannot take `window`'],
    ['an unknown argument', 'window: 40', 'window: 40, »widow: 1', 'unknown key `widow`'],
    [
      'a fact that the tool refuses',
      'hour: $gpuHourUsd',
      'hour: »$cluster',
      'from `$cluster`: expected a number, found a mapping',
    ],
    ['an unknown figure', 'figure: usd', 'figure: »used', 'gives no figure `used`; did you mean `usd`?'],
    // wordings
    ['a digit in the background', '내려갔다', '»3만큼 내려갔다', 'every number'],
    ['a digit after a slot', '내려(갔어', '»0.2 내려(갔어', 'found `0`'],
    ['a digit in a block', '바로 (돼', '»2주 안에 (돼', 'found `2`'],
    ['a digit in a lone wording', '두 갈래로 (돌', '»2갈래로 (돌', 'found `2`'],
    ['a full-width digit', '두 갈래로 (돌', '»２갈래로 (돌', 'every number'],
    ['a digit in an event', '시간당 {', '시간당 »5달러 {', 'every number'],
    ['an unknown fact in a slot', '{fact:drop}만큼', '»{fact:dorp}만큼', 'did you mean `drop`?'],
    ['an unknown member in a slot', '준비는 {figure}', '준비는 »{fact:cluster.cnt}', 'no member `cnt`'],
    ['an unknown figure in a slot', '{figure:fall|', '»{figure:fal|', 'did you mean `fall`?'],
    ['a figure where no tool stands', '{fact:drop}만큼', '»{figure:drop}만큼', 'nothing has been computed'],
    [
      'a figure in a question',
      '    value: progress',
      '    value: progress\n    ask: ["얼마나? »{figure:fall}"]',
      'nothing has been computed',
    ],
    ['a mapping in a sentence', '준비는 {figure}', '준비는 »{fact:cluster}', '`{fact:cluster.device}`'],
    ['true in a sentence', '준비는 {figure}', '준비는 »{fact:ready}', '`ready` is neither'],
    ['an unknown way to print', '{figure:fall|abs}', '»{figure:fall|absolute}', 'no number is printed `absolute`'],
    ['a figure that nobody reads', '내려갔다', '»{figure} 내려갔다', 'found `{figure}`'],
    ['a digit in an action', '실험을 띄운다', '»2차 실험', 'every number'],
    ['two levels within three', '(돌리자|돌려요|돌리시지요)', '(돌리자|돌려»(a|b)|돌리시지요)', 'found 2 in `(a|b)`'],
    ['an unknown slot', '{fact:drop}만큼', '»{facts:drop}만큼', 'found `{facts:drop}`'],
    ['a brace without its partner', '{fact:drop}만큼', '»{fact:drop만큼', 'without its partner'],
    [
      'a digit in the words for the other side',
      'read: { neutral: 0, full: 1 } }',
      'read: { neutral: 0, full: 1, signed: true } }\n    otherwise: { say: [안 되면 »2주] }',
      'every number',
    ],
    ['two speech levels', '(돌리자|돌려요|돌리시지요)', '»(돌리자|돌려요)', 'found 2'],
    ['levels without brackets', '(돌리자|돌려요|돌리시지요)', '돌리자»|돌려요', 'round brackets'],
  ])('points at %s', (_, from, to, says) => {
    const { text, line, column } = spoiled(from, to);
    const error = errorOf(text);
    expect(error.message).toContain(says);
    expect(error.code).toBe('SCENARIO_INVALID');
    expect(error.place.file).toBe(FILE);
    if (to.includes('»')) expect(error.place).toEqual({ file: FILE, line, column });
    expect(error.message).toMatch(/^scenarios\/bad\.yaml:\d+:\d+: .* \[SCENARIO_INVALID\]$/s);
  });

  it.each([
    ['two options wanted', '  keep: 계속 간다\n', '', 7, 3],
    ['a missing motion', 'motion: 새 믹스로 계속 갈 것인가?\n', '', 1, 1],
    ['a protocol without a vote', ', vote, close]', ', close]', 49, 11],
    ['a flat reading', 'neutral: 100, full: 500', 'neutral: 100, full: 100', 35, 13],
  ])('points at what is there for %s', (_, from, to, line, column) => {
    expect(errorOf(GOOD.replace(from, to)).place).toEqual({ file: FILE, line, column });
  });

  it('tells the first of several mistakes and counts the others', () => {
    const text = GOOD.replace('for: keep', 'for: kep').replace('fact: ready', 'fact: redy');
    const error = errorOf(text);
    expect(error.message).toContain('`kep`');
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

  it('reads a flood of keys in time that grows with them, not with their square', () => {
    const flood = (keys: number) => Array.from({ length: keys }, (_, index) => `k${index}: 1`).join('\n');
    const reading = (keys: number) => expect(errorOf(flood(keys)).message).toContain('unknown key `k0`');
    expect(growth(reading, 18_000)).toBeLessThan(NEARER_SQUARE);
  });

  it('holds nothing against tools that it was not given', () => {
    expect(parseScenario(GOOD.replace('tool: price', 'tool: unheard'), FILE).considerations).toHaveLength(4);
  });

  it('finds where a part of a scenario stands', () => {
    expect(placeIn(GOOD, FILE, ['facts', 'cluster'])).toEqual({ file: FILE, line: 17, column: 3 });
    expect(placeIn(GOOD, FILE, ['considerations', 1, 'nothing'])).toEqual({ file: FILE, line: 27, column: 5 });
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
      { numRuns: 1500 },
    );
  });
});
