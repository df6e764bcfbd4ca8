import type { TranscriptEvent } from '../core/events.ts';
import type { DebateRecord } from '../core/record.ts';

/**
 * A record whose events wait for the next thing that is written, so that they are written while a model is awaited and not before
 * it is asked. What a killed process had not written yet, a resumed debate works out again: events follow from the effects, and
 * an effect is committed before anything rests on it. The first events go at once, because with them the debate begins; so does
 * all of a debate that is compared with a record.
 */
export function outboxBefore(record: DebateRecord): DebateRecord {
  if (record.recall !== undefined) return record;
  let waiting: TranscriptEvent[] | null = null;
  const flush = async () => {
    if (waiting === null || waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    await record.append(events);
  };
  return {
    get id() {
      return record.id;
    },
    async append(events) {
      if (waiting !== null) {
        waiting.push(...events);
        return;
      }
      await record.append(events);
      waiting = [];
    },
    async prompt(...deltas) {
      await flush();
      await record.prompt(...deltas);
    },
    async effect(effect, measured) {
      await flush();
      return record.effect(effect, measured);
    },
    async end(how) {
      try {
        await flush();
      } catch (error) {
        await record.end('interrupted');
        throw error;
      }
      await record.end(how);
    },
  };
}
