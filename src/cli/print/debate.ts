import type { DebateDocument } from '../../core/document.ts';
import type { TranscriptEvent } from '../../core/events.ts';
import { blocksOf, hasEnded } from './blocks.ts';
import type { PrintContext } from './context.ts';
import { memoForTerminal, nextForTerminal } from './memo-terminal.ts';
import type { Page } from './style.ts';
import { rule, terminalPrinter } from './terminal.ts';

/** The whole page of one debate. A running debate prints the same pieces one by one, and so the same bytes. */
export function debateForTerminal(
  context: PrintContext,
  events: readonly TranscriptEvent[],
  document: DebateDocument,
  page: Page,
): string {
  const printer = terminalPrinter(context, page);
  return [
    printer.header(events),
    ...blocksOf(context, events).map(printer.block),
    ...(hasEnded(events) ? [] : [printer.unfinished()]),
    debateEnd(context, document, page),
  ].join('');
}

/** What follows the transcript: the memo, when there is one, and what to type next. */
export function debateEnd(context: PrintContext, document: DebateDocument, page: Page): string {
  const { style } = terminalPrinter(context, page);
  const next = `\n${nextForTerminal(context, document, style, page.width)}`;
  if (document.outcome === null) return next;
  const memo = memoForTerminal(context, document, document.outcome, style, page.width);
  return `\n${rule(context.labels.memo.title, page.width, style)}\n\n${memo}${next}`;
}

/** The memo alone, without a rule above it. */
export function memoPage(context: PrintContext, document: DebateDocument, page: Page): string {
  const { style } = terminalPrinter(context, page);
  return document.outcome === null
    ? `${context.labels.unfinished}\n`
    : memoForTerminal(context, document, document.outcome, style, page.width);
}
