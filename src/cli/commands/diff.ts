import { debateScenario, diffDebates } from '../../pitwall.ts';
import { printContext } from '../../report/context.ts';
import { print, printJson, stdoutPage } from '../place.ts';
import { diffPage } from '../print/diff.ts';
import { withDebate } from '../stored.ts';

/** `pitwall diff`: where two debates part, and what followed, side by side. */
export async function diff(a: string, b: string, flags: { db?: string; json?: boolean }): Promise<void> {
  await withDebate(a, flags, (left) =>
    withDebate(b, flags, (right) => {
      const report = diffDebates({ store: left.store, a: left.id, b: right.id, other: right.store });
      if (flags.json === true) return printJson(report);
      const { scenario, cards } = debateScenario(left);
      const others = debateScenario(right).cards.filter(({ id }) => cards.every((card) => card.id !== id));
      print(diffPage(printContext(scenario, [...cards, ...others]), report, stdoutPage()));
    }),
  );
}
