import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { describe, expect, it } from 'vitest';
import type { DebateChunk } from '../../src/pitwall.ts';
import { debateRunnable, loadTeam, openStore, resumeDebate } from '../../src/pitwall.ts';
import { TURN_REPLY } from '../../src/playbook/reply.ts';
import { turn } from '../../src/testing.ts';

const team = loadTeam({ projectDir: process.cwd() });
const input = { scenario: 'spike-at-12k', rounds: 1 };

describe('a debate as a runnable', () => {
  it('streams the turns of its document one by one, and last what it came to', async () => {
    const chunks: DebateChunk[] = [];
    for await (const chunk of await debateRunnable({ team }).stream(input)) chunks.push(chunk);
    const last = chunks.pop();
    expect(chunks.map(({ turns, result }) => [turns.length, result])).toEqual(chunks.map(() => [1, null]));
    expect(chunks.flatMap(({ turns }) => turns)).toEqual(last?.result?.document.turns);
    expect(last?.turns).toEqual([]);
  });

  it('gives by `invoke` what its chunks come to', async () => {
    const store = openStore(':memory:');
    const debate = debateRunnable({ team, store });
    const { turns, result } = await debate.invoke(input);
    let whole: DebateChunk | undefined;
    for await (const chunk of await debate.stream(input)) whole = whole?.concat(chunk) ?? chunk;
    expect(whole?.turns).toEqual(turns);
    expect(whole?.result?.events).toEqual(result.events);
    expect(store.list().map(({ status }) => status)).toEqual(['closed', 'closed']);
    store.close();
  });

  it('is a whole debate to the step behind it, even where a chain is streamed', async () => {
    const seen: [number, boolean][] = [];
    const chain = debateRunnable({ team }).pipe(({ turns, result }: DebateChunk) => {
      seen.push([turns.length, result !== null]);
      return result?.document.turns.length ?? 0;
    });
    for await (const turns of await chain.stream(input)) expect(seen).toEqual([[turns, true]]);
    expect(seen).toHaveLength(1);
  });

  it('holds a batch, each with its own changes, and says which cannot be held', async () => {
    const batch = debateRunnable({ team }).batch(
      [input, { ...input, facts: { rewindSteps: 1200 } }, { scenario: 'no-such-scenario' }],
      { maxConcurrency: 2 },
      { returnExceptions: true },
    );
    const came = (await batch).map((one) =>
      one instanceof Error ? one.message : one.result?.document.outcome?.decision,
    );
    expect(came).toEqual(['rewind', 'continue', expect.stringContaining('no-such-scenario')]);
  });

  it('keeps what was said when its signal stops it, and goes on from there', async () => {
    const store = openStore(':memory:');
    const stop = new AbortController();
    const said: number[] = [];
    const listen = async () => {
      for await (const { turns } of await debateRunnable({ team, store }).stream(input, { signal: stop.signal })) {
        said.push(...turns.map((one) => one.turn));
        stop.abort();
      }
    };
    await expect(listen()).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const [stopped] = store.list();
    expect(stopped).toMatchObject({ status: 'unfinished' });
    expect(stopped?.turns).toBeGreaterThanOrEqual(said.length);
    const { document } = await resumeDebate({ store, id: stopped?.id ?? '' });
    expect(document.debate.status).toBe('closed');
    store.close();
  });

  it('gives up by `invoke` only when its record is ended', async () => {
    const store = openStore(':memory:');
    const stop = new AbortController();
    const opens = turn({
      option: 'rewind',
      options: ['continue', 'rewind', 'lower-lr'],
      utterance: 'Back.',
      act: 'open',
    });
    const model = fakeModel()
      .respond(
        new AIMessage({
          content: '',
          tool_calls: [{ name: TURN_REPLY, args: opens, id: 'one', type: 'tool_call' }],
          response_metadata: { finish_reason: 'tool_calls' },
        }),
      )
      .respond(() => {
        stop.abort();
        return new Error('the answer came too late');
      });
    const seats = { models: { pulse: 'own:one' }, chatModels: { 'own:one': model } };
    const held = debateRunnable({ team, store, ...seats }).invoke(input, { signal: stop.signal });
    await expect(held).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(store.list()).toMatchObject([{ status: 'unfinished' }]);
    store.close();
  });

  it('is stopped by a signal that was there before', async () => {
    const debate = debateRunnable({ team });
    await expect(debate.invoke(input, { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it('stops when nobody listens any more', async () => {
    const store = openStore(':memory:');
    for await (const { turns } of await debateRunnable({ team, store }).stream(input)) {
      expect(turns).toHaveLength(1);
      break;
    }
    expect(store.list()).toMatchObject([{ status: 'unfinished' }]);
    store.close();
  });

  it('tells callbacks of one run, with its input and what it came to', async () => {
    const told: unknown[] = [];
    const callbacks = [
      {
        handleChainStart: (_: unknown, inputs: unknown, ...rest: unknown[]) =>
          void told.push(inputs, rest.includes('spike')),
        handleChainEnd: (outputs: { turns?: unknown[] }) => void told.push(outputs.turns?.length),
      },
    ];
    const { turns } = await debateRunnable({ team }).invoke(input, { callbacks, runName: 'spike' });
    expect(told).toEqual([input, true, turns.length]);
  });
});
