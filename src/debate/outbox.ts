import { hashOfEffect } from '../core/effect-hash.ts';
import type { Effect, Measured } from '../core/effects.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { DebateRecord, PromptDelta } from '../core/record.ts';

/** A reply that comes sooner is written together with all that stands before it; for one that takes longer nobody waits. */
const PATIENCE_MS = 10;

/**
 * A record in which what can be worked out again waits for the next reply, and goes into one commit with it: events follow from
 * the effects, a prompt from the events, and a calculation from its arguments. A reply of a model or a person is committed before
 * anything rests on it. While one is awaited for long, what stands before it is written meanwhile. The first events go at once,
 * because with them the debate begins; so does all of a debate that is compared with a record.
 */
export function outboxBefore(record: DebateRecord): DebateRecord {
  if (record.recall !== undefined) return record;
  let begun = false;
  let events: TranscriptEvent[] = [];
  let prompts: PromptDelta[] = [];
  let effects: { effect: Effect; measured: Measured }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Writes that follow one another, whoever began them. */
  let writing: Promise<unknown> = Promise.resolve();

  function taken() {
    clearTimeout(timer);
    timer = undefined;
    const waiting = { events, prompts, effects };
    [events, prompts, effects] = [[], [], []];
    return waiting;
  }
  const inOrder = <T>(write: () => Promise<T>): Promise<T> => {
    const written = writing.then(write);
    // What could not be written is thrown to whoever writes next as well: the rows after it would rest on nothing.
    writing = written;
    return written;
  };
  async function flush(): Promise<void> {
    const waiting = taken();
    if (waiting.events.length > 0) await record.append(waiting.events);
    if (waiting.prompts.length > 0) await record.prompt(...waiting.prompts);
    for (const { effect, measured } of waiting.effects) await record.effect(effect, measured);
  }

  return {
    get id() {
      return record.id;
    },
    async append(more) {
      if (begun) events.push(...more);
      else await record.append(more);
      begun = true;
    },
    async prompt(...deltas) {
      prompts.push(...deltas);
      // Its failure reaches the write that follows.
      timer ??= setTimeout(() => void inOrder(flush).catch(() => undefined), PATIENCE_MS);
    },
    async effect(effect, measured) {
      if (effect.purity === 'live' || effect.kind === 'model')
        return inOrder(() => record.effect(effect, measured, taken()));
      return inOrder(async () => {
        effects.push({ effect, measured });
        return hashOfEffect(effect);
      });
    },
    async end(how) {
      try {
        await inOrder(flush);
      } catch (error) {
        await record.end('interrupted');
        throw error;
      }
      await record.end(how);
    },
  };
}
