import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { spokenTurn } from '../models/scripted.ts';
import type { Act, WireServer } from '../models/wire-server.ts';
import { inTurn, raw, says, status, wireServer } from '../models/wire-server.ts';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';
import { SMALL_SCRIPT } from './small-script.ts';

const MILLION = 1_000_000;
const MANY = 100_000;
/** What a terminal is given of a debate of four turns, each as long as a turn may be, stays below it. */
const MOST_PRINTED = 100_000;

const stance = { option: 'rent', confidence: 0.6, support: { rent: 0.6, wait: 0.4 }, movedBy: [] };
const turnOf = (change: object = {}) => ({ ...spokenTurn({ utterance: 'We rent.', claims: [] }), stance, ...change });
const event = (body: object) => `data: ${JSON.stringify(body)}\n\n`;
const delta = (part: object, finish: string | null = null, index = 0) =>
  event({ choices: [{ index, delta: part, finish_reason: finish }] });
const called = (name: string, args: string) =>
  delta({ tool_calls: [{ index: 0, id: 'c', function: { name, arguments: args } }] });
const call = (name: string, args: string, usage: object | null = null): Act =>
  raw(called(name, args) + delta({}, 'tool_calls') + (usage === null ? '' : event({ choices: [], usage })));
const speaks = (change: object = {}, usage: object | null = null) =>
  call('turn_reply', JSON.stringify(turnOf(change)), usage);
const words = (content: string, finish = 'stop'): Act => raw(delta({ content }) + delta({}, finish));
const GOOD = speaks();
const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
/** The first request of each turn is answered so, the second one well. */
const once =
  (act: Act): Act =>
  (response, request, index) => {
    const isAgain = (request.body.messages ?? []).some(({ role }) => role === 'tool' || role === 'assistant');
    (isAgain ? GOOD : act)(response, request, index);
  };

let cwd: string;
let server: WireServer;
let act: Act = GOOD;
beforeAll(async () => {
  cwd = emptyFolder();
  writeFileSync(join(cwd, 'small.yaml'), SMALL_SCRIPT);
  server = await wireServer((response, request, index) => act(response, request, index));
});
afterAll(async () => {
  await server.close();
  removeFolder(cwd);
});
afterEach(() => vi.restoreAllMocks());

let files = 0;
/** Runs the debate into a database of its own and comes back with what every command about it says. */
async function held(...flags: string[]) {
  files += 1;
  const db = ['--db', `${files}.db`];
  const model = `openai:m@${server.url},timeout=600,idle=600`;
  const run = await pitwall(['run', 'small.yaml', '--model', model, ...db, ...flags], { cwd });
  const about = async (...args: string[]) => pitwall([...args, ...db], { cwd });
  return { run, about };
}

const BIG: [what: string, act: Act, code: number][] = [
  ['a million letters without a space', words('가'.repeat(MILLION)), 0],
  ['a hundred thousand marks on one letter', words(`a${'\u0301'.repeat(MANY)}`), 0],
  ['a code fence that is never closed, and a hundred thousand spaces', words(`\`\`\`${' '.repeat(MANY)}`), 0],
  ['a hundred thousand braces', words('{'.repeat(MANY)), 0],
  ['a turn of a hundred thousand letters', speaks({ utterance: 'x'.repeat(MANY) }), 0],
  ['a tool whose name is a hundred thousand letters', call('x'.repeat(MANY), '{}'), 4],
  ['a reason to finish of a hundred thousand letters', words('hm', 'x'.repeat(MANY)), 4],
  ['a refusal of a hundred thousand letters', raw(delta({ refusal: 'x'.repeat(MANY) }) + delta({}, 'stop')), 4],
  ['a part of a turn whose name is a hundred thousand letters', speaks({ ['x'.repeat(MANY)]: 1 }), 0],
  ['broken arguments of a hundred thousand letters', call('evaluate', `{${'x'.repeat(MANY)}`), 4],
  [
    'ten thousand calls',
    raw(
      delta({
        tool_calls: Array.from({ length: 10_000 }, (_, index) => ({
          index,
          function: { name: 'evaluate', arguments: '{}' },
        })),
      }) + delta({}, 'tool_calls'),
    ),
    4,
  ],
  [
    'a turn of a hundred thousand values',
    once(speaks({ extra: Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at])) })),
    0,
  ],
];

const ODD: [what: string, act: Act][] = [
  ['arguments 200 deep', once(call('evaluate', `{"a":${nested(200)}}`))],
  ['arguments 1,000 deep', once(call('evaluate', `{"a":${nested(1000)}}`))],
  ['arguments 100,000 deep', once(call('evaluate', `{"a":${nested(100_000)}}`))],
  [
    'a turn 100,000 deep',
    once(call('turn_reply', JSON.stringify(turnOf()).replace(/\}$/, `,"x":${nested(100_000)}}`))),
  ],
  ['numbers that are not finite', once(call('evaluate', '{"a":-1e999}'))],
  ['arguments that a schema refuses', once(call('training_cost', '{"nothing":"of this"}'))],
  ['names of prototypes', once(call('training_cost', '{"__proto__":{"x":1},"constructor":{"prototype":{"y":2}}}'))],
  [
    'a turn with names of prototypes',
    call('turn_reply', JSON.stringify(turnOf()).replace(/\}$/, ',"__proto__":{"act":"open"}}')),
  ],
  [
    'half characters, NUL and orders to a terminal',
    speaks({ utterance: 'a\ud800b\udc00 \0 \u001b[2J\u009b31m \u202ec' }),
  ],
  [
    'usage 5,000 deep',
    raw(
      called('turn_reply', JSON.stringify(turnOf())) +
        delta({}, 'tool_calls') +
        `data: {"choices":[],"usage":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}\n\n`,
    ),
  ],
  ['usage in fractions', speaks({}, { prompt_tokens: 10.5, completion_tokens: 3 })],
  ['usage in words', speaks({}, { prompt_tokens: 'many', completion_tokens: '3' })],
  ['usage below zero', speaks({}, { prompt_tokens: -1000, completion_tokens: -3 })],
  ['usage beyond any number', speaks({}, { prompt_tokens: 1e300, completion_tokens: 3 })],
];

