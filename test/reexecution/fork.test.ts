import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical.ts';
import type { DebateChanges } from '../../src/core/changes.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import { diffDebates, forkDebate, loadScenario, openStore, runDebate, verifyDebate } from '../../src/pitwall.ts';
import { bodiesOf, ROOT, shippedTeam } from './held.ts';

let folder: string;
let store: TranscriptStore;
let parent: string;
let events: TranscriptEvent[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pitwall-'));
  store = openStore(join(folder, 'debates.db'));
  const scenario = loadScenario('loss-drop-3000', { projectDir: ROOT, team: shippedTeam() });
  const run = await runDebate({ scenario, team: shippedTeam(), store });
  parent = run.id;
  events = run.events;
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const fork = (at: number | 'end', changes: DebateChanges, id = parent) =>
  forkDebate({ store, id, at, changes, team: shippedTeam() });

const sharedOf = (list: readonly TranscriptEvent[]) =>
  list.slice(
    0,
    list.findIndex(({ type }) => type === 'debate.forked'),
  );

describe('a fork', () => {
  it('shares every event before its turn and says on the record what it changed', async () => {
    const child = await fork(8, { facts: { gpuHourUsd: 40 } });
    const shared = sharedOf(child.events);
    expect(bodiesOf(shared)).toEqual(bodiesOf(events.slice(0, shared.length)));
    expect(eventsOf(shared, 'turn.recorded').at(-1)?.turn).toBe(7);
    const [forked] = eventsOf(child.events, 'debate.forked');
    const head = store.events(parent)[shared.length - 1]?.hash;
    expect(forked).toMatchObject({ turn: 8, changed: ['fact gpuHourUsd'], parent: { head } });
    expect(eventsOf(child.events, 'fact.changed')[0]?.set).toEqual({ gpuHourUsd: { from: 2.5, to: 40 } });
    expect(store.summary(child.id)).toMatchObject({ parent: { id: parent, turn: 8 } });
    expect(store.summary(parent)).not.toMatchObject({ parent: { id: parent } });
  });

  it('is a record of its own, which comes out as it was recorded', async () => {
    const child = await fork(8, { facts: { gpuHourUsd: 40 }, say: '예산이 줄었습니다' });
    expect(await verifyDebate({ store, id: child.id })).toMatchObject({ equal: true, stopped: null });
    const calls = new Set(store.effects(child.id).map(({ call }) => call));
    for (const event of child.events)
      if (event.type === 'turn.recorded')
        expect(store.effects(child.id).some(({ hash }) => hash === event.body.effect)).toBe(true);
    expect(calls.size).toBe(store.effects(child.id).length);
  });

  it('under another member of a fact comes out as it was recorded too, and can be forked again', async () => {
    const child = await fork(9, { facts: { 'cluster.count': 512 } });
    expect(await verifyDebate({ store, id: child.id })).toMatchObject({ equal: true, stopped: null });
    const second = await fork(12, { say: '다시 쟀습니다' }, child.id);
    expect(second.events.filter(({ type }) => type === 'debate.forked')).toHaveLength(2);
  });

  it('puts the moderator’s line before the turn; the playbook says that it cannot use it', async () => {
    const child = await fork(8, { say: '예산이 줄었습니다' });
    expect(eventsOf(child.events, 'moderator.spoke')).toEqual([{ turn: 8, text: '예산이 줄었습니다' }]);
    const [next] = eventsOf(child.events, 'turn.recorded').filter(({ turn }) => turn === 8);
    expect(next?.unused).toContain("the moderator's line: 예산이 줄었습니다");
  });

  it('lets a member who joins open first, and takes one away who leaves', async () => {
    const child = await fork(8, { cast: '+axiom,-flux' });
    const later = eventsOf(child.events, 'turn.recorded').filter(({ turn }) => turn >= 8);
    expect(later[0]).toMatchObject({ speaker: 'axiom', phase: 'opening' });
    expect(later.some(({ speaker }) => speaker === 'flux')).toBe(false);
    expect(eventsOf(child.events, 'member.left')).toMatchObject([{ member: 'flux', why: 'fork' }]);
    expect(
      eventsOf(child.events, 'vote.cast').filter(({ blind, member }) => !blind && member === 'axiom'),
    ).toHaveLength(1);
    expect(await verifyDebate({ store, id: child.id })).toMatchObject({ equal: true });
  });

  it('inside turns that are taken at once begins with the first of them', async () => {
    const child = await fork(3, { facts: { gpuHourUsd: 40 } });
    expect(eventsOf(child.events, 'debate.forked')[0]).toMatchObject({ turn: 1 });
    expect(sharedOf(child.events).map(({ type }) => type)).toEqual(['debate.opened', 'phase.opened']);
  });

  it('at a vote parts behind what is put on the table, and not where the last ones had nothing to say', async () => {
    const scenario = loadScenario('spike-at-12k', { projectDir: ROOT, team: shippedTeam() });
    const held = await runDebate({ scenario, team: shippedTeam(), store });
    const shared = held.events.findIndex(({ type }) => type === 'facts.shared') + 1;
    const first = eventsOf(held.events.slice(shared), 'floor.granted')[0]?.turn ?? 0;
    const child = await fork(first + 1, { say: 'Take the cheapest.' }, held.id);
    expect(eventsOf(child.events, 'debate.forked')).toMatchObject([{ turn: first }]);
    expect(bodiesOf(sharedOf(child.events))).toEqual(bodiesOf(held.events.slice(0, shared)));
    expect(await verifyDebate({ store, id: child.id })).toMatchObject({ equal: true, stopped: null });
  });

  it('of a fork keeps what the first one changed', async () => {
    const child = await fork(8, { facts: { gpuHourUsd: 40 } });
    const grandchild = await fork(10, { say: 'once more' }, child.id);
    expect(eventsOf(grandchild.events, 'debate.forked').map(({ turn }) => turn)).toEqual([8, 10]);
    expect(eventsOf(grandchild.events, 'fact.changed')[0]?.set).toHaveProperty('gpuHourUsd');
    expect(await verifyDebate({ store, id: grandchild.id })).toMatchObject({ equal: true });
  });

  it.each([[0], [99], ['end' as const]])(
    'at %s of a debate that has no such turn is refused and leaves nothing',
    async (at) => {
      const there = store.list().length;
      await expect(fork(at, { facts: { gpuHourUsd: 40 } })).rejects.toMatchObject({ code: 'USAGE' });
      await expect(fork(8, { cards: { nobody: { text: '', file: 'x.md' } } })).rejects.toMatchObject({ exitCode: 2 });
      for (const name of ['nothing', 'constructor'])
        await expect(fork(8, { data: { [name]: { text: '', file: 'x.csv' } } })).rejects.toMatchObject({
          code: 'UNKNOWN_NAME',
        });
      expect(store.list()).toHaveLength(there);
    },
  );
});

describe('a diff', () => {
  it('of a debate and its fork names where they part and what followed', async () => {
    const child = await fork(8, { facts: { gpuHourUsd: 40 } });
    const report = diffDebates({ store, a: parent, b: child.id });
    expect(report.first).toMatchObject({ turn: 8, b: 'debate.forked' });
    expect(report.shared).toBe(sharedOf(child.events).length);
    expect(report.turns.every(({ turn }) => turn >= 8)).toBe(true);
    expect(report.decision.a).toBe(eventsOf(events, 'debate.closed')[0]?.decision);
  });

  it('of a debate with itself finds nothing', () => {
    const report = diffDebates({ store, a: parent, b: parent });
    expect(report).toMatchObject({ first: null, turns: [], shared: events.length });
  });
});

describe('a budget', () => {
  const held = (budget: DebateChanges['budget']) => {
    const scenario = loadScenario('loss-drop-3000', { projectDir: ROOT, team: shippedTeam() });
    return runDebate({ scenario, team: shippedTeam(), store, ...(budget ? { budget } : {}) });
  };
  const modelCalls = (id: string) => store.effects(id).filter(({ kind }) => kind === 'model');

  it.each([6, 9, 12, 16, 22])(
    'of %i calls is never passed; the debate closes with where everybody stood',
    async (calls) => {
      const run = await held({ debate: { calls } });
      expect(modelCalls(run.id).length).toBeLessThanOrEqual(calls);
      const [closed] = eventsOf(run.events, 'debate.closed');
      expect(closed?.stopReason).toBe('budget');
      const spoken = eventsOf(run.events, 'turn.recorded');
      const votes = eventsOf(run.events, 'vote.cast').filter(({ blind }) => !blind);
      const last = (member: string) => spoken.findLast(({ speaker }) => speaker === member)?.stance.option;
      expect(votes.map(({ member, option }) => [member, option])).toEqual(
        votes.map(({ member }) => [member, last(member)]),
      );
      expect(await verifyDebate({ store, id: run.id })).toMatchObject({ equal: true });
    },
  );

  it('of one member closes the debate before their next call', async () => {
    const run = await held({ members: { pulse: { calls: 3 } } });
    expect(modelCalls(run.id).filter(({ call }) => call.includes('/pulse')).length).toBeLessThanOrEqual(3);
    expect(eventsOf(run.events, 'debate.closed')[0]?.stopReason).toBe('budget');
  });

  it('can be raised at the end: what was held is not held again, and the debate comes to its full close', async () => {
    const stopped = await held({ debate: { calls: 16 } });
    const made = modelCalls(stopped.id).length;
    const child = await fork('end', { budget: { debate: { calls: 80 } } }, stopped.id);
    expect(eventsOf(child.events, 'debate.closed')[0]?.stopReason).toBe('rounds');
    expect(canonicalJson(child.events.slice(0, 20))).toBe(canonicalJson(stopped.events.slice(0, 20)));
    expect(modelCalls(child.id).length).toBeGreaterThan(made);
    const spoken = (list: readonly TranscriptEvent[]) =>
      eventsOf(list, 'turn.recorded').map(({ utterance }) => utterance);
    expect(spoken(child.events)).toEqual(spoken(events));
  });

  it('of seconds stops by a clock that is on the record', async () => {
    const run = await held({ debate: { seconds: 0 } });
    expect(eventsOf(run.events, 'turn.recorded')).toEqual([]);
    expect(eventsOf(run.events, 'debate.closed')).toMatchObject([{ stopReason: 'budget', decision: null }]);
    expect(store.effects(run.id).map(({ kind }) => kind)).toContain('clock');
    expect(await verifyDebate({ store, id: run.id })).toMatchObject({ equal: true });
  });
});
