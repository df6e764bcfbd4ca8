import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import { evaluateDebate, holdControl, interview, recordedTurns } from '../../src/evaluate.ts';
import { debateDocument, loadScenario, openStore, runDebate, verifyDebate } from '../../src/pitwall.ts';
import { scripted } from '../../src/testing.ts';
import { ROOT, shippedTeam } from './held.ts';

let store: TranscriptStore;
beforeAll(() => {
  store = openStore(':memory:');
});
afterAll(() => store.close());

const eventsIn = (id: string) => store.events(id).map(({ event }) => event);

describe('an interview on the record', { timeout: 60_000 }, () => {
  it('is of its own kind, holds every question and answer, and comes out as it was recorded', async () => {
    const { id, answers } = await interview({ team: shippedTeam(), member: 'pulse', store });
    expect(store.summary(id)).toMatchObject({ kind: 'interview', status: 'closed', scenario: 'interview-pulse' });
    expect(store.list()).toEqual([]);
    const events = eventsIn(id);
    const asked = eventsOf(events, 'debate.opened')[0]?.asked?.questions ?? [];
    expect(eventsOf(events, 'question.answered').map(({ said }) => said)).toEqual(answers.map(({ answer }) => answer));
    expect(asked.map(({ text }) => text)).toEqual(answers.map(({ probe }) => probe.question));
    expect((await debateDocument({ store, id })).outcome).toBeNull();
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });

  it('gives a language model each question with all that was said before, and scores what it says', async () => {
    const script = scripted({
      one: Array.from({ length: 40 }, () => ({ says: '나는 지금 베를린에 살아.', sees: '?' })),
    });
    const chatModels = script.seats.chatModels;
    const held = await interview({ team: shippedTeam(), member: 'pulse', model: 'scripted:one', chatModels, store });
    const home = held.answers.find(({ probe }) => probe.question === '지금 어디에 살아요?');
    expect(home).toMatchObject({ outcome: 'wrong', why: expect.stringMatching(/^A2/) });
    const lengths = script.callsOf('one').map((messages) => messages.length);
    expect(lengths.slice(0, 3)).toEqual([2, 4, 6]);
    expect(await verifyDebate({ store, id: held.id })).toMatchObject({ equal: true });
    expect((await evaluateDebate(store, held.id)).members[0]?.card.verdict).toBe('fail');
  });
});

describe('the control arm of a recorded debate', { timeout: 60_000 }, () => {
  it('is computed for the playbook, of whom nobody has to be asked', async () => {
    const scenario = loadScenario('loss-drop-3000', { projectDir: ROOT, team: shippedTeam() });
    const { id } = await runDebate({ scenario, team: shippedTeam(), store });
    const { debate, cards } = recordedTurns(store, id);
    expect(await holdControl(store, debate, cards, {})).toEqual([]);
    const noteOf = async () => {
      const report = await evaluateDebate(store, id);
      return report.members
        .find(({ persona }) => persona === 'pulse')
        ?.card.scores.find(({ scorer }) => scorer === 'A7')?.note;
    };
    expect(await noteOf()).toContain('alone with an interviewer');
  });
});
