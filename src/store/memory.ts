import type { TranscriptEvent } from '../core/events.ts';
import type { DebateRecord } from '../core/record.ts';

/**
 * The record of a debate that is only tried: it holds its events in order and nothing else. Effects and prompts are
 * dropped, and the hash of an effect is the empty string, because nobody will look one up.
 */
export function memoryRecord(id = 'trial'): DebateRecord & { events: TranscriptEvent[] } {
  const events: TranscriptEvent[] = [];
  return {
    id,
    events,
    append: async (more) => void events.push(...more),
    effect: async () => '',
    prompt: async () => undefined,
    end: async () => undefined,
  };
}
