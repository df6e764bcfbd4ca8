import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import { controlOf, evaluateDebate, holdControl, interview, recordedTurns } from '../../src/evaluate.ts';
import { debateDocument, loadScenario, loadTeam, openStore, runDebate, verifyDebate } from '../../src/pitwall.ts';
import { card, scenario, scripted, turn } from '../../src/testing.ts';
import { emptyFolder, removeFolder } from '../e2e/cli.ts';
import { shippedTeam } from './held.ts';

let store: TranscriptStore;
beforeAll(() => {
  store = openStore(':memory:');
});
afterAll(() => store.close());

const eventsIn = (id: string) => store.events(id).map(({ event }) => event);

describe('an interview on the record', () => {
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
    expect(home).toMatchObject({ outcome: 'wrong', because: { scorer: 'A2' } });
    const lengths = script.callsOf('one').map((messages) => messages.length);
    expect(lengths.slice(0, 3)).toEqual([2, 4, 6]);
    expect(await verifyDebate({ store, id: held.id })).toMatchObject({ equal: true });
    expect((await evaluateDebate(store, held.id)).members[0]?.card.verdict).toBe('fail');
  });
});

describe('the control arm of a recorded debate', () => {
  const options = ['ship', 'wait'];
  const says = (utterance: string, act: 'open' | 'support' | 'close') => ({
    turn: turn({ option: 'wait', options, utterance, act }),
  });

  /** Anchor is a scripted model, Sail the playbook. */
  async function heldWithModel() {
    const projectDir = emptyFolder();
    onTestFinished(() => removeFolder(projectDir));
    mkdirSync(join(projectDir, 'personas'));
    writeFileSync(join(projectDir, 'personas/anchor.md'), card({ id: 'Anchor', values: ['reliability'] }));
    writeFileSync(join(projectDir, 'personas/sail.md'), card({ id: 'Sail', values: ['schedule', 'progress'] }));
    const script = scenario({
      motion: 'Should the release go out today?',
      options: { ship: 'Ship it today', wait: 'Wait a week' },
      cast: ['anchor', 'sail'],
      protocol: ['opening blind', 'rebuttal 2', 'vote'],
    });
    writeFileSync(join(projectDir, 'release.yaml'), script);
    const team = loadTeam({ projectDir });
    const steps = [
      says('One test still fails, so we wait.', 'open'),
      ...['Nothing has changed for me.', 'I still want that test green.', 'It is one week.'].map((text) =>
        says(text, 'support'),
      ),
      says('I vote to wait.', 'close'),
    ];
    const { seats } = scripted({ anchor: steps });
    return runDebate({ scenario: loadScenario('./release.yaml', { projectDir, team }), team, store, ...seats });
  }

  it('is asked of a language model once, on the record, and computed for the playbook', async () => {
    const { id } = await heldWithModel();
    const { debate, cards } = recordedTurns(store, id);
    const personas = () => new Set(controlOf(store, debate, cards).map(({ persona }) => persona));
    expect(personas()).toEqual(new Set(['sail']));
    const alone = scripted({
      anchor: Array.from({ length: 9 }, () => ({ says: 'I am Anchor.', sees: 'alone with an interviewer' })),
    });
    const { chatModels } = alone.seats;
    const [held, ...others] = await holdControl(store, debate, cards, { chatModels });
    expect([held?.persona, held?.fresh, others]).toEqual(['anchor', true, []]);
    expect(store.summary(held?.id ?? '')).toMatchObject({ kind: 'interview' });
    expect(await holdControl(store, debate, cards, { chatModels })).toEqual([{ ...held, fresh: false }]);
    expect(personas()).toEqual(new Set(['sail', 'anchor']));
    const rounds = controlOf(store, debate, cards).filter(({ persona }) => persona === 'anchor');
    expect(new Set(rounds.map(({ utterance }) => utterance))).toEqual(new Set(['I am Anchor.']));
    expect(new Set(rounds.map(({ round }) => round)).size).toBeGreaterThan(1);
  });
});
