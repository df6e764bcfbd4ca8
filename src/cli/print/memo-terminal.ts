import type { DebateDocument } from '../../core/document.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PrintContext } from '../../report/context.ts';
import type { MemoSection } from '../../report/memo.ts';
import { memoSections } from '../../report/memo.ts';
import type { MemoLine } from '../../report/memo-line.ts';
import { padTo, settled, widthOf, wrap } from '../../report/width.ts';
import { commandLines } from './command.ts';
import { tableLines } from './memo-columns.ts';
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
  // What to type stands behind the memo.
  const sections = memoSections(context, document, outcome).filter(({ key }) => key !== 'trying');
  const margin = Math.max(...sections.map(({ label }) => widthOf(label))) + 3;
  return sections
    .flatMap((section) => sectionLines(section, margin, style, width))
    .map(ended)
    .join('');
}

function sectionLines(
  { key, label, lines, table, isProse = false }: MemoSection,
  margin: number,
  style: Style,
  width: number,
): string[] {
  const heads = lines.map(({ head }) => widthOf(head)).filter((head) => head <= WIDEST_HEAD);
  const headWidth = Math.max(0, ...heads);
  const room = width - margin;
  // Several lines that nobody's name stands before.
  const isList = !isProse && lines.length > 1 && lines.every(({ head }) => head === '');
  const body =
    table !== null
      ? tableLines(table, room, style)
      : lines.flatMap((line, index) => [
          ...(isProse && index > 0 ? [''] : []),
          ...memoLines(
            isList ? { ...line, head: '·' } : line,
            isList ? 1 : headWidth,
            room,
            style,
            key === 'decision' && index === 0,
          ),
        ]);
  return body.map((line, index) => (index === 0 ? style.dim(padTo(label, margin)) : ' '.repeat(margin)) + line);
}

/** A command is broken only where a shell reads on, so that it can be copied. */
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
  if (command !== null && !besides) lines.push(...commandLines(command, room - gap).map(style.dim));
  const indented = lines.map((line, index) => (index === 0 && !isWide ? padTo(head, gap) : ' '.repeat(gap)) + line);
  return isWide || lines.length === 0 ? [...wrap(head, room), ...indented] : indented;
}

/** What to type after a debate: read it again, change a fact, bring a card. */
export function nextForTerminal(context: PrintContext, document: DebateDocument, style: Style, width: number): string {
  const { title } = context.labels.next;
  const margin = widthOf(title) + 3;
  const lines = nextCommands(context, document).flatMap(({ command, text }) => {
    const besides = margin + widthOf(command) + 3 + widthOf(text) <= width;
    if (besides) return [`${command}   ${style.dim(text)}`];
    return [style.dim(text), ...commandLines(command, width - margin - 2).map((line) => `  ${line}`)];
  });
  return lines
    .map((line, index) => ended((index === 0 ? style.dim(padTo(title, margin)) : ' '.repeat(margin)) + line))
    .join('');
}

const ended = (line: string) => `${settled(line).trimEnd()}\n`;
