import type { Figures, Outcome, SetAt } from '../core/outcome.ts';
import { printAmount } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';

/** `streaming, the interval 36.2 s`: an option with what it is set to. */
export function nameSetAt(context: PrintContext, option: string | null, set: readonly SetAt[]): string {
  const name = optionName(context, option);
  if (option === null || set.length === 0) return name;
  const said = set.map(({ label, unit, to }) => `${label} ${printAmount(to, unit, context.language).text}`);
  return context.labels.memo.amended(name, said);
}

/** How an option stands in the table, as far as it may be set otherwise. */
export function setIn({ settings }: Pick<Outcome, 'settings'>, option: string): SetAt[] {
  return settings
    .filter((one) => one.option === option)
    .map(({ label, unit, at }) => ({ input: label, label, unit, to: at }));
}

export type Standing = Figures['options'][number];

/** How many digits behind the point tell steps apart that stand in one line. */
export const stepDigits = (steps: readonly number[]): number =>
  steps.some((one) => Math.abs(one) < 1 && Math.abs(one) > 0) ? 2 : 1;

export function printSteps(steps: number, digits: number): string {
  const text = Math.abs(steps).toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
