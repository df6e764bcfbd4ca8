import { afterEach, describe, expect, it } from 'vitest';
import { memberAgent } from '../../agents/member.ts';
import { PitwallError } from '../../src/core/error.ts';
import { eventsOf } from '../../src/core/events.ts';
import { canonicalLines } from '../../src/core/export.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { chatModelFor } from '../../src/models/chat-models.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import type { SeatFor } from '../playbook/fixture.ts';
import { BILL, OUTSIDE, scenarioOf, TOPICS, tableOf, WITH_TOOLS } from '../playbook/fixture.ts';
import { HeldRecord } from '../playbook/held-record.ts';
import type { ChatReply, ChatRequest, ChatServer } from './chat-server.ts';
import { chatServer } from './chat-server.ts';
import { spokenTurn } from './scripted.ts';

const scenario = scenarioOf(WITH_TOOLS, { cast: ['pulse', 'cortex'], protocol: ['opening blind', 'vote', 'close'] });
let server: ChatServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

/** Calls `bill` where it is offered and has not been called, then gives its turn. */
function working({ messages, tools }: ChatRequest): ChatReply {
  const offered = tools.some((tool) => tool.function.name === 'bill');
  const answered = messages.at(-1)?.role === 'tool';
  if (offered && !answered) return { tool: 'bill', args: { hours: 4 } };
  const closing = messages.some(({ content }) => String(content).includes('Act: close.'));
  return { tool: 'turn_reply', args: spokenTurn(closing ? { act: 'close' } : {}) };
}

async function debate(answer: (request: ChatRequest, index: number) => ChatReply, apiKey?: string) {
  server = await chatServer(answer);
  const spec = `openai:small@${server.url}`;
  const model = await chatModelFor(parseModelSpec(spec), { apiKey });
  const seatFor: SeatFor = (card, { options }) =>
    memberAgent({
      card,
      model,
      spec,
      tools: card.persona.tools.map(() => BILL),
      topics: card.persona.defers.length > 0 ? TOPICS : new Map(),
      options: Object.keys(options),
    });
  const record = new HeldRecord();
  const table = tableOf({ scenario, seatFor, live: true });
  const outcome = await holdDebate({ table, outside: OUTSIDE, record }).then(
    (events) => ({ events, error: null }),
    (error: unknown) => ({ events: null, error }),
  );
  return { ...outcome, record, server };
}

describe('an endpoint that speaks chat completions', () => {
  it('holds a debate: a tool is called, its result comes back, and turns are given', async () => {
    const { events, error, record, server: spoken } = await debate(working);
    expect(error).toBeNull();
    expect(eventsOf(events ?? [], 'debate.closed')).toMatchObject([{ decision: 'rent', turns: 5 }]);
    expect(eventsOf(events ?? [], 'tool.called').every(({ figures }) => figures['usd']?.value === 10)).toBe(true);
    expect(spoken.requests.every(({ model }) => model === 'small')).toBe(true);
    const afterTool = spoken.requests.find(({ messages }) => messages.at(-1)?.role === 'tool');
    expect(afterTool?.messages.at(-1)?.content).toBe('{"usd":{"value":10,"unit":"USD"}}');
    expect(
      [...record.effects.values()].filter(({ kind }) => kind === 'model').every(({ purity }) => purity === 'live'),
    ).toBe(true);
    expect(record.measured).toContainEqual({
      latencyMs: 0,
      attempts: 1,
      usage: { inputTokens: 11, outputTokens: 7 },
    });
  });

  it('is told in prose what the playbook is told in types, and none of the types', async () => {
    const { server: spoken } = await debate(working);
    const [first] = spoken.requests;
    expect(first?.messages[0]?.role).toBe('system');
    expect(String(first?.messages[0]?.content)).toContain('You are Pulse');
    expect(JSON.stringify(spoken.requests)).not.toMatch(/"typed"|"pitwall"|readiness/);
    expect(first?.tools.map((tool) => tool.function.name)).toEqual(['bill', 'consult_hardware', 'turn_reply']);
  });

  it('leaves nothing on the record that differs between two runs', async () => {
    const first = await debate(working);
    await first.server.close();
    const second = await debate(working);
    // The address is in the model's name, and its port is whatever was free.
    const lines = ({ events, server: { url } }: typeof first) => canonicalLines(events ?? []).replaceAll(url, 'URL');
    const withoutHashes = (text: string) => text.replaceAll(/[0-9a-f]{64}/g, 'HASH');
    expect(withoutHashes(lines(first))).toBe(withoutHashes(lines(second)));
  });

  it('gets the key that was given, and none where none was', async () => {
    const keyed = await debate(working, 'sk-test');
    expect(keyed.server.requests[0]?.authorization).toBe('Bearer sk-test');
    await keyed.server.close();
    const bare = await debate(working);
    expect(bare.server.requests[0]?.authorization).toBe('Bearer none');
  });
});

