import { afterEach, describe, expect, it } from 'vitest';
import { memberAgent } from '../../agents/member.ts';
import { PitwallError } from '../../src/core/error.ts';
import { eventsOf } from '../../src/core/events.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { modelClients } from '../../src/models/clients.ts';
import { checkKeys, readModelSettings } from '../../src/models/settings.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import { canonicalLines } from '../../src/report/canonical-export.ts';
import type { SeatFor } from '../playbook/fixture.ts';
import { BILL, PORTS, peek, scenarioOf, setupOf, TOPICS, WITH_TOOLS } from '../playbook/fixture.ts';
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
  const waiting = { sleep: async () => undefined, chance: () => 0 };
  const clientFor = modelClients(readModelSettings({ env: { OPENAI_API_KEY: apiKey } }), waiting);
  const seatFor: SeatFor = (card, { options }) =>
    memberAgent({
      card,
      spec: parseModelSpec(spec),
      clientFor,
      tools: card.persona.tools.map(() => BILL),
      topics: card.persona.defers.length > 0 ? TOPICS : new Map(),
      options: Object.keys(options),
      peek,
    });
  const record = new HeldRecord();
  const setup = setupOf({ scenario, seatFor, live: true });
  const outcome = await holdDebate({ setup, ports: PORTS, record }).then(
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
    expect(afterTool?.messages.at(-1)?.content).toMatch(/^tool:\d+\.\d+ usd=10 USD$/);
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
  it('for good, loses its members, and what was said is kept', async () => {
    const refused: ChatReply = { status: 401, body: '{"error":{"message":"bad key"}}' };
    const { error, record } = await debate((request) => {
      const voting = request.messages.some(({ content }) => /^\[turn \d+, votes\]/m.test(String(content)));
      return voting ? refused : working(request);
    });
    expect(error).toBeInstanceOf(PitwallError);
    expect(eventsOf(record.events, 'turn.recorded').map(({ speaker }) => speaker)).toEqual(['pulse', 'cortex']);
    expect(record.events.at(-1)).toMatchObject({ type: 'debate.failed', body: { turns: 2 } });
    expect(record.ended).toBe('failed');
  });

  it('for now, leaves a debate that can be gone on with', async () => {
    const overloaded: ChatReply = { status: 500, body: '{"error":{"message":"overloaded"}}' };
    const { error, record } = await debate((request) => {
      const voting = request.messages.some(({ content }) => /^\[turn \d+, votes\]/m.test(String(content)));
      return voting ? overloaded : working(request);
    });
    expect(error).toMatchObject({ code: 'MODEL_FAILED', exitCode: 4, data: { transient: true } });
    expect(record.ended).toBe('interrupted');
  });
});

describe('a model’s name', () => {
  it.each([
    ['playbook', { provider: 'playbook', text: 'playbook', fallback: null }],
    ['openai:gpt', { provider: 'openai', name: 'gpt', baseUrl: null }],
    ['anthropic:claude', { provider: 'anthropic', name: 'claude', baseUrl: null }],
    [
      'openai:a/b:free@http://127.0.0.1:8080/v1,temperature=0.2,seed=7,max-tokens=300,structured=tool',
      {
        name: 'a/b:free',
        baseUrl: 'http://127.0.0.1:8080/v1',
        options: { temperature: 0.2, seed: 7, maxTokens: 300, structured: 'tool' },
      },
    ],
    ['openai:a|openai:b|playbook', { name: 'a', fallback: { name: 'b', fallback: { provider: 'playbook' } } }],
  ])('%s', (text, spec) => {
    expect(parseModelSpec(text)).toMatchObject(spec);
  });

  it.each([
    ['', 'expected a model'],
    ['gpt', 'expected a model'],
    ['openai:', 'expected a model'],
    ['openai:x@ftp://y', 'http or https'],
    ['openai:x@', 'expected a model'],
    ['openai:x y', 'expected a model'],
    ['Playbook', 'expected a model'],
    ['openai:x,warmth=1', 'no model option'],
    ['openai:x,temperature=hot', 'a number from 0 to 2'],
    ['openai:x@http://example.com/v1', 'expected https'],
    ['openai:x@http://192.168.1.9/v1', 'expected https'],
    ['openai:x@http://169.254.169.254/v1', 'link-local'],
    ['openai:x@https://[::ffff:169.254.169.254]/v1', 'link-local'],
    ['openai:x@https://2852039166/v1', 'link-local'],
    ['openai:x@https://0xA9FEA9FE/v1', 'link-local'],
    ['openai:x@https://[fe80::1]/v1', 'link-local'],
    ['openai:x@https://metadata.google.internal/v1', 'link-local'],
    ['openai:x@https://me:hunter22@host/v1', 'without user, password or query'],
    ['openai:x@https://host/v1?key=hunter22', 'without user, password or query'],
  ])('is refused as %j', (text, says) => {
    expect(() => parseModelSpec(text)).toThrow(expect.objectContaining({ code: 'USAGE' }));
    try {
      parseModelSpec(text);
    } catch (error) {
      expect((error as Error).message).toContain(says);
      expect((error as Error).message).not.toContain('hunter22');
    }
  });

  it.each(['http://localhost:1/v1', 'http://127.0.0.9:1/v1', 'http://[::1]:1/v1', 'https://example.com/v1'])(
    'may have the address %s',
    (url) => {
      expect(parseModelSpec(`openai:x@${url}`)).toMatchObject({ baseUrl: url });
    },
  );

  it('may have plain http elsewhere when it says so', () => {
    expect(parseModelSpec('openai:x@http://10.0.0.7:8000/v1,plain-http=yes')).toMatchObject({ name: 'x' });
  });

  it('of a provider needs a key, and the sentence names its variable', () => {
    const check =
      (text: string, env = {}) =>
      () =>
        checkKeys([parseModelSpec(text)], readModelSettings({ env }));
    expect(check('openai:gpt')).toThrow(/set OPENAI_API_KEY/);
    expect(check('anthropic:claude')).toThrow(/set ANTHROPIC_API_KEY/);
    expect(check('constructor:x')).not.toThrow();
    expect(check('playbook')).not.toThrow();
    expect(check('openai:x@http://localhost:1/v1')).not.toThrow();
    expect(check('openai:x@http://localhost:1/v1,key-env=MINE')).toThrow(/set MINE/);
    expect(check('openai:gpt', { OPENAI_API_KEY: 'k' })).not.toThrow();
  });
});
