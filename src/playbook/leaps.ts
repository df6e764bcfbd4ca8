import type { Value } from '../core/values.ts';
import type { View } from '../reasoning/view.ts';
import { statesReason } from '../reasoning/view.ts';

/** Values of whoever would not run what nobody has thought through, and among how many of the card's first they must be. */
const THINKS_FIRST: ReadonlySet<Value> = new Set(['validity', 'evidence']);
const FIRST = 2;

/**
 * Who has put the experiment on the table before anybody had looked into a reason, and whom nobody has called on it yet:
 * a colleague who knows what to ask does so before it is run.
 */
export function leaperOf({ scenario, turns, seat }: View): string | null {
  const { experiment, considerations, options } = scenario;
  if (experiment === undefined || !seat.values.slice(0, FIRST).some((value) => THINKS_FIRST.has(value))) return null;
  const disputes = new Set(
    considerations.flatMap(({ id, against }) => (against !== undefined && !(against in options) ? [id] : [])),
  );
  for (const { body } of turns) {
    const stated = body.claims.filter(statesReason);
    if (stated.some(({ reason }) => reason === experiment.consideration)) {
      const { speaker, turn } = body;
      const isCalled = turns.some(
        (later) =>
          later.body.turn > turn &&
          later.body.addressee === speaker &&
          (later.body.act === 'ask' || later.body.act === 'rebut'),
      );
      return speaker === seat.id || isCalled ? null : speaker;
    }
    if (stated.some(({ reason }) => reason !== null && disputes.has(reason))) return null;
  }
  return null;
}
