import type { Language } from '../../core/language.ts';
import { VALUE_LABELS } from '../../core/values.ts';
import type { ModelReport } from '../../report/model-report.ts';
import { formatAmount, formatNumber, formatShare } from '../../report/number.ts';
import { columns, padTo, settled, widthOf, wrap } from '../../report/width.ts';
import { printTogether } from '../../wording/amounts.ts';
import { MODEL_WORDS } from './model-words.ts';
import type { Page } from './page.ts';
import { SCENARIO_WORDS } from './scenario-words.ts';
import { styleFor } from './style.ts';

type Row = ModelReport['rows'][number];
type Criterion = ModelReport['criteria'][number];

/** A model as a table: options beside one another, quantities and criteria below one another. */
export function modelForTerminal(
  report: ModelReport,
  { all, page, language }: { all: boolean; page: Page; language: Language },
): string {
  const words = MODEL_WORDS[language];
  const isEqual = report.weights === 'equal';
  const style = styleFor(page.colour, []);
  const lines: string[] = [style.bold(report.motion)];
  const part = (title: string, rows: readonly string[]) => {
    if (rows.length > 0)
      lines.push('', ...wrap(title, page.width).map((line) => style.dim(line)), ...rows.map((row) => `  ${row}`));
  };
  if (report.as !== null) lines.push('', ...wrap(words.legend(report.as), page.width));
  part(
    words.options,
    columns(
      report.options.map(({ name, label }) => [name, label]),
      { width: page.width - 2 },
    ),
  );
  const rows = report.rows.filter(({ matters }) => matters || all);
  const hidden = report.rows.length - rows.length;
  part(
    `${words.quantities}${hidden > 0 ? words.more(hidden) : ''}`,
    tableOf(
      report,
      rows.map((row) => [row.label, ...report.options.map(({ name }) => cell(row, name, language))]),
      page.width - 2,
    ),
  );
  const needs = report.criteria.filter(({ kind }) => kind === 'need');
  part(
    words.limits,
    tableOf(
      report,
      needs.map((need) => [need.label, ...report.options.map(({ name }) => margin(need, name, language))]),
      page.width - 2,
    ),
  );
  const goals = report.criteria.filter(({ kind }) => kind !== 'need');
  part(
    isEqual ? words.goalsInSteps : words.goals,
    tableOf(
      report,
      [
        ...goals.map((goal) => [
          goalWords(goal, isEqual, language),
          ...report.options.map(({ name }) => loss(goal, name, isEqual, language)),
        ]),
        ...(isEqual && goals.length > 1
          ? [[words.inAll, ...report.options.map(({ name }) => lossInAll(goals, name))]]
          : []),
      ],
      page.width - 2,
    ),
  );
  part(
    words.repairs,
    report.amendments.flatMap(({ option, input, from, to, repairs }) =>
      hanging(
        words.repair(
          option,
          labelled(report, input),
          formatNumber(from),
          formatNumber(to),
          repairs.map((id) => limitIn(report, id)),
        ),
        page.width - 2,
      ),
    ),
  );
  part(
    words.best,
    columns(
      report.best.map(({ option, set, behind }) => [
        option,
        behind === null ? words.nowhere : behind.toFixed(2),
        behind === null
          ? ''
          : set.length === 0
            ? words.asWritten
            : set.map(({ input, to, unit }) => `${input} ${amount(to, unit, language)}`).join(', '),
      ]),
      { width: page.width - 2 },
    ),
  );
  for (const { option, inputs } of report.searchedInPart)
    lines.push('', ...wrap(words.searchedInPart(option, inputs), page.width));
  part(
    words.members,
    tableOf(
      report,
      report.members.map(({ id, first, informed, shares }) => [
        `${id}: ${first ?? words.undecided}${first === informed ? '' : ` -> ${informed ?? words.undecided}`}`,
        ...report.options.map(({ name }) => formatShare(shares[name] ?? 0)),
      ]),
      page.width - 2,
    ),
  );
  lines.push('', `${style.dim(words.informed)} ${style.bold(report.decision ?? words.nothing)}`);
  part(
    words.flips,
    report.flips.flatMap(({ fact, label, now, at, beyond, to, unit }) => {
      const [edge, current] = printTogether(now === undefined ? [at] : [at, now], unit, language);
      const name = label === fact ? fact : `${label} (${fact})`;
      const flip = words.flip(name, beyond, edge?.text ?? '', to ?? words.nothing, current?.text ?? null);
      return hanging(flip, page.width - 2);
    }),
  );
  if (report.members.length > 0 && report.flips.length === 0) lines.push('', ...wrap(words.noFlips, page.width));
  part(
    words.known(report.as ?? ''),
    columns(
      report.facts.map((fact) => factRow(fact, language)),
      { width: page.width - 2 },
    ),
  );
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** What an input is called, with the name that `--set` takes. */
function labelled({ rows }: ModelReport, input: string): string {
  const label = rows.find(({ name }) => name === input)?.label ?? input;
  return label === input ? input : `${label} (${input})`;
}

const limitIn = ({ criteria }: ModelReport, id: string): string => criteria.find((one) => one.id === id)?.label ?? id;

const amount = (value: number, unit: string, language: Language) => settled(formatAmount({ value, unit }, language));

function cell({ values }: Row, option: string, language: Language): string {
  const found = values[option];
  if (found === undefined || found.value === null) return `? ${found?.missing.slice(0, 2).join(', ') ?? ''}`.trim();
  // Shares of one whole and plain factors stand in one row as one or the other.
  const isFactor = found.unit === '' && Object.values(values).some(({ value }) => Math.abs(value ?? 0) >= 1);
  return `${found.state === 'assumed' ? '~' : ''}${amount(found.value, isFactor ? 'ratio' : found.unit, language)}`;
}

function margin({ standing, unit }: Criterion, option: string, language: Language): string {
  const words = MODEL_WORDS[language];
  const by = standing[option] ?? null;
  if (by === null) return '?';
  if (by === 0) return words.just;
  const size = amount(Math.abs(by), unit, language);
  return by > 0 ? words.kept(size) : words.missed(size);
}

/** What an option is behind in all, in multiples of worth. */
function lossInAll(goals: readonly Criterion[], option: string): string {
  const all = goals.map(({ standing }) => standing[option] ?? null);
  return all.includes(null) ? '?' : all.reduce<number>((sum, lost) => sum + (lost ?? 0), 0).toFixed(2);
}

/** What is lost, in multiples of worth; by the cards `.31 (−6)`: the share, and how many times the worth lie between it and the best. */
function loss({ standing, steps }: Criterion, option: string, isEqual: boolean, language: Language): string {
  const lost = standing[option] ?? null;
  if (lost === null) return '?';
  if (isEqual) return lost.toFixed(2);
  const tenths = Math.round(10 * (steps[option] ?? 0));
  const [between] = printTogether([tenths / 10], '', language);
  if (between === undefined || tenths === 0) return formatShare(lost);
  return `${formatShare(lost)} (${tenths > 0 ? '+' : ''}${between.number.text})`;
}

/** `more loss on the mix (worth 0.01 nats), progress`. */
function goalWords({ kind, label, worth, unit, value }: Criterion, isEqual: boolean, language: Language): string {
  const step = worth === null ? '?' : amount(worth, unit, language);
  const words = MODEL_WORDS[language];
  const counts = isEqual ? words.step(step) : words.worth(step);
  return language === 'ko'
    ? `${SCENARIO_WORDS.ko[kind]} ${label} (${counts}), ${VALUE_LABELS[value].ko}`
    : `${kind} ${label} (${counts}), ${value}`;
}

function factRow({ name, state, value, unit, doubt }: ModelReport['facts'][number], language: Language): string[] {
  const mark = state === 'known' ? ' ' : state === 'assumed' ? '~' : '?';
  const shown = value === null ? '' : typeof value === 'number' ? amount(value, unit, language) : JSON.stringify(value);
  return [`${mark} ${name}`, shown, doubt ?? ''];
}

const GAP = '  ';

/** Of a page that is too narrow for the whole table, what the names of rows take of it before they are wrapped. */
const NAMES = 0.45;

/** Rows under the options' names, numbers to the right; on a narrow page the names are wrapped and the options come in several blocks. */
function tableOf({ options }: ModelReport, rows: readonly (readonly string[])[], width: number): string[] {
  if (rows.length === 0) return [];
  const whole = [['', ...options.map(({ name }) => name)], ...rows];
  const widths = (whole[0] ?? []).map((_, column) => Math.max(...whole.map((row) => widthOf(row[column] ?? ''))));
  const longest = widths[0] ?? 0;
  const isWide = widths.reduce((sum, one) => sum + one, GAP.length * options.length) > width;
  const first = isWide ? Math.min(longest, Math.floor(width * NAMES)) : longest;
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
    whole.flatMap((row) => {
      const [head = '', ...more] = hanging(row[0] ?? '', first);
      const cells = block.map((column) => toRight(row[column] ?? '', widths[column] ?? 0));
      return [[padTo(head, first), ...cells].join(GAP), ...more];
    }),
  );
}

/** A text over several lines, the later ones further in. */
function hanging(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  return wrap(text, width - GAP.length).map((line, index) => (index === 0 ? line : `${GAP}${line}`));
}

const toRight = (text: string, width: number) => ' '.repeat(Math.max(0, width - widthOf(text))) + text;
