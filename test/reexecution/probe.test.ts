import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import { evaluateDebate, probe } from '../../src/evaluate.ts';
import { debateDocument, loadScenario, openStore, runDebate, verifyDebate } from '../../src/pitwall.ts';
import { scripted } from '../../src/testing.ts';
import { ROOT, shippedTeam } from './held.ts';

let store: TranscriptStore;
let parent: string;
let events: TranscriptEvent[];
let probed: Awaited<ReturnType<typeof probe>>;

const held = async () => {
  const scenario = loadScenario('loss-drop-3000', { projectDir: ROOT, team: shippedTeam() });
  return (await runDebate({ scenario, team: shippedTeam(), store })).id;
};
const eventsIn = (id: string) => store.events(id).map(({ event }) => event);

beforeAll(async () => {
  store = openStore(':memory:');
  parent = await held();
  events = eventsIn(parent);
  probed = await probe({ store, id: parent });
});
afterAll(() => store.close());

/** What each member chose, by the label of the choice. */
function chosen(id: string, question: string): Record<string, string | undefined> {
  const record = eventsIn(id);
  const questions = eventsOf(record, 'debate.forked').at(-1)?.asked?.questions ?? [];
  return Object.fromEntries(
    eventsOf(record, 'question.answered').flatMap(({ member, question: name, letter }) => {
      const asked = questions.find((one) => one.id === name && one.member === member);
      return name === question ? [[member, asked?.choices?.find((one) => one.letter === letter)?.text]] : [];
    }),
  );
}

describe('probes of a debate', () => {
  it('are asked before the first turn, half way and before the vote, each in a child that ends with them', () => {
    const grants = eventsOf(events, 'floor.granted');
    const second = grants.find(({ phase, round }) => phase === 'rebuttal' && round === 2);
    const vote = grants.find(({ phase }) => phase === 'vote');
    expect(probed.map(({ round, turn }) => [round, turn])).toEqual([
      [0, 1],
      [1, second?.turn],
      [2, vote?.turn],
    ]);
    for (const { id, turn } of probed) {
      expect(store.summary(id)).toMatchObject({ kind: 'probe', parent: { id: parent, turn }, status: 'closed' });
      expect(eventsIn(id).at(-1)).toMatchObject({ body: { stopReason: 'questions', decision: null } });
    }
  });

  it('leave the parent as it was and out of the list, and `last` means a debate', async () => {
    expect(eventsIn(parent)).toEqual(events);
    expect(store.list().map(({ id }) => id)).toEqual([parent]);
    expect(store.list({ all: true })).toHaveLength(4);
    expect(store.resolve('last')).toBe(parent);
    expect((await debateDocument({ store, id: probed[1]?.id ?? '' })).outcome).toBeNull();
  });

  it('come out as they were recorded', async () => {
    for (const { id } of probed)
      expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });

  it('are answered by the playbook as its argument stands: blind like its opening, late like its vote', () => {
    const { options } = loadScenario('loss-drop-3000', { projectDir: ROOT, team: shippedTeam() }).scenario;
    const votes = (blind: boolean) =>
      Object.fromEntries(
        eventsOf(events, 'vote.cast').flatMap((vote) =>
          vote.blind === blind ? [[vote.member, options[vote.option ?? '']?.label]] : [],
        ),
      );
    expect(chosen(probed[0]?.id ?? '', 'motion')).toEqual(votes(true));
    expect(chosen(probed[2]?.id ?? '', 'motion')).toEqual(votes(false));
  });

  it('are asked once: a second time gives the same children', async () => {
    const again = await probe({ store, id: parent });
    expect(again).toEqual(probed.map((one) => ({ ...one, fresh: false })));
  });

  it('count in A6, changes with evidence and a concession apart from drift', async () => {
    const report = await evaluateDebate(store, parent);
    const scores = report.members.map(({ card }) => card.scores.find(({ scorer }) => scorer === 'A6'));
    const sum = (name: string) => scores.reduce((total, score) => total + (score?.figures[name] ?? 0), 0);
    const questions = eventsOf(eventsIn(probed[0]?.id ?? ''), 'question.answered').length;
    expect(sum('probesKept') + sum('probesUpdated') + sum('probesDrifted')).toBe(questions * 2);
    expect(sum('probesUpdated')).toBeGreaterThan(0);
  });

  it('of a probe are refused', async () => {
    await expect(probe({ store, id: probed[0]?.id ?? '' })).rejects.toThrow(/is a probe itself/);
  });
});

describe('probes that a language model answers', () => {
  const form = (letter: string) => `Here you go:\n{"q1": "${letter}", "q2": "z", "q3": "A)", "because": "as before"}`;

  it('take letters that were offered, and nothing else counts', async () => {
    const id = await held();
    const cast = shippedTeam().members.length;
    const script = scripted({
      all: Array.from({ length: cast * 3 }, () => ({ says: form('a'), sees: 'Off the record' })),
    });
    const [first] = await probe({ store, id, model: 'scripted:all', chatModels: script.seats.chatModels });
    const answers = eventsOf(eventsIn(first?.id ?? ''), 'question.answered').filter(({ member }) => member === 'pulse');
    expect(answers.slice(0, 4).map(({ letter }) => letter)).toEqual(['a', null, 'a', null]);
    expect(answers[0]?.said).toBe('as before');
    expect(await verifyDebate({ store, id: first?.id ?? '' })).toMatchObject({ equal: true });
  });

  it('go on where a failing model left them', async () => {
    const id = await held();
    const fails = scripted({
      one: [{ fails: new PitwallError('MODEL_FAILED', 'down', { data: { transient: true } }) }],
    });
    const models = { model: 'scripted:one', chatModels: fails.seats.chatModels };
    await expect(probe({ store, id, ...models })).rejects.toThrow();
    const begun = store.list({ all: true }).filter(({ parent: of }) => of?.id === id);
    expect(begun).toHaveLength(1);
    const works = scripted({ one: Array.from({ length: 40 }, () => ({ says: form('b') })) });
    const again = await probe({ store, id, model: 'scripted:one', chatModels: works.seats.chatModels });
    expect(again[0]?.id).toBe(begun[0]?.id);
    expect(store.list({ all: true }).filter(({ parent: of }) => of?.id === id)).toHaveLength(3);
  });
});
