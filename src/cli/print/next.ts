import type { DebateDocument } from '../../core/document.ts';
import type { PrintContext } from '../../report/context.ts';

/** Three commands that can be typed as they stand (the last one once the card exists). */
export function nextCommands(
  context: PrintContext,
  { debate, outcome }: DebateDocument,
): { command: string; text: string }[] {
  const { labels, runAgain, program } = context;
  // Of an interview there is no script to be run again.
  if (debate.stopReason === 'questions') return [{ command: `${program} show ${debate.id}`, text: labels.next.show }];
  const fact = factToTry(context, outcome?.flips[0]);
  return [
    { command: `${program} show ${debate.id}${outcome === null ? '' : ' --memo'}`, text: labels.next.show },
    ...(fact === null ? [] : [{ command: `${program} run ${runAgain} --fact ${fact}`, text: labels.next.fact }]),
    { command: `${program} run ${runAgain} --cast +you --card you=you.md`, text: labels.next.card },
  ];
}

/** The first flip's far side, else the first fact that is a number, a tenth higher. */
function factToTry(
  { scenario }: PrintContext,
  flip: { fact: string; tried: { flips: number } } | undefined,
): string | null {
  if (flip !== undefined) return `${flip.fact}=${flip.tried.flips}`;
  for (const [name, { value }] of Object.entries(scenario.facts)) {
    if (typeof value === 'number' && value !== 0) return `${name}=${Number((value * 1.1).toPrecision(6))}`;
  }
  return null;
}
