import type { Outcome, TableRow } from '../core/outcome.ts';
import { printAmount, printGap, printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';

/** Limits that one line names. */
const MOST = 2;

/** The limits that an option misses, and what each would ask of what it may be set to. */
export function missedBy(context: PrintContext, outcome: Outcome, option: string): string[] {
  return [
    ...outcome.table.flatMap((row) => missedText(context, row, option)).slice(0, MOST),
    ...unsavedTexts(context, outcome, option),
  ];
}

/** That no setting of one of its inputs keeps all limits. */
export const unsavedTexts = (context: PrintContext, { unsaved }: Outcome, option: string): string[] =>
  unsaved.filter((one) => one.option === option).map((one) => unsavedText(context, one));

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

/** That no setting of an input keeps all limits, and what each would ask of it. */
function unsavedText(context: PrintContext, unsaved: Outcome['unsaved'][number]): string {
  const { label, unit, bounds } = unsaved;
  const printed = (value: number) => printAmount(value, unit, context.language).text;
  return context.labels.memo.unsaved(label, printed(bounds[0]), printed(bounds[1]), askedOf(context, unsaved));
}

/** What each limit would ask of an input: `the days to spare need 5.33 racks or less`. */
export function askedOf(
  { language, labels }: PrintContext,
  { unit, bounds, kept }: Outcome['unsaved'][number],
): string[] {
  const printed = (value: number) => printAmount(value, unit, language).text;
  /** What they ask -> the limits that ask it. */
  const alike = new Map<string, { low: string | null; high: string | null; limits: string[] }>();
  const nowhere: string[] = [];
  for (const { label, within } of kept) {
    if (within === null) nowhere.push(label);
    else {
      const [low, high] = [
        within[0] > bounds[0] ? printed(within[0]) : null,
        within[1] < bounds[1] ? printed(within[1]) : null,
      ];
      const one = alike.get(`${low} ${high}`) ?? { low, high, limits: [] };
      one.limits.push(label);
      alike.set(`${low} ${high}`, one);
    }
  }
  return [
    ...nowhere.map((limit) => labels.memo.keptNowhere(limit)),
    ...[...alike.values()].map(({ low, high, limits }) => labels.memo.keptWithin(limits, low, high)),
  ];
}
