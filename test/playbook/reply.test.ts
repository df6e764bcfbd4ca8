import { beforeAll, describe, expect, it } from 'vitest';
import type { HeardTurn, ResultMessage } from '../../src/core/briefing.ts';
import { canonicalJson } from '../../src/core/canonical.ts';
import type { PromptMessage } from '../../src/core/effects.ts';
import type { Turn } from '../../src/core/turn.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import { Citing } from '../../src/playbook/citing.ts';
import { MOST_TOOL_ROUNDS, playbookReply } from '../../src/playbook/reply.ts';
import { keyOf, viewOf } from '../../src/playbook/view.ts';
import { claim } from '../reasoning/turns.ts';
import { FACTS_ONLY, PORTS, plainSeat, scenarioOf, setupOf } from './fixture.ts';

/** What Flux is given at the vote of a whole debate. */
async function promptAtVote(change: Parameters<typeof scenarioOf>[1] = {}): Promise<PromptMessage[]> {
  const scenario = scenarioOf(undefined, change);
  const prompts: PromptMessage[][] = [];
  const setup = setupOf({
    scenario,
    seatFor: (card, asked) => {
      const seat = plainSeat(card, asked);
      if (card.id !== 'flux') return seat;
      return {
        ...seat,
        speak: (brief, io) => {
          prompts.push(brief.messages);
          return seat.speak(brief, io);
        },
      };
    },
  });
  await holdDebate({ setup, ports: PORTS, record: null });
  const isVote = (messages: PromptMessage[]) =>
    messages.some(({ typed }) => (typed as { task?: string } | undefined)?.task === 'vote');
  return prompts.find(isVote) ?? [];
}

/** The turn that comes once every calculation that is asked for has failed. */
function refused(messages: readonly PromptMessage[], failure: string): Turn {
  const first = playbookReply(messages);
  if ('turn' in first) return first.turn;
  const results = first.toolCalls.map((call): PromptMessage => {
    const typed: ResultMessage = { kind: 'result', call, result: null, failure };
    return { role: 'tool', name: call.name, content: failure, typed };
  });
  const second = playbookReply([...messages, ...results]);
  if (!('turn' in second)) throw new Error(`expected a turn, got calls of ${second.toolCalls.map(({ name }) => name)}`);
  return second.turn;
}

/** The prompt with one more turn of Pulse's before the brief. */
function heard(messages: readonly PromptMessage[], text: string): PromptMessage[] {
  const last = messages.findLast(({ typed }) => (typed as { kind?: string } | undefined)?.kind === 'turn');
  if (last === undefined) throw new Error('expected a turn to have been heard');
  const { body } = last.typed as HeardTurn;
  const typed: HeardTurn = {
    kind: 'turn',
    body: {
      ...body,
      turn: body.turn + 1,
      speaker: 'pulse',
      utterance: text,
      answers: null,
      claims: [claim({ text, evidence: { kind: 'none', ref: null } })],
    },
    tools: [],
    consults: [],
    disclosed: {},
  };
  return [...messages.slice(0, -1), { role: 'user', content: '', typed }, ...messages.slice(-1)];
}

describe('what the playbook cannot use', () => {
  let prompt: PromptMessage[] = [];
  beforeAll(async () => {
    prompt = await promptAtVote();
  });
  const stanceOf = (messages: readonly PromptMessage[]) => refused(messages, 'no such file').stance;

  it('is free text, which is listed in the next turn and moves nobody', () => {
    const told = heard(prompt, 'my gut says so');
    expect(refused(told, 'no such file').unused.some((one) => one.includes('free text that names nothing'))).toBe(true);
    expect(stanceOf(told)).toEqual(stanceOf(prompt));
    expect(refused(prompt, 'no such file').unused.some((one) => one.includes('free text'))).toBe(false);
  });

  it('is a calculation that failed, told with its reason, and the turn is taken all the same', () => {
    const call = { name: 'bill', args: {} };
    const failed: ResultMessage = { kind: 'result', call, result: null, failure: 'no such file' };
    const answer = playbookReply([...prompt, { role: 'tool', name: 'bill', content: '', typed: failed }]);
    expect('turn' in answer && answer.turn.unused).toContain('bill: no such file');
  });

  it('is a question that nothing is judged by', async () => {
    const bare = await promptAtVote({ criteria: [], judgements: [], quantities: {}, measurements: [], events: [] });
    const said = refused(bare, '');
    expect(said.stance).toMatchObject({ option: null, confidence: 0 });
    expect(said.claims).toEqual([]);
    expect(said.unused).toEqual(['the question: it comes with nothing to judge the options by']);
  });

  it('is prose alone: without its briefing it refuses to speak', () => {
    expect(() => playbookReply([{ role: 'user', content: 'What do you think?' }])).toThrow(RangeError);
  });
});

describe('a question of which options have several settings', () => {
  const effort = { adjust: { faster: [1, 2] as [number, number], changed: [0, 0.05] as [number, number] } };
  const options = {
    ...FACTS_ONLY.options,
    tune: { label: '코드를 줄인다', short: '최적화', set: { faster: '$gain', changed: '$noise' }, ...effort },
  };

  let prompt: PromptMessage[] = [];
  beforeAll(async () => {
    prompt = await promptAtVote({ options });
  });

  it('is calculated once for settings that a record has sorted', () => {
    const amended = new Map([['tune', new Map(Object.entries({ faster: 1.5, changed: 0.01 }))]]);
    const view = viewOf(prompt);
    const now = { ...view.now, world: { ...view.now.world, amended } };
    const asking = new Citing(view, now);
    const [call] = asking.calls(new Set([asking.refOf('queue', 'tune')]));
    if (call === undefined) throw new Error('expected a call');
    const args = JSON.parse(canonicalJson(call.args));
    const result = {
      name: call.name,
      args,
      ref: 'tool:99.1' as const,
      figures: { 'queue@tune': { value: 26, unit: 'hours' } },
    };
    const answered = new Citing({ ...view, results: new Map([[keyOf(call), result]]) }, now);
    expect(answered.refOf('queue', 'tune')).toBe('tool:99.1/queue@tune');
  });

  it('has a turn within the rounds of calls there are, without a number that nobody calculated, whatever is answered', () => {
    let messages = prompt;
    for (let round = 0; round < MOST_TOOL_ROUNDS; round += 1) {
      const reply = playbookReply(messages);
      if ('turn' in reply) {
        expect(JSON.stringify(reply.turn)).not.toContain('tool:0.0/');
        return;
      }
      const { toolCalls } = reply;
      const results = toolCalls.map((call, index): PromptMessage => {
        const result = { ...call, ref: `tool:99.${round * 10 + index}`, figures: {} };
        const typed: ResultMessage = { kind: 'result', call, result, failure: null };
        return { role: 'tool', name: call.name, content: '', typed };
      });
      messages = [...messages, { role: 'assistant', content: '', toolCalls }, ...results];
    }
    expect.fail('expected a turn');
  });
});
