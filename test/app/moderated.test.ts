import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import {
  diffDebates,
  forecastDebate,
  forkDebate,
  loadScenario,
  openStore,
  resumeDebate,
  runDebate,
  verifyDebate,
} from '../../src/pitwall.ts';
import { ROOT, shippedTeam } from '../reexecution/held.ts';

const SPEC = 'scripted:chair';
const team = shippedTeam();
const scenario = (keys: Record<string, unknown>, cast?: string) =>
  loadScenario('spike-at-12k', { projectDir: ROOT, team, rounds: 1, keys, cast });

/** A model that gives the floor to the last of those whom it is offered. */
function chair() {
  const model = fakeModel();
  for (let call = 1; call <= 40; call += 1)
    model.respond((messages) => {
      const asked = String(messages.at(-1)?.content);
      const speaker = [...asked.matchAll(/^- (\S+):/gm)].at(-1)?.[1];
      const args = { speaker, why: `choice ${call}` };
      const tool_calls = [{ name: 'turn_reply', args, id: `c${call}`, type: 'tool_call' as const }];
      return new AIMessage({ content: '', tool_calls, response_metadata: { finish_reason: 'tool_calls' } });
    });
  return { model, chatModels: { [SPEC]: model } };
}

let store: TranscriptStore;
let id: string;
beforeAll(async () => {
  store = openStore(':memory:');
  const { chatModels } = chair();
  const models = { moderator: SPEC };
  ({ id } = await runDebate({ scenario: scenario({ floor: 'moderated' }), team, store, models, chatModels }));
});
afterAll(() => store.close());

const eventsIn = (debate: string) => store.events(debate).map(({ event }) => event);
const choicesIn = (debate: string) =>
  eventsOf(eventsIn(debate), 'floor.granted').flatMap(({ rule, why, effect }) =>
    rule === 'moderated' && effect !== undefined ? [why] : [],
  );

describe('a debate that a model moderates', () => {
  it('says on the record who moderates, and comes out as recorded with no model at hand', async () => {
    expect(eventsOf(eventsIn(id), 'debate.opened')[0]?.moderator).toBe(SPEC);
    expect(choicesIn(id).length).toBeGreaterThan(2);
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });

  it('goes on where it was cut, and asks for no choice twice', async () => {
    const before = chair();
    const nobody = new AbortController();
    let heard = 0;
    const cut = runDebate({
      ...{ scenario: scenario({ floor: 'moderated' }), team, store, models: { moderator: SPEC } },
      ...{ chatModels: before.chatModels, signal: nobody.signal },
      on(notice) {
        if (notice.kind === 'event' && notice.event.type === 'turn.recorded') heard += 1;
        if (heard === 7) nobody.abort();
      },
    });
    await expect(cut).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const [last] = store.list();
    const after = chair();
    const { id: same } = await resumeDebate({ store, id: last?.id ?? '', chatModels: after.chatModels });
    const asked = store.effects(same).filter(({ call }) => call.includes('/moderator.'));
    expect(before.model.callCount + after.model.callCount).toBe(asked.length);
    expect(after.model.callCount).toBeGreaterThan(0);
    expect(await verifyDebate({ store, id: same })).toMatchObject({ equal: true });
  });

  it('can part under another moderator, and keeps the choices before', async () => {
    const grants = eventsOf(eventsIn(id), 'floor.granted').filter(({ rule }) => rule === 'moderated');
    const at = grants[1]?.turn ?? 0;
    const changes = { models: { moderator: 'playbook' } };
    const child = await forkDebate({ store, id, at, changes, team });
    expect(eventsOf(child.events, 'debate.forked')[0]).toMatchObject({ changed: ['model moderator'] });
    expect(eventsOf(child.events, 'debate.forked')[0]?.moderator).toBeUndefined();
    const { settings } = diffDebates({ store, a: id, b: child.id });
    expect(settings).toEqual([{ of: 'model', name: 'moderator', a: SPEC, b: null }]);
    expect(choicesIn(child.id)).toEqual(choicesIn(id).slice(0, 1));
    expect(await verifyDebate({ store, id: child.id })).toMatchObject({ equal: true });
  });

  it('counts its choices beforehand', async () => {
    const models = { moderator: 'openai:gpt-4.1-mini' };
    const ahead = await forecastDebate({ scenario: scenario({ floor: 'moderated' }), team, models });
    const own = ahead.seats.find(({ member }) => member === 'moderator');
    expect(own).toMatchObject({ model: expect.stringContaining('gpt-4.1-mini') });
    expect(own?.calls).toBeGreaterThan(2);
    expect(own?.inputTokens).toBeGreaterThan(500);
  });
});

describe('a floor that cannot be given', () => {
  it('is refused before anything is recorded', async () => {
    const before = store.list().length;
    const run = (keys: Record<string, unknown>, models: Record<string, string> = {}) =>
      runDebate({ scenario: scenario(keys), team, store, models });
    await expect(run({ floor: 'manual' })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(run({ floor: 'bid' }, { moderator: 'playbook' })).rejects.toMatchObject({ code: 'USAGE' });
    expect(() => scenario({ floor: 'moderated', moderator: 'prism' })).toThrow('expected a moderator of the cast');
    expect(() => scenario({ floor: 'manual', order: ['prism'] })).toThrow('expected somebody of the cast');
    expect(() => scenario({ floor: 'manual', order: ['nobody'] })).toThrow('no member is called `nobody`');
    expect(store.list().length).toBe(before);
  });
});
