import type { TranscriptEvent } from '../core/events.ts';
import type { DebateRecord } from '../core/record.ts';

/** A record that begins with its first events, in one commit: whatever is killed leaves a debate that can be resumed, or none. */
export function deferredRecord(
  begin: (opening: readonly TranscriptEvent[]) => Promise<DebateRecord>,
): DebateRecord & { begun(): DebateRecord | null } {
  let record: DebateRecord | null = null;
  const open = (): DebateRecord => {
    if (record === null) throw new RangeError('expected a debate to record its first events before anything else');
    return record;
  };
  return {
    get id() {
      return open().id;
    },
    begun: () => record,
    async append(events) {
      if (record === null) record = await begin(events);
      else await record.append(events);
    },
    effect: (effect, measured, waiting) => open().effect(effect, measured, waiting),
    prompt: (...deltas) => open().prompt(...deltas),
    async end(how) {
      await record?.end(how);
    },
  };
}
