import type { Meta } from '../../evaluate.ts';
import { anchorsOf, cardsOf, FROZEN, measureScorers, SCORERS, TARGETS } from '../../evaluate.ts';
import { loadTeam } from '../../pitwall.ts';
import { wholeNumber } from '../flags.ts';
import { print, printJson, projectDir, stdoutPage } from '../place.ts';
import { metaPage, mutationPage, swapTable } from '../print/meta.ts';

export interface MetaFlags {
  team?: string;
  cards?: string;
  anchor?: string[];
  survivors?: string;
  json?: boolean;
}

const MOST_FALSE_POSITIVES = 0.1;

/** `pitwall eval meta`: exit 1 when the measure as a whole misses a target; unproven classes are named and fail nothing. */
export function evalMeta(flags: MetaFlags): void {
  const meta = measured(flags);
  const anchors = anchorsOf(flags.anchor ?? []);
  if (flags.json === true) printJson({ ...meta, anchors });
  else print(metaPage(meta, anchors, stdoutPage()));
  const { auroc, falsePositiveRate } = meta.mutation.overall;
  const holds =
    (auroc ?? 0) >= TARGETS.auroc &&
    (falsePositiveRate?.value ?? 1) <= MOST_FALSE_POSITIVES &&
    (meta.dose.spearman ?? 0) <= TARGETS.dose &&
    meta.canariesMissed.length === 0;
  if (!holds) process.exitCode = 1;
}

/** `pitwall eval mutate`: class by scorer, with what survives. */
export function evalMutate(flags: MetaFlags): void {
  const meta = measured(flags);
  if (flags.json === true) printJson(meta.mutation);
  else
    print(`${mutationPage(meta, stdoutPage(), { survivors: wholeNumber('--survivors', flags.survivors, 0) ?? 5 })}\n`);
}

/** `pitwall eval swap`: turns of each member against every card; exit 1 when the diagonal does not win. */
export function evalSwap(flags: MetaFlags): void {
  const { swap } = measured(flags);
  if (flags.json === true) printJson(swap);
  else
    print(
      `${swap
        .map((one, half) =>
          [
            `Half ${half + 1} of the quotes held out`,
            swapTable(one),
            `diagonal top-1 ${one.top1?.value.toFixed(2) ?? '–'}, by single turns ${one.turnTop1?.value.toFixed(2) ?? '–'} of ${one.turnTop1?.n ?? 0} (chance ${(1 / one.personas.length).toFixed(2)}), AUROC ${one.auroc?.toFixed(2) ?? '–'}`,
          ].join('\n'),
        )
        .join('\n\n')}\n`,
    );
  if (swap.some(({ top1 }) => (top1?.value ?? 0) < TARGETS.swapTop1)) process.exitCode = 1;
}

function measured({ team, cards }: MetaFlags): Meta {
  return measureScorers(cardsOf(cards, loadTeam({ projectDir: projectDir(), teamDir: team })), SCORERS, FROZEN);
}
