import { Socket } from 'node:net';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import type { Turn } from '../../src/core/turn.ts';
import { spokenTurn } from './scripted.ts';
import type { Spoken } from './speak.ts';
import { BRIEF, KEY, speakWith } from './speak.ts';
import type { Act, WireServer } from './wire-server.ts';
import {
  cutAfter,
  drips,
  eventsOf,
  hang,
  inTurn,
  raw,
  resetAtOnce,
  responds,
  says,
  status,
  staysOpen,
  wholeJson,
  wireServer,
} from './wire-server.ts';

const servers: WireServer[] = [];

const silent: WireServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
afterAll(async () => {
  for (const server of silent) await server.close();
});

const turnText = (change: Partial<Turn> = {}) => JSON.stringify(spokenTurn(change));
const turnCall = (change: Partial<Turn> = {}) => ({ name: 'turn_reply', arguments: turnText(change) });
const bill = (hours = 4) => ({ name: 'bill', arguments: JSON.stringify({ hours }) });
const GOOD = says({ calls: [turnCall()] });
const partOfTurn = eventsOf({
  calls: [{ name: 'turn_reply', arguments: turnText().slice(0, 60) }],
  finish: null,
  usage: false,
});
const partOfBill = eventsOf({ calls: [{ name: 'bill', arguments: '{"hours":' }], finish: null, usage: false });

interface Came extends Spoken {
  calls: number;
  server: WireServer;
}

async function speak(
  act: Act,
  options = '',
  { second, signal, keptIn = servers }: { second?: Act; signal?: AbortSignal; keptIn?: WireServer[] } = {},
): Promise<Came> {
  const server = await wireServer(act);
  keptIn.push(server);
  const other = second ? await wireServer(second) : null;
  if (other) servers.push(other);
  const spec = `openai:m@${server.url},timeout=600,idle=600${options}${other ? `|openai:spare@${other.url}` : ''}`;
  const spoken = await speakWith(spec, signal);
  return { ...spoken, calls: server.requests.length, server };
}

/** What a user may expect: a turn, or an error with its code, whether it may pass, and what it says. */
interface Expected {
  turn?: string;
  error?: [code: string, transient: boolean, says: string];
  /** Requests that the endpoint saw. */
  calls: number;
  /** Flaws that were given back, and what the turn is marked with. */
  repaired?: string[];
  flawed?: string;
  tools?: number;
}

/** For whoever is silent for good: how long is waited for a token of theirs. */
const SOON = ',timeout=1,idle=1';
/** The same where an answer follows, which has as long, however busy the machine is. */
const SOON_THEN_GOOD = ',timeout=4,idle=4';

const SPOKEN = spokenTurn().utterance;
const OK = { turn: SPOKEN };

