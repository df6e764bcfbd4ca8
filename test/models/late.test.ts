import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import {
  forkDebate,
  loadScenario,
  loadTeam,
  openStore,
  readModelSettings,
  runDebate,
  verifyDebate,
} from '../../src/pitwall.ts';
import { spokenTurn } from './scripted.ts';
import type { Act, WireServer } from './wire-server.ts';
import { eventsOf as chunksOf, cutAfter, says, wireServer } from './wire-server.ts';

const projectDir = fileURLToPath(new URL('../..', import.meta.url));
const team = loadTeam({ projectDir });
const scenario = loadScenario('loss-drop-3000', { projectDir, team, cast: 'pulse,cortex,sentinel', rounds: 1 });
const options = Object.keys(scenario.scenario.options);
const support = Object.fromEntries(options.map((name) => [name, 1 / options.length]));
const turn = spokenTurn({
  claims: [],
  stance: { option: options[0] ?? null, confidence: 0.6, support, movedBy: [] },
});
const call = { name: 'turn_reply', arguments: JSON.stringify(turn) };
const good = says({ calls: [call] });
const begins = chunksOf({ calls: [{ ...call, arguments: call.arguments.slice(0, 40) }], finish: null, usage: false });

let isWell = false;

/** Openings are answered; whoever is asked after them begins to speak and never ends. */
const falters: Act = (response, request, index) => {
  const isOpening = String(request.body.messages?.at(-1)?.content).includes('Give your opening');
  (isOpening || isWell ? good : cutAfter(begins, 'hang'))(response, request, index);
};

const servers: WireServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

describe('a debate whose time is over while a model speaks', () => {
  it('cuts the call, closes with what it has, and comes out the same when it is executed again', async () => {
    const server = await wireServer(falters);
    servers.push(server);
    const store = openStore(':memory:');
    const models = { '*': `openai:m@${server.url},idle=600,timeout=600` };
    const modelSettings = readModelSettings({});
    const budget = { debate: { seconds: 5 } };
    const { id, events } = await runDebate({ scenario, team, store, models, modelSettings, budget });
    expect(eventsOf(events, 'debate.closed')[0]).toMatchObject({ stopReason: 'budget', turns: 3 });
    await expect.poll(() => server.requests.filter(({ gone }) => gone).length).toBe(1);
    expect(server.requests).toHaveLength(4);
    const [late] = store.effects(id).filter(({ call: name }) => name.endsWith('/late'));
    expect(late?.result).toMatchObject({ error: expect.stringContaining('5 seconds of the debate were over') });

    const again = await verifyDebate({ store, id });
    expect(again).toMatchObject({ equal: true, stopped: null });

    // With more time, the call that was cut is made.
    isWell = true;
    const changes = { budget: { debate: { seconds: 600 } } };
    const forked = await forkDebate({ store, id, at: 'end', changes, modelSettings });
    expect(eventsOf(forked.events, 'debate.closed')[0]?.stopReason).not.toBe('budget');
    expect(eventsOf(forked.events, 'turn.recorded').length).toBeGreaterThan(3);
    store.close();
  });
});
