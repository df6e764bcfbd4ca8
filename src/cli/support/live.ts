import type { TranscriptEvent } from '../../core/events.ts';
import type { Notice } from '../../core/notice.ts';
import type { Spending } from '../../core/spending.ts';
import { visible } from '../../core/visible.ts';
import { heardIn } from '../../reasoning/heard.ts';
import { blockReader } from '../../report/blocks.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import type { Verdict } from '../../report/outcome.ts';
import { verdictOf } from '../../report/outcome.ts';
import { chosenName } from '../../report/outcome-words.ts';
import { fitted, padTo, settled, widthOf, wrap } from '../../report/width.ts';
import { budgetIn, cardHead, cardRest } from '../print/card.ts';
import { ERASE, UP_AND_ERASE } from '../print/control.ts';
import type { EndStyle, HeldDebate } from '../print/debate.ts';
import { debateEnd } from '../print/debate.ts';
import type { Page } from '../print/page.ts';
import { soFar } from '../print/spending.ts';
import { terminalPrinter } from '../print/terminal.ts';

export interface LiveOutput extends EndStyle {
  page: Page;
  /** Where what is recorded is printed; null where it is not, and then nothing is formatted. */
  write: ((text: string) => void) | null;
  /** Where lines may come and go; null where nobody watches. */
  progress: ((text: string) => void) | null;
  /** What language models have taken so far; null where none was asked. */
  spent?: () => Spending | null;
  /** The debate that is held, once it has an id. */
  id?: () => string | undefined;
}

const INDENT = '    ';
/** Of a turn that is being written, the last lines are seen. */
const MOST_LINES = 6;

/** Prints a debate while it runs: blocks as they are recorded, and under them, for a while, who is at what and what it has taken. */
export function livePrinter(
  context: PrintContext,
  { page, write, progress, full, spent = () => null, id = () => undefined }: LiveOutput,
) {
  const printer = terminalPrinter(context, page);
  const reader = blockReader(context);
  /** Who is writing, and what they have written so far. */
  const writers = new Map<string, string>();
  const events: TranscriptEvent[] = [];
  let verdict: Verdict | null = null;
  let headed = false;
  /** What stands there now and will be taken away. */
  let passing: readonly string[] = [];
  let isOver = false;

  const clear = () => {
    if (passing.length > 0) progress?.(ERASE + UP_AND_ERASE.repeat(passing.length - 1));
    passing = [];
  };
  const pass = (lines: readonly string[]) => {
    if (progress === null) return;
    const taken = spent();
    const foot = taken === null ? [] : [soFar(taken, budgetIn(events)?.debate ?? {}, context.language)];
    const shown = [...lines, ...foot].map((line) => fitted(visible(line), page.width - 1));
    if (shown.join('\n') === passing.join('\n')) return;
    clear();
    progress(shown.map(printer.style.dim).join('\n'));
    passing = shown;
  };
  /** Words as they come: the last lines of the one who has the floor, the last line of each where several write at once. */
  const growing = ({ speaker, utterance }: Extract<Notice, { kind: 'words' }>): string[] => {
    writers.set(speaker, settled(utterance));
    const names = [...writers.keys()].map((member) => nameOf(context, member));
    const head = context.labels.live.writing(names.join(', '));
    const room = page.width - 1 - INDENT.length;
    if (writers.size === 1) {
      const lines = wrap(settled(utterance), room).slice(-MOST_LINES);
      return [head, ...lines.map((line) => INDENT + line)];
    }
    const widest = Math.max(...names.map(widthOf)) + 2;
    const last = [...writers.values()].map((text) => wrap(text, room - widest).at(-1) ?? '');
    return [head, ...last.map((line, index) => INDENT + padTo(names[index] ?? '', widest) + line)];
  };
  /** What the record held back, when it ends before its end. */
  const rest = () => reader.rest().map(printer.block).join('');
  /** The decision, before what it rests on is computed. */
  const decided = () => {
    const { scenario } = context;
    return verdictOf({ events, scenario, heard: heardIn(events, scenario.facts) });
  };
  const closing = (): string => {
    verdict = decided();
    const name = id();
    if (verdict === null || full === true || name === undefined) return '';
    headed = true;
    return `${rest()}\n${cardHead(context, name, verdict, page)}`;
  };

  return {
    notice(notice: Notice): void {
      // What will be recorded is printed then.
      if (isOver || notice.kind === 'ahead' || notice.kind === 'state') return;
      if (write === null && progress === null) return;
      if (notice.kind !== 'event') {
        if (progress !== null) pass(notice.kind === 'words' ? growing(notice) : [passingLine(context, notice)]);
        return;
      }
      const { event } = notice;
      events.push(event);
      if (event.type === 'turn.recorded') writers.delete(event.body.speaker);
      if (write === null) {
        if (event.type === 'debate.closed') verdict = decided();
        pass([]);
        return;
      }
      const printed =
        event.type === 'debate.opened' ? printer.header([event]) : reader.read(event).map(printer.block).join('');
      const text = event.type === 'debate.closed' ? printed + closing() : printed;
      if (text === '') return;
      clear();
      write(text);
      pass([]);
    },
    /** How far the outcome is computed, with the decision where it does not stand there yet. */
    whatIfs(done: number, of: number): void {
      const counted = context.labels.live.whatIfs(done, of);
      if (!isOver) pass([headed || verdict === null ? counted : `${chosenName(context, verdict)} · ${counted}`]);
    },
    /** What has not been printed yet, once all is computed. `ending` may know better how to run the scenario again. */
    end(ending: PrintContext, debate: HeldDebate): string {
      const { outcome } = debate.document;
      if (headed && outcome !== null) return cardRest(ending, { ...debate, outcome }, page);
      return rest() + debateEnd(ending, debate, page, { full });
    },
    /** Takes the passing lines away and prints nothing more: an interrupted turn may still report. */
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
