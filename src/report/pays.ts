import type { Figures, Outcome } from '../core/outcome.ts';
import { countedIn, SOON_ENOUGH } from '../reasoning/recurring.ts';
import { unitOf } from '../reasoning/units.ts';
import { WORTH_CHANGING } from '../reasoning/weighing.ts';
import { printSteps, stepDigits } from './step-digits.ts';

type Measured = Figures['measured'][number];

/** A label by which an amount comes again and again, whatever its unit says. */
const RECURRING = /\b(?:month|year|week|annual|day)(?:s|ly)?\b|\bdaily\b|월|연간|매[달년주일]|한\s?달|하루/iu;

/** Whether this decision alone does not pay for a measurement: all that it gains on average is next to nothing, or less than its price where a goal is counted in money once. */
export const isTooDear = (outcome: Weighed, measured: Measured): boolean =>
  measured.gain !== null &&
  measured.gain.misses === 0 &&
  !beatsInsurance(outcome, measured) &&
  (gainsLittle(measured.gain, measured.cost) || priced(outcome, measured, measured.gain.steps)?.pays === false);

type Weighed = Pick<Outcome, 'table' | 'decision'>;

/** Whether what has a price gains nothing that its steps would show. */
const gainsLittle = ({ steps, worst }: NonNullable<Measured['gain']>, cost: Measured['cost']): boolean =>
  cost !== null && cost.value > 0 && printSteps(steps, stepDigits([steps, worst])) === '0';

/** Whether a measurement saves more over the setting that is sure without it than it costs; false where none is needed, too. */
export function beatsInsurance(outcome: Weighed, measured: Measured): boolean {
  const insured = measured.gain?.insured ?? null;
  if (insured === null || outcome.decision === null || insured.costs < WORTH_CHANGING) return false;
  const money = priced(outcome, measured, insured.steps);
  return money?.pays === true && money.isCompared;
}

interface Priced {
  /** In the unit of the goal that is counted in money. */
  gained: { value: number; unit: string; label: string };
  cost: NonNullable<Measured['cost']>;
  kind: 'recurring' | 'once' | 'each';
  /** Of a gain that comes each time: until the price is back. */
  months: number;
  pays: boolean;
  /** Whether the gain and the price are paid in the same way. */
  isCompared: boolean;
}

/** The average gain in money beside the price; null where no goal is counted in it. */
export function priced({ table }: Weighed, { cost }: Measured, steps: number): Priced | null {
  if (cost === null || cost.value <= 0) return null;
  const price = unitOf(cost.unit);
  const money = table.flatMap(({ label, unit, worth }) => {
    const own = unitOf(unit);
    const counted = worth === null || worth <= 0 ? null : countedIn(own, price);
    return counted === null || worth === null ? [] : [{ counted, own, label, unit, value: steps * worth }];
  })[0];
  if (money === undefined) return null;
  const { counted, own, ...gained } = money;
  const times = (cost.value * price.factor) / (gained.value * own.factor);
  if (counted.kind === 'once' && RECURRING.test(gained.label))
    return { gained, cost, kind: 'recurring', months: 0, pays: true, isCompared: false };
  if (counted.kind === 'once') return { gained, cost, kind: 'once', months: 0, pays: times < 1, isCompared: true };
  const months = times * counted.months;
  return { gained, cost, kind: 'each', months, pays: months <= SOON_ENOUGH, isCompared: true };
}

/** Whether it is measured before anything is done: where part of what is possible breaks a limit of the decision. */
export const isFirstStep = (outcome: Outcome, rule: Measured): boolean =>
  (rule.gain?.misses ?? 0) > 0 || beatsInsurance(outcome, rule);

/** Whether the decision misses a limit of the calendar if it waits for the result: then nobody waits. */
export const isTooLongToWait = ({ late }: Measured, { decision }: Pick<Outcome, 'decision'>): boolean =>
  late.some(({ option, takes, limit }) => option === decision && takes > limit);

/** Whether it can be waited for, and the result that is expected leads to something else than the votes. */
export const isByResult = (outcome: Outcome, rule: Measured): boolean =>
  isFirstStep(outcome, rule) &&
  !isTooLongToWait(rule, outcome) &&
  rule.bands.some(({ isHere, option }) => isHere && option !== outcome.decision);
