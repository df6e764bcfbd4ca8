import type { Budget } from '../../core/budget.ts';
import type { DebateDocument } from '../../core/document.ts';
import type { TranscriptEvent } from '../../core/events.ts';
import { eventsOf } from '../../core/events.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PredictedFlip } from '../../door.ts';
import type { CardLine, CardRow } from '../../report/card.ts';
import { outcomeRows, verdictRows } from '../../report/card.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import type { Verdict } from '../../report/outcome.ts';
import { fitted, padTo, settled, widthOf, wrap } from '../../report/width.ts';
import { commandLines } from './command.ts';
import type { NextCommand } from './next.ts';
import { cardCommands } from './next.ts';
import type { Page } from './page.ts';
import { spendingLines } from './spending.ts';
import type { Style } from './style.ts';
import { styleFor } from './style.ts';

/** Rows of a card: it stands whole on a terminal of 24, with the prompt under it. */
const MOST_ROWS = 22;
/** What the first half of a card takes at most of them. */
const MOST_LINES = 2;
/** Names that are wider have no column of their own. */
const WIDEST_NAMES = 18;
/** How many movers, in how many lines each; the first that fits. */
const SIZES = [
  { movers: 4, most: 2 },
  { movers: 3, most: 2 },
  { movers: 4, most: 1 },
  { movers: 2, most: 1 },
] as const;

/** How one debate ended, for its card. */
export interface Ending {
  events: readonly TranscriptEvent[];
  document: DebateDocument;
  outcome: Outcome;
  flipped: PredictedFlip | null;
}

/** What a card says before anything is computed: the question, the decision and the votes. */
export function cardHead(context: PrintContext, id: string, verdict: Verdict, page: Page): string {
  return ended(headLines(context, id, verdict, page));
}

/** Who moved by what, what would flip it, what it costs to find out, and what to type next. */
export function cardRest(context: PrintContext, ending: Ending, page: Page): string {
  const used = headLines(context, ending.document.debate.id, ending.outcome, page).length;
  const sized = SIZES.map((size) => restLines(context, ending, page, size));
  return ended(sized.find((lines) => used + lines.length <= MOST_ROWS) ?? sized.at(-1) ?? []);
}

const ended = (lines: readonly string[]) => lines.map((line) => `${settled(line).trimEnd()}\n`).join('');

const styleOf = ({ members }: PrintContext, { colour }: Page) =>
  styleFor(
    colour,
    members.map(({ id }) => id),
  );

function headLines(context: PrintContext, id: string, verdict: Verdict, page: Page): string[] {
  const style = styleOf(context, page);
  const { id: name, title, motion } = context.scenario;
  // A question that is its own title stands once, whole.
  const isOne = motion === title && widthOf(title) <= titleRoom(id, page.width);
  const question = isOne ? [] : clamped(motion, page.width, MOST_LINES);
  const margin = marginOf(context);
  return [
    titleRule(motion === title && !isOne ? name : title, id, page.width, style),
    ...question,
    '',
    ...verdictRows(context, verdict).flatMap((row) =>
      rowLines(
        // A condition and why it stopped have a line each.
        row.key === 'decision' ? { ...row, lines: row.lines.slice(0, 1) } : row,
        { context, style, margin, width: page.width, most: MOST_LINES, strong: row.key === 'decision' },
      ).concat(
        row.key === 'decision'
          ? rowLines(
              { ...row, label: '', lines: row.lines.slice(1) },
              { context, style, margin, width: page.width, most: 1 },
            )
          : [],
      ),
    ),
  ];
}

const titleRoom = (id: string, width: number) => width - widthOf(id) - 10;

/** `── A title ──────── 6g2q2t95rt ──`. */
function titleRule(title: string, id: string, width: number, style: Style): string {
  const room = titleRoom(id, width);
  const [name = ''] = clamped(title, room, 1);
  const line = '─'.repeat(Math.max(2, room - widthOf(name) + 2));
  return `${style.dim('──')} ${style.bold(name)} ${style.dim(line)} ${id} ${style.dim('──')}`;
}

