import { fakeModel } from '@langchain/core/testing';
import { describe, expect, it } from 'vitest';
import { memberAgent } from '../../agents/member.ts';
import { PitwallError } from '../../src/core/error.ts';
import type { SeatBrief } from '../../src/core/seat.ts';
import { PromptLog } from '../../src/debate/prompt-log.ts';
import { turnRecorder } from '../../src/debate/recorder.ts';
import { invokingClient } from '../../src/models/client.ts';
import { replyFromMessage } from '../../src/models/messages.ts';
import { parseModelSpec } from '../../src/models/spec.ts';
import { BILL, cardOf, FACTS_ONLY, PORTS, peek, scenarioOf, TOPICS } from '../playbook/fixture.ts';
import { HeldRecord } from '../playbook/held-record.ts';
import { calls, spokenTurn } from './scripted.ts';

const OPTIONS = Object.keys(scenarioOf(FACTS_ONLY).options);
const BRIEF: SeatBrief = {
  seat: 'pulse',
  options: OPTIONS,
  messages: [
    { role: 'system', content: 'You are Pulse.' },
    { role: 'user', content: 'Give your opening.', name: 'moderator' },
  ],
};
const turnReply = (change = {}) => calls([{ name: 'turn_reply', args: spokenTurn(change) }]);

function seated(model: ReturnType<typeof fakeModel>) {
  const record = new HeldRecord();
  const seat = memberAgent({
    card: cardOf('pulse'),
    spec: parseModelSpec('fake:one'),
    clientFor: () => invokingClient(model, replyFromMessage),
    tools: [BILL],
    topics: TOPICS,
    options: OPTIONS,
    peek,
  });
  const prompts = new PromptLog();
  const speak = (place = 'opening/1/pulse', ports = PORTS) => {
    const io = turnRecorder({
      record,
      ports,
      place,
      speaker: 'pulse',
      turn: 1,
      live: true,
      signal: new AbortController().signal,
      prompts,
    });
    return seat.speak(BRIEF, io).then((turn) => ({ turn, trail: io.trail }));
  };
  return { record, speak };
}

async function refusal(model: ReturnType<typeof fakeModel>) {
  const { record, speak } = seated(model);
  const error = await speak().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PitwallError)) throw error ?? new Error('expected a refusal, got a turn');
  return { error, record };
}

describe('a member driven by a language model', () => {
  it('calls its tool and then gives its turn, each call on the record', async () => {
    const model = fakeModel()
      .respond(calls([{ name: 'bill', args: { hours: 4 } }]))
      .respond(turnReply());
    const { record, speak } = seated(model);
    const { turn, trail } = await speak();
    expect(turn).toEqual(spokenTurn());
    expect(trail.tools).toMatchObject([{ call: 1, name: 'bill', args: { hours: 4 }, figures: { usd: { value: 10 } } }]);
    expect([...record.effects.values()].map(({ call, purity }) => `${call} ${purity}`)).toEqual([
      'opening/1/pulse/model#1 live',
      'opening/1/pulse/model#1/tool[0] pure',
      'opening/1/pulse/model#2 live',
    ]);
    expect(model.callCount).toBe(2);
    expect(model.calls[1]?.messages.at(-1)?.text).toBe('tool:1.1 usd=10 USD');
  });

  it('sees several results in the order of its calls, by name', async () => {
    const both = calls([
      { name: 'bill', args: { hours: 1 } },
      { name: 'bill', args: { hours: 2 } },
      { name: 'consult_hardware', args: { question: '통신?', calculation: { name: 'bill', args: { hours: 3 } } } },
    ]);
    const { record, speak } = seated(fakeModel().respond(both).respond(turnReply()));
    const { trail } = await speak();
    expect(trail.tools.map(({ call, args }) => [call, args['hours']])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(trail.consults).toMatchObject([{ call: 3, to: 'blaze', topic: 'hardware', question: '통신?', stub: true }]);
    expect([...record.effects.keys()].sort()).toEqual([
      'opening/1/pulse/model#1',
      'opening/1/pulse/model#1/tool[0]',
      'opening/1/pulse/model#1/tool[1]',
      'opening/1/pulse/model#1/tool[2]',
      'opening/1/pulse/model#2',
    ]);
  });

  it('leaves nothing of a provider’s ids on the record: two runs have equal effects', async () => {
    const run = async () => {
      const { record, speak } = seated(
        fakeModel()
          .respond(calls([{ name: 'bill', args: { hours: 4 } }]))
          .respond(turnReply()),
      );
      await speak();
      return { effects: [...record.effects.values()], messages: [...record.messages.values()] };
    };
    const [first, second] = [await run(), await run()];
    expect(first).toEqual(second);
    expect(JSON.stringify(first)).not.toMatch(/call_\d/);
  });

  it('is built once and speaks again, with nothing left over from its last turn', async () => {
    const model = fakeModel()
      .respond(turnReply())
      .respond(turnReply({ utterance: '다시요.' }));
    const { speak } = seated(model);
    await speak('opening/1/pulse');
    expect((await speak('rebuttal/1/pulse')).turn.utterance).toBe('다시요.');
    expect(model.calls[1]?.messages).toHaveLength(2);
  });

  it('gets a refused call back as text, and can go on', async () => {
    const model = fakeModel()
      .respond(calls([{ name: 'bill', args: { hours: 4 } }]))
      .respond(turnReply());
    const { speak } = seated(model);
    const refusing = {
      ...PORTS,
      calculate: () => {
        throw new PitwallError('TOOL_INVALID', 'expected hours above nought');
      },
    };
    const { trail } = await speak('opening/1/pulse', refusing);
    expect(trail.tools).toEqual([]);
    expect(model.calls[1]?.messages.at(-1)?.text).toContain('expected hours above nought');
  });
});

describe('a reply is no turn', () => {
  it('when it never comes: it is told once to stop, and then is not waited for', async () => {
    const model = fakeModel();
    for (let round = 0; round < 60; round += 1) model.respond(calls([{ name: 'bill', args: { hours: round } }]));
    const { error, record } = await refusal(model);
    expect(error.code).toBe('TURN_INVALID');
    expect(error.data).toMatchObject({ transient: false, flaw: 'too-many-calls' });
    expect([...record.effects.values()].filter(({ kind }) => kind === 'tool')).toHaveLength(12);
  });
});
