import { HumanMessage } from '@langchain/core/messages';
import { afterEach, describe, expect, it } from 'vitest';
import { arrayIn } from '../../src/fidelity/judge/verdict.ts';
import { modelClients } from '../../src/models/clients.ts';
import { mannerOf } from '../../src/models/dialect.ts';
import { readReply } from '../../src/models/reply-reading.ts';
import { readModelSettings } from '../../src/models/settings.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import { cutTurn, cutWords } from '../../src/models/turn-limits.ts';
import { countWordsIn, numbersIn } from '../../src/reasoning/said-numbers.ts';
import { timesAsLong } from '../fixtures/pace.ts';
import { spokenTurn } from './scripted.ts';
import { KEY, speakWith } from './speak.ts';
import type { Act, WireServer } from './wire-server.ts';
import { drips, inTurn, raw, says, status, wireServer } from './wire-server.ts';

const servers: WireServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serving(act: Act): Promise<WireServer> {
  const server = await wireServer(act);
  servers.push(server);
  return server;
}

async function speak(act: Act, options = ',timeout=600,idle=600') {
  const server = await serving(act);
  return { ...(await speakWith(`openai:m@${server.url}${options}`)), server };
}

const SPOKEN = spokenTurn().utterance;
const turnCall = (change: object = {}) => ({
  name: 'turn_reply',
  arguments: JSON.stringify({ ...spokenTurn(), ...change }),
});
const GOOD = says({ calls: [turnCall()] });
const event = (body: object) => `data: ${JSON.stringify(body)}\n\n`;
const delta = (part: object, finish: string | null = null) =>
  event({ choices: [{ index: 0, delta: part, finish_reason: finish }] });

/** A turn's call in pieces of so many letters. */
const inPieces =
  ({ name, arguments: args }: { name: string; arguments: string }, size: number): Act =>
  (response) => {
    const pieces = Array.from({ length: Math.ceil(args.length / size) }, (_, at) =>
      args.slice(at * size, (at + 1) * size),
    );
    const call = (part: object) => delta({ tool_calls: [{ index: 0, ...part }] });
    response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end(
        [
          call({ id: 'c', function: { name, arguments: '' } }),
          ...pieces.map((part) => call({ function: { arguments: part } })),
          delta({}, 'tool_calls'),
        ].join(''),
      );
  };
const flaws = (notes: { kind: string; flaw?: string }[], kind: string) =>
  notes.filter((note) => note.kind === kind).map(({ flaw }) => flaw);

describe('a reply of a million letters without a space', () => {
  it('is given back once, then cut, and what is shown of it while it grows stays in proportion', async () => {
    const letters = 1_000_000;
    const came = await speak(inPieces(turnCall({ utterance: '가'.repeat(letters) }), 500));
    expect(came.error).toBeNull();
    expect(came.turn?.utterance).toBe('가'.repeat(8000));
    expect(flaws(came.notes, 'repaired')).toEqual(['truncated']);
    expect(flaws(came.notes, 'flawed')).toEqual(['truncated']);
    const shown = came.words.reduce((sum, words) => sum + words.length, 0);
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(2 * letters);
  });

  it('may be a claim, a question, or a list: each is cut, and the sentence says which was too long', async () => {
    const [claim] = spokenTurn().claims;
    const long = { claims: Array.from({ length: 500 }, () => ({ ...claim, text: 'x'.repeat(3000) })) };
    const { turn, notes } = await speak(inPieces(turnCall(long), 50_000));
    expect(turn?.claims).toHaveLength(64);
    expect(turn?.claims.every(({ text }) => text.length === 2000)).toBe(true);
    expect(notes.at(-1)).toMatchObject({ kind: 'flawed', detail: '`claims` has 500 items, at most 64 are kept' });
  });

  it.each([
    ['figures', Array.from({ length: 1000 }, (_, index) => `${index * 7 + 3}.${index % 10}`).join(' ')],
    ['counts that are written as words', 'seven '.repeat(1300)],
    ['a calculation', `${'1 + '.repeat(1900)}1 = 5`],
  ])('of nothing but %s keeps 100 numbers, each of which is held against all others', (_, utterance) => {
    const args = { ...spokenTurn(), utterance, claims: [{ text: '2.5 '.repeat(400) }] };
    const { args: kept, cut } = cutTurn(args);
    expect(cut).toBe('`utterance` brings the turn to more than 100 numbers, what follows them is left out');
    const words = String(kept['utterance']);
    expect(numbersIn(words).length + countWordsIn(words).length).toBe(100);
    expect(utterance.startsWith(words)).toBe(true);
    expect(numbersIn(JSON.stringify(kept['claims']))).toEqual([]);
  });

  it('has its numbers cut where it is prose as well, and no part of it has more than 64 names', async () => {
    expect(numbersIn(cutWords('2.5 '.repeat(1000)))).toHaveLength(100);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, index]));
    const { args, cut } = cutTurn({ utterance: 'x', proposes: { set: many } });
    expect(args).toMatchObject({ proposes: { set: { k63: 63 } } });
    expect(args).not.toMatchObject({ proposes: { set: { k64: 64 } } });
    expect(cut).toBe('`proposes.set` has 500 items, at most 64 are kept');
  });

  it('is not sent to a calculator', async () => {
    const call = { name: 'bill', arguments: JSON.stringify({ hours: 'x'.repeat(100_000) }) };
    const { turn, notes, tools } = await speak(inTurn(inPieces(call, 1000), GOOD));
    expect([turn?.utterance, tools, flaws(notes, 'repaired')]).toEqual([SPOKEN, 0, ['malformed']]);
  });
});

