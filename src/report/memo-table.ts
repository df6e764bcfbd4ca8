import type { Figures, Outcome, TableRow } from '../core/outcome.ts';
import { printAmount, printColumn, printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { nameSetAt, setIn, settingsTold, worthOf } from './set-at.ts';
import { printSteps, stepDigits } from './step-digits.ts';

/** One option's value in a row, as it is printed. */
export interface MemoCell {
  /** `5.5 days`; `✗ −0.78 days → 2.2 days` where something changed it, with a mark where it missed its limit before. */
  text: string;
  /** By how much a limit is missed at the end, as printed; null where it is kept, or there is none. */
  short: string | null;
  /** `−3.2`: the steps that it counts against the decision; empty where it counts none. */
  steps?: string;
}

/** The options against the quantities that criteria are about. */
export interface MemoTable {
  /** Heads of the first column, of each option's, and of the last one. */
  head: { quantity: string; options: { id: string; name: string; chosen: boolean }[]; noise: string };
  rows: {
    /** The row that adds the steps up, and the one that says in how much of what may be all limits are kept. */
    isSum?: true;
    isHeld?: true;
    label: string;
    cells: MemoCell[] /** The difference from which it counts; empty for a limit alone. */;
    counts: string;
  }[];
  /** That steps and by how much a limit is missed are left out: what is `✗` misses one. */
  isPlain?: boolean;
}

/** Null where the scenario computes nothing. */
export function memoTable(
  context: PrintContext,
  outcome: Outcome,
  {
    isPlain = false,
    hasSum = false,
    hasRivals = false,
  }: {
    isPlain?: boolean;
    hasSum?: boolean /** Also a rival at its best setting. */;
    hasRivals?: boolean;
  } = {},
): MemoTable | null {
  const { table, decision, figures } = outcome;
  const { scenario, labels } = context;
  const named = Object.keys(scenario.options);
  // Beside a text that speaks of it, what was decided comes first.
  const options = isPlain ? named.toSorted((a, b) => rankOf(outcome, b) - rankOf(outcome, a)) : named;
  const known = table.filter(({ now }) => options.some((option) => (now[option]?.value ?? null) !== null));
  if (known.length === 0) return null;
  const head = {
    quantity: labels.memo.quantity,
    options: options.map((id) => ({ id, name: headOf(context, outcome, id), chosen: id === decision })),
    noise: isPlain ? '' : labels.memo.noise,
  };
  if (isPlain) {
    // Beside a text that a model wrote: a rival as agreed stands beside what it would come to at its best setting.
    const rivals = hasRivals ? rivalsAtBest(outcome) : [];
    const columns = [...options, ...rivals.map(({ id }) => id)];
    head.options.push(
      ...rivals.map(({ id, option, set }) => ({ id, name: nameSetAt(context, option, set), chosen: false })),
    );
    const rows = known.map((row) => {
      const at = rivals.map(({ id, values }) => [id, { value: values[row.quantity] ?? null, short: null }] as const);
      const now = { ...row.now, ...Object.fromEntries(at) };
      return plainRow(rowOf(context, { ...row, now, before: null }, columns, figures, { isColumn: true }));
    });
    const telling = rows.filter(
      ({ cells }, index) =>
        new Set(cells.map(({ text }) => text)).size > 1 &&
        !known.some((other) => isCapOf(known[index], other, options)),
    );
    const sum = hasSum && figures !== null ? sumRow(context, table, figures, options, rivals) : [];
    const held = figures === null ? [] : heldRow(context, figures, options, rivals);
    return { head, rows: [...(telling.length === 0 ? rows : telling), ...held, ...sum], isPlain };
  }
  return {
    head,
    rows: [
      ...known.map((row) => rowOf(context, row, options, figures)),
      ...(figures === null ? [] : sumRow(context, table, figures, options)),
    ],
  };
}

/** The decision, then those that keep their limits by how near they come, then the rest. */
function rankOf({ decision, figures }: Outcome, option: string): number {
  const own = figures?.options.find((one) => one.option === option);
  if (option === decision) return Number.POSITIVE_INFINITY;
  if (own === undefined || own.missed.length > 0 || own.lead === null) return Number.MIN_SAFE_INTEGER;
  return own.lead;
}

/** Less than this, in steps, is not worth a column. */
const WORTH_A_COLUMN = 0.1;

/** Options that stand as agreed and would do better against the decision at another setting that keeps every limit. */
function rivalsAtBest({ figures, decision }: Outcome) {
  return (figures?.options ?? []).flatMap(({ option, best, lead, missed }) => {
    if (best === null || option === decision || best.missed.length > 0 || Object.keys(best.values).length === 0)
      return [];
    const isBetter = missed.length > 0 || (best.lead ?? 0) - (lead ?? 0) >= WORTH_A_COLUMN;
    const { set, values, holds } = best;
    return isBetter ? [{ id: `${option} at its best`, option, set, values, holds, lead: best.lead }] : [];
  });
}

/** Whether a goal is another quantity of the table up to where more of it counts no more: a reader needs the quantity. */
function isCapOf(row: TableRow | undefined, other: TableRow, options: readonly string[]): boolean {
  if (row === undefined || row === other || row.kind === 'need' || row.unit !== other.unit || row.limit !== null)
    return false;
  const pairs = options.flatMap((option) => {
    const [own, whole] = [row.now[option]?.value ?? null, other.now[option]?.value ?? null];
    return own === null || whole === null ? [] : [{ own, whole }];
  });
  const cap = pairs.filter(({ own, whole }) => own !== whole).map(({ own }) => own);
  const [first] = cap;
  return (
    pairs.length > 1 &&
    first !== undefined &&
    cap.length < pairs.length &&
    pairs.every(
      ({ own, whole }) => own === whole || (own === first && (row.kind === 'more' ? whole > own : whole < own)),
    )
  );
}

const plainRow = ({ label, cells }: MemoTable['rows'][number]): MemoTable['rows'][number] => ({
  label,
  cells: cells.map(({ text, short }) => ({ text, short: short === null ? null : '' })),
  counts: '',
});

/** Letters of an option's id by which people call it beside its name: `가`, `A1`. */
const SHORT_ID = 2;

/** `골라 돌리기 (다, 78%)`: how the option is called in the debate, and what it is set to. */
function headOf(context: PrintContext, outcome: Outcome, id: string): string {
  const name = optionName(context, id);
  const called = id.length <= SHORT_ID && !name.toLowerCase().includes(id.toLowerCase()) ? [id] : [];
  const set = outcome.figures === null ? [] : settingsTold(context, id, setIn(outcome, id));
  const beside = [...called, ...set];
  return beside.length === 0 ? name : `${name} (${beside.join(', ')})`;
}

/** In how much of what uncertain facts may be each option keeps every limit; nothing where all of them always do. */
function heldRow(
  { language }: PrintContext,
  { options: all }: Figures,
  options: readonly string[],
  rivals: readonly { holds: number | null }[],
): MemoTable['rows'] {
  const shares = [
    ...options.map((option) => all.find((one) => one.option === option)?.holds ?? null),
    ...rivals.map(({ holds }) => holds),
  ];
  if (shares.every((share) => share === null || share === 1)) return [];
  const cells = shares.map((share) => ({
    text: share === null ? '—' : printAmount(Math.round(100 * share), '%', language).text,
    short: null,
  }));
  return [{ isHeld: true, label: OFFLINE_WORDS[language].heldShare, cells, counts: '' }];
}

/** What the steps come to, against what was decided; an option that misses a limit is out. */
function sumRow(
  context: PrintContext,
  table: readonly TableRow[],
  { against, options: all }: Figures,
  options: readonly string[],
  rivals: readonly { lead: number | null }[] = [],
): MemoTable['rows'] {
  const { scenario } = context;
  if (against === null || all.every(({ lead }) => lead === null)) return [];
  const leads = [...all.flatMap(({ lead }) => lead ?? []), ...rivals.flatMap(({ lead }) => lead ?? [])];
  const digits = stepDigits(leads);
  const worth = worthOf(context, table, 1);
  const signed = (steps: number) => {
    const amount = worthOf(context, table, steps);
    if (amount === null || printSteps(steps, digits) === '0') return signedSteps(steps, digits);
    return `${steps < 0 ? '−' : '+'}${amount.amount}`;
  };
  const name = scenario.options[against]?.short ?? against;
  return [
    {
      isSum: true,
      label: OFFLINE_WORDS[context.language].sumAgainst(name, worth?.label ?? null),
      cells: [
        ...options.map((option) => {
          const own = all.find((one) => one.option === option);
          if (own === undefined || own.lead === null) return { text: option === against ? '0' : '—', short: null };
          return { text: own.missed.length > 0 ? '✗' : signed(own.lead), short: null };
        }),
        ...rivals.map(({ lead }) => ({ text: lead === null ? '—' : signed(lead), short: null })),
      ],
      counts: '',
    },
  ];
}

function signedSteps(steps: number, digits: number): string {
  const said = printSteps(steps, digits);
  if (said === '0') return '0';
  return steps < 0 ? `−${said}` : `+${said}`;
}

function rowOf(
  context: PrintContext,
  row: TableRow,
  options: readonly string[],
  figures: Figures | null,
  { isColumn = false } = {},
): MemoTable['rows'][number] {
  const { language, labels } = context;
  const { now, before, unit, limit, worth } = row;
  const values = [now, ...(before === null ? [] : [before])].flatMap((cells) =>
    options.flatMap((option) => cells[option]?.value ?? []),
  );
  // Together with the limit, so that 73.82 does not read as 74 beside it.
  const amounts = [...new Set([...values, ...(limit?.value == null ? [] : [limit.value])])];
  const column = isColumn ? printColumn(amounts, unit, language) : null;
  const printed = column ?? printTogether(amounts, unit, language).map(({ text }) => text);
  const texts = new Map(printed.map((text, index) => [amounts[index], text]));
  const said = (value: number | null | undefined) => (value == null ? '—' : (texts.get(value) ?? '—'));
  return {
    label: limit?.value == null ? row.label : `${row.label} (${labels.memo.limit(limit.operator, said(limit.value))})`,
    cells: options.map((option) => {
      const cell = now[option];
      const old = before?.[option];
      const was = old?.value;
      const is = said(cell?.value);
      const steps = stepsOf(figures, row, option);
      const gap = cell?.short == null ? null : printAmount(cell.short, unit, language).text;
      const isOver = limit?.operator === '<=' || limit?.operator === '<';
      const short = gap === null ? null : isOver ? labels.memo.over(gap) : labels.memo.short(gap);
      return {
        text:
          was === undefined || was === null || said(was) === said(cell?.value)
            ? is
            : `${old?.short == null ? '' : '✗ '}${said(was)} → ${is}`,
        short,
        ...(steps === '' ? {} : { steps }),
      };
    }),
    counts: worth === null ? '' : printAmount(worth, unit, language).text,
  };
}

/** `−3.2`: what it counts against the decision on that goal; nothing where that is noise, or the option is out. */
function stepsOf(figures: Figures | null, { quantity, kind }: TableRow, option: string): string {
  const own = figures?.options.find((one) => one.option === option);
  const goal = own?.goals.find((one) => one.quantity === quantity);
  if (own === undefined || own.missed.length > 0 || kind === 'need' || goal === undefined || goal.counts === 0)
    return '';
  const said = signedSteps(goal.counts, 1);
  return said === '0' ? '' : said;
}
