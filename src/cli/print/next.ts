import type { DebateDocument } from '../../core/document.ts';
import { isSetLater } from '../../reasoning/solve.ts';
import type { PrintContext } from '../../report/context.ts';

/** Commands that can be typed as they stand (the last one once the card exists). */
export function nextCommands(
  context: PrintContext,
  { debate, outcome }: DebateDocument,
): { command: string; text: string }[] {
  const { labels, runAgain, program, scenario } = context;
  // Of an interview there is no script to be run again.
  if (debate.stopReason === 'questions') return [{ command: `${program} show ${debate.id}`, text: labels.next.show }];
  // The script is on the record, wherever its file is.
  const again = runAgain === null ? `${program} fork ${debate.id} --at 1` : `${program} run ${runAgain}`;
  // What an event sets, `--fact` at the start does not change.
  const flip = outcome?.flips.find(({ fact }) => !isSetLater(scenario, fact));
  return [
    { command: `${program} show ${debate.id}${outcome === null ? '' : ' --memo'}`, text: labels.next.show },
    ...(flip === undefined
      ? []
      : [{ command: `${again} --fact ${flip.fact}=${flip.tried.flips}`, text: labels.next.fact }]),
    { command: `${again} --cast +you --card you=you.md`, text: labels.next.card },
  ];
}