const expected = { speaker: 'pulse', options: ['scale', 'wait'], roster: new Map(), said: [], tools: [] };

describe('a reply is read in time that grows with its length and not with the square of it', () => {
  const read = (content: string) =>
    void readReply({ content, toolCalls: [], finishReason: 'stop', usage: null }, expected);

  it.each([
    ['one word', (size: number) => read('x'.repeat(size))],
    ['a fence that is never closed', (size: number) => read(`\`\`\`${' '.repeat(size)}x`)],
    ['fences without end', (size: number) => read('```\n'.repeat(size / 4))],
    ['braces', (size: number) => read('{'.repeat(size))],
    ['spaces', (size: number) => read(`${' '.repeat(size)}x`)],
    ['a judge’s list with spaces behind it', (size: number) => void arrayIn(`[]${' '.repeat(size)}x`)],
    ['a judge’s brackets', (size: number) => void arrayIn(`[${'] '.repeat(size / 2)}`)],
  ])('%s', (_, work) => {
    // Eighty times as long a text: what grows with it takes no time that could be measured, what grows with its square seconds.
    const times = timesAsLong(
      () => work(160_000),
      () => work(2000),
      64,
    );
    expect(times).toBeLessThan(64);
  });
});

describe('what was wrong with a reply', () => {
  const bill = { name: 'bill', arguments: '{"hours":36}' };

  it('stands in the requests behind a call of a tool too, where it was said', async () => {
    const prose = says({ text: 'Well.' });
    const { turn, tools, server } = await speak(inTurn(prose, says({ calls: [bill] }), says({ calls: [bill] }), GOOD));
    expect([turn?.utterance, tools]).toEqual([SPOKEN, 2]);
    const asked = server.requests.map(({ body }) => (body.messages ?? []).map(({ role, content }) => [role, content]));
    const told = (asked[1] ?? []).slice(asked[0]?.length);
    expect(told).toMatchObject([
      ['assistant', 'Well.'],
      ['user', expect.stringContaining('turn_reply')],
    ]);
    // Each request goes on where the one before it ended.
    for (const [at, messages] of asked.entries())
      if (at > 0) expect(messages.slice(0, asked[at - 1]?.length)).toEqual(asked[at - 1]);
    expect(asked[3]?.slice((asked[0]?.length ?? 0) + told.length).map(([role]) => role)).toEqual([
      'assistant',
      'tool',
      'assistant',
      'tool',
    ]);
  });
});

describe('a name that a reply has for something', () => {
  const long = 'x'.repeat(100_000);

  it.each([
    ['a tool', inPieces({ name: long, arguments: '{}' }, 1000), 'unknown-tool'],
    ['how it finished', raw(delta({ content: 'hm' }) + delta({}, long)), 'cut'],
  ])('%s is kept in 128 characters', async (_, act, flaw) => {
    const { record, notes, turn } = await speak(inTurn(act, GOOD));
    expect([turn?.utterance, flaws(notes, 'repaired')]).toEqual([SPOKEN, [flaw]]);
    expect(JSON.stringify([[...record.effects.values()], notes])).not.toContain('x'.repeat(129));
  });

  it('may stand in the sentence about it, which is kept in 2,000', () => {
    const args = { ...spokenTurn(), addressee: 'x'.repeat(1995) };
    const reply = { content: '', toolCalls: [{ name: 'turn_reply', args }], finishReason: 'stop', usage: null };
    const reading = readReply(reply, {
      ...expected,
      options: Object.keys(args.stance.support),
      roster: new Map([['flux', []]]),
    });
    expect(reading).toMatchObject({ flaw: 'invalid', detail: expect.stringMatching(/^nobody .{1992,}$/) });
    expect(reading.kind === 'flawed' && reading.detail.length).toBe(2000);
  });
});

