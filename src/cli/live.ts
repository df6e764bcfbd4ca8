import type { Notice } from '../core/notice.ts';
import { blockReader } from './print/blocks.ts';
import type { PrintContext } from './print/context.ts';
import { nameOf } from './print/context.ts';
import type { Page } from './print/style.ts';
import { terminalPrinter } from './print/terminal.ts';
import { widthOf } from './print/width.ts';

export interface LiveOutput {
  page: Page;
  write(text: string): void;
  /** Where one line may come and go; null where nobody watches. */
  progress: ((text: string) => void) | null;
}

const ERASE = '\r\u001b[2K';

/** Prints a debate while it runs: blocks as they are recorded, and one passing line that says who is at what. */
export function livePrinter(context: PrintContext, { page, write, progress }: LiveOutput) {
  const printer = terminalPrinter(context, page);
  const reader = blockReader(context);
  let passing = false;
  let isOver = false;

  const clear = () => {
    if (passing) progress?.(ERASE);
    passing = false;
  };
  const pass = (text: string) => {
    if (progress === null) return;
    progress(`${ERASE}${printer.style.dim(fitted(text, page.width - 1))}`);
    passing = true;
  };

  return {
    notice(notice: Notice): void {
      if (isOver) return;
      if (notice.kind !== 'event') {
        pass(passingLine(context, notice));
        return;
      }
      const { event } = notice;
      const text =
        event.type === 'debate.opened' ? printer.header([event]) : reader.read(event).map(printer.block).join('');
      if (text === '') return;
      clear();
      write(text);
    },
    /** What the record held back, when it ends before its end. */
    rest(): string {
      return reader.rest().map(printer.block).join('');
    },
    /** Takes the passing line away and prints nothing more: an interrupted turn may still report. */
    stop(): void {
      clear();
      isOver = true;
    },
  };
}

function fitted(text: string, width: number): string {
  let short = text;
  while (widthOf(short) > width) short = short.slice(0, -1);
  return short;
}

function passingLine(context: PrintContext, notice: Exclude<Notice, { kind: 'event' }>): string {
  const { live } = context.labels;
  if (notice.kind === 'projecting') return live.projecting;
  const name = nameOf(context, notice.speaker);
  return notice.kind === 'calling' ? live.calling(name, notice.tool) : live.thinking(name);
}
