import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import type { Notice } from '../../src/pitwall.ts';
import {
  closeCancelled,
  debateDocument,
  forkDebate,
  holdTeamDebate,
  openStore,
  verifyDebate,
} from '../../src/pitwall.ts';
import { packageRoot } from '../../src/project/index.ts';
import { shippedTeam } from '../reexecution/held.ts';

let store: TranscriptStore;
beforeAll(() => {
  store = openStore(':memory:');
});
afterAll(() => store.close());

const eventsIn = (id: string) => store.events(id).map(({ event }) => event);

/** A debate that nobody waits for any more once so many events of a kind have come; gives its id. */
async function cancelledAfter(
  count: number,
  kind: 'turn.recorded' | 'phase.opened' | 'debate.opened',
): Promise<string> {
  const nobody = new AbortController();
  let heard = 0;
  const on = (notice: Notice) => {
    if (notice.kind !== 'event' || notice.event.type !== kind) return;
    heard += 1;
    if (heard === count) nobody.abort();
  };
  const options = { place: { projectDir: packageRoot() }, team: shippedTeam(), store, program: 'pitwall', on };
  const asked = { scenario: 'spike-at-12k', rounds: 2 };
  const error = await holdTeamDebate({ ...options, asked, signal: nobody.signal }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'INTERRUPTED' });
  return (error as { data: { id: string } }).data.id;
}

describe('a debate that is cancelled', () => {
  it.each([
    [1, 'debate.opened'],
    [1, 'phase.opened'],
    [1, 'turn.recorded'],
    [5, 'turn.recorded'],
    [2, 'phase.opened'],
    [9, 'turn.recorded'],
    [3, 'phase.opened'],
    [4, 'phase.opened'],
  ] as const)(
    'after %i × %s is closed there, without a decision, and executed again to the same',
    async (count, kind) => {
      const id = await cancelledAfter(count, kind);
      const events = eventsIn(id);
      expect(eventsOf(events, 'debate.closed')).toMatchObject([{ stopReason: 'cancelled' }]);
      expect(events.at(-1)?.type).toBe('debate.closed');
      expect(debateDocument({ store, id })).toMatchObject({ debate: { status: 'closed' }, outcome: null });
      expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
    },
  );

  it.each([
    [1, 'phase.opened'],
    [6, 'turn.recorded'],
    [2, 'phase.opened'],
    [4, 'phase.opened'],
  ] as const)('after %i × %s can be branched where it ended, and then goes to its decision', async (count, kind) => {
    const id = await cancelledAfter(count, kind);
    const child = await forkDebate({ store, id, at: 'end', changes: {} });
    expect(child.document.debate.stopReason).toBe('rounds');
    expect(child.document.outcome?.decision).toBe('rewind');
    expect(await verifyDebate({ store, id: child.id })).toMatchObject({ equal: true });
  });

  it('is left as it is once it has ended', async () => {
    const id = await cancelledAfter(2, 'turn.recorded');
    const before = eventsIn(id);
    await closeCancelled({ store, id });
    expect(eventsIn(id)).toEqual(before);
  });
});