describe('arguments that could not be recorded', () => {
  const nested = (depth: number) => `{"hours":${'['.repeat(depth)}1${']'.repeat(depth)}}`;

  it.each([
    ['200 deep', { name: 'bill', arguments: nested(200) }, 'nested deeper than 32 levels'],
    ['1,000 deep', { name: 'bill', arguments: nested(1000) }, 'nested deeper than 32 levels'],
    ['100,000 deep', { name: 'bill', arguments: nested(100_000) }, 'nested deeper than 32 levels'],
    ['30,000 values', turnCall({ extra: Array.from({ length: 30_000 }, () => 1) }), 'hold more than 20000 values'],
    ['no number', { name: 'bill', arguments: '{"hours":1e999}' }, 'a number that is not finite'],
    ['a turn that is 500 deep', turnCall({ extra: JSON.parse(nested(500)) }), 'nested deeper than 32 levels'],
  ])('%s are given back, and no tool sees them', async (_, call, says) => {
    const { turn, notes, tools, record } = await speak(inTurn(inPieces(call, 5000), GOOD));
    expect([turn?.utterance, tools]).toEqual([SPOKEN, 0]);
    expect(notes).toMatchObject([{ kind: 'repaired', flaw: 'malformed', detail: expect.stringContaining(says) }]);
    expect(depthOf([...record.effects.values()])).toBeLessThan(40);
  });

  it('are given back as well where a turn comes in words', async () => {
    const words = turnCall({ extra: JSON.parse(nested(500)) }).arguments;
    const good = says({ text: turnCall().arguments });
    const { turn, notes } = await speak(inTurn(says({ text: words }), good), ',structured=text');
    expect([turn?.utterance, flaws(notes, 'repaired')]).toEqual([SPOKEN, ['malformed']]);
  });

  it('are given back where they are no text but an object', async () => {
    const call = { id: 'c', function: { name: 'bill', arguments: JSON.parse(nested(500)) } };
    const deep = raw(event({ choices: [{ index: 0, message: { tool_calls: [call] }, finish_reason: 'stop' }] }));
    const { turn, notes, tools } = await speak(inTurn(deep, GOOD));
    expect([turn?.utterance, tools, flaws(notes, 'repaired')]).toEqual([SPOKEN, 0, ['malformed']]);
  });

  function depthOf(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 0;
    return 1 + Math.max(0, ...Object.values(value).map(depthOf));
  }
});

describe('a call that goes on', () => {
  /** A piece at a time, for ever or so often. */
  const dripping =
    (part: object, everyMs: number, most = Number.POSITIVE_INFINITY, then = ''): Act =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      let sent = 0;
      const dripping = setInterval(() => {
        sent += 1;
        if (sent <= most) return void response.write(delta(part));
        clearInterval(dripping);
        response.end(then);
      }, everyMs);
      response.on('close', () => clearInterval(dripping));
    };

  it('for ever is ended by the limit of a whole call, is not asked again, and is hung up on', async () => {
    const came = await speak(dripping({ content: 'x' }, 20), ',timeout=600,idle=600,total=0.4');
    expect(came.error?.sentence).toMatch(/^expected .* to finish its reply within 0\.4 s, it went on; `total=`/);
    expect(came.error?.data).toMatchObject({ reason: 'endless', transient: false });
    expect(came.server.requests).toHaveLength(1);
    await expect.poll(() => came.server.requests[0]?.gone).toBe(true);
  });

  it('thinking aloud is not silent', async () => {
    const turn = delta({ tool_calls: [{ index: 0, id: 'c', function: turnCall() }] }) + delta({}, 'tool_calls');
    const came = await speak(dripping({ reasoning_content: 'hm' }, 250, 14, turn), ',timeout=3,idle=3');
    expect([came.turn?.utterance, came.server.requests.length]).toEqual([SPOKEN, 1]);
  });

  it('may take nine minutes more than its first token, unless told otherwise', () => {
    expect(parseModelSpec('openai:m')).toMatchObject({ options: { totalSeconds: 600 } });
    expect(parseModelSpec('openai:m,timeout=3600')).toMatchObject({ options: { totalSeconds: 4140 } });
    expect(parseModelSpec('openai:m,total=30')).toMatchObject({ options: { totalSeconds: 30 } });
    expect(() => parseModelSpec('openai:m,total=soon')).toThrow('expected `total` to be a number');
  });
});