const CASES: [what: string, act: Act, expected: Expected, options?: string][] = [
  // What works.
  ['a streamed call of the turn', GOOD, { ...OK, calls: 1 }],
  ['a tool and then the turn', inTurn(says({ calls: [bill()] }), GOOD), { ...OK, calls: 2, tools: 1 }],
  ['two tools at once', inTurn(says({ calls: [bill(1), bill(2)] }), GOOD), { ...OK, calls: 2, tools: 2 }],
  ['the provider’s JSON schema', says({ text: turnText() }), { ...OK, calls: 1 }, ',structured=schema'],
  [
    'text that is JSON in a fence',
    says({ text: `Here it is:\n\`\`\`json\n${turnText()}\n\`\`\`` }),
    { ...OK, calls: 1 },
    ',structured=text',
  ],
  [
    'a finish by `stop` with calls, as local servers have it',
    says({ calls: [turnCall()], finish: 'stop' }),
    { ...OK, calls: 1 },
  ],
  ['one JSON document where a stream was asked for', wholeJson({ calls: [turnCall()] }), { ...OK, calls: 1 }],
  ['no usage', says({ calls: [turnCall()], usage: false }), { ...OK, calls: 1 }],
  ['responses: a function call', responds({ call: turnCall() }), { ...OK, calls: 1 }, ',api=responses'],
  [
    'responses: words that are JSON',
    responds({ text: turnText() }),
    { ...OK, calls: 1 },
    ',api=responses,structured=text',
  ],
  // What is finished, whether or not the connection ends.
  ['`[DONE]` on a connection that stays open', staysOpen(GOOD), { ...OK, calls: 1 }],
  [
    'a reason to finish and usage on a connection that stays open',
    cutAfter(eventsOf({ calls: [turnCall()] }), 'hang'),
    { ...OK, calls: 1 },
  ],
  [
    'a reason to finish and nothing more on a connection that stays open',
    cutAfter(eventsOf({ calls: [turnCall()], usage: false }), 'hang'),
    { ...OK, calls: 1 },
  ],
  [
    'responses: a connection that stays open',
    staysOpen(responds({ call: turnCall() })),
    { ...OK, calls: 1 },
    ',api=responses',
  ],
  [
    'responses: words, and a connection that stays open',
    staysOpen(responds({ text: turnText() })),
    { ...OK, calls: 1 },
    ',api=responses,structured=text',
  ],
  // What may pass.
  ['429 without a hint', inTurn(status(429), GOOD), { ...OK, calls: 2 }],
  ['429 with Retry-After', inTurn(status(429, undefined, { 'retry-after': '7' }), GOOD), { ...OK, calls: 2 }],
  [
    '429 with a Retry-After that means nothing',
    inTurn(status(429, undefined, { 'retry-after': 'soon' }), GOOD),
    { ...OK, calls: 2 },
  ],
  [
    '429 with a negative Retry-After',
    inTurn(status(429, undefined, { 'retry-after': '-5' }), GOOD),
    { ...OK, calls: 2 },
  ],
  [
    '429 with retry-after-ms and nothing else',
    inTurn(status(429, undefined, { 'retry-after-ms': '1500' }), GOOD),
    { ...OK, calls: 2 },
  ],
  [
    'one JSON document that is cut',
    inTurn(raw(`{"choices":[{"index":0,"message":{"content":"We`, 'application/json'), GOOD),
    { ...OK, calls: 2 },
  ],
  ['500 and then a reply', inTurn(status(500), GOOD), { ...OK, calls: 2 }],
  ['408 and 409', inTurn(status(408), status(409), GOOD), { ...OK, calls: 3 }],
  ['503 three times', inTurn(status(503), status(503), status(503), GOOD), { ...OK, calls: 4 }],
  ['a reset before the first byte', inTurn(resetAtOnce, GOOD), { ...OK, calls: 2 }],
  ['a reset in the middle', inTurn(cutAfter(partOfTurn, 'reset'), GOOD), { ...OK, calls: 2 }],
  ['a stream that ends early', inTurn(cutAfter(partOfTurn, 'end'), GOOD), { ...OK, calls: 2 }],
  ['tool arguments that end early', inTurn(cutAfter(partOfBill, 'end'), GOOD), { ...OK, calls: 2, tools: 0 }],
  ['half an event at the end', inTurn(raw(`${partOfTurn.join('')}data: {"id":"x","cho`), GOOD), { ...OK, calls: 2 }],
  ['silence before the first byte', inTurn(hang, GOOD), { ...OK, calls: 2 }, SOON_THEN_GOOD],
  ['silence in the middle', inTurn(cutAfter(partOfTurn, 'hang'), GOOD), { ...OK, calls: 2 }, SOON_THEN_GOOD],
  [
    'an error event in the stream',
    inTurn(raw(`${partOfTurn.join('')}data: {"error":{"message":"overloaded"}}\n\n`), GOOD),
    { ...OK, calls: 2 },
  ],
  [
    'bytes that are no UTF-8',
    inTurn(raw(Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a, 0x0a])), GOOD),
    { ...OK, calls: 2 },
  ],
  ['an event that is no JSON', inTurn(raw('data: {nope}\n\n'), GOOD), { ...OK, calls: 2 }],
  // What does not pass.
  [
    '500 for ever',
    status(500, { error: { message: 'broken' } }),
    { error: ['MODEL_FAILED', true, '500: broken'], calls: 4 },
  ],
  [
    '429 that asks for 30 days',
    status(429, undefined, { 'retry-after': '2592000' }),
    { error: ['MODEL_FAILED', true, '30 days'], calls: 1 },
  ],
  [
    'no quota',
    status(429, { error: { message: 'You exceeded your quota', code: 'insufficient_quota' } }),
    { error: ['MODEL_FAILED', true, 'quota'], calls: 1 },
  ],
  ['silence for ever', hang, { error: ['MODEL_FAILED', true, 'a first word'], calls: 4 }, SOON],
  [
    'a stream that never ends well',
    cutAfter(partOfTurn, 'end'),
    { error: ['MODEL_FAILED', true, 'without a finish reason'], calls: 4 },
  ],
  [
    '401',
    status(401, { error: { message: 'Incorrect API key' } }),
    { error: ['MODEL_FAILED', false, '401: Incorrect API key'], calls: 1 },
  ],
  ['403', status(403), { error: ['MODEL_FAILED', false, '403'], calls: 1 }],
  [
    '404',
    status(404, { error: { message: 'The model does not exist' } }),
    { error: ['MODEL_FAILED', false, 'does not exist'], calls: 1 },
  ],
  [
    '400, context too long',
    status(400, { error: { message: 'maximum context length is 8192' } }),
    { error: ['MODEL_FAILED', false, 'context length'], calls: 1 },
  ],
  [
    'a redirect',
    status(307, '', { location: 'https://elsewhere.example/v1?key=abcd' }),
    { error: ['MODEL_FAILED', false, 'redirect to elsewhere.example'], calls: 1 },
  ],
  [
    'a web page with 200',
    raw('<html>hello</html>', 'text/html'),
    { error: ['MODEL_FAILED', false, '`text/html`'], calls: 1 },
  ],
  [
    'a web page with 502',
    status(502, '<html>bad gateway</html>'),
    { error: ['MODEL_FAILED', true, 'a web page'], calls: 4 },
  ],
  [
    'JSON that is no reply',
    raw('{"ok":true}', 'application/json'),
    { error: ['MODEL_FAILED', false, 'JSON without one'], calls: 1 },
  ],
  [
    '20 MB',
    raw(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'x'.repeat(20_000_000) } }] })}\n\n`),
    { error: ['MODEL_FAILED', false, 'bytes'], calls: 1 },
  ],
  [
    'responses: failed',
    responds({ ends: 'failed' }),
    { error: ['MODEL_FAILED', true, 'gave up'], calls: 4 },
    ',api=responses',
  ],
  [
    'responses: cut',
    responds({ text: 'half', ends: 'cut' }),
    { error: ['MODEL_FAILED', true, 'without a finish reason'], calls: 4 },
    ',api=responses',
  ],
  // Replies that are no turns: given back once.
  ['an empty reply, twice', says({}), { error: ['TURN_INVALID', false, 'empty'], calls: 2, repaired: ['empty'] }],
  ['an empty reply, then a turn', inTurn(says({}), GOOD), { ...OK, calls: 2, repaired: ['empty'] }],
  [
    'a refusal, twice',
    says({ refusal: 'I cannot take part.' }),
    { error: ['MODEL_FAILED', false, 'I cannot take part.'], calls: 2, repaired: ['refused'] },
  ],
  ['a refusal, then a turn', inTurn(says({ refusal: 'No.' }), GOOD), { ...OK, calls: 2, repaired: ['refused'] }],
  [
    'responses: a refusal',
    responds({ refusal: 'I will not.' }),
    { error: ['MODEL_FAILED', false, 'I will not.'], calls: 2, repaired: ['refused'] },
    ',api=responses',
  ],
  [
    'a content filter',
    says({ finish: 'content_filter' }),
    { error: ['MODEL_FAILED', false, 'filtered'], calls: 2, repaired: ['filtered'] },
  ],
  [
    'a stop at the length',
    inTurn(says({ calls: [{ name: 'turn_reply', arguments: turnText().slice(0, 50) }], finish: 'length' }), GOOD),
    { ...OK, calls: 2, repaired: ['cut'] },
  ],
  [
    'whole tool arguments, and a stop at the length',
    inTurn(says({ calls: [bill()], finish: 'length' }), GOOD),
    { ...OK, calls: 2, tools: 0, repaired: ['cut'] },
  ],
  [
    'whole tool arguments, and no allowed reason to finish',
    inTurn(says({ calls: [bill()], finish: 'paused' }), GOOD),
    { ...OK, calls: 2, tools: 0, repaired: ['cut'] },
  ],
  [
    'responses: incomplete',
    responds({ text: 'half', ends: 'incomplete', reason: 'max_output_tokens' }),
    { error: ['TURN_INVALID', false, 'length'], calls: 2, repaired: ['cut'] },
    ',api=responses',
  ],
  [
    'tool arguments that are no JSON, once',
    inTurn(says({ calls: [{ name: 'bill', arguments: '{"hours": 4' }] }), GOOD),
    { ...OK, calls: 2, tools: 0, repaired: ['malformed'] },
  ],
  [
    'tool arguments that are no JSON, for ever',
    says({ calls: [{ name: 'bill', arguments: '{hours}' }] }),
    { error: ['TURN_INVALID', false, 'not a JSON object'], calls: 2, tools: 0, repaired: ['malformed'] },
  ],
  [
    'tool arguments that the schema refuses',
    inTurn(says({ calls: [{ name: 'bill', arguments: '{"hours":"many"}' }] }), GOOD),
    { ...OK, calls: 2, tools: 0 },
  ],
  [
    'a tool that does not exist',
    inTurn(says({ calls: [{ name: 'delete_all', arguments: '{}' }] }), GOOD),
    { ...OK, calls: 2, tools: 0, repaired: ['unknown-tool'] },
  ],
  [
    'calls of tools in a loop',
    says({ calls: [bill()] }),
    { error: ['TURN_INVALID', false, 'tool calls'], calls: 14, tools: 12, repaired: ['too-many-calls'] },
  ],
  [
    'ten calls at once, twice',
    inTurn(
      says({ calls: Array.from({ length: 10 }, (_, n) => bill(n)) }),
      says({ calls: Array.from({ length: 10 }, (_, n) => bill(n)) }),
      GOOD,
    ),
    { ...OK, calls: 3, tools: 10, repaired: ['too-many-calls'] },
  ],
  [
    'prose, and prose again',
    says({ text: '증설이 먼저예요.' }),
    { turn: '증설이 먼저예요.', calls: 2, repaired: ['prose'], flawed: 'prose' },
  ],
  [
    'a turn without a stance, twice',
    says({ calls: [{ name: 'turn_reply', arguments: '{"utterance":"증설이요.","act":"open"}' }] }),
    { turn: '증설이요.', calls: 2, repaired: ['schema'], flawed: 'schema' },
  ],
  [
    'an answer to a claim that is not there',
    inTurn(says({ calls: [turnCall({ act: 'rebut', answers: { turn: 9, claim: 1 } })] }), GOOD),
    { ...OK, calls: 2, repaired: ['invalid'] },
  ],
  [
    'endless spaces between events are no words',
    inTurn(cutAfter([': ping\n\n', ': ping\n\n'], 'hang'), GOOD),
    { ...OK, calls: 2 },
    SOON_THEN_GOOD,
  ],
];

describe('an endpoint that', () => {
  it(`is played in at least 40 cases`, () => {
    expect(CASES.length).toBeGreaterThanOrEqual(40);
  });

  const isWaitedFor = ([, , , options]: (typeof CASES)[number]) => options !== undefined;

  it.each(CASES.filter((one) => !isWaitedFor(one)))('gives %s', async (_, act, expected) => {
    holds(await speak(act), expected);
  });

  // Each is waited for until its time is over: at once. Their servers stay open until the last is done.
  describe.concurrent('is silent:', () => {
    it.each(CASES.filter(isWaitedFor))('gives %s', async (_, act, expected, options) => {
      holds(await speak(act, options, { keptIn: silent }), expected);
    });
  });
});

function holds(came: Came, { turn, error, calls, repaired = [], flawed, tools }: Expected): void {
  expect(came.error && [came.error.code, came.error.data['transient'], came.error.message]).toEqual(
    error ? [error[0], error[1], expect.stringContaining(error[2])] : null,
  );
  expect(came.turn?.utterance).toBe(turn);
  expect(came.calls).toBe(calls);
  expect(came.notes.flatMap((note) => (note.kind === 'repaired' ? [note.flaw] : []))).toEqual(repaired);
  expect(came.notes.flatMap((note) => (note.kind === 'flawed' ? [note.flaw] : []))).toEqual(flawed ? [flawed] : []);
  if (tools !== undefined) expect(came.tools).toBe(tools);
  const everything = JSON.stringify([
    came.error?.message,
    [...came.record.effects.values()],
    [...came.record.messages.values()],
  ]);
  expect(everything).not.toContain(KEY);
}

describe('a request', () => {
  it.each([
    [301, 'openai'],
    [302, 'openai'],
    [303, 'openai'],
    [307, 'openai'],
    [308, 'openai'],
    [302, 'azure'],
    [307, 'azure'],
    [308, 'azure'],
    [302, 'anthropic'],
    [307, 'anthropic'],
    [308, 'anthropic'],
  ])('that is redirected by %i from %s goes nowhere else, with its key or without', async (code, provider) => {
    const elsewhere = await wireServer(GOOD);
    const server = await wireServer(status(code, '', { location: `${elsewhere.url}/chat/completions` }));
    servers.push(elsewhere, server);
    const { error, record } = await speakWith(`${provider}:m@${server.url},key-env=OPENAI_API_KEY`);
    expect([error?.code, error?.data['reason']]).toEqual(['MODEL_FAILED', 'redirect']);
    expect([server.requests.length, elsewhere.requests.length]).toEqual([1, 0]);
    expect(Object.values(server.requests[0]?.headers ?? {}).join(' ')).toContain(KEY);
    expect(JSON.stringify([error?.message, [...record.effects.values()]])).not.toContain(KEY);
  });

  it('goes to its endpoint, and nobody else is asked for anything: no tokenizer is fetched, nothing is traced', async () => {
    const connect = vi.spyOn(Socket.prototype, 'connect');
    const { turn, server } = await speak(drips({ calls: [turnCall()] }));
    const to = connect.mock.calls.flat(2).flatMap((one: unknown) => {
      const { host, hostname = host, port } = (one ?? {}) as { host?: string; hostname?: string; port?: unknown };
      return port === undefined ? [] : [`${hostname}:${port}`];
    });
    connect.mockRestore();
    expect(turn?.utterance).toBe(SPOKEN);
    expect([...new Set(to)]).toEqual([new URL(server.url).host]);
  });
});

describe('beside a reply', () => {
  it('stand its usage with cached and reasoning tokens, and how often it was asked', async () => {
    const { record } = await speak(inTurn(status(500), GOOD));
    expect(record.measured[0]).toMatchObject({
      attempts: 2,
      usage: { inputTokens: 120, outputTokens: 30, cachedTokens: 100, reasoningTokens: 12 },
    });
  });

  it('nothing is waited for longer than asked, and never less', async () => {
    const { waits } = await speak(inTurn(status(429, undefined, { 'retry-after': '7' }), status(500), GOOD));
    expect(waits[0]).toBe(7000);
    expect(waits[1]).toBe(750);
  });

  it('the utterance is shown as it grows, and only the utterance', async () => {
    const { words } = await speak(drips({ calls: [turnCall()] }));
    expect(words.length).toBeGreaterThan(1);
    expect(words.at(-1)).toBe(SPOKEN);
    expect(words.every((word) => SPOKEN.startsWith(word))).toBe(true);
  });
});

describe('a member', () => {
  it('speaks by the fallback when their model is gone, and says so once', async () => {
    const came = await speak(status(404), '', { second: GOOD });
    expect(came.turn?.utterance).toBe(SPOKEN);
    expect(came.notes).toMatchObject([{ kind: 'substituted', to: expect.stringContaining('openai:spare') }]);
    expect(
      [...came.record.effects.values()].map(({ result }) => (result as { finishReason: string }).finishReason),
    ).toEqual(['failed', 'tool_calls']);
  });

  it('is asked another way when the endpoint knows no tools', async () => {
    const act: Act = (response, request, index) =>
      request.body['tools']
        ? status(400, { error: { message: 'm does not support tools' } })(response, request, index)
        : says({ text: turnText() })(response, request, index);
    const came = await speak(act);
    expect(came.turn?.utterance).toBe(SPOKEN);
    expect(came.server.requests.at(-1)?.body.messages?.at(-1)?.content).toContain('JSON schema');
  });

  it('hears their colleagues in one message where a chat template wants turns', async () => {
    const act: Act = (response, request, index) => {
      const roles = request.body.messages?.map(({ role }) => role) ?? [];
      const isStrict = roles.every((role, at) => at === 0 || role !== roles[at - 1]);
      return isStrict
        ? GOOD(response, request, index)
        : status(400, { error: { message: 'Conversation roles must alternate user/assistant' } })(
            response,
            request,
            index,
          );
    };
    const brief = BRIEF.messages[1];
    BRIEF.messages.push({ role: 'user', content: 'Once more.', name: 'moderator' });
    const came = await speak(act).finally(() => BRIEF.messages.splice(2));
    expect(brief).toBeDefined();
    expect(came.turn?.utterance).toBe(SPOKEN);
    expect(came.calls).toBe(2);
  });

  it('who is interrupted closes the connection at once', async () => {
    const controller = new AbortController();
    const act: Act = (response, request, index) => {
      cutAfter(partOfTurn, 'hang')(response, request, index);
      setImmediate(() => controller.abort(new PitwallError('INTERRUPTED', 'enough')));
    };
    const came = await speak(act, '', { signal: controller.signal }).catch((error: unknown) => error);
    expect(came).toBeDefined();
    await expect.poll(() => servers[0]?.requests[0]?.gone).toBe(true);
    expect(servers[0]?.requests).toHaveLength(1);
  });
});
