import { describe, expect, it } from 'vitest';
import type { Turn } from '../../src/core/turn.ts';
import { playbookReply } from '../../src/playbook/reply.ts';
import { claim } from '../reasoning/turns.ts';
import type { Situation } from './prompts.ts';
import { changed, promptOf, rests, states, turn } from './prompts.ts';

const push = rests('push', { for: 'go' });
const hold = rests('hold', { for: 'stay', value: 'cost' });
const cut = rests('cut', { against: 'push', value: 'evidence' });
const ALL = [push, hold, cut];

function reply(situation: Situation): Turn {
  const answer = playbookReply(promptOf(situation));
  if (!('turn' in answer)) throw new Error(`expected a turn, got calls of ${answer.toolCalls.map(({ name }) => name)}`);
  return answer.turn;
}

const opened = (facts: Record<string, number>, claims: Parameters<typeof turn>[2]) =>
  turn(1, 'me', claims, {
    stance: reply({ considerations: ALL, facts, brief: { task: 'open' } }).stance,
  });

describe('an opening', () => {
  it('brings a reason for the option that it takes', () => {
    const said = reply({ considerations: ALL, facts: { push: 0.9, hold: 0.2 }, brief: { task: 'open' } });
    expect(said).toMatchObject({ act: 'open', addressee: 'all', answers: null, unused: [] });
    expect(said.claims[0]).toMatchObject({
      claim: 1,
      reason: 'push',
      option: 'go',
      side: 'for',
      evidence: { kind: 'fact', ref: 'fact:push' },
      figure: { name: 'push', value: 0.9 },
    });
  });

  it('says that nothing could be used where the question comes with no reasons at all', () => {
    const said = reply({ considerations: [], brief: { task: 'open' } });
    expect(said.utterance).toMatch(/^Nothing asked/);
    expect(said.stance).toMatchObject({ option: null, confidence: 0 });
    expect(said.unused).toEqual(['the question: it comes with no fact and no consideration to weigh']);
    expect(said.claims).toEqual([]);
  });

  it('says that it has nothing where others hold all the reasons', () => {
    const said = reply({ considerations: ALL, facts: {}, brief: { task: 'open' } });
    expect(said.utterance).toMatch(/^Nothing/);
    expect(said.stance.option).toBeNull();
    expect(said.claims).toEqual([]);
  });
});

describe('a question', () => {
  const asks = (about: string | null, topic: string | null = null) =>
    turn(2, 'you', [claim({ reason: about })], {
      act: 'ask',
      addressee: 'me',
      question: { text: `${about}?`, topic, about },
    });

  it('is answered before anything else is said', () => {
    const facts = { push: 0.6, hold: 0.5, cut: 0.9 };
    const heard = [opened(facts, [states(hold, 0.5)]), asks('cut'), turn(3, 'them', [states(push, 0.6)])];
    const said = reply({ considerations: ALL, facts, heard });
    expect(said).toMatchObject({ act: 'answer', addressee: 'you', answers: { turn: 2, claim: 1 } });
    expect(said.claims[0]).toMatchObject({ reason: 'cut', figure: { value: 0.9 } });
  });

  it('is answered also on what the member would not have raised himself', () => {
    const said = reply({
      considerations: ALL,
      facts: { push: 0.6, hold: 0.5 },
      mine: ['push'],
      able: ['push', 'hold'],
      heard: [turn(1, 'them', []), asks('hold')],
    });
    expect(said).toMatchObject({ act: 'answer', claims: [{ reason: 'hold', figure: { value: 0.5 } }] });
  });

  it('on a topic that is another’s is handed on, without a figure, where his desk is closed', () => {
    const said = reply({
      considerations: ALL,
      facts: { push: 0.6 },
      seat: { defers: [{ on: 'them', topic: 'hardware' }] },
      heard: [turn(1, 'them', []), asks('hold', 'hardware')],
    });
    expect(said).toMatchObject({ act: 'answer', answers: { turn: 2, claim: 1 }, claims: [] });
    expect(said.utterance).toMatch(/^Answer defer/);
    expect(said.utterance).not.toMatch(/\d/);
  });

  it('that nobody can settle gets the answer that it is not known', () => {
    const said = reply({ considerations: ALL, facts: { push: 0.6 }, heard: [turn(1, 'them', []), asks('hold')] });
    expect(said).toMatchObject({ act: 'answer', claims: [] });
    expect(said.utterance).toMatch(/^Answer unknown/);
  });

  it('is answered once', () => {
    const facts = { push: 0.6, cut: 0.9 };
    const answered = turn(3, 'me', [states(cut, 0.9)], {
      act: 'answer',
      answers: { turn: 2, claim: 1 },
      addressee: 'you',
    });
    const said = reply({ considerations: ALL, facts, heard: [turn(1, 'them', []), asks('cut'), answered] });
    expect(said.act).not.toBe('answer');
  });

  it('is put to whoever can settle what is at stake, and stands as a claim that takes no side', () => {
    const said = reply({
      considerations: [push, hold],
      facts: {},
      askable: { hold: 'you' },
      seat: { values: ['cost'] },
      heard: [turn(1, 'them', [states(hold, 0, { reason: null, evidence: { kind: 'card', ref: 'card:them:1' } })])],
    });
    expect(said).toMatchObject({ act: 'ask', addressee: 'you', question: { about: 'hold', topic: null } });
    expect(said.claims).toMatchObject([{ reason: 'hold', option: 'stay', side: null, figure: null }]);
  });
});