describe('an endpoint that is left alone', () => {
  it('is left alone for a reason, which stands in the sentence', async () => {
    const server = await serving(status(429, { error: { message: 'Rate limit reached for m' } }));
    const waiting = { sleep: async () => undefined, chance: () => 0.5 };
    const spec = parseModelSpec(`openai:m@${server.url}`);
    const client = modelClients(readModelSettings({}), waiting)(spec);
    const ask = () =>
      client
        .ask({
          ...mannerOf(spec),
          messages: [new HumanMessage('Well?')],
          tools: [],
          signal: new AbortController().signal,
          onWords: () => undefined,
          aside: { attempts: 0, costUsd: null },
        })
        .catch((error: Error) => error);
    const errors = [await ask(), await ask(), await ask()];
    expect(errors.at(-1)).toMatchObject({
      sentence: expect.stringMatching(
        /^expected a reply of (?!.*expected).* left alone after 10 failures in a row; the last of them: got 429: Rate limit reached for m$/,
      ),
      data: { reason: 'resting', status: 429 },
    });
    expect(server.requests).toHaveLength(10);
  });
});

describe('an event of `/responses`', () => {
  const typed = (type: string, body: object) => event({ type, ...body });
  const item = { type: 'function_call', name: 'turn_reply', arguments: turnCall().arguments };
  const completed = (response: unknown) => typed('response.completed', { response: response as object });

  it.each([
    ['without its item', typed('response.output_item.added', { output_index: 0 }), 'item'],
    ['with an item that is none', typed('response.output_item.done', { output_index: 0, item: null }), 'item'],
    ['with a name that is none', typed('response.output_item.added', { item: { ...item, name: 7 } }), 'item.name'],
    ['with an index that is none', typed('response.output_item.added', { output_index: 'a', item }), 'output_index'],
    ['with a delta that is none', typed('response.output_text.delta', { delta: { a: 1 } }), 'delta'],
    ['that ends with nothing', completed(null), 'response'],
    ['that ends with items that are none', completed({ output: [null] }), 'response.output.0'],
  ])('%s is a fault in our words', async (_, bytes, where) => {
    const { error, server } = await speak(raw(bytes), ',api=responses');
    expect(error?.sentence).toMatch(new RegExp(`in the form of \`/responses\`, got one that is not, at \`${where}\`$`));
    expect(error?.data).toMatchObject({ reason: 'garbled' });
    expect(server.requests).toHaveLength(4);
  });

  it.each([
    ['whole items and no deltas', typed('response.output_item.done', { output_index: 0, item }) + completed({})],
    ['all of it at the end', completed({ output: [{ type: 'reasoning', summary: [] }, item] })],
  ])('may have %s', async (_, bytes) => {
    const { turn, server } = await speak(raw(bytes), ',api=responses');
    expect([turn?.utterance, server.requests.length]).toEqual([SPOKEN, 1]);
  });

  it('may come as one document where a stream was asked for', async () => {
    const document = JSON.stringify({ object: 'response', status: 'completed', output: [item] });
    const { turn } = await speak(raw(document, 'application/json'), ',api=responses');
    expect(turn?.utterance).toBe(SPOKEN);
  });
});

describe('a key with something unseen in it', () => {
  const broken = `${KEY.slice(0, 9)}\u200b${KEY.slice(9, 14)}\u2060\u200b${KEY.slice(14)}`;
  const escaped = (text: string) => text.replaceAll('\u200b', '\\u200b').replaceAll('\u2060', '\\u2060');
  const asUnicode = [...KEY].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const inWords = (written: string) =>
    JSON.stringify({ ...spokenTurn(), utterance: 'MARK' }).replace('MARK', `It is ${written}.`);

  it.each([
    ['in the words of a turn', says({ calls: [turnCall({ utterance: `It is ${broken}.` })] }), ''],
    ['in JSON that is escaped', says({ text: inWords(escaped(broken)) }), ',structured=text'],
    ['all of it escaped', says({ text: inWords(asUnicode) }), ',structured=text'],
    ['in a refusal', says({ refusal: `No. ${broken}` }), ''],
    ['in an error', status(401, { error: { message: `no such key: ${broken}` } }), ''],
  ])('%s is not put together again', async (_, act, options) => {
    const came = await speak(act, options);
    const left = JSON.stringify([came.turn, came.error?.message, came.notes, [...came.record.effects.values()]]);
    expect(left).toContain('[key]');
    const seen = JSON.parse(`"${left.replace(/["\\]/g, '\\$&')}"`).replace(/\p{Default_Ignorable_Code_Point}/gu, '');
    expect(seen).not.toContain(KEY);
    expect(came.words.join('\n').replace(/\p{Default_Ignorable_Code_Point}/gu, '')).not.toContain(KEY);
  });

  it('is not shown letter by letter while a reply grows either', async () => {
    const { words, turn } = await speak(drips({ calls: [turnCall({ utterance: `It is ${KEY}, they say.` })] }));
    expect(turn?.utterance).toBe('It is [key], they say.');
    expect(words.length).toBeGreaterThan(2);
    expect(words.filter((said) => said.includes(KEY.slice(0, 7)))).toEqual([]);
    expect(words.at(-1)).toBe('It is [key], they say.');
  });
});
