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

/** Two debates: where they part, what each member says from there, and what it came to. */
export function diffPage(context: PrintContext, report: DebateDiff, page: Page): string {
  const style = styleFor(page.colour, context.scenario.cast);
  const { a, b, first, shared, settings, turns, reasons, votes, decision, usage } = report;
  if (first === null) return `${a} and ${b} are equal: all ${shared} events are the same.\n`;
  const option = (id: string | null) => optionName(context, id, context.labels.noVote);
  const parted =
    shared === 0
      ? 'They share no event'
      : `They share ${shared} ${shared === 1 ? 'event' : 'events'} and part before turn ${first.turn}`;
  const side = (name: string | null) => name ?? 'nothing more';
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
      ...(reasons.onlyA.length + reasons.onlyB.length === 0
        ? []
        : [['Only here', reasons.onlyA.join(', ') || '—', reasons.onlyB.join(', ') || '—']]),
    ],
    { width: page.width },
  );
  return `${[
    ...wrap(`${parted}: ${side(first.a)} against ${side(first.b)}.`, page.width).map(style.bold),
    '',
    ...settingLines(context, settings, page, style),
    ...turns.slice(0, MOST_TURNS).flatMap((turn) => turnLines(context, turn, page, style)),
    ...(turns.length > MOST_TURNS ? [`and ${turns.length - MOST_TURNS} turns more (--json has them all)`] : []),
    '',
    ...table,
  ].join('\n')}\n`;
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
