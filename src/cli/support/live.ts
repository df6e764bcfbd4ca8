import type { Notice } from '../../core/notice.ts';
import { blockReader } from '../../report/blocks.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import { fitted, settled, wrap } from '../../report/width.ts';
import type { Page } from '../print/page.ts';
import { terminalPrinter } from '../print/terminal.ts';

export interface LiveOutput {
  page: Page;
  write(text: string): void;
  /** Where one line may come and go; null where nobody watches. */
  progress: ((text: string) => void) | null;
}

const ERASE = '\r\u001b[2K';
const UP_AND_ERASE = '\u001b[1A\u001b[2K';
/** Of a turn that is being written, the last lines are seen. */
const MOST_LINES = 6;

/** Prints a debate while it runs: blocks as they are recorded, and one passing line that says who is at what. */
export function livePrinter(context: PrintContext, { page, write, progress }: LiveOutput) {
  const printer = terminalPrinter(context, page);
  const reader = blockReader(context);
  const writers = new Set<string>();
  /** Lines that stand there now and will be taken away. */
  let passing = 0;
  let isOver = false;

  const clear = () => {
    if (passing > 0) progress?.(ERASE + UP_AND_ERASE.repeat(passing - 1));
    passing = 0;
  };
  const pass = (lines: readonly string[]) => {
    if (progress === null) return;
    clear();
    progress(lines.map((line) => printer.style.dim(fitted(line, page.width - 1))).join('\n'));
    passing = lines.length;
  };
  /** Words as they come from the one who has the floor; of several who write at once only their names, because they are shown together. */
  const growing = ({ speaker, utterance }: Extract<Notice, { kind: 'words' }>): string[] => {
    writers.add(speaker);
    const names = [...writers].map((id) => nameOf(context, id));
    const head = context.labels.live.writing(names.join(', '));
    return writers.size > 1
      ? [head]
      : [
          head,
          ...wrap(settled(utterance), page.width - 5)
            .slice(-MOST_LINES)
            .map((line) => `    ${line}`),
        ];
  };

  return {
    notice(notice: Notice): void {
      // What will be recorded is printed then.
      if (isOver || notice.kind === 'ahead' || notice.kind === 'state') return;
      if (notice.kind !== 'event') {
        pass(notice.kind === 'words' ? growing(notice) : [passingLine(context, notice)]);
        return;
      }
      const { event } = notice;
      if (event.type === 'turn.recorded') writers.delete(event.body.speaker);
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

function passingLine(
  context: PrintContext,
  notice: Exclude<Notice, { kind: 'event' | 'ahead' | 'state' | 'words' }>,
): string {
  const { live } = context.labels;
  const name = nameOf(context, notice.speaker);
  return notice.kind === 'calling' ? live.calling(name, notice.tool) : live.thinking(name);
}