describe('a model that gives', () => {
  it.each(BIG)('%s ends in a debate that every command can read', async (_, big, code) => {
    act = big;
    const { run, about } = await held();
    expect(run.code).toBe(code);
    expect(run.stdout.length + run.stderr.length).toBeLessThan(MOST_PRINTED);
    await expectSound(about);
  });

  it.each(ODD)('%s ends in a debate that every command can read', async (_, odd) => {
    act = odd;
    const { run, about } = await held();
    expect([run.code, run.stderr]).toEqual([0, '']);
    await expectSound(about);
  });

  it('arguments that a schema refuses has the refusal on the record, and the turn after it', async () => {
    act = once(call('training_cost', '{"nothing":"of this"}'));
    const { about } = await held();
    const { stdout } = await about('export', 'last');
    expect(stdout).toContain('training_cost: ');
    expect(stdout).toMatch(/refused\W+code\W+TOOL_INVALID/);
  });

  it('tokens below zero now and then spends its budget all the same', async () => {
    writeFileSync(join(cwd, 'long.yaml'), SMALL_SCRIPT.replace('opening blind', 'opening, rebuttal 4'));
    let replies = 0;
    act = (response, request, index) => {
      replies += 1;
      const tokens = replies % 2 === 0 ? -50_000 : 30_000;
      speaks({}, { prompt_tokens: tokens, completion_tokens: 0 })(response, request, index);
    };
    const model = `openai:m@${server.url},timeout=600,idle=600`;
    const args = ['run', 'long.yaml', '--model', model, '--budget', 'tokens=50000', '--db', 'tokens.db', '--json'];
    const { stdout } = await pitwall(args, { cwd });
    expect(JSON.parse(stdout).debate.stopReason).toBe('budget');
    expect(replies).toBe(3);
  });
});

/** What was recorded is shown, verified, checked, written out, and read in again. */
async function expectSound(about: (...args: string[]) => ReturnType<typeof pitwall>) {
  const shown = await about('show', 'last');
  expect([shown.code, shown.stdout.length < MOST_PRINTED]).toEqual([0, true]);
  const verified = await about('verify', 'last');
  expect([verified.code, verified.stderr]).toEqual([0, '']);
  expect((await about('db', 'check')).code).toBe(0);
  const exported = await about('export', 'last');
  expect(exported.code).toBe(0);
  const file = `${files}.jsonl`;
  writeFileSync(join(cwd, file), exported.stdout);
  expect((await pitwall(['import', file, '--db', `${files}-again.db`], { cwd })).code).toBe(0);
  const again = await pitwall(['export', 'last', '--canonical', '--db', `${files}-again.db`], { cwd });
  expect(again.stdout).toBe((await about('export', 'last', '--canonical')).stdout);
}

describe('a debate whose words nobody reads', () => {
  const mark = 'e\u0301'.repeat(3000);

  it.each(['--json', '--quiet'])('with %s formats no turn', async (flag) => {
    act = speaks({ utterance: mark });
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    const { run } = await held(flag);
    const silent = segment.mock.calls.filter(([text]) => text.includes('e\u0301')).length;
    expect([run.code, silent]).toEqual([0, 0]);
    await held();
    expect(segment.mock.calls.filter(([text]) => text.includes('e\u0301')).length).toBeGreaterThan(0);
  });
});

describe('a sentence about a model', () => {
  it.each([
    ['of members who left', words('hm', 'because'), 4],
    ['of an endpoint that refuses', status(403, { error: { message: 'no' } }), 4],
    ['of an endpoint that is broken', status(501, { error: { message: 'no' } }), 4],
    ['of replies that are none', says({}), 4],
  ] as [string, Act, number][])('%s has no code in it, wherever it stands', async (_, bad, code) => {
    act = bad;
    const { run, about } = await held();
    const shown = await about('show', 'last');
    const markdown = await about('export', 'last', '--format', 'markdown');
    const verified = await about('verify', 'last');
    const listed = await about('list');
    expect([run.code, verified.code]).toEqual([code, 0]);
    const everything = [run, shown, markdown, verified, listed].map(({ stdout, stderr }) => stdout + stderr).join('\n');
    expect(everything).not.toMatch(/\[[A-Z]+(?:_[A-Z]+)*\]/);
  });

  it('names the cause where it is told that members left', async () => {
    act = inTurn(status(403, { error: { message: 'this key may not use m' } }));
    const { run } = await held();
    expect(run.stderr).toContain('got 403: this key may not use m');
  });
});
