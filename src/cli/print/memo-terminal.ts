import type { DebateDocument } from '../../core/document.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PrintContext } from '../../report/context.ts';
import type { MemoLine, MemoSection } from '../../report/memo.ts';
import { memoSections } from '../../report/memo.ts';
import type { MemoTable } from '../../report/memo-table.ts';
import { padTo, settled, widthOf, wrap } from '../../report/width.ts';
import { nextCommands } from './next.ts';
import type { Style } from './style.ts';

/** A head wider than this stands on a line of its own. */
const WIDEST_HEAD = 28;

/** The memo in two columns: what it is about, and what it says. */
export function memoForTerminal(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  style: Style,
  width: number,
): string {
  const sections = memoSections(context, document, outcome);
  const margin = Math.max(...sections.map(({ label }) => widthOf(label))) + 3;
  return sections
    .flatMap((section) => sectionLines(section, margin, style, width))
    .map(ended)
    .join('');
}

function sectionLines(
  { key, label, lines, table }: MemoSection,
  margin: number,
  style: Style,
  width: number,
): string[] {
  const heads = lines.map(({ head }) => widthOf(head)).filter((head) => head <= WIDEST_HEAD);
  const headWidth = Math.max(0, ...heads);
  const room = width - margin;
  const body =
    table !== null
      ? tableLines(table, room, style)
      : lines.flatMap((line, index) => memoLines(line, headWidth, room, style, key === 'decision' && index === 0));
  return body.map((line, index) => (index === 0 ? style.dim(padTo(label, margin)) : ' '.repeat(margin)) + line);
}

const GAP = 2;
/** A column of values is not made narrower than this; where that is too wide, rows are printed one below the other. */
const NARROWEST = 9;

/** Columns aligned by what they show, cells wrapped where the page is narrow; the chosen option stands out. */
function tableLines({ head, rows }: MemoTable, room: number, style: Style): string[] {
  const plain = [
    [head.quantity, ...head.options.map(({ name }) => name), head.noise],
    ...rows.map(({ label, cells, counts }) => [label, ...cells.map(cellText), counts]),
  ];
  const count = head.options.length + 2;
  const natural = Array.from({ length: count }, (_, at) => Math.max(...plain.map((row) => widthOf(row[at] ?? ''))));
  const widths = fitted(natural, room - GAP * (count - 1));
  if (widths === null) return listed({ head, rows }, room, style);
  const chosen = head.options.findIndex((option) => option.chosen) + 1;
  return plain.flatMap((row, at) => {
    const cells = row.map((cell, index) => wrap(cell, widths[index] ?? NARROWEST));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => {
      const parts = cells.map((lines, index) => {
        const text = padTo(lines[line] ?? '', widths[index] ?? 0);
        if (at === 0) return index === chosen && chosen > 0 ? style.bold(text) : style.dim(text);
        const isShort = index > 0 && index <= head.options.length && rows[at - 1]?.cells[index - 1]?.short != null;
        return isShort ? style.bad(text) : index === count - 1 ? style.dim(text) : text;
      });
      return parts.join(' '.repeat(GAP));
    });
  });
}

const cellText = ({ text, short }: MemoTable['rows'][number]['cells'][number]): string =>
  short === null ? text : `${text} ✗ ${short}`;

/** Widths that fit the room, the widest columns narrowed first; null where they cannot. */
function fitted(natural: readonly number[], room: number): number[] | null {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) return null;
    widths[widths.indexOf(widest)] = widest - 1;
    over -= 1;
  }
  return widths;
}

/** For a page that the columns do not fit. */
function listed({ head, rows }: MemoTable, room: number, style: Style): string[] {
  return rows.flatMap(({ label, cells, counts }) => [
    ...wrap(counts === '' ? label : `${label} (${head.noise}: ${counts})`, room).map(style.bold),
    ...cells.flatMap((cell, index) => wrap(`  ${head.options[index]?.name ?? ''}: ${cellText(cell)}`, room)),
  ]);
}

/** A command is never broken, so that it can be copied whole; it may run over the edge of a narrow page. */
function memoLines(
  { head, text, command }: MemoLine,
  headWidth: number,
  room: number,
  style: Style,
  strong: boolean,
): string[] {
  const gap = headWidth === 0 ? 0 : headWidth + 2;
  const isWide = widthOf(head) > headWidth;
  const texts = text === '' ? [] : wrap(text, room - gap);
  const last = texts.at(-1) ?? '';
  const besides = command !== null && widthOf(last) + 2 + widthOf(command) <= room - gap;
  const paint = strong ? style.bold : (plain: string) => plain;
  const lines = texts.map(
    (line, index) => paint(line) + (besides && index === texts.length - 1 ? style.dim(`  ${command}`) : ''),
  );
  if (command !== null && !besides) lines.push(style.dim(command));
  const indented = lines.map((line, index) => (index === 0 && !isWide ? padTo(head, gap) : ' '.repeat(gap)) + line);
  return isWide || lines.length === 0 ? [...wrap(head, room), ...indented] : indented;
}

/** What to type after a debate: read it again, change a fact, bring a card. */
export function nextForTerminal(context: PrintContext, document: DebateDocument, style: Style, width: number): string {
  const { title } = context.labels.next;
  const margin = widthOf(title) + 3;
  const lines = nextCommands(context, document).flatMap(({ command, text }) => {
    const besides = margin + widthOf(command) + 3 + widthOf(text) <= width;
    return besides ? [`${command}   ${style.dim(text)}`] : [style.dim(text), `  ${command}`];
  });
  return lines
    .map((line, index) => ended((index === 0 ? style.dim(padTo(title, margin)) : ' '.repeat(margin)) + line))
    .join('');
}

const ended = (line: string) => `${settled(line).trimEnd()}\n`;
