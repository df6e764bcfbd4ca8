import type { ModelReport } from '../../report/model-report.ts';
import { formatNumber, formatQuantity, formatShare } from '../../report/number.ts';
import { columns, padTo, settled, widthOf, wrap } from '../../report/width.ts';
import type { Page } from './page.ts';
import { styleFor } from './style.ts';

type Row = ModelReport['rows'][number];
type Criterion = ModelReport['criteria'][number];

/** A model as a table: options beside one another, quantities and criteria below one another. */
export function modelForTerminal(report: ModelReport, { all, page }: { all: boolean; page: Page }): string {
  const style = styleFor(page.colour, []);
  const lines: string[] = [style.bold(report.motion)];
  const part = (title: string, rows: readonly string[]) => {
    if (rows.length > 0) lines.push('', style.dim(title), ...rows.map((row) => `  ${row}`));
  };
  if (report.as !== null) lines.push('', ...wrap(legend(report.as), page.width));
  part(
    'options',
    columns(
      report.options.map(({ name, label }) => [name, label]),
      { width: page.width - 2 },
    ),
  );
  const rows = report.rows.filter(({ matters }) => matters || all);
  const hidden = report.rows.length - rows.length;
  part(
    `quantities${hidden > 0 ? ` (${hidden} more with --all)` : ''}`,
    tableOf(
      report,
      rows.map((row) => [row.label, ...report.options.map(({ name }) => cell(row, name))]),
      page.width - 2,
    ),
  );
  const needs = report.criteria.filter(({ kind }) => kind === 'need');
  part(
    'limits',
    tableOf(
      report,
      needs.map((need) => [need.text, ...report.options.map(({ name }) => margin(need, name))]),
      page.width - 2,
    ),
  );
  part(
    'goals, and what each option loses on them (1 is all)',
    tableOf(
      report,
      report.criteria
        .filter(({ kind }) => kind !== 'need')
        .map((goal) => [goalWords(goal), ...report.options.map(({ name }) => loss(goal, name))]),
      page.width - 2,
    ),
  );
  part(
    'what would repair a limit',
    report.amendments.map((one) => repairWords(one)),
  );
  part(
    'members: at first, once everything is known, and how much each option has of their support then',
    tableOf(
      report,
      report.members.map(({ id, first, informed, shares }) => [
        `${id}: ${first ?? 'undecided'}${first === informed ? '' : ` -> ${informed ?? 'undecided'}`}`,
        ...report.options.map(({ name }) => formatShare(shares[name] ?? 0)),
      ]),
      page.width - 2,
    ),
  );
  lines.push(
    '',
    `${style.dim('once everybody knows everything:')} ${style.bold(report.decision ?? 'nothing is decided')}`,
  );
  part(
    'flips, the nearest first',
    report.flips.map(
      ({ fact, now, at, beyond, to, unit }) =>
        `${fact} ${beyond} ${settled(formatQuantity(at, unit))}: ${to ?? 'no decision'}${now === undefined ? '' : ` (now ${settled(formatQuantity(now, unit))})`}`,
    ),
  );
  part(`what ${report.as ?? ''} knows`, columns(report.facts.map(factRow), { width: page.width - 2 }));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

const legend = (member: string) =>
  `As ${member} sees it before anybody has spoken: ~ rests on something that they assume, ? on something that they do not know.`;

function cell({ values }: Row, option: string): string {
  const found = values[option];
  if (found === undefined || found.value === null) return `? ${found?.missing.slice(0, 2).join(', ') ?? ''}`.trim();
  return `${found.state === 'assumed' ? '~' : ''}${settled(formatQuantity(found.value, found.unit))}`;
}

function margin({ standing, unit }: Criterion, option: string): string {
  const by = standing[option] ?? null;
  if (by === null) return '?';
  const size = settled(formatQuantity(Math.abs(by), unit));
  if (by === 0) return 'kept, just';
  return by > 0 ? `kept, ${size} to spare` : `MISSED by ${size}`;
}

function loss({ standing }: Criterion, option: string): string {
  const lost = standing[option] ?? null;
  return lost === null ? '?' : formatShare(lost);
}

const goalWords = ({ kind, text, worth, unit, value }: Criterion) =>
  `${kind} ${text} (worth ${worth === null ? '?' : settled(formatQuantity(worth, unit))}), ${value}`;

const repairWords = ({ option, input, from, to, repairs }: ModelReport['amendments'][number]) =>
  `${option}: ${input} at ${formatNumber(to)} instead of ${formatNumber(from)} keeps ${repairs.join(', ')}`;

function factRow({ name, state, value, unit, doubt }: ModelReport['facts'][number]): string[] {
  const mark = state === 'known' ? ' ' : state === 'assumed' ? '~' : '?';
  const shown =
    value === null ? '' : typeof value === 'number' ? settled(formatQuantity(value, unit)) : JSON.stringify(value);
  return [`${mark} ${name}`, shown, doubt ?? ''];
}

const GAP = '  ';

/** Rows under the options' names, numbers to the right; on a narrow page the options come in several blocks. */
function tableOf({ options }: ModelReport, rows: readonly (readonly string[])[], width: number): string[] {
  if (rows.length === 0) return [];
  const whole = [['', ...options.map(({ name }) => name)], ...rows];
  const widths = (whole[0] ?? []).map((_, column) => Math.max(...whole.map((row) => widthOf(row[column] ?? ''))));
  const [first = 0] = widths;
  const blocks: number[][] = [[]];
  let taken = first;
  for (let column = 1; column < widths.length; column += 1) {
    const wide = (widths[column] ?? 0) + GAP.length;
    if (taken + wide > width && (blocks.at(-1)?.length ?? 0) > 0) {
      blocks.push([]);
      taken = first;
    }
    blocks.at(-1)?.push(column);
    taken += wide;
  }
  return blocks.flatMap((block) =>
    whole.map((row) =>
      [padTo(row[0] ?? '', first), ...block.map((column) => toRight(row[column] ?? '', widths[column] ?? 0))].join(GAP),
    ),
  );
}

const toRight = (text: string, width: number) => ' '.repeat(Math.max(0, width - widthOf(text))) + text;
