import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { terminalAsker } from '../../src/cli/support/ask-human.ts';
import { floorKeys, modelsBySeat, namedValues, positiveNumber, wholeNumber } from '../../src/cli/support/flags.ts';
import { Shell } from '../../src/cli/support/shell.ts';
import { draftScenario, renamed, slugOf } from '../../src/project/draft.ts';
import { questionFacts } from '../../src/project/question-facts.ts';
import { parseScenario } from '../../src/scenarios/parse.ts';

describe('flags', () => {
  it.each(['x', '1.5', '1e3', '', '9007199254740993', '0x10', '--1'])('refuse `%s` as a whole number', (text) => {
    expect(() => wholeNumber('--seed', text)).toThrow(
      `expected \`--seed\` to be a whole number, got \`${text}\` [USAGE]`,
    );
  });

  it('take whole numbers, negative ones where nothing forbids them', () => {
    expect(wholeNumber('--seed', '-7')).toBe(-7);
    expect(wholeNumber('--seed', undefined)).toBeUndefined();
    expect(() => wholeNumber('--rounds', '-1', 1)).toThrow('from 1 up');
  });

  it.each(['0', '-1', 'fast', '', 'Infinity'])('refuse `%s` as a speed', (text) => {
    expect(() => positiveNumber('--speed', text)).toThrow('[USAGE]');
  });

  it.each([
    [{}, undefined, '/project/.pitwall/debates.db'],
    [{ PITWALL_DB: '/elsewhere/d.db' }, undefined, '/elsewhere/d.db'],
    [{ PITWALL_DB: '/elsewhere/d.db' }, 'mine.db', '/project/mine.db'],
  ])('name the database: %o and `--db %s`', (env, db, file) => {
    const shell = new Shell({ stdout: { write: () => true }, stderr: { write: () => true }, env, cwd: '/project' });
    expect(shell.databaseFile(db === undefined ? {} : { db })).toBe(file);
  });

  it('split at the first equals sign only, and refuse a name twice', () => {
    expect(namedValues('--fact', ['a.b=c=d'])).toEqual({ 'a.b': 'c=d' });
    expect(() => namedValues('--fact', ['a=1', 'a=2'])).toThrow('twice');
    expect(() => namedValues('--fact', ['=1'])).toThrow('`name=value`');
  });

  it('give a model to every seat or to one, and leave an equals sign in an address alone', () => {
    const models = modelsBySeat(['openai:gpt@http://host/v1?a=b', 'Pulse=playbook'], (name) => name.toLowerCase());
    expect(models).toEqual({ '*': 'openai:gpt@http://host/v1?a=b', pulse: 'playbook' });
  });
});

