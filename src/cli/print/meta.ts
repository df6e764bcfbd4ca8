import type { AnchorResult, Meta, SwapMatrix } from '../../evaluate.ts';
import { falsePositiveRate, precision, recall, TARGETS } from '../../evaluate.ts';
import { formatShare } from '../../report/number.ts';
import { columns, wrap } from '../../report/width.ts';
import type { Page } from './page.ts';
import { styleFor } from './style.ts';

const share = (value: number | null | undefined) => (value == null ? '–' : formatShare(value));
type Rate = { value: number; low: number; high: number; n: number } | null;
const ranged = (one: Rate) =>
  one === null ? '–' : `${share(one.value)} (${share(one.low)} to ${share(one.high)}, n ${one.n})`;

/** All of the measurement: what is proven, what is not, and on what. */
export function metaPage(meta: Meta, anchors: readonly AnchorResult[], page: Page): string {
  const { bold, good, bad, dim } = styleFor(page.colour, []);
  const held = (ok: boolean, text: string) => `${ok ? good('holds ') : bad('misses')} ${text}`;
  const { dose, onset, invariance, canariesMissed, unproven, swap } = meta;
  const worst = Math.max(...Object.values(invariance));
  return [
    bold('How good the scorers are'),
    ...wrap(
      `Turns: held-out halves of each card's own quotes (${meta.cards.map(({ persona, quotes }) => `${persona} ${quotes}`).join(', ')}), and mutants of them. Nothing here was written by the playbook. Only the held half of the wordings is counted. Weights and threshold were frozen on ${meta.frozen}.`,
      page.width,
    ),
    '',
    mutationPage(meta, page),
    ...swap.flatMap((one, fold) => ['', bold(`Swapped cards, half ${fold + 1}`), swapTable(one)]),
    '',
    ...swap.map((one, fold) =>
      held(
        (one.top1?.value ?? 0) >= TARGETS.swapTop1,
        `half ${fold + 1}: diagonal top-1 ${ranged(one.top1)}, by single turns ${ranged(one.turnTop1)}, AUROC ${share(one.auroc)}`,
      ),
    ),
    held(
      (dose.spearman ?? 0) <= TARGETS.dose,
      `dose: ${dose.doses.map((step) => `${step.dose * 100} % ${share(step.score)}`).join(', ')}; rank correlation ${dose.spearman?.toFixed(2) ?? '–'}`,
    ),
    held(
      (onset?.value ?? 0) >= TARGETS.onset,
      `onset of corruption within one round in ${ranged(onset)} of the courses`,
    ),
    held(worst <= TARGETS.invariance, `harmless changes move the mean by at most ${worst.toFixed(3)}`),
    held(
      canariesMissed.length === 0,
      canariesMissed.length === 0 ? 'every canary is flagged' : `canaries missed: ${canariesMissed.join(', ')}`,
    ),
    ...(anchors.length === 0 ? [] : ['', bold('Public sets, reported without a gate'), ...anchorRows(anchors)]),
    '',
    unproven.length === 0 ? 'Every class is proven.' : `Unproven, and gating nothing: ${unproven.join(', ')}.`,
    dim('Not validated on Korean human ratings: no such set was available.'),
    '',
  ].join('\n');
}

export function mutationPage({ mutation, unproven }: Meta, page: Page, { survivors = 0 } = {}): string {
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
      ['in character', 'n', 'flagged', 'by'],
      ...mutation.negatives.map(({ kind, n, falsePositives, flagged }) => [
        kind,
        String(n),
        share(falsePositives?.value),
        [...new Set(flagged.flatMap(({ by }) => by))].join(', '),
      ]),
    ]),
    '',
    `${bold('all together')}  AUROC ${share(overall.auroc)}, precision ${ranged(overall.precision)}, recall ${ranged(overall.recall)}, false positives ${ranged(overall.falsePositiveRate)}`,
    ...(survivors === 0
      ? []
      : mutation.classes.flatMap((row) =>
          row.survivors.length === 0
            ? []
            : [
                '',
                `${row.kind}: ${row.survivors.length} of ${row.n} survive`,
                ...row.survivors
                  .slice(0, survivors)
                  .flatMap(({ id, utterance }) =>
                    wrap(`  ${dim(id)} ${utterance.replaceAll('\n', ' ⏎ ')}`, page.width),
                  ),
              ],
        )),
  ].join('\n');
}

export function swapTable({ personas, values }: SwapMatrix): string {
  return columns([
    ['turns of', ...personas, ''],
    ...values.map((row, index) => [personas[index] ?? '', ...row.map(share), '']),
  ]).join('\n');
}

function anchorRows(anchors: readonly AnchorResult[]): string[] {
  return columns([
    ['', 'items', 'read', 'precision', 'recall of those read', 'false positives'],
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
