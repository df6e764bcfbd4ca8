import type { BlockWriter } from './blocks.ts';
import type { LiveDebates, Placed } from './live.ts';
import type { Records } from './records.ts';
import { writerFor } from './transcript.ts';

/** A debate as a stream tells it: its blocks as server-sent events, in the order of the record. */
export interface Tale {
  /** Grows with what is heard; `seq` is the event with which a block came. */
  readonly lines: readonly { seq: number; text: string }[];
  /** Number of the last event that was heard. */
  readonly last: number;
  /** Puts events into words that come next; those that were heard are passed over. */
  hear(events: readonly Placed[]): void;
  /** Words for what will be recorded with its turn. */
  ahead: BlockWriter['ahead'];
}

const shared = new WeakMap<LiveDebates, Map<string, Promise<Tale>>>();

/** The tale of a debate; of one that runs here the same for all who watch, so that each block is put into words once. */
export function taleOf(records: Records, live: LiveDebates, id: string): Promise<Tale> {
  const tales = shared.get(live) ?? new Map<string, Promise<Tale>>();
  shared.set(live, tales);
  const known = tales.get(id);
  if (known !== undefined) return known;
  const tale = told(records, live, id);
  if (live.statusOf(id) === null) return tale;
  tales.set(id, tale);
  live.watch(id, ({ kind }) => {
    if (kind === 'over') tales.delete(id);
  });
  tale.catch(() => tales.delete(id));
  return tale;
}

async function told(records: Records, live: LiveDebates, id: string): Promise<Tale> {
  const { writer, events } = await writerFor(records, live, id);
  const lines: { seq: number; text: string }[] = [];
  let last = 0;
  const hear = (more: readonly Placed[]) => {
    for (const event of more) {
      if (event.seq <= last) continue;
      last = event.seq;
      for (const block of writer.read(event))
        lines.push({ seq: event.seq, text: `event: block\ndata: ${JSON.stringify(block)}\nid: ${block.seq}\n\n` });
    }
  };
  hear(events);
  return {
    lines,
    get last() {
      return last;
    },
    hear,
    ahead: writer.ahead,
  };
}