describe('a scenario from a question', () => {
  const korean = draftScenario({
    text: '64장을 9월에 빌릴까, 살까? 시간당 2.5달러',
    options: ['빌린다', '산다'],
    cast: ['pulse', 'blaze'],
    rounds: 1,
  });

  it('is a script that parses, in the language of the question', () => {
    const scenario = parseScenario(korean.text, 'asked.yaml');
    expect(scenario.language).toBe('ko');
    expect(scenario.motion).toBe('64장을 9월에 빌릴까, 살까? 시간당 2.5달러');
    expect(Object.values(scenario.options).map(({ label }) => label)).toEqual(['빌린다', '산다']);
    expect(scenario.criteria).toEqual([]);
  });

  it('names options by their words where they are Latin and different', () => {
    const { text } = draftScenario({
      text: 'Which?',
      options: ['Keep it', 'keep it!', 'roll back'],
      cast: ['a', 'b'],
      rounds: 2,
    });
    expect(Object.keys(parseScenario(text, 'asked.yaml').options)).toEqual(['keep-it', 'option-2', 'roll-back']);
  });

  it('has comments in its language and names that a reader knows again: no Hangul by its sound', () => {
    expect(korean.id).toMatch(/^asked-[0-9a-f]{8}$/);
    expect(Object.keys(parseScenario(korean.text, 'asked.yaml').options)).toEqual(['option-1', 'option-2']);
    const comments = korean.text.split('\n').flatMap((line) => / # (.*)/.exec(line)?.[1] ?? []);
    expect(comments.length).toBeGreaterThanOrEqual(4);
    expect(comments.every((comment) => /[가-힣]/.test(comment))).toBe(true);
    const latin = draftScenario({
      text: 'GPU를 Postgres에?',
      options: ['K8s로', '안 함'],
      cast: ['a', 'b'],
      rounds: 1,
    });
    expect([latin.id, Object.keys(parseScenario(latin.text, 'asked.yaml').options)]).toEqual([
      'gpu-postgres',
      ['k8s', 'option-2'],
    ]);
  });

  it.each([
    [
      'We run 40 Postgres read replicas at $310 a month each; do we cut to 26?',
      [
        ['replicas', '40 replicas', 'Postgres read replicas'],
        ['price', '$310 per month', 'the price'],
        ['fact3', '26', 'cut to'],
      ],
    ],
    [
      'Our p95 is 480 ms against a limit of 400 ms at 1,200 requests/s on 8 H100s. Cache 30% of it in 2026?',
      [
        ['fact1', '480 ms', 'p95'],
        ['fact2', '400 ms', 'limit'],
        ['fact3', '1,200 requests/s', '1,200 requests/s'],
        ['h100s', '8', 'H100s'],
        ['cache', '30 %', 'Cache'],
      ],
    ],
    [
      '장애가 지난달 3건 났고 GPU 64장에 시간당 2.5달러를 써요. 9월에 15%를 줄일까?',
      [
        ['fact1', '3건', '장애가 지난달'],
        ['gpu', '64장', '났고 GPU'],
        ['price', '2.5달러/시간', '값'],
        ['fact4', '15 %', '9월'],
      ],
    ],
  ] as const)('takes the numbers of a question as facts, with their units: %s', (text, facts) => {
    const found = questionFacts(text, /[가-힣]/.test(text) ? 'ko' : 'en');
    expect(found.map(({ name, value, label }) => [name, value, label])).toEqual(facts);
    const draft = draftScenario({ text, options: ['yes', 'no'], cast: ['a', 'b'], rounds: 1, facts: found });
    expect(Object.keys(parseScenario(draft.text, 'asked.yaml').facts)).toEqual(found.map(({ name }) => name));
  });

  it('survives quotes and colons in the question', () => {
    const { text } = draftScenario({
      text: 'Is "a: b" # right\\?',
      options: ['yes: "1"', 'no'],
      cast: ['a', 'b'],
      rounds: 2,
    });
    expect(parseScenario(text, 'asked.yaml').motion).toBe('Is "a: b" # right\\?');
  });

  it('has an id by sound, short enough, and another one when that is taken', () => {
    expect(slugOf('새 믹스로 계속 갈까')).toMatch(/^[a-z-]+$/);
    expect(['__proto__', 'constructor or toString'].map(slugOf)).toEqual(['proto', 'constructor-or-tostring']);
    expect(slugOf('word '.repeat(40)).length).toBeLessThanOrEqual(48);
    expect(draftScenario({ text: '?!', options: ['a', 'b'], cast: ['a', 'b'], rounds: 2 }).id).toMatch(
      /^asked-[0-9a-f]{8}$/,
    );
    const other = renamed(korean);
    expect(other.id.startsWith(`${korean.id}-`)).toBe(true);
    expect(parseScenario(other.text, 'asked.yaml').id).toBe(other.id);
  });
});

describe('a floor on the command line', () => {
  const keys = (flags: Parameters<typeof floorKeys>[0]) => floorKeys(flags, (name) => name.toLowerCase());

  it('is a policy, or a list of members, which is a floor by hand', () => {
    expect(keys({})).toEqual({});
    expect(keys({ floor: 'moderated', visibility: 'addressee' })).toEqual({
      floor: 'moderated',
      visibility: 'addressee',
    });
    expect(keys({ order: 'Pulse, blaze,pulse' })).toEqual({ floor: 'manual', order: ['pulse', 'blaze', 'pulse'] });
  });

  it.each([
    [{ floor: 'moderatd' }, 'did you mean `moderated`?'],
    [{ visibility: 'nobody' }, 'expected one of `all`, `blind`, `addressee` behind `--visibility`'],
    [{ order: 'pulse,,blaze' }, 'expected `--order` as members'],
    [{ order: 'pulse', floor: 'bid' }, 'expected `--order` with a manual floor, got `--floor bid`'],
  ])('is refused as %o', (flags, sentence) => {
    expect(() => keys(flags)).toThrow(sentence);
  });

  it('lets a model moderate who is no member', () => {
    expect(modelsBySeat(['moderator=openai:x', 'pulse=playbook'], (name) => `id-${name}`)).toEqual({
      moderator: 'openai:x',
      'id-pulse': 'playbook',
    });
  });
});

describe('a person who names the speakers', () => {
  const question = {
    language: 'en' as const,
    turn: 7,
    round: 1,
    offered: [
      { id: 'pulse', name: 'Pulse', because: 'They spoke last.' },
      { id: 'blaze', name: 'Blaze', because: "Pulse's question of turn 6 is still open." },
    ],
    suggested: 'blaze',
  };
  const typed = (lines: string, isTTY = true) => {
    const said: string[] = [];
    const stderr = { write: (text: string) => said.push(text) };
    const stdin = Object.assign(Readable.from([lines]), { isTTY });
    const shell = new Shell({ stdout: { write: () => true }, stderr, stdin, env: {}, cwd: '/project' });
    return { asker: terminalAsker(shell), said };
  };

  it.each([
    ['2', { speaker: 'blaze', why: null }],
    ['PULSE cost first', { speaker: 'pulse', why: 'cost first' }],
    ['1: cost first', { speaker: 'pulse', why: 'cost first' }],
    ['', { speaker: 'blaze', why: "Pulse's question of turn 6 is still open." }],
    ['vote', { speaker: null, why: null }],
    ['prism\n9\n2', { speaker: 'blaze', why: null }],
  ])('types %j', async (line, answer) => {
    const { asker, said } = typed(`${line}\n`);
    expect(await asker.nameSpeaker?.(question, new AbortController().signal)).toEqual(answer);
    expect(said.join('')).toContain('2  Blaze: Pulse');
    asker.close();
  });

  it('is not there where input comes from no terminal', () => {
    const { asker } = typed('2\n', false);
    expect(asker.nameSpeaker).toBeUndefined();
  });
});
