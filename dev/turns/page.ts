import type { Rate } from '../../src/fidelity/statistics/rates.ts';
import { padTo } from '../../src/report/width.ts';
import { percent } from '../statistics/percent.ts';
import type { Measured } from './measure.ts';

const hundredths = (value: number | null) => (value === null ? '   –' : value.toFixed(2));
const count = (one: Rate | null) => (one === null ? '–' : `${Math.round(one.value * one.n)} of ${one.n}`);

const row = (cells: readonly string[], widths: readonly number[]) =>
  `${cells
    .map((cell, index) => padTo(cell, widths[index] ?? 0))
    .join('  ')
    .trimEnd()}\n`;

/** What was measured, as tables: the whole, by class, by check, by author, by persona. */
export function measurePage({ sound, corrupted, total, classes, checks, authors, personas }: Measured): string {
  const { low, high } = total.interval;
  const ranged = low === null || high === null ? '' : ` (${low.toFixed(2)} to ${high.toFixed(2)} over authors)`;
  const head = [
    `${sound} turns in character, ${corrupted} corrupted, ${authors.length} authors, ${personas.length} personas`,
    `  in character and failed   ${percent(total.failed)}`,
    `  in character and flagged  ${percent(total.flagged)}`,
    `  corrupted and flagged     ${percent(total.recall)}`,
    `  AUROC                     ${hundredths(total.auroc)}${ranged}`,
    '',
  ];
  const groups = (name: string, rows: Measured['classes'], isClass: boolean) =>
    [
      row([name, isClass ? '' : 'failed', isClass ? '' : 'flagged', 'found', 'AUROC'], [22, 12, 12, 34, 5]),
      ...rows.map((one) =>
        row(
          [
            one.name,
            isClass ? '' : count(one.failed),
            isClass ? '' : count(one.flagged),
            percent(one.recall),
            hundredths(one.auroc),
          ],
          [22, 12, 12, 34, 5],
        ),
      ),
      '\n',
    ].join('');
  const byCheck = [
    row(['check', 'in character', 'corrupted'], [34, 34, 34]),
    ...checks.map((one) => row([`${one.scorer} ${one.check}`, percent(one.sound), count(one.corrupted)], [34, 34, 34])),
    '\n',
  ].join('');
  return `${head.join('\n')}\n${groups('class', classes, true)}${byCheck}${groups('author', authors, false)}${groups('persona', personas, false)}`;
}
