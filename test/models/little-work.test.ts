import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import { loadScenario, loadTeam, openStore, readModelSettings, runDebate } from '../../src/pitwall.ts';
import type { WireRequest } from './wire-server.ts';
import { says, wireServer } from './wire-server.ts';

const projectDir = fileURLToPath(new URL('../..', import.meta.url));
const CAST = ['pulse', 'cortex', 'prism', 'flux', 'forge', 'blaze', 'sentinel', 'axiom'];
const TOKENS_PER_CHARACTER = 1 / 4;

interface Asked {
  seat: string;
  phase: string;
  turn: number;
  prompt: string;
  question: string;
  tools: unknown[];
}

/** A request as whoever sits in the seat reads it. */
function askedBy({ body }: WireRequest): Asked {
  const messages = (body.messages ?? []).map(({ content }) => String(content));
  const question = messages.find((content) => content.startsWith('--- scenario')) ?? '';
  const prompt = messages.findLast((content) => /^\[turn \d+, /.test(content)) ?? '';
  const [, turn = '', task = ''] = /^\[turn (\d+), [^\n]*\] (Give|Vote|Close|It)/.exec(prompt) ?? [];
  const phase = { Give: 'opening', Vote: 'vote', Close: 'close' }[task] ?? 'rebuttal';
  const [, seat = ''] = /^At the table beside you \((\w+)\):$/m.exec(question) ?? [];
  return { seat, phase, turn: Number(turn), prompt, question, tools: (body['tools'] ?? []) as unknown[] };
}

/** Everybody opens on the profile's time, Pulse asks Blaze, Blaze answers, and all others pass. */
function turnOf({ seat, phase, prompt }: Asked): object {
  if (phase === 'opening')
    return {
      utterance: '프로파일은 0.21시간이야.',
      act: 'open',
      option: 'profile',
      confidence: 0.6,
      refs: ['profile/profileTime'],
    };
  if (phase === 'vote') return { utterance: '프로파일.', act: 'close', condition: '체크포인트를 남긴다' };
  if (phase === 'close') return { utterance: '내가 잰다.', act: 'close', action: '120 step을 잰다' };
  if (prompt.includes('asks you')) return { utterance: '아직 안 재 봤어.', act: 'answer', answers: ['1.1'] };
  if (seat === 'pulse' && !prompt.includes('it was') && !prompt.includes('from the moderator'))
    return { utterance: '형, 메모리는 얼마나 남아?', act: 'ask', to: 'blaze' };
  return { utterance: '', act: 'pass' };
}

describe('a debate of eight language models', () => {
  const asked: Asked[] = [];
  let events: TranscriptEvent[] = [];
  let close: () => Promise<void> = async () => undefined;

  beforeAll(async () => {
    const server = await wireServer((response, request, index) => {
      const one = askedBy(request);
      asked.push(one);
      const calls = [{ name: 'turn_reply', arguments: JSON.stringify(turnOf(one)) }];
      says({ text: '', calls, usage: false })(response, request, index);
    });
    close = () => server.close();
    const team = loadTeam({ projectDir });
    const scenario = loadScenario('step-time', { projectDir, team, cast: CAST.join(','), rounds: 1 });
    const store = openStore(':memory:');
    const models = Object.fromEntries(CAST.map((id) => [id, `openai:scripted@${server.url}`]));
    const { id } = await runDebate({ scenario, team, store, models, modelSettings: readModelSettings({}) });
    events = store.events(id).map(({ event }) => event);
    store.close();
  });
  afterAll(() => close());

  const of = (phase: string, seat: string) => asked.filter((one) => one.phase === phase && one.seat === seat);

  it('sends at most 2,000 tokens of tool schemas with any request', () => {
    const sizes = asked.map(({ tools }) => JSON.stringify(tools).length * TOKENS_PER_CHARACTER);
    expect(Math.max(...sizes)).toBeLessThan(2000);
    expect(new Set(asked.filter(({ seat }) => seat === 'pulse').map(({ tools }) => JSON.stringify(tools))).size).toBe(
      1,
    );
  });

  it('has facts at their present value after the event, with what they were and until when', () => {
    const [vote] = of('vote', 'cortex');
    expect(vote?.question).toMatch(
      /fact:overhead .* = 0\.28 share of the step, as the moderator said after turn \d+; it was 0\.2 until then$/m,
    );
    const [opening] = of('opening', 'cortex');
    expect(opening?.question).toMatch(/fact:overhead .* = 0\.2 share of the step$/m);
  });

  it('marks a result that rests on an old value, and says once what the member said by it', () => {
    const [vote] = of('vote', 'pulse');
    expect(vote?.prompt).toMatch(/evaluate: stale, do not use it: fact:overhead was 0\.2 and is 0\.28 now/);
    const told = asked.filter(({ seat, prompt }) => seat === 'pulse' && prompt.includes('no longer holds:'));
    expect(told.map(({ phase }) => phase)).toEqual(['rebuttal']);
    expect(told[0]?.prompt).toMatch(
      /What you said and no longer holds:\n- claim \d+\.1, profile\/profileTime: 0\.208 then, 0\.222 hours now/,
    );
  });

  it('shows a question with its text to whom it is put, and gives them the floor next', () => {
    const prompts = of('rebuttal', 'blaze').map(({ prompt }) => prompt);
    expect(prompts.some((prompt) => prompt.includes('asks you "형, 메모리는 얼마나 남아?"'))).toBe(true);
    const turns = eventsOf(events, 'turn.recorded');
    const at = turns.findIndex(({ question }) => question !== null);
    expect(turns[at]?.addressee).toBe('blaze');
    expect(turns[at + 1]?.speaker).toBe('blaze');
  });

  it('names the colleagues, what they answer for, and how they are addressed', () => {
    const { question = '' } = of('opening', 'pulse')[0] ?? {};
    expect(question).toMatch(/^- blaze \(진성훈, Blaze\).*answers for hardware; you call blaze "성훈 형"/m);
  });

  it('tells nobody a fact that they do not know, nor an input as if it were one', () => {
    const { question = '', prompt = '' } = of('opening', 'axiom')[0] ?? {};
    expect(question).toMatch(/fact:loaderWait .*: not known to you when the debate began/);
    expect(`${question}${prompt}`).not.toContain('1.1 s');
    expect(question).not.toContain('fact:saved');
    expect(question).toContain('- saved 줄어들 시간, in s; 0 where an option does not set it');
  });

  it('puts the member’s own quantities before them, and what is not known yet', () => {
    const { prompt = '' } = of('opening', 'sentinel')[0] ?? {};
    expect(prompt).toMatch(/^- stopped 멈추는 시간: network 8, revert 5 hours$/m);
    expect(prompt).toMatch(/^- not known yet: .*stepAfter.*they need linkTime, computeTime$/m);
    expect(of('opening', 'blaze')[0]?.prompt).toMatch(/^- linkTime 제 속도일 때의 통신: 0\.827 s for each$/m);
  });

  it('records no pass, asks nobody twice in a round who passed, and goes on once more after the event', () => {
    const turns = eventsOf(events, 'turn.recorded');
    expect(turns.some(({ utterance }) => utterance === '' || utterance === 'pass')).toBe(false);
    const rounds = (seat: string) => of('rebuttal', seat).length;
    // Once in the round, and once more behind the event of its end.
    expect(['cortex', 'prism', 'flux', 'forge', 'axiom'].map(rounds)).toEqual([2, 2, 2, 2, 2]);
  });

  it('needs no more than words, an act and what they rest on: the rest of a turn is read out of them', () => {
    const [opening] = eventsOf(events, 'turn.recorded');
    expect(opening?.claims).toMatchObject([
      {
        text: '프로파일은 0.21시간이야.',
        option: 'profile',
        side: 'for',
        reason: 'profile/profileTime',
        figure: { name: 'profileTime', unit: 'hours' },
        numbers: [{ text: '0.21', op: 'is' }],
      },
    ]);
    const calls = eventsOf(events, 'tool.called').filter(({ turn }) => turn === opening?.turn);
    expect(calls.map(({ name }) => name)).toEqual(['evaluate']);
    expect(opening?.claims[0]?.evidence.ref).toBe(`tool:${opening?.turn}.1/profileTime@profile`);
  });

  it('keeps conditions of votes, and what somebody takes on', () => {
    const votes = eventsOf(events, 'vote.cast').filter(({ blind }) => !blind);
    expect(votes.map(({ condition }) => condition)).toEqual(votes.map(() => '체크포인트를 남긴다'));
    expect(votes.every(({ option }) => option === 'profile')).toBe(true);
    expect(eventsOf(events, 'turn.recorded').some(({ action }) => action === '120 step을 잰다')).toBe(true);
  });

  it('takes every turn as it was filled in', () => {
    expect(eventsOf(events, 'reply.repaired')).toEqual([]);
    expect(eventsOf(events, 'turn.flawed')).toEqual([]);
    expect(eventsOf(events, 'member.left')).toEqual([]);
  });
});
