import type { MemoTable } from '../../report/memo-table.ts';
import { padTo, TIE, widthOf, wrap } from '../../report/width.ts';
import type { Style } from './style.ts';

const GAP = 2;
/** Columns that labels get at least: the most that the figures leave. */
const LABELS = [30, 24, 18];

/**
 * The options beside one another. Lines break at spaces alone, and not between a number and its unit. Where the page has no room for labels
 * beside the figures, each label stands above its row; where it has none for the figures either, options stand below one another.
 */
export function tableLines(table: MemoTable, room: number, style: Style): string[] {
  const grid = (spaces?: RegExp) => gridOf(table, style, spaces);
  return (
    besideLabels(grid(IN_VALUES), room) ??
    underLabels(grid(IN_VALUES), room) ??
    underLabels(grid(IN_AMOUNTS), room) ??
    underLabels(grid(), room) ??
    listed(table, room, style)
  );
}

/** The spaces within an amount, as in `14.2 tokens` and `연 1.94억`; and besides them those behind a mark. */
const IN_AMOUNTS = /(?<=[\d.,][kMBT만억조]?) (?=[\p{L}%])|(?<=[가-힣]) (?=\d)/gu;
const IN_VALUES = new RegExp(`${IN_AMOUNTS.source}|(?<=[✗→]) `, IN_AMOUNTS.flags);

interface Cell {
  text: string;
  paint(text: string): string;
}

/** Rows from the head down: what each is about, and its cells. */
type Grid = readonly { label: Cell; cells: readonly Cell[] }[];

/** A table whose figures are not broken at some of their spaces; what was chosen stands out, as do limits that are missed. */
function gridOf({ head, rows, isPlain = false }: MemoTable, { dim, bold, bad }: Style, spaces?: RegExp): Grid {
  const plain = (text: string) => text;
  const tied = (text: string) => (spaces === undefined ? text : text.replace(spaces, TIE));
  return [
    {
      label: { text: head.quantity, paint: dim },
      cells: [
        ...head.options.map(({ name, chosen }) => ({ text: name, paint: chosen ? bold : dim })),
        ...(isPlain ? [] : [{ text: head.noise, paint: dim }]),
      ],
    },
    ...rows.map(({ label, cells, counts }) => ({
      label: { text: label, paint: plain },
      cells: [
        ...cells.map((cell) => ({ text: tied(cellText(cell)), paint: cell.short === null ? plain : bad })),
        ...(isPlain ? [] : [{ text: tied(counts), paint: dim }]),
      ],
    })),
  ];
}

const cellText = ({ text, short, steps }: MemoTable['rows'][number]['cells'][number]): string =>
  [text, ...(steps === undefined ? [] : [`(${steps})`]), ...(short === null ? [] : [`✗ ${short}`.trim()])].join(' ');

function besideLabels(grid: Grid, room: number): string[] | null {
  const labels = boundsOf(grid.map(({ label }) => label));
  const figures = figureBounds(grid);
  for (const some of LABELS) {
    const least = Math.max(labels.least, Math.min(labels.widest, some));
    const widths = fitted([{ ...labels, least }, ...figures], room);
    if (widths !== null) return grid.flatMap(({ label, cells }) => printed([label, ...cells], widths));
  }
  return null;
}

const INDENT = '  ';

function underLabels(grid: Grid, room: number): string[] | null {
  const widths = fitted(figureBounds(grid), room - INDENT.length);
  if (widths === null) return null;
  return grid.flatMap(({ label, cells }, index) => [
    ...(index === 0 ? [] : wrap(label.text, room)),
    ...printed(cells, widths).map((line) => INDENT + line),
  ]);
}

function listed({ head, rows }: MemoTable, room: number, style: Style): string[] {
  return rows.flatMap(({ label, cells, counts }) => [
    ...wrap(counts === '' ? label : `${label} (${head.noise}: ${counts})`, room).map(style.bold),
    ...cells.flatMap((cell, index) => wrap(`${head.options[index]?.name ?? ''}: ${cellText(cell)}`, room)),
  ]);
}

interface Bounds {
  widest: number;
  least: number;
}

/** Nothing is wrapped into less. */
const NARROWEST = 8;

function boundsOf(column: readonly Cell[]): Bounds {
  const words = column.flatMap(({ text }) => text.split(/ +/));
  const widest = Math.max(...column.map(({ text }) => widthOf(text)));
  return { widest, least: Math.min(widest, Math.max(NARROWEST, ...words.map(widthOf))) };
}

function figureBounds(grid: Grid): Bounds[] {
  const columns = grid[0]?.cells.length ?? 0;
  return Array.from({ length: columns }, (_, column) => boundsOf(grid.flatMap(({ cells }) => cells[column] ?? [])));
}

/** Widths that fit the room with the gaps between them, the widest columns narrowed first; null where words would have to be cut. */
function fitted(bounds: readonly Bounds[], room: number): number[] | null {
  const widths = bounds.map(({ widest }) => widest);
  let over = widths.reduce((sum, width) => sum + width, GAP * (widths.length - 1)) - room;
  for (; over > 0; over -= 1) {
    const open = widths.map((width, column) => (width > (bounds[column]?.least ?? width) ? width : 0));
    const widest = Math.max(...open);
    if (widest === 0) return null;
    widths[open.indexOf(widest)] = widest - 1;
  }
  return widths;
}

/** One row, as many lines as its tallest cell. */
function printed(cells: readonly Cell[], widths: readonly number[]): string[] {
  const wrapped = cells.map(({ text, paint }, column) => {
    const width = widths[column] ?? 0;
    return { width, paint, lines: wrap(text, width) };
  });
  const height = Math.max(...wrapped.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped.map(({ lines, paint, width }) => paint(padTo(lines[line] ?? '', width))).join(' '.repeat(GAP)),
  );
}
