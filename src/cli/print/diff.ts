import type { PrintContext } from '../../report/context.ts';
import { nameOf, optionName } from '../../report/context.ts';
import type { DebateDiff } from '../../report/diff.ts';
import { columns, wrap } from '../../report/width.ts';
import type { Page } from './page.ts';
import type { Style } from './style.ts';
import { styleFor } from './style.ts';
import { turnLines } from './turn-changes.ts';
import { usd } from './usd.ts';

/** Turns shown side by side before the rest is counted. */
const MOST_TURNS = 12;

/** A reason of the model as somebody said it first, and in which turn. */
export interface Stated {
  turn: number;
  gist: string;
}

/** Two debates: where they part, what each member says from there, and what it came to. */
export function diffPage(
  context: PrintContext,
  report: DebateDiff,
  stated: { a: ReadonlyMap<string, Stated>; b: ReadonlyMap<string, Stated> },
  page: Page,
): string {
  const style = styleFor(page.colour, context.scenario.cast);
  const { a, b, first, shared, settings, turns, reasons, votes, decision, usage } = report;
  if (first === null) return `${a} and ${b} are equal: all ${shared} events are the same.\n`;
  const option = (id: string | null) => optionName(context, id, context.labels.noVote);
  const parted =
    shared === 0
      ? 'They share no event'
      : `They share ${shared} ${shared === 1 ? 'event' : 'events'} and part before turn ${first.turn}`;
  const side = (name: string | null) => name ?? 'nothing more';
  // Two events of one kind are told apart by what follows.
  const events = first.a === first.b ? '' : `: ${side(first.a)} against ${side(first.b)}`;
  const table = columns(
    [
      ['', a, b],
      ['Decision', option(decision.a), option(decision.b)],
      ...votes
        .filter((vote) => vote.a !== vote.b)
        .map((vote) => [`  ${nameOf(context, vote.member)}`, option(vote.a), option(vote.b)]),
      ['Turns', String(usage.a.turns), String(usage.b.turns)],
      ['Model calls', String(usage.a.modelCalls), String(usage.b.modelCalls)],
      ...(usage.a.inputTokens === null && usage.b.inputTokens === null
        ? []
        : [['Tokens', tokens(usage.a), tokens(usage.b)]]),
      ...(usage.a.costUsd === null && usage.b.costUsd === null
        ? []
        : [['Cost', usd(usage.a.costUsd), usd(usage.b.costUsd)]]),
    ],
    { width: page.width },
  );
  return `${[
    ...wrap(`${parted}${events}.`, page.width).map(style.bold),
    '',
    ...settingLines(context, settings, page, style),
    ...turns.slice(0, MOST_TURNS).flatMap((turn) => turnLines(context, turn, page, style)),
    ...(turns.length > MOST_TURNS ? [`and ${turns.length - MOST_TURNS} turns more (--json has them all)`] : []),
    '',
    ...table,
    ...onlyIn(a, reasons.onlyA, stated.a, page, style),
    ...onlyIn(b, reasons.onlyB, stated.b, page, style),
  ].join('\n')}\n`;
}

/** Reasons that only one of the two has, as they were said there first. */
function onlyIn(
  debate: string,
  reasons: readonly string[],
  stated: ReadonlyMap<string, Stated>,
  { width }: Page,
  style: Style,
): string[] {
  if (reasons.length === 0) return [];
  // Two reasons may read alike.
  const said = new Map<string, number>();
  for (const { turn, gist } of reasons.flatMap((reason) => stated.get(reason) ?? []))
    if (!said.has(gist)) said.set(gist, turn);
  const rows = [...said].map(([gist, turn]) => [`  turn ${turn}`, gist]);
  return ['', style.bold(`Said only in ${debate}`), ...columns(rows, { width })];
}

/** What the two were not held alike under. */
function settingLines(
  context: PrintContext,
  settings: DebateDiff['settings'],
  { width }: Page,
  style: Style,
): string[] {
  if (settings.length === 0) return [];
  const rows = settings.map(({ of, name, a, b }) => {
    const none = of === 'fact' ? 'as scripted' : '—';
    const called = of === 'said' ? `moderator before turn ${name}` : `${of} ${memberIn(context, of, name)}`.trim();
    return [`  ${called}`, a ?? none, b ?? none];
  });
  return [style.bold('What was not the same'), ...columns(rows, { width }), ''];
}

const memberIn = (context: PrintContext, of: string, name: string): string =>
  ['cast', 'card', 'voice', 'model'].includes(of) ? nameOf(context, name) : name;

function tokens({ inputTokens, outputTokens }: DebateDiff['usage']['a']): string {
  return inputTokens === null ? 'unknown' : `${inputTokens} in, ${outputTokens ?? 'unknown'} out`;
}
