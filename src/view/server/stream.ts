import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { TranscriptEvent } from '../../core/events.ts';
import type { BlockView, LiveNotice } from '../api.ts';
import type { LiveDebates } from './live.ts';
import type { Records } from './records.ts';
import { writerFrom } from './transcript.ts';

/** Between two looks at a record that another process writes. */
const LOOK_MS = 400;
const HEARTBEAT_MS = 15_000;

/**
 * A debate from event `after` on, as server-sent events: `block` in the order of the record, `notice` for what goes on between
 * two of them, `end` with the status when nothing more will come.
 */
export function streamDebate(c: Context, records: Records, live: LiveDebates, id: string, after: number): Response {
  return streamSSE(c, async (stream) => {
    const { writer, missed } = await writerFrom(records, live, id, after);
    const waiting: (BlockView | LiveNotice)[] = missed.flatMap((event) => writer.read(event));
    let last = missed.at(-1)?.seq ?? after;
    let changed = true;
    let wake: () => void = () => undefined;
    const stir = () => {
      changed = true;
      wake();
    };
    const unwatch = live.watch(id, (notice) => {
      if (notice.kind === 'ahead') waiting.push(...writer.ahead(notice.event));
      else if (notice.kind !== 'recorded' && notice.kind !== 'over') waiting.push(notice);
      stir();
    });
    let gone = false;
    stream.onAbort(() => {
      gone = true;
      wake();
    });
    let seen = '';
    let beat = Date.now();
    const hear = (event: { seq: number; event: TranscriptEvent }) => {
      if (event.seq <= last) return;
      last = event.seq;
      waiting.push(...writer.read(event));
    };
    const send = async () => {
      for (const one of waiting.splice(0)) {
        if ('seq' in one) await stream.writeSSE({ event: 'block', id: String(one.seq), data: JSON.stringify(one) });
        else await stream.writeSSE({ event: 'notice', data: JSON.stringify(one) });
      }
    };
    try {
      for (;;) {
        const here = live.has(id);
        for (const event of live.recordedAfter(id, last) ?? []) hear(event);
        const { status, turns } = records.read().summary(id);
        const mark = `${status}/${turns}`;
        // A look from outside costs nothing until a turn or the end has come.
        if (!here && (changed || mark !== seen)) for (const event of records.events(id)) hear(event);
        seen = mark;
        changed = false;
        await send();
        if (gone) return;
        const isOver = status === 'closed' || status === 'failed';
        if (isOver || (!here && status !== 'running')) {
          // The last event may be in the file before it is known here; what a memo tries afterwards is nobody's wait.
          for (const event of records.events(id)) hear(event);
          await send();
          await stream.writeSSE({ event: 'end', data: JSON.stringify({ status, last }) });
          return;
        }
        if (Date.now() - beat > HEARTBEAT_MS) {
          beat = Date.now();
          await stream.write(': still here\n\n');
        }
        if (changed) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, here ? HEARTBEAT_MS : LOOK_MS);
        });
      }
    } finally {
      unwatch();
    }
  });
}
