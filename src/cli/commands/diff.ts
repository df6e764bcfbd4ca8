import { eventsOf } from '../../core/events.ts';
import type { TranscriptStore } from '../../core/record.ts';
import { debateScenario, diffDebates } from '../../door.ts';
import { printContext } from '../../report/context.ts';
import type { Stated } from '../print/diff.ts';
import { diffPage } from '../print/diff.ts';
import type { Shell } from '../support/shell.ts';
import { withDebate } from '../support/stored.ts';

/** `pitwall diff`: where two debates part, and what followed, side by side. */
export async function diff(shell: Shell, a: string, b: string, flags: { db?: string; json?: boolean }): Promise<void> {
  await withDebate(shell, a, flags, (left) =>
    withDebate(shell, b, flags, (right) => {
      const report = diffDebates({ store: left.store, a: left.id, b: right.id, other: right.store });
      if (flags.json === true) return shell.printJson(report);
      const { scenario, cards } = debateScenario(left);
      const beside = debateScenario(right);
      const options = { ...beside.scenario.options, ...scenario.options };
      const others = beside.cards.filter(({ id }) => cards.every((card) => card.id !== id));
      const stated = { a: statedIn(left), b: statedIn(right) };
      shell.print(
        diffPage(printContext({ ...scenario, options }, [...cards, ...others]), report, stated, shell.page()),
      );
    }),
  );
}

/** Each reason of the model in the words of who stated it first. */
function statedIn({ store, id }: { store: TranscriptStore; id: string }): Map<string, Stated> {
  const stated = new Map<string, Stated>();
  for (const { turn, claims } of eventsOf(
    store.events(id).map(({ event }) => event),
    'turn.recorded',
  ))
    for (const { reason, gist } of claims)
      if (reason !== null && reason !== undefined && !stated.has(reason)) stated.set(reason, { turn, gist });
  return stated;
}
