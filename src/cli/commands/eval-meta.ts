import type { Meta } from '../../evaluate.ts';
import { anchorsOf, cardsOf, FROZEN, measureScorers, SCORERS, TARGETS } from '../../evaluate.ts';
import { loadTeam } from '../../pitwall.ts';
import { metaPage, mutationPage, swapTable } from '../print/meta.ts';
import { wholeNumber } from '../support/flags.ts';
import type { Shell } from '../support/shell.ts';

export interface MetaFlags {
  team?: string;
  cards?: string;
  anchor?: string[];
  survivors?: string;
  json?: boolean;
}

const MOST_FALSE_POSITIVES = 0.1;

/** `pitwall eval meta`: exit 1 when the measure as a whole misses a target; unproven classes are named and fail nothing. */
export function evalMeta(shell: Shell, flags: MetaFlags): void {
  const meta = measured(shell, flags);
  const anchors = anchorsOf((flags.anchor ?? []).map((file) => shell.path(file)));
  if (flags.json === true) shell.printJson({ ...meta, anchors });
  else shell.print(metaPage(meta, anchors, shell.page()));
  const { auroc, falsePositiveRate } = meta.mutation.overall;
  const holds =
    (auroc ?? 0) >= TARGETS.auroc &&
    (falsePositiveRate?.value ?? 1) <= MOST_FALSE_POSITIVES &&
    (meta.dose.spearman ?? 0) <= TARGETS.dose &&
    meta.canariesMissed.length === 0;
  if (!holds) shell.exitWith(1);
}

/** `pitwall eval mutate`: class by scorer, with what survives. */
export function evalMutate(shell: Shell, flags: MetaFlags): void {
  const meta = measured(shell, flags);
  if (flags.json === true) shell.printJson(meta.mutation);
  else
    shell.print(
      `${mutationPage(meta, shell.page(), { survivors: wholeNumber('--survivors', flags.survivors, 0) ?? 5 })}\n`,
    );
}

/** `pitwall eval swap`: turns of each member against every card; exit 1 when the diagonal does not win. */
export function evalSwap(shell: Shell, flags: MetaFlags): void {
  const { swap } = measured(shell, flags);
  if (flags.json === true) shell.printJson(swap);
  else
    shell.print(
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
  if (swap.some(({ top1 }) => (top1?.value ?? 0) < TARGETS.swapTop1)) shell.exitWith(1);
}

function measured(shell: Shell, { team, cards }: MetaFlags): Meta {
  return measureScorers(
    cardsOf(cards === undefined ? undefined : shell.path(cards), loadTeam({ projectDir: shell.cwd, teamDir: team })),
    SCORERS,
    FROZEN,
  );
}
