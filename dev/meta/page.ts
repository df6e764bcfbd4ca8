import type { Page } from '../../src/cli/print/page.ts';
import { styleFor } from '../../src/cli/print/style.ts';
import type { SwapMatrix } from '../../src/fidelity/evaluation/swap.ts';
import { findingText } from '../../src/fidelity/words/sentences.ts';
import { formatShare } from '../../src/report/number.ts';
import { columns, wrap } from '../../src/report/width.ts';
import type { AnchorResult } from '../anchors/measure.ts';
import { falsePositiveRate, precision, recall } from '../statistics/verdicts.ts';
import type { Meta } from './meta.ts';
import { TARGETS } from './meta.ts';

const share = (value: number | null | undefined) => (value == null ? '–' : formatShare(value));
type Rate = { value: number; low: number; high: number; n: number } | null;
const ranged = (one: Rate) =>
  one === null ? '–' : `${share(one.value)} (${share(one.low)} to ${share(one.high)}, n ${one.n})`;

/** The whole measurement: what is proven, what is not, and on which turns; of each class so many of the mutations that survive. */
export function metaPage(meta: Meta, anchors: readonly AnchorResult[], page: Page & { survivors: number }): string {
  const { bold, good, bad, dim } = styleFor(page.colour, []);
  const held = (ok: boolean, text: string) => `${ok ? good('passed') : bad('failed')} ${text}`;
  const { dose, onset, invariance, canariesMissed, unproven, swap } = meta;
  const worst = Math.max(...Object.values(invariance));
  return [
    bold('How good the scorers are'),
    ...wrap(
      `Turns: held-out halves of each card's own quotes (${meta.cards.map(({ persona, quotes }) => `${persona} ${quotes}`).join(', ')}) and mutations of them; none is by the playbook. Only held-out wordings are counted. The same hand wrote mutations and checks, so this flatters: figures on turns by others are what fidelity:measure prints.`,
      page.width,
    ),
    '',
    mutationPage(meta, page),
    ...swap.flatMap((one, fold) => ['', bold(`Swapped cards, half ${fold + 1}`), swapTable(one)]),
    '',
    ...swap.map((one, fold) =>
      held(
        (one.top1?.value ?? 0) >= TARGETS.swapTop1,
        `half ${fold + 1}: own card ranks first in ${ranged(one.top1)} of the rows and ${ranged(one.turnTop1)} of single turns, AUROC ${share(one.auroc)}`,
      ),
    ),
    held(
      (dose.spearman ?? 0) <= TARGETS.dose,
      `dose: ${dose.doses.map((step) => `${step.dose * 100} % ${share(step.score)}`).join(', ')}; rank correlation ${dose.spearman?.toFixed(2) ?? '–'}`,
    ),
    held(
      (onset?.value ?? 0) >= TARGETS.onset,
      `the start of a corruption is found within one round in ${ranged(onset)} of the courses`,
    ),
    held(worst <= TARGETS.invariance, `harmless edits change the mean score by at most ${worst.toFixed(3)}`),
    held(
      canariesMissed.length === 0,
      canariesMissed.length === 0 ? 'all canaries are flagged' : `missed canaries: ${canariesMissed.join(', ')}`,
    ),
    ...(anchors.length === 0 ? [] : ['', bold('Public data sets, informational'), ...anchorRows(anchors)]),
    '',
    unproven.length === 0 ? 'Every class is proven.' : `Unproven, informational only: ${unproven.join(', ')}.`,
    ...wrap(findingText({ code: 'report.not-rated', params: {} }), page.width).map(dim),
    '',
  ].join('\n');
}

function mutationPage({ mutation, unproven }: Meta, { survivors, ...page }: Page & { survivors: number }): string {
  const { bold, dim } = styleFor(page.colour, []);
  const { overall } = mutation;
  return [
    ...columns([
      ['class', 'n', 'AUROC', 'recall', '', 'caught by'],
      ...mutation.classes.map(({ kind, n, auroc, recall: caught, byScorer }) => [
        kind,
        String(n),
        share(auroc),
        share(caught?.value),
        unproven.includes(kind) ? 'unproven' : '',
        Object.entries(byScorer)
          .filter(([, rate]) => rate >= 0.05)
          .sort((a, b) => b[1] - a[1])
          .map(([id, rate]) => `${id} ${share(rate)}`)
          .join(', '),
      ]),
    ]),
    '',
    ...columns([
      ['in character', 'n', 'flagged', 'of wordings', 'by'],
      ...mutation.negatives.map(({ kind, n, falsePositives, wordings, flagged }) => [
        kind,
        String(n),
        share(falsePositives?.value),
        wordings === null ? '' : `${Math.round(wordings.value * wordings.n)} of ${wordings.n}`,
        [...new Set(flagged.flatMap(({ by }) => by))].join(', '),
      ]),
    ]),
    '',
    `${bold('overall')}  AUROC ${share(overall.auroc)}, precision ${ranged(overall.precision)}, recall ${ranged(overall.recall)}, false positives ${ranged(overall.falsePositiveRate)}`,
    ...(survivors === 0
      ? []
      : mutation.classes.flatMap((row) =>
          row.survivors.length === 0
            ? []
            : [
                '',
                `${row.kind}: ${row.survivors.length} of ${row.n} were not flagged`,
                ...row.survivors
                  .slice(0, survivors)
                  .flatMap(({ id, utterance }) =>
                    wrap(`  ${dim(id)} ${utterance.replaceAll('\n', ' ⏎ ')}`, page.width),
                  ),
              ],
        )),
  ].join('\n');
}

function swapTable({ personas, values }: SwapMatrix): string {
  return columns([
    ['turns of', ...personas, ''],
    ...values.map((row, index) => [personas[index] ?? '', ...row.map(share), '']),
  ]).join('\n');
}

function anchorRows(anchors: readonly AnchorResult[]): string[] {
  return columns([
    ['', 'items', 'read', 'precision', 'recall of items read', 'false positives'],
    ...anchors.map(({ name, n, read, verdicts }) => [
      name,
      String(n),
      String(read),
      share(precision(verdicts)?.value),
      share(recall(verdicts)?.value),
      share(falsePositiveRate(verdicts)?.value),
    ]),
  ]);
}
