import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LiveNotice } from '../api.ts';
import type { LiveDebates } from './live.ts';
import { withoutEarlier } from './live.ts';
import type { Records } from './records.ts';
import { taleOf } from './tale.ts';

/** Between two looks at a record that another process writes. */
const LOOK_MS = 400;
const HEARTBEAT_MS = 15_000;

/**
 * A debate from event `after` on, as server-sent events: `block` in the order of the record, `notice` for what goes on between
 * two of them, `end` with the status when nothing more will come.
 */
export function streamDebate(c: Context, records: Records, live: LiveDebates, id: string, after: number): Response {
  return streamSSE(c, async (stream) => {
    const tale = await taleOf(records, live, id);
    const begun = tale.lines.findIndex(({ seq }) => seq > after);
    let next = begun === -1 ? tale.lines.length : begun;
    // Who reads slowly is told what goes on now, and not all that went on meanwhile; blocks wait in the tale.
    let passing: LiveNotice[] = [];
    let changed = true;
    let wake: () => void = () => undefined;
    const stir = () => {
      changed = true;
      wake();
    };
    const unwatch = live.watch(id, (notice) => {
      if (notice.kind === 'ahead') passing.push(...tale.ahead(notice.event));
      else if (notice.kind !== 'recorded' && notice.kind !== 'over') passing = withoutEarlier(passing, notice);
      stir();
    });
    let gone = false;
    stream.onAbort(() => {
      gone = true;
      wake();
    });
    let seen = '';
    let beat = Date.now();
    const send = async () => {
      const notices = passing.map((notice) => `event: notice\ndata: ${JSON.stringify(notice)}\n\n`);
      const blocks = tale.lines.slice(next).map(({ text }) => text);
      passing = [];
      next += blocks.length;
      if (notices.length + blocks.length > 0) await stream.write([...notices, ...blocks].join(''));
    };
    try {
      for (;;) {
        const here = live.statusOf(id);
        tale.hear(live.recordedAfter(id, tale.last) ?? []);
        // Of a debate that runs here nobody asks the file: each watcher would, at each notice.
        const { status, turns } = here === null ? records.read().summary(id) : { status: here, turns: 0 };
        const mark = `${status}/${turns}`;
        // A look from outside costs nothing until a turn or the end has come.
        if (here === null && (changed || mark !== seen)) tale.hear(records.events(id));
        seen = mark;
        changed = false;
        await send();
        if (gone) return;
        if (status !== 'running') {
          // The last event may be in the file before it is known here; what a memo tries afterwards is nobody's wait.
          tale.hear(records.events(id));
          await send();
          await stream.writeSSE({ event: 'end', data: JSON.stringify({ status, last: tale.last }) });
          return;
        }
        if (Date.now() - beat > HEARTBEAT_MS) {
          beat = Date.now();
          await stream.write(': still here\n\n');
        }
        if (changed) continue;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, here === null ? LOOK_MS : HEARTBEAT_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    } finally {
      unwatch();
    }
  });
}
