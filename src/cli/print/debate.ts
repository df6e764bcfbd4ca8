import type { DebateDocument } from '../../core/document.ts';
import type { TranscriptEvent } from '../../core/events.ts';
import type { PredictedFlip } from '../../door.ts';
import { blocksOf, hasEnded } from '../../report/blocks.ts';
import type { PrintContext } from '../../report/context.ts';
import { padTo, widthOf, wrap } from '../../report/width.ts';
import { cardHead, cardRest } from './card.ts';
import { memoForTerminal, nextForTerminal } from './memo-terminal.ts';
import type { Page } from './page.ts';
import { spendingLines } from './spending.ts';
import { rule, terminalPrinter } from './terminal.ts';

/** One debate with all that its end is printed from. */
export interface HeldDebate {
  events: readonly TranscriptEvent[];
  document: DebateDocument;
  /** A changed fact turned the decision as predicted. */
  flipped: PredictedFlip | null;
}

/** `full`: with the memo in place of the card. */
export interface EndStyle {
  full?: boolean | undefined;
}

/** The whole page of one debate. A running debate prints the same pieces one by one, and so the same bytes. */
export function debateForTerminal(context: PrintContext, debate: HeldDebate, page: Page, how: EndStyle = {}): string {
  const { events } = debate;
  const printer = terminalPrinter(context, page);
  return [
    printer.header(events),
    ...blocksOf(context, events).map(printer.block),
    // A chat has no end of its own: it can always be gone on with.
    ...(hasEnded(events) || debate.document.debate.kind === 'chat' ? [] : [printer.unfinished()]),
    debateEnd(context, debate, page, how),
  ].join('');
}

/** What follows the transcript: the card, or the memo under its rule, when there is one, what it took, and what to type next. */
export function debateEnd(context: PrintContext, debate: HeldDebate, page: Page, { full }: EndStyle = {}): string {
  const { document, events, flipped } = debate;
  const { style } = terminalPrinter(context, page);
  const { outcome } = document;
  const next = `${spentOf(context, document, page)}\n${nextForTerminal(context, document, style, page.width)}`;
  if (outcome === null) return next;
  if (full !== true) {
    const head = cardHead(context, document.debate.id, outcome, page);
    return `\n${head}${cardRest(context, { events, document, outcome, flipped }, page)}`;
  }
  const memo = memoForTerminal(context, document, outcome, style, page.width);
  return `\n${rule(context.labels.memo.title, page.width, style)}\n\n${memo}${next}`;
}

/** What the language models took, in the columns of the memo; nothing where there were none. */
function spentOf(context: PrintContext, { usage }: DebateDocument, page: Page): string {
  const { style } = terminalPrinter(context, page);
  const { title, lines } = spendingLines(context, usage.spent);
  const margin = widthOf(title) + 3;
  const wrapped = lines.flatMap((line) => wrap(line, page.width - margin));
  const shown = wrapped.map(
    (line, index) => `${index === 0 ? style.dim(padTo(title, margin)) : ' '.repeat(margin)}${line}\n`,
  );
  return shown.length === 0 ? '' : `\n${shown.join('')}`;
}

/** The memo alone, without a rule above it. */
export function memoPage(context: PrintContext, document: DebateDocument, page: Page): string {
  const { style } = terminalPrinter(context, page);
  return document.outcome === null
    ? `${context.labels.unfinished}\n`
    : memoForTerminal(context, document, document.outcome, style, page.width);
}
