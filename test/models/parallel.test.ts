import { expect, it } from 'vitest';
import { memberAgent } from '../../agents/member.ts';
import { eventsOf } from '../../src/core/events.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { modelClients } from '../../src/models/clients.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import type { SeatFor } from '../playbook/fixture.ts';
import { PORTS, peek, scenarioOf, setupOf } from '../playbook/fixture.ts';
import { HeldRecord } from '../playbook/held-record.ts';
import { spokenTurn } from './scripted.ts';
import { says, wireServer } from './wire-server.ts';

const CAST = ['pulse', 'cortex', 'sentinel'];

it('openings and votes are asked for at once, and each other turn by one request', async () => {
  const answer = says({ calls: [{ name: 'turn_reply', arguments: JSON.stringify(spokenTurn({ claims: [] })) }] });
  const waiting: (() => void)[] = [];
  // Nobody is answered before all three have asked; were they asked one after the other, nobody ever would be.
  const server = await wireServer((response, request, index) => {
    const isTogether = /Give your opening|Vote:/.test(String(request.body.messages?.at(-1)?.content));
    const reply = () => answer(response, request, index);
    if (!isTogether) return reply();
    waiting.push(reply);
    if (waiting.length === CAST.length) for (const one of waiting.splice(0)) one();
  });
  const clientFor = modelClients();
  const seatFor: SeatFor = (card, { options }) =>
    memberAgent({
      card,
      spec: parseModelSpec(`openai:m@${server.url},timeout=600`),
      clientFor,
      tools: [],
      topics: new Map(),
      options: Object.keys(options),
      peek,
    });
  const scenario = scenarioOf(undefined, { cast: CAST, protocol: ['opening blind', 'rebuttal 1', 'vote', 'close'] });
  const setup = setupOf({ scenario, seatFor, live: true });
  const events = await holdDebate({ setup, ports: PORTS, record: new HeldRecord() });
  await server.close();
  const turns = eventsOf(events, 'turn.recorded').map(({ phase }) => phase);
  expect(turns.filter((phase) => phase === 'opening' || phase === 'vote')).toHaveLength(2 * CAST.length);
  expect(server.requests).toHaveLength(turns.length);
});
