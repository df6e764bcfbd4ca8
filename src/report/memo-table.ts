import type { Outcome, TableRow } from '../core/outcome.ts';
import { printAmount, printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';

/** One option's value in a row, as it is printed. */
export interface MemoCell {
  /** `5.5 days`; `✗ −0.78 days → 2.2 days` where something changed it, with a mark where it missed its limit before. */
  text: string;
  /** By how much a limit is missed at the end, as printed; null where it is kept, or there is none. */
  short: string | null;
}

/** The options against the quantities that criteria are about. */
export interface MemoTable {
  /** Heads of the first column, of each option's, and of the last one. */
  head: { quantity: string; options: { id: string; name: string; chosen: boolean }[]; noise: string };
  rows: {
    label: string;
    cells: MemoCell[] /** The difference from which it counts; empty for a limit alone. */;
    counts: string;
  }[];
}

/** Null where the scenario computes nothing. */
export function memoTable(context: PrintContext, { table, decision }: Outcome): MemoTable | null {
  const { scenario, labels } = context;
  const options = Object.keys(scenario.options);
  const known = table.filter(({ now }) => options.some((option) => (now[option]?.value ?? null) !== null));
  if (known.length === 0) return null;
  return {
    head: {
      quantity: labels.memo.quantity,
      options: options.map((id) => ({ id, name: optionName(context, id), chosen: id === decision })),
      noise: labels.memo.noise,
    },
    rows: known.map((row) => rowOf(context, row, options)),
  };
}

function rowOf(context: PrintContext, row: TableRow, options: readonly string[]): MemoTable['rows'][number] {
  const { language, labels } = context;
  const { now, before, unit, limit, worth } = row;
  const values = [now, ...(before === null ? [] : [before])].flatMap((cells) =>
    options.flatMap((option) => cells[option]?.value ?? []),
  );
  // Together with the limit, so that 73.82 does not read as 74 beside it.
  const amounts = [...new Set([...values, ...(limit?.value == null ? [] : [limit.value])])];
  const texts = new Map(printTogether(amounts, unit, language).map(({ text }, index) => [amounts[index], text]));
  const said = (value: number | null | undefined) => (value == null ? '—' : (texts.get(value) ?? '—'));
  return {
    label: limit?.value == null ? row.label : `${row.label} (${labels.memo.limit(limit.operator, said(limit.value))})`,
    cells: options.map((option) => {
      const cell = now[option];
      const old = before?.[option];
      const was = old?.value;
      const is = said(cell?.value);
      const gap = cell?.short == null ? null : printAmount(cell.short, unit, language).text;
      const isOver = limit?.operator === '<=' || limit?.operator === '<';
      const short = gap === null ? null : isOver ? labels.memo.over(gap) : labels.memo.short(gap);
      return {
        text:
          was === undefined || was === null || said(was) === is
            ? is
            : `${old?.short == null ? '' : '✗ '}${said(was)} → ${is}`,
        short,
      };
    }),
    counts: worth === null ? '' : printAmount(worth, unit, language).text,
  };
}
