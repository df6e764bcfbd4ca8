import { setImmediate } from 'node:timers/promises';
import { hashOfEffect } from '../core/effect-hash.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { DebateRecord, NewDebate, PromptDelta } from '../core/record.ts';

/** All of a debate, as it is when its attempt ends. */
export type Whole = Required<Pick<NewDebate, 'opening' | 'effects' | 'prompts' | 'ended'>>;

/**
 * A record of which nothing is written before the attempt at it ends, and then all of it in one commit: for a debate that is computed,
 * which costs nothing but time to hold again. Whatever is killed leaves none of it.
 */
export function wholeRecord(write: (whole: Whole) => Promise<{ id: string }>): DebateRecord {
  const opening: TranscriptEvent[] = [];
  const effects: Whole['effects'][number][] = [];
  const prompts: PromptDelta[] = [];
  let written: { id: string } | null = null;
  return {
    get id() {
      if (written === null) throw new RangeError('expected the debate to have ended');
      return written.id;
    },
    async append(events) {
      opening.push(...events);
    },
    async effect(effect, measured, waiting) {
      opening.push(...(waiting?.events ?? []));
      prompts.push(...(waiting?.prompts ?? []));
      effects.push(...(waiting?.effects ?? []).map((before) => ({ ...before.effect, measured: before.measured })));
      effects.push({ ...effect, measured });
      // Nothing else waits in such a debate: without this the process would hear of nothing until its end.
      await setImmediate();
      return hashOfEffect(effect);
    },
    async prompt(...deltas) {
      prompts.push(...deltas);
    },
    async end(ended) {
      // Before its first events there is no debate.
      if (written === null && opening.length > 0) written = await write({ opening, effects, prompts, ended });
    },
  };
}
