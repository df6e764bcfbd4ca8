import type { Figures, Outcome, SetAt } from '../core/outcome.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import { ARITHMETIC } from '../wording/tell.ts';
import type { PrintContext } from './context.ts';
import { optionName } from './context.ts';

/** `the interval 36.2 s`, `the lorries 9`: a setting by its label, without a unit that the label names. */
export function settingText(
  { language }: PrintContext,
  { label, unit, to }: Pick<SetAt, 'label' | 'unit' | 'to'>,
): string {
  const { bare } = ARITHMETIC[language];
  return `${label} ${bare({ label, amount: asPhrase(printAmount(to, unit, language), []) }).text}`;
}

/** `streaming, the interval 36.2 s`: an option with what it is set to. */
export function nameSetAt(context: PrintContext, option: string | null, set: readonly SetAt[]): string {
  const name = optionName(context, option);
  if (option === null || set.length === 0) return name;
  const said = set.map((one) => settingText(context, one));
  return context.labels.memo.amended(name, said);
}

/** How an option stands in the table, as far as it may be set otherwise. */
export function setIn({ settings }: Pick<Outcome, 'settings'>, option: string): SetAt[] {
  return settings
    .filter((one) => one.option === option)
    .map(({ label, unit, at }) => ({ input: label, label, unit, to: at }));
}

export type Standing = Figures['options'][number];

/** An option where it stands strongest against the decision and keeps its limits: as agreed, or at its best setting; null where it keeps them at neither. */
export function strongest({ missed, lead, set, best }: Standing): { lead: number; set: readonly SetAt[] } | null {
  const places = [
    ...(missed.length === 0 && lead !== null ? [{ lead, set }] : []),
    ...(best !== null && best.missed.length === 0 && best.lead !== null ? [{ lead: best.lead, set: best.set }] : []),
  ];
  return places.sort((a, b) => b.lead - a.lead)[0] ?? null;
}

/** The option that is next to what was decided, set where it stands strongest; null where no other keeps its limits. */
export function nextOption(
  { options }: Figures,
  decision: string | null,
): { option: string; lead: number; set: readonly SetAt[] } | null {
  const rivals = options.flatMap((one) => {
    const place = one.option === decision ? null : strongest(one);
    return place === null ? [] : [{ option: one.option, ...place }];
  });
  return rivals.sort((a, b) => b.lead - a.lead)[0] ?? null;
}

/** How many digits behind the point tell steps apart that stand in one line. */
export const stepDigits = (steps: readonly number[]): number =>
  steps.some((one) => Math.abs(one) < 1 && Math.abs(one) > 0) ? 2 : 1;

export function printSteps(steps: number, digits: number): string {
  const text = Math.abs(steps).toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
