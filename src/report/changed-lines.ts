import type { DebateDocument } from '../core/document.ts';
import type { CameUp, Outcome } from '../core/outcome.ts';
import type { FactValue } from '../core/scenario.ts';
import { printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { nameOf, optionName } from './context.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import { factChanges } from './phrases.ts';
import { nextOption } from './set-at.ts';

/** All news in its order: what was said, and each fact with what it was until then. */
export function newsIn(
  { scenario }: PrintContext,
  { facts }: DebateDocument,
): { say: string; set: Record<string, { from: FactValue; to: FactValue }> }[] {
  const held = new Map(Object.entries(scenario.facts).map(([name, { value }]) => [name, value]));
  return facts.map(({ set, say }) => {
    const changes = Object.entries(set as Record<string, FactValue>).map(([name, to]) => {
      const from = held.get(name) ?? to;
      held.set(name, to);
      return [name, { from, to }] as const;
    });
    return { say, set: Object.fromEntries(changes) };
  });
}

/** What was another thing at the start: figures that somebody alone had otherwise, and facts that news changed, each with what it did. */
export function changedLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const news = newsIn(context, document).map(({ say, set }, index, all) => {
    // What all the news did together stands with the last of it, as that.
    const done = index === all.length - 1 ? effectTexts(context, outcome.byNews) : [];
    const setting = all.filter((one) => Object.keys(one.set).length > 0).length;
    const effects = done.length > 0 && setting > 1 ? [context.labels.memo.allTogether(done.join(', '))] : done;
    return says([say, ...factChanges(context, set), ...effects].filter((text) => text !== '').join(' · '));
  });
  const told = turnedBy(outcome);
  return [
    ...outcome.cameUp
      .filter((one) => one.effects.length > 0 && !told.includes(one))
      .map((one) => cameUpLine(context, one)),
    ...news,
  ];
}

/** Figures that came up and are reasons. */
const MOST_TURNED = 2;

/** What came up in the debate and changed what the decision, or the option next to it, comes to: told as a reason. */
export const turnedLines = (context: PrintContext, outcome: Outcome): MemoLine[] =>
  turnedBy(outcome).map((one) => cameUpLine(context, one));

function turnedBy({ cameUp, figures, decision }: Outcome): CameUp[] {
  if (figures === null) return [];
  const concerned = [decision, nextOption(figures, decision)?.option];
  return cameUp.filter(({ effects }) => effects.some(({ option }) => concerned.includes(option))).slice(0, MOST_TURNED);
}

function cameUpLine(context: PrintContext, { label, unit, from, to, by, effects }: CameUp): MemoLine {
  const { labels, language } = context;
  const [was = '', is = ''] = printTogether([from, to], unit, language).map(({ text }) => text);
  const who = by === null ? labels.moderator : `${nameOf(context, by.member)}, ${labels.memo.turn(by.turn)}`;
  return says([labels.memo.takenFor(label, is, was, who), ...effectTexts(context, effects)].join(' · '), {
    turns: by === null ? [] : [by.turn],
  });
}

/** `the alarm delay (streaming) 5.4 min → 7.8 min`. */
function effectTexts(context: PrintContext, effects: CameUp['effects']): string[] {
  const { memo } = context.labels;
  return effects.map(({ option, label, unit, from, to, besides = [] }) => {
    const [was, is] = printTogether([from, to], unit, context.language).map(({ text }) => text);
    const name = `${label} (${optionName(context, option)})`;
    // A limit that turned, and not the quantity.
    const moved = was === is ? `${name} ${is} ✗` : `${name} ${was} → ${is}`;
    return besides.length === 0 ? moved : `${moved} (${memo.togetherWith(besides)})`;
  });
}
