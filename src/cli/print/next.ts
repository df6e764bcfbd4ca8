import type { Budget, Caps } from '../../core/budget.ts';
import type { DebateDocument } from '../../core/document.ts';
import type { PrintContext } from '../../report/context.ts';
import { flipToTry } from '../../report/flip-lines.ts';

export interface NextCommand {
  command: string;
  text: string;
}

/** Commands that can be typed as they stand (the last one once the card exists). */
export function nextCommands(context: PrintContext, document: DebateDocument): NextCommand[] {
  const { debate, outcome } = document;
  const { labels, program } = context;
  // Of an interview there is no script to be run again.
  if (debate.kind === 'chat' && debate.stopReason === null)
    return [{ command: `${program} chat --resume ${debate.id}`, text: labels.next.goOn }];
  if (debate.stopReason === 'questions') return [{ command: `${program} show ${debate.id}`, text: labels.next.show }];
  const flip = flipCommand(context, document);
  return [
    { command: `${program} show ${debate.id}${outcome === null ? '' : ' --memo'}`, text: labels.next.show },
    ...(flip === null ? [] : [flip]),
    castCommand(context, document),
  ];
}

/** What the card ends with: go on where a budget stopped it, else try the flip, else bring a card; and read the rest. */
export function cardCommands(context: PrintContext, document: DebateDocument, budget?: Budget): NextCommand[] {
  const { debate } = document;
  const { labels, program } = context;
  const more =
    debate.stopReason === 'budget' && budget !== undefined
      ? {
          command: `${program} fork ${debate.id} --at end --budget ${doubled(budget)}`,
          text: labels.next.budget,
        }
      : null;
  return [
    more ?? flipCommand(context, document) ?? castCommand(context, document),
    { command: `${program} show ${debate.id} --memo`, text: labels.next.memo },
  ];
}

function flipCommand(context: PrintContext, { debate, outcome }: DebateDocument): NextCommand | null {
  const flip = outcome === null ? undefined : flipToTry(context, outcome);
  if (flip === undefined) return null;
  const command = `${againFrom(context, debate.id)} --fact ${flip.fact}=${flip.tried.flips}`;
  return { command, text: context.labels.next.fact };
}

function castCommand(context: PrintContext, { debate }: DebateDocument): NextCommand {
  return {
    command: `${againFrom(context, debate.id)} --cast +you --card you=you.md`,
    text: context.labels.next.card,
  };
}

/** The script is on the record, wherever its file is. */
const againFrom = ({ runAgain, program }: PrintContext, id: string) =>
  runAgain === null ? `${program} fork ${id} --at 1` : `${program} run ${runAgain}`;

/** A budget as `--budget` takes it, with twice of each cap. */
function doubled({ debate = {}, members = {} }: Budget): string {
  const caps = (of: Caps, before = '') =>
    Object.entries(of).flatMap(([cap, amount]) => (amount === undefined ? [] : [`${before}${cap}=${amount * 2}`]));
  return [...caps(debate), ...Object.entries(members).flatMap(([member, of]) => caps(of, `${member}:`))].join(',');
}
