import { afterEach, describe, expect, it } from 'vitest';
import { memberAgent } from '../../agents/member.ts';
import { eventsOf } from '../../src/core/events.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { modelClients } from '../../src/models/clients.ts';
import { checkProviders } from '../../src/models/package-model.ts';
import { NO_SETTINGS } from '../../src/models/settings.ts';
import type { LiveSpec } from '../../src/models/spec.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import type { SeatFor } from '../playbook/fixture.ts';
import { PORTS, peek, scenarioOf, setupOf } from '../playbook/fixture.ts';
import { HeldRecord } from '../playbook/held-record.ts';
import { anthropic, ollama } from './mocks/protocols.ts';
import { spokenTurn } from './scripted.ts';
import { KEY, speakWith } from './speak.ts';
import type { Act, WireServer } from './wire-server.ts';
import { hang, inTurn, resetAtOnce, status, wireServer } from './wire-server.ts';

const servers: WireServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const SPOKEN = spokenTurn().utterance;
const TURN = { name: 'turn_reply', args: spokenTurn() };
const bill = (hours: number) => ({ name: 'bill', args: { hours } });
const PROTOCOLS = [
  { provider: 'anthropic', path: '/messages', says: anthropic, cut: 4, tooLong: 'max_tokens' },
  { provider: 'ollama', path: '/api/chat', says: ollama, cut: 2, tooLong: 'length' },
] as const;

/** An answer that comes is never too late, however busy the machine is. */
const PATIENT = ',timeout=600,idle=600';
/** Of an endpoint that is silent; the answer behind the silence has as long. */
const SOON = ',timeout=4,idle=4';

interface Expected {
  calls: number;
  repaired?: string[];
  error?: string;
  options?: string;
}

describe.each(PROTOCOLS)('the protocol of $provider', ({ provider, path, says, cut, tooLong }) => {
  const good = says({ calls: [TURN] });
  const speak = async (act: Act, options = '') => {
    const server = await wireServer(act);
    servers.push(server);
    const address = server.url.replace(/\/v1$/, '');
    const came = await speakWith(`${provider}:m@${address}${options === '' ? PATIENT : options}`);
    return { ...came, server };
  };

  it('carries a turn, what it took, and nothing of the key but to its own address', async () => {
    const { turn, record, notes, server } = await speak(good);
    expect(turn?.utterance).toBe(SPOKEN);
    expect(notes).toEqual([]);
    expect(server.requests.map((request) => request.path)).toEqual([expect.stringContaining(path)]);
    expect(record.measured[0]).toMatchObject({ attempts: 1, usage: { inputTokens: 120 } });
    expect(record.measured[0]?.usage?.outputTokens).toBeGreaterThanOrEqual(30);
    expect(JSON.stringify([...record.effects.values()])).not.toContain(KEY);
  });

  it('carries two calls of tools, their results and then the turn', async () => {
    const { turn, tools, server } = await speak(inTurn(says({ calls: [bill(1), bill(2)] }), good));
    expect(turn?.utterance).toBe(SPOKEN);
    expect(tools).toBe(2);
    expect(JSON.stringify(server.requests[1]?.body)).toContain('tool:1.2');
  });

  it('carries a whole debate, openings and votes at once', async () => {
    const server = await wireServer(good);
    servers.push(server);
    const clientFor = modelClients({ ...NO_SETTINGS, env: { ANTHROPIC_API_KEY: KEY } });
    const spec = parseModelSpec(`${provider}:m@${server.url.replace(/\/v1$/, '')}`);
    const seatFor: SeatFor = (card, { options }) =>
      memberAgent({ card, spec, clientFor, tools: [], topics: new Map(), options: Object.keys(options), peek });
    const scenario = scenarioOf(undefined, {
      cast: ['pulse', 'cortex', 'sentinel'],
      protocol: ['opening blind', 'rebuttal 1', 'vote', 'close'],
    });
    const setup = setupOf({ scenario, seatFor, live: true });
    const events = await holdDebate({ setup, ports: PORTS, record: new HeldRecord() });
    const turns = eventsOf(events, 'turn.recorded');
    expect(turns.length).toBeGreaterThan(6);
    expect(turns.every(({ utterance }) => utterance === SPOKEN)).toBe(true);
    expect(eventsOf(events, 'debate.closed')[0]?.decision).toBe('rent');
    expect(server.requests).toHaveLength(turns.length);
  });

  const CASES: [what: string, act: Act, expected: Expected][] = [
    ['a stream that is cut', inTurn(says({ calls: [TURN], cutAt: cut }), good), { calls: 2 }],
    ['a tool call that is cut', inTurn(says({ calls: [bill(1)], cutAt: cut }), good), { calls: 2 }],
    ['429 with Retry-After', inTurn(status(429, undefined, { 'retry-after': '7' }), good), { calls: 2 }],
    ['529 and 500', inTurn(status(529), status(500), good), { calls: 3 }],
    ['a reset', inTurn(resetAtOnce, good), { calls: 2 }],
    ['silence', inTurn(hang, good), { calls: 2, options: SOON }],
    ['401', status(401, { error: { message: `invalid x-api-key ${KEY}` } }), { calls: 1, error: '401' }],
    ['a redirect', status(307, '', { location: 'https://elsewhere.example/' }), { calls: 1, error: 'redirect' }],
    ['a stop at the length', inTurn(says({ text: 'so', ends: tooLong }), good), { calls: 2, repaired: ['cut'] }],
    ['prose, then a turn', inTurn(says({ text: 'Well.' }), good), { calls: 2, repaired: ['prose'] }],
    ...(provider === 'anthropic'
      ? ([
          [
            'a refusal, then a turn',
            inTurn(says({ text: 'No.', ends: 'refusal' }), good),
            { calls: 2, repaired: ['refused'] },
          ],
          [
            'a refusal for ever',
            says({ text: 'I cannot.', ends: 'refusal' }),
            { calls: 2, repaired: ['refused'], error: 'I cannot.' },
          ],
        ] as [string, Act, Expected][])
      : []),
  ];

  it.each(CASES)('%s', async (_, act, { calls, repaired = [], error, options }) => {
    const came = await speak(act, options);
    expect(came.error?.message ?? null).toEqual(error ? expect.stringContaining(error) : null);
    expect(came.turn?.utterance ?? null).toBe(error ? null : SPOKEN);
    expect(came.server.requests).toHaveLength(calls);
    expect(came.notes.flatMap((note) => (note.kind === 'repaired' ? [note.flaw] : []))).toEqual(repaired);
    expect(JSON.stringify([came.error?.message, ...came.record.effects.values()])).not.toContain(KEY);
  });
});

describe('a provider whose package is not there', () => {
  it('is named with what installs it', async () => {
    const specs = [parseModelSpec('groq:m,key-env=K')] as LiveSpec[];
    await expect(checkProviders(specs, { ...NO_SETTINGS, env: { K: 'k' } })).rejects.toThrow(
      'groq:m,key-env=K needs the package @langchain/groq: npm install @langchain/groq [USAGE]',
    );
  });

  it('of a name that nobody has is none', async () => {
    const specs = [parseModelSpec('nobody:m')] as LiveSpec[];
    await expect(checkProviders(specs, NO_SETTINGS)).rejects.toThrow(
      'no provider of models is called `nobody` [USAGE]',
    );
  });
});
