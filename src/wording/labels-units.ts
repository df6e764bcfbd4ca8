import type { Language } from '../core/language.ts';
import { escaped } from '../core/pattern.ts';
import type { Scenario } from '../core/scenario.ts';
import { asPhrase, printAmount } from './amounts.ts';
import { KOREAN } from './korean.ts';

/** A label with the unit of what it names. */
interface Labelled {
  label: string;
  unit: string;
}

/** Every fact and quantity of a question that has a label. */
export const labelledIn = ({ facts, quantities }: Pick<Scenario, 'facts' | 'quantities'>): Labelled[] =>
  [...Object.values(facts), ...Object.values(quantities)].flatMap(({ label, unit = '' }) =>
    label === undefined ? [] : [{ label, unit }],
  );

const SAMPLE = 7;
const PARTICLE = '(?:이|가|은|는|을|를|도)?';

/** `월 비용이 월 750만 원` as `월 비용이 750만 원`: what a label says of its unit is not said again right behind it. */
export function withoutLabelsUnits(text: string, labelled: readonly Labelled[], language: Language): string {
  if (language !== 'ko') return text;
  return labelled.reduce((all, one) => {
    const said = all.includes(one.label) ? saidByLabel(one) : null;
    return said === null
      ? all
      : all.replace(new RegExp(`(${escaped(one.label)}${PARTICLE} [−±]?)${escaped(said)} (?=[−\\d])`, 'gu'), '$1');
  }, text);
}

/** What stands before an amount in this unit and is left out behind this label: `월`, `인당`; null for nothing. */
function saidByLabel({ label, unit }: Labelled): string | null {
  if (unit === '') return null;
  const whole = printAmount(SAMPLE, unit, 'ko');
  const bare = KOREAN.bare({ label, amount: asPhrase(whole, []) }).text;
  return whole.text !== bare && whole.text.endsWith(` ${bare}`) ? whole.text.slice(0, -bare.length - 1) : null;
}
