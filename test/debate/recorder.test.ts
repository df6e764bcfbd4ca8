import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical.ts';
import type { ModelReply, ModelRequest, PromptMessage } from '../../src/core/effects.ts';
import type { DebateRecord } from '../../src/core/record.ts';
import type { Ports } from '../../src/debate/ports.ts';
import { PromptLog } from '../../src/debate/prompt-log.ts';
import { turnRecorder } from '../../src/debate/recorder.ts';
import { PORTS } from '../playbook/fixture.ts';
import { HeldRecord } from '../playbook/held-record.ts';

const message = (content: string): PromptMessage => ({ role: 'user', content });
const request = (...contents: string[]): ModelRequest => ({
  model: 'm',
  messages: contents.map(message),
  tools: ['turn_reply'],
  parameters: {},
});
const REPLY: ModelReply = { content: 'hello', toolCalls: [], finishReason: 'stop', usage: null };
const bill = (hours: number) => ({ name: 'bill', args: { hours } });
const ask = { to: 'blaze', topic: 'hardware', question: '?', calculation: bill(2) };

function recorderOf(record: DebateRecord | null, change: Partial<Parameters<typeof turnRecorder>[0]> = {}) {
  return turnRecorder({
    record,
    ports: PORTS,
    place: 'rebuttal/1/pulse',
    speaker: 'pulse',
    turn: 7,
    live: false,
    signal: new AbortController().signal,
    prompts: new PromptLog(),
    ...change,
  });
}

