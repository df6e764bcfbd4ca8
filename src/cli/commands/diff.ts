import { debateScenario, diffDebates } from '../../door.ts';
import { printContext } from '../../report/context.ts';
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
      const others = debateScenario(right).cards.filter(({ id }) => cards.every((card) => card.id !== id));
      shell.print(diffPage(printContext(scenario, [...cards, ...others]), report, shell.page()));
    }),
  );
}
