import type { Figures, Outcome } from '../core/outcome.ts';
import { printTogether } from '../wording/amounts.ts';
import { agreedBar, besideAgreed } from './agreed-bar.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';
import type { Measured } from './deciding.ts';
import { isMeasurementOf } from './deciding.ts';
import { flipText } from './flip-lines.ts';
import { ruleText } from './rule.ts';
import { namesOf, saidBar } from './said-bars.ts';

/** What the figures have for a measurement that somebody asked for: nothing where it is the same bar. */
export function besideMeasurement(
  context: PrintContext,
  said: Outcome['measures'][number],
  figures: Figures,
): string[] {
  const measured = figures.measured.find((one) => isMeasurementOf(one, said, figures));
  if (measured === undefined) return besideBar(context, `${said.what} ${said.threshold ?? ''}`, figures);
  const agreed = agreedBar(measured, said);
  if (agreed !== null && measured.bars.length > 0) return besideAgreed(context, measured, agreed.threshold);
  return saidBar(said.threshold ?? '', figures, namesOf(context.scenario))?.agrees === true
    ? []
    : figuresOf(context, measured, figures);
}

/** What the figures say of a measurement: where its result leads, or that it leads nowhere else. */
export function figuresOf(
  context: PrintContext,
  measured: Measured,
  { flips, ahead }: Pick<Figures, 'flips' | 'ahead'>,
): string[] {
  const { memo } = context.labels;
  const { bars, range, unit, learns } = measured;
  if (bars.some(({ none }) => none !== 'split'))
    return [memo.figuresSay(ruleText(context, measured, { isBrief: true }))];
  // What turns it as things are, and no more once the result is in, is told as a flip: nobody reads beside it that nothing does.
  const isTurned = flips.some(
    ({ fact, at, to }) => fact === learns && to !== ahead && at >= range[0] && at <= range[1],
  );
  if (bars.length > 0 || isTurned) return [];
  const [low = '', high = ''] = printTogether(range, unit, context.language).map(({ text }) => text);
  return [memo.figuresSay(memo.nowhere(low, high, ahead === null ? null : optionName(context, ahead)))];
}

/** What the figures have for a bar that somebody named: nothing where it is the same, or where they have none for it. */
export function besideBar(context: PrintContext, text: string, figures: Figures): string[] {
  const said = saidBar(text, figures, namesOf(context.scenario));
  if (said === null || said.agrees) return [];
  const { fact, flip } = said;
  const measured = figures.measured.find(({ learns }) => learns === fact);
  if (measured !== undefined) return figuresOf(context, measured, figures);
  // Where the first two come out level, nothing else is done.
  return flip === null || flip.none === 'split' ? [] : [context.labels.memo.figuresSay(flipText(context, flip))];
}
