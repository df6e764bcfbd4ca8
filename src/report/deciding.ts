import type { Figures, Outcome } from '../core/outcome.ts';
import { isSameJob, isSameWords } from '../reasoning/alike.ts';
import { namedIn } from '../reasoning/bars.ts';
import { wordsIn } from '../reasoning/words-in.ts';
import { isTooDear, isTooLongToWait } from './pays.ts';
import { saidBar } from './said-bars.ts';

export type Measured = Figures['measured'][number];

/** The measurement that the decision hangs on by the figures: one that somebody asked for, or where nobody asked for any the first that can change it. */
export function decidingMeasurement({
  figures,
  decision,
  measures,
}: Pick<Outcome, 'figures' | 'decision' | 'measures'>): Measured | null {
  if (figures === null || decision === null || figures.ahead !== decision) return null;
  // With a branch on which something else is done.
  const open = figures.measured.filter(
    ({ bars, takenBack }) =>
      takenBack !== true &&
      bars.some(({ below, above, none }) => none !== 'split' && (below === decision || above === decision)),
  );
  const isAsked = (measured: Measured) =>
    measured.proposed !== null || measures.some((one) => isMeasurementOf(measured, one, figures));
  return open.find(isAsked) ?? (measures.length > 0 ? null : (open[0] ?? null));
}

/** The same where what is decided begins only after it: where it pays, or the table wants it all the same, and there is time to wait. */
export function firstMeasured(outcome: Pick<Outcome, 'figures' | 'decision' | 'measures' | 'table'>): Measured | null {
  const rule = decidingMeasurement(outcome);
  const isMade = rule !== null && (!isTooDear(outcome, rule) || hasOwnBar(outcome, rule));
  return isMade && !isTooLongToWait(rule, outcome) ? rule : null;
}

/** Whether what somebody would have measured is one that the scenario offers: by its words, or by what it would learn. */
export function isMeasurementOf(
  measured: Measured,
  { what, threshold }: Outcome['measures'][number],
  figures: Figures,
): boolean {
  if (isSameWords(what, measured.how) || isSameJob(what, measured.how)) return true;
  // It is spoken of by what it would learn, in nearly all of its words and more than one.
  const named = namedIn(wordsIn(what), measured.label);
  if (named !== null && named.hits > 1) return true;
  return saidBar(`${what} ${threshold ?? ''}`, figures)?.fact === measured.learns;
}

/** Whether the table has its own bar for a measurement: then nobody calls it needless, whatever the figures say. */
export const hasOwnBar = ({ measures, figures }: Pick<Outcome, 'measures' | 'figures'>, measured: Measured): boolean =>
  figures !== null &&
  measures.some((one) => one.isSettled === true && one.threshold !== null && isMeasurementOf(measured, one, figures));
