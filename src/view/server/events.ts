import type { EventList } from '../api.ts';
import type { RecordSource } from './records.ts';

/** The events behind number `after`, each as it stands in the record. */
export function eventList(records: RecordSource, id: string, after: number): EventList {
  const events = records.events(id);
  return {
    version: 1,
    events: events
      .filter(({ seq }) => !(seq <= after))
      .map(({ seq, at, hash, event }) => ({ seq, at, hash, ...event })),
  };
}