describe('a reply', () => {
  it('to a reason that is undercut names the claim that it answers', () => {
    const facts = { hold: 0.8, cut: 0.9 };
    const said = reply({
      considerations: ALL,
      facts,
      heard: [opened(facts, [states(hold, 0.8)]), turn(2, 'you', [states(push, 0.6)])],
    });
    expect(said).toMatchObject({ act: 'rebut', addressee: 'you', answers: { turn: 2, claim: 1 } });
    expect(said.claims[0]).toMatchObject({ reason: 'cut', option: 'go', side: 'against' });
  });

  it('concedes to the claim that moved its speaker, and says where he stands now', () => {
    const facts = { push: 0.4 };
    const said = reply({
      considerations: ALL,
      facts,
      heard: [opened(facts, [states(push, 0.4)]), turn(2, 'you', [states(hold, 1)])],
    });
    expect(said).toMatchObject({ act: 'concede', addressee: 'you', answers: { turn: 2, claim: 1 } });
    expect(said.stance).toMatchObject({ option: 'stay', movedBy: ['hold'] });
    expect(said.claims[0]).toMatchObject({ reason: 'hold', evidence: { kind: 'colleague', ref: 'turn:2.1' } });
  });

  it('does not bring up a reason whose target is not on the table', () => {
    const facts = { hold: 0.8, cut: 0.9 };
    const said = reply({ considerations: ALL, facts, heard: [opened(facts, [states(hold, 0.8)]), turn(2, 'you', [])] });
    expect(said.claims.map(({ reason }) => reason)).not.toContain('cut');
  });

  it('says again what a change of facts has done to one’s own reason', () => {
    const facts = { push: 0.6 };
    const said = reply({
      considerations: ALL,
      facts,
      heard: [opened(facts, [states(push, 0.6)]), turn(2, 'you', []), changed('push', 0.6, 0.9)],
    });
    expect(said.claims[0]).toMatchObject({ reason: 'push', figure: { value: 0.9 } });
  });
});

describe('words with a fact in them', () => {
  const secret = { ...hold, echo: ['{fact:secret} in mind', 'that hold'], say: ['{fact:secret} held', 'it holds'] };

  it('are said only by whoever knows the fact', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const facts = { push: 0.4 };
      const said = reply({
        considerations: [push, secret],
        facts,
        seed,
        heard: [opened(facts, [states(push, 0.4)]), turn(2, 'you', [states(secret, 1)])],
      });
      expect(said.act).toBe('concede');
      expect(said.utterance).toContain('that hold');
    }
  });

  it('give way to the plain figure where there are no others', () => {
    const only = { ...hold, echo: ['{fact:secret} in mind'] };
    const facts = { push: 0.4 };
    const said = reply({
      considerations: [push, only],
      facts,
      heard: [opened(facts, [states(push, 0.4)]), turn(2, 'you', [states(only, 1)])],
    });
    expect(said.utterance).toContain('hold 1');
  });

  it('are no question where the asker cannot put it', () => {
    const said = reply({
      considerations: [push, { ...hold, ask: ['{fact:secret}?'] }],
      facts: {},
      askable: { hold: 'you' },
      heard: [turn(1, 'them', [states(hold, 0, { reason: null, evidence: { kind: 'card', ref: 'card:them:1' } })])],
    });
    expect(said.question).toBeNull();
  });
});

describe('what cannot be used', () => {
  const free = turn(2, 'you', [claim({ text: 'my gut says go', evidence: { kind: 'none', ref: null } })]);
  const facts = { push: 0.4, hold: 0.9 };

  it('is listed in the next turn', () => {
    const said = reply({ considerations: ALL, facts, heard: [opened(facts, []), free] });
    expect(said.unused).toEqual(['turn 2, claim 1: free text that names no reason of this scenario']);
  });

  it('is listed once', () => {
    const heard = [opened(facts, []), free, turn(3, 'me', [states(hold, 0.9)])];
    expect(reply({ considerations: ALL, facts, heard }).unused).toEqual([]);
  });

  it('moves nobody', () => {
    const heard = [opened(facts, [])];
    expect(reply({ considerations: ALL, facts, heard: [...heard, free] }).stance).toEqual(
      reply({ considerations: ALL, facts, heard }).stance,
    );
  });

  it('is a calculation that failed, told with its reason, and the turn is taken all the same', () => {
    const prompt = promptOf({ considerations: ALL, facts, heard: [opened(facts, [])] });
    const failed = { kind: 'result', call: { name: 'bill', args: {} }, result: null, failure: 'no such file' };
    const answer = playbookReply([...prompt, { role: 'tool', content: '', typed: failed }]);
    expect('turn' in answer && answer.turn.unused).toEqual(['bill: no such file']);
  });
});