/** A promise that is settled from outside. */
function gate<T>() {
  let open: (value: T) => void = () => undefined;
  const opened = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('what came from outside', () => {
  it('is stored before it is returned', async () => {
    const stored = gate<string>();
    const record = new HeldRecord();
    record.effect = () => stored.opened;
    const io = recorderOf(record);
    const order: string[] = [];
    const calls = [io.model(request('a'), async () => REPLY), io.tool(bill(1), 'tool[0]'), io.consult(ask, 'tool[1]')];
    const done = Promise.all(calls.map((call) => call.then(() => order.push('returned'))));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('stored');
    stored.open('hash');
    await done;
    expect(order).toEqual(['stored', 'returned', 'returned', 'returned']);
  });

  it('is not returned when it cannot be stored', async () => {
    const record = new HeldRecord();
    record.effect = async () => {
      throw new Error('disk full');
    };
    const io = recorderOf(record);
    await expect(io.model(request('a'), async () => REPLY)).rejects.toThrow('disk full');
    await expect(io.tool(bill(1), 'tool[0]')).rejects.toThrow('disk full');
    await expect(io.consult(ask, 'tool[0]')).rejects.toThrow('disk full');
    expect(io.trail).toMatchObject({ tools: [], consults: [], reply: '' });
  });

  it('is not asked for when the prompt cannot be stored', async () => {
    const record = new HeldRecord();
    record.prompt = async () => {
      throw new Error('disk full');
    };
    let asked = 0;
    const call = recorderOf(record).model(request('a'), async () => {
      asked += 1;
      return REPLY;
    });
    await expect(call).rejects.toThrow('disk full');
    expect(asked).toBe(0);
  });

  it('is kept while a live model answers, and comes to nothing when that cannot be', async () => {
    const record = new HeldRecord();
    const order: string[] = [];
    const prompt = record.prompt.bind(record);
    record.prompt = async (...deltas) => {
      order.push('prompt');
      await prompt(...deltas);
    };
    const io = recorderOf(record, { live: true });
    await io.model(request('a'), async (aside) => {
      aside.sent?.();
      await new Promise((resolve) => setImmediate(resolve));
      order.push('answer');
      return REPLY;
    });
    expect(order).toEqual(['prompt', 'answer']);
    record.prompt = async () => {
      throw new Error('disk full');
    };
    await expect(io.model(request('b'), async () => REPLY)).rejects.toThrow('disk full');
    expect(record.effects.size).toBe(1);
  });

  it('leaves no effect when it fails', async () => {
    const record = new HeldRecord();
    const io = recorderOf(record);
    const call = io.model(request('a'), async () => {
      throw new Error('no reply');
    });
    await expect(call).rejects.toThrow('no reply');
    expect(record.effects.size).toBe(0);
  });

  it('is not asked for once the debate was interrupted', async () => {
    const aborted = AbortSignal.abort(new Error('stop'));
    const record = new HeldRecord();
    await expect(recorderOf(record, { signal: aborted }).model(request('a'), async () => REPLY)).rejects.toThrow(
      'stop',
    );
    expect(record.prompts.size).toBe(0);
  });

  it('is live or pure as its seat is, while calculations and desks are pure', async () => {
    const record = new HeldRecord();
    const io = recorderOf(record, { live: true });
    await io.model(request('a'), async () => REPLY);
    await io.tool(bill(1), 'tool[0]');
    await io.consult(ask, 'tool[1]');
    expect([...record.effects.values()].map(({ kind, purity }) => `${kind} ${purity}`)).toEqual([
      'model live',
      'tool pure',
      'consult pure',
    ]);
  });

  it('carries time and usage beside it and never in it', async () => {
    const record = new HeldRecord();
    let now = 10;
    const ports: Ports = { ...PORTS, clock: () => (now += 5) };
    await recorderOf(record, { ports }).model(request('a'), async () => ({
      ...REPLY,
      usage: { inputTokens: 3, outputTokens: 4 },
    }));
    expect(record.measured).toEqual([{ latencyMs: 5, attempts: 1, usage: { inputTokens: 3, outputTokens: 4 } }]);
  });

  it('comes all the same where nothing is kept', async () => {
    const io = recorderOf(null);
    expect(await io.model(request('a'), async () => REPLY)).toBe(REPLY);
    expect((await io.tool(bill(2), 'tool[0]')).figures['usd']?.value).toBe(5);
    expect(io.trail).toMatchObject({ prompt: '', reply: '', tools: [{ call: 1 }] });
  });
});

describe('the names of calls', () => {
  it('say the place, which model call, and the position in it: each name once', async () => {
    const record = new HeldRecord();
    const io = recorderOf(record);
    await io.consult(ask, 'floor');
    await io.model(request('a'), async () => REPLY);
    await Promise.all([io.tool(bill(1), 'tool[0]'), io.consult(ask, 'tool[1]'), io.tool(bill(3), 'tool[2]')]);
    await io.model(request('a', 'b'), async () => REPLY);
    await io.tool(bill(4), 'tool[0]');
    await io.model(request('a', 'b', 'c'), async () => REPLY);
    expect([...record.effects.keys()].sort()).toEqual([
      'rebuttal/1/pulse/model#0/floor',
      'rebuttal/1/pulse/model#1',
      'rebuttal/1/pulse/model#1/tool[0]',
      'rebuttal/1/pulse/model#1/tool[1]',
      'rebuttal/1/pulse/model#1/tool[2]',
      'rebuttal/1/pulse/model#2',
      'rebuttal/1/pulse/model#2/tool[0]',
      'rebuttal/1/pulse/model#3',
    ]);
    expect(io.trail.consults.map(({ call, door }) => `${call} ${door}`)).toEqual(['1 machine', '3 turn']);
    expect(io.trail.tools.map(({ call }) => call)).toEqual([2, 4, 5]);
  });

  it.each([[[0, 1, 2]], [[2, 1, 0]], [[1, 2, 0]]])(
    'follow position whatever begins or answers first: %j',
    async (order) => {
      const record = new HeldRecord();
      const gates = [gate<void>(), gate<void>(), gate<void>()];
      const ports: Ports = {
        ...PORTS,
        consult: async (call) => {
          await gates[Number(call.question)]?.opened;
          return PORTS.consult(call);
        },
      };
      const io = recorderOf(record, { ports });
      await io.model(request('a'), async () => REPLY);
      // Begun in one order, answered in the opposite one.
      const refs = new Map(
        order.map((index) => [index, io.consult({ ...ask, question: String(index) }, `tool[${index}]`)]),
      );
      for (const index of order.toReversed()) {
        gates[index]?.open();
        await refs.get(index);
      }
      expect(await Promise.all([0, 1, 2].map(async (index) => (await refs.get(index))?.ref))).toEqual([
        'consult:7.1',
        'consult:7.2',
        'consult:7.3',
      ]);
      const numbers = new Map(io.trail.consults.map(({ question, call }) => [question, call]));
      expect(numbers).toEqual(
        new Map([
          ['0', 1],
          ['1', 2],
          ['2', 3],
        ]),
      );
      expect(io.trail.consults.map(({ question }) => Number(question))).toEqual(order.toReversed());
    },
  );

  it('leave the number of a call that failed to nobody', async () => {
    const ports: Ports = {
      ...PORTS,
      calculate: (call, speaker) => {
        if (call.args['hours'] === 0) throw new RangeError('no hours');
        return PORTS.calculate(call, speaker);
      },
    };
    const io = recorderOf(new HeldRecord(), { ports });
    await io.model(request('a'), async () => REPLY);
    const [first, second] = await Promise.allSettled([io.tool(bill(0), 'tool[0]'), io.tool(bill(1), 'tool[1]')]);
    expect(first.status).toBe('rejected');
    expect(second).toMatchObject({ value: { ref: 'tool:7.2' } });
    await io.model(request('a', 'b'), async () => REPLY);
    expect((await io.tool(bill(2), 'tool[0]')).ref).toBe('tool:7.3');
  });
});

describe('prompts', () => {
  it('are rebuilt whole from what each added to the one before', async () => {
    const record = new HeldRecord();
    const log = new PromptLog();
    const prompts = [
      ['card', 'scenario', 'brief 1'],
      ['card', 'scenario', 'brief 1', 'call', 'result'],
      ['card', 'scenario', 'said 1', 'said 2', 'brief 2'],
      ['card', 'scenario', 'said 1', 'said 2', 'said 3', 'brief 3'],
    ];
    for (const contents of prompts) {
      const io = recorderOf(record, { prompts: log, place: contents.join('/') });
      await io.model(request(...contents), async () => REPLY);
      expect(record.whole(io.trail.prompt)).toEqual(contents.map((content) => canonicalJson(message(content))));
    }
  });

  it('add each message once: their growth is linear in what is said', async () => {
    const written = async (turns: number) => {
      const record = new HeldRecord();
      const prompts = new PromptLog();
      const said: string[] = [];
      for (let turn = 1; turn <= turns; turn += 1) {
        const io = recorderOf(record, { prompts, place: `turn ${turn}` });
        await io.model(request('card', 'scenario', ...said, `brief ${turn}`), async () => REPLY);
        said.push(`said ${turn}`);
      }
      return record.written;
    };
    const [at40, at200, at400] = [await written(40), await written(200), await written(400)];
    expect((at400 - at200) / 200).toBe((at200 - at40) / 160);
    expect(at400).toBeLessThan(400 * 3);
  });

  it('with one message changed are another prompt', async () => {
    const record = new HeldRecord();
    const prompts = new PromptLog();
    const hashOf = async (...contents: string[]) => {
      const io = recorderOf(record, { place: contents.join('/'), prompts });
      await io.model(request(...contents), async () => REPLY);
      return io.trail.prompt;
    };
    const hashes = [
      await hashOf('a', 'b', 'c'),
      await hashOf('a', 'x', 'c'),
      await hashOf('a', 'b'),
      await hashOf('b', 'a'),
    ];
    expect(new Set(hashes).size).toBe(4);
  });
});