function restLines(
  context: PrintContext,
  { events, document, outcome, flipped }: Ending,
  page: Page,
  { movers, most }: { movers: number; most: number },
): string[] {
  const style = styleOf(context, page);
  const margin = marginOf(context);
  const rows = outcomeRows(context, document, outcome, { flipped, movers });
  const cost = spendingLines(context, document.usage.spent);
  const [spent] = cost.lines;
  return [
    ...rows.flatMap((row) => rowLines(row, { context, style, margin, width: page.width, most })),
    ...(spent === undefined
      ? []
      : clamped(spent, page.width - margin, most).map(
          (line, index) => labelled(index === 0 ? cost.title : '', margin, style) + line,
        )),
    '',
    ...nextLines(context, cardCommands(context, document, budgetIn(events)), { margin, width: page.width, style }),
  ];
}

/** The caps under which a debate was held to its end. */
export const budgetIn = (events: readonly TranscriptEvent[]): Budget | undefined =>
  [...eventsOf(events, 'debate.opened'), ...eventsOf(events, 'debate.forked')].at(-1)?.budget;

/** All labels of a card begin their rows in the same column, whichever of them it has. */
function marginOf({ labels: { memo, next } }: PrintContext): number {
  const { decision, votes, moved, flips, measurement } = memo;
  return Math.max(...[decision, votes, moved, flips, measurement, next.title].map(widthOf)) + 3;
}

const labelled = (label: string, margin: number, style: Style) => style.dim(padTo(label, margin));

function rowLines(
  { label, lines }: CardRow,
  {
    context,
    style,
    margin,
    width,
    most,
    strong = false,
  }: { context: PrintContext; style: Style; margin: number; width: number; most: number; strong?: boolean },
): string[] {
  const said = lines.map((line) => headed(context, line, style));
  const widest = Math.max(...said.map((line) => line.width), 0);
  return said
    .flatMap(({ head, width: used, text, brief, last }) => {
      const gap = used === 0 ? 0 : widest + 2;
      const room = width - margin - gap;
      const fit = [text, brief].find((said) => wrap(said, room).length <= most) ?? last;
      return clamped(fit, room, most).map((line, index) => {
        const before = index > 0 ? ' '.repeat(gap) : head + ' '.repeat(gap - used);
        return before + (strong ? style.bold(line) : line);
      });
    })
    .map((line, index) => labelled(index === 0 ? label : '', margin, style) + line);
}

/** Names in their colours; so many that nothing has room beside them stand before the text instead. */
function headed(
  context: PrintContext,
  { members, text, brief, last }: CardLine,
  style: Style,
): Omit<CardLine, 'members'> & { head: string; width: number } {
  const names = members.map((member) => nameOf(context, member));
  const plain = names.join(', ');
  const width = widthOf(plain);
  if (width > WIDEST_NAMES)
    return { head: '', width: 0, text: `${plain}: ${text}`, brief: `${plain}: ${brief}`, last: `${plain}: ${last}` };
  const head = names.map((name, index) => style.speaker(members[index] ?? '')(name)).join(', ');
  return { head, width, text, brief, last };
}

function nextLines(
  context: PrintContext,
  commands: readonly NextCommand[],
  { margin, width, style }: { margin: number; width: number; style: Style },
): string[] {
  return commands
    .flatMap(({ command, text }) => {
      const lines = commandLines(command, width - margin);
      const besides = lines.length === 1 && margin + widthOf(command) + 3 + widthOf(text) <= width;
      return besides ? [`${command}   ${style.dim(text)}`] : lines;
    })
    .map((line, index) => labelled(index === 0 ? context.labels.next.title : '', margin, style) + line);
}

/** At most so many lines; what is left out shows as `…`. */
function clamped(text: string, width: number, most: number): string[] {
  const lines = wrap(text.replaceAll(/\s*\n\s*/g, ' '), width);
  if (lines.length <= most) return lines;
  const [last = '', next = ''] = lines.slice(most - 1);
  return [...lines.slice(0, most - 1), cutTo(`${last} ${next}`, width)];
}

function cutTo(text: string, width: number): string {
  return widthOf(text) <= width ? text : `${fitted(text, width - 1).trimEnd()}…`;
}
