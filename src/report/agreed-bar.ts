import type { Outcome } from '../core/outcome.ts';
import { FAR, hasUnit, valueIn } from '../reasoning/bars.ts';
import { numbersIn } from '../reasoning/said-numbers.ts';
import { printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { nameOf, noneKeeps } from './context.ts';
import type { Measured } from './deciding.ts';
import { ruleText } from './rule.ts';
import { nameSetAt } from './set-at.ts';

type Said = Outcome['measures'][number];

/** The bar that the table agreed on for a measurement, where it is another than that of the figures: it is the one bar that is told. */
export function agreedBar(measured: Measured, said: Said | undefined): (Said & { threshold: string }) | null {
  if (said?.isSettled !== true || said.threshold === null) return null;
  const bars = measured.bars.flatMap(({ at, edge }) => [at, edge]);
  const isSame = numbersIn(said.threshold).some(({ value, slack }) =>
    bars.some((bar) => Math.abs(bar - value) <= slack),
  );
  return isSame ? null : { ...said, threshold: said.threshold };
}

/** `the bar agreed on: “…” (Oh Jihyun, turn 14)` */
export const agreedText = (context: PrintContext, { threshold, member, turn }: Said & { threshold: string }): string =>
  context.labels.memo.agreedBar(threshold, nameOf(context, member), turn);

/**
 * How an agreed bar stands to where the figures turn: `the figures turn at 2.99% (sending away above it), after the 2.2% agreed on`. Where no
 * number of it can be held against theirs, what the figures do; nothing where they turn nowhere.
 */
export function besideAgreed(context: PrintContext, measured: Measured, threshold: string): string[] {
  const { bars, unit, now } = measured;
  const { memo } = context.labels;
  const said = numbersIn(threshold).flatMap((number) =>
    unit === '' || hasUnit(number, unit) ? (valueIn(number, unit) ?? []) : [],
  );
  const pairs = bars
    .filter(({ none }) => none !== 'split')
    .flatMap((bar) => said.map((value) => ({ bar, value, off: Math.abs(bar.edge - value) })))
    .filter(({ bar, value }) => value > 0 && bar.edge > 0 && value / bar.edge < FAR && bar.edge / value < FAR)
    .sort((a, b) => a.off - b.off);
  const [nearest] = pairs;
  if (nearest === undefined) return bars.length === 0 ? [] : [memo.figuresSay(ruleText(context, measured))];
  const { bar, value } = nearest;
  const [turns = '', agreed = ''] = printTogether([bar.edge, value], unit, context.language).map(({ text }) => text);
  const option = bar.beyond.side === 'above' ? bar.above : bar.below;
  const then =
    option !== null
      ? nameSetAt(context, option, bar.beyond.set)
      : bar.none === 'limits'
        ? noneKeeps(context)
        : memo.noneAhead;
  return [memo.turnsBeside(turns, bar.beyond.side, then, agreed, Math.abs(value - now) < Math.abs(bar.edge - now))];
}
