import type { Outcome, TableRow } from '../core/outcome.ts';
import { printAmount, printGap, printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';

/** Limits or goals that one line names. */
const MOST = 2;

/** Each option that was not chosen, with the limits that it misses, or else what it is worse and better at by more than counts. */
export function otherOptions(
  context: PrintContext,
  { table, decision, unsaved, saved }: Outcome,
): { option: string; text: string }[] {
  if (decision === null) return [];
  const others = Object.keys(context.scenario.options).filter((option) => option !== decision);
  return others.flatMap((option) => {
    const missed = table.flatMap((row) => missedText(context, row, option)).slice(0, MOST);
    const settings = unsaved.filter((one) => one.option === option).map((one) => unsavedText(context, one));
    const otherwise = saved
      .filter((one) => one.option === option)
      .map((one) => savedText(context, one, comparedText(context, table, option, decision, one.values)));
    const text =
      missed.length > 0
        ? [...missed, ...settings, ...otherwise].join(' · ')
        : comparedText(context, table, option, decision);
    return text === '' ? [] : [{ option: optionName(context, option), text }];
  });
}

function missedText({ language, labels }: PrintContext, row: TableRow, option: string): string[] {
  const cell = row.now[option];
  if (cell?.value == null || cell.short === null) return [];
  // A limit that is another for each option has no value of its own.
  if (row.limit?.value == null) {
    const [value = '', gap = ''] = printTogether([cell.value, cell.short], row.unit, language).map(({ text }) => text);
    const isOver = row.limit?.operator.startsWith('<') === true;
    return [`${row.label} ${value}: ✗ ${isOver ? labels.memo.over(gap) : labels.memo.short(gap)}`];
  }
  const [value, limit, gap] = printGap(cell.value, row.limit.value, row.unit, language).map(({ text }) => text) as [
    string,
    string,
    string,
  ];
  const isOver = row.limit.operator.startsWith('<');
  return [
    `${row.label} ${value}, ${labels.memo.limit(row.limit.operator, limit)}: ✗ ${isOver ? labels.memo.over(gap) : labels.memo.short(gap)}`,
  ];
}

/** The setting at which it keeps all limits, and how it compares there. */
function savedText(
  { language, labels }: PrintContext,
  { label, to, unit }: Outcome['saved'][number],
  compared: string,
): string {
  return labels.memo.saved(label, printAmount(to, unit, language, 2).text, compared);
}

/** That no setting of an input keeps all limits, and what each would ask of it. */
function unsavedText(
  { language, labels }: PrintContext,
  { label, unit, bounds, kept }: Outcome['unsaved'][number],
): string {
  const printed = (value: number) => printAmount(value, unit, language).text;
  const asked = kept.map(({ label: limit, within }) => {
    if (within === null) return labels.memo.keptNowhere(limit);
    const [low, high] = within;
    return labels.memo.keptWithin(
      limit,
      low > bounds[0] ? printed(low) : null,
      high < bounds[1] ? printed(high) : null,
    );
  });
  return labels.memo.unsaved(label, printed(bounds[0]), printed(bounds[1]), asked);
}

function comparedText(
  { language, labels }: PrintContext,
  table: readonly TableRow[],
  option: string,
  decision: string,
  otherwise: Readonly<Record<string, number>> = {},
): string {
  const differences = table.flatMap((row) => {
    const [theirs, ours] = [
      otherwise[row.quantity] ?? row.now[option]?.value ?? null,
      row.now[decision]?.value ?? null,
    ];
    if (row.kind === 'need' || row.worth === null || theirs === null || ours === null) return [];
    const times = Math.abs(theirs - ours) / (row.worth || 1);
    if (times < 1) return [];
    const [their = '', our = ''] = printTogether([theirs, ours], row.unit, language).map(({ text }) => text);
    const isWorse = row.kind === 'more' ? theirs < ours : theirs > ours;
    return [{ isWorse, times, text: `${row.label} ${labels.memo.versus(their, our)}` }];
  });
  const named = (isWorse: boolean) =>
    differences
      .filter((one) => one.isWorse === isWorse)
      .sort((a, b) => b.times - a.times)
      .slice(0, MOST)
      .map(({ text }) => text)
      .join(', ');
  const [worse, better] = [named(true), named(false)];
  if (worse === '' && better === '') return labels.memo.even;
  return [
    ...(worse === '' ? [] : [labels.memo.worse(worse)]),
    ...(better === '' ? [] : [labels.memo.better(better)]),
  ].join(' · ');
}