describe('an endpoint that fails', () => {
  it.each([
    [
      'a reply cut at its length',
      { tool: 'turn_reply', args: spokenTurn({ act: 'close' }), finish: 'length' },
      '`length`',
    ],
    ['a server error', { status: 500, body: '{"error":{"message":"overloaded"}}' }, 'overloaded'],
    ['a refused key', { status: 401, body: '{"error":{"message":"bad key"}}' }, 'bad key'],
  ] as [string, ChatReply, string][])('ends the debate, and what was said is kept: %s', async (_, reply, says) => {
    const {
      error,
      record,
      server: spoken,
    } = await debate((request) => {
      const voting = request.messages.some(({ content }) => String(content).includes('Vote:'));
      return voting ? reply : working(request);
    });
    expect(error).toBeInstanceOf(PitwallError);
    expect(error).toMatchObject({ code: 'MODEL_FAILED', exitCode: 4 });
    expect(String((error as Error).message)).toContain(says);
    expect(eventsOf(record.events, 'turn.recorded').map(({ speaker }) => speaker)).toEqual(['pulse', 'cortex']);
    expect(record.events.at(-1)).toMatchObject({ type: 'debate.failed', body: { turns: 2 } });
    expect(record.ended).toBe('failed');
    // Nothing is asked again behind the debate's back.
    expect(
      spoken.requests.filter(({ messages }) => messages.some(({ content }) => String(content).includes('Vote:')))
        .length,
    ).toBeLessThanOrEqual(2);
  });

  it('by not being there is a failed model', async () => {
    const gone = await chatServer(working);
    await gone.close();
    const spec = `openai:small@${gone.url}`;
    const model = await chatModelFor(parseModelSpec(spec), { apiKey: undefined });
    const seatFor: SeatFor = (card, { options }) =>
      memberAgent({ card, model, spec, tools: [], topics: new Map(), options: Object.keys(options) });
    const record = new HeldRecord();
    await expect(
      holdDebate({ table: tableOf({ scenario, seatFor, live: true }), outside: OUTSIDE, record }),
    ).rejects.toMatchObject({ code: 'MODEL_FAILED' });
    expect(record.events.at(-1)?.type).toBe('debate.failed');
  });
});

describe('a model’s name', () => {
  it.each([
    ['playbook', { provider: 'playbook' }],
    ['openai:gpt', { provider: 'openai', name: 'gpt', baseUrl: null }],
    [
      'openai:a/b:free@http://127.0.0.1:8080/v1',
      { provider: 'openai', name: 'a/b:free', baseUrl: 'http://127.0.0.1:8080/v1' },
    ],
  ])('%s', (text, spec) => {
    expect(parseModelSpec(text)).toEqual(spec);
  });

  it.each(['', 'gpt', 'openai:', 'openai:@http://x', 'openai:x@ftp://y', 'openai:x@', 'openai:x y', 'Playbook'])(
    'is refused as %j',
    (text) => {
      expect(() => parseModelSpec(text)).toThrow(expect.objectContaining({ code: 'USAGE' }));
    },
  );

  it('of the provider itself needs a key', async () => {
    await expect(chatModelFor(parseModelSpec('openai:gpt'), { apiKey: undefined })).rejects.toMatchObject({
      code: 'USAGE',
    });
  });
});
