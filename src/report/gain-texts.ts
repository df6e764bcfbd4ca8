import type { Figures, Outcome } from '../core/outcome.ts';
import { countedIn, SOON_ENOUGH, timeOf } from '../reasoning/recurring.ts';
import { unitOf } from '../reasoning/units.ts';
import { WORTH_CHANGING } from '../reasoning/weighing.ts';
import { printAmount, printTogether } from '../wording/amounts.ts';
import { votesOn } from './by-votes.ts';
import type { PrintContext } from './context.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { nameSetAt, printSteps, stepDigits, worthOf, worthText } from './set-at.ts';

type Measured = Figures['measured'][number];

/** Whether by the figures, which have the decision ahead as well, no result that is possible makes another option better than it. */
export const gainsNothing = (
  { bars }: Pick<Measured, 'bars'>,
  { figures, decision }: Pick<Outcome, 'figures' | 'decision'>,
): boolean => figures?.ahead === decision && bars.every(({ none }) => none === 'split');

/**
 * Whether no result that is possible changes the choice: neither makes it another option better than the decision by the figures, which have it
 * ahead as well, nor does it turn the votes.
 */
export const isDead = (
  { bars, learns }: Pick<Measured, 'bars' | 'learns'>,
  outcome: Pick<Outcome, 'figures' | 'decision' | 'flips'>,
): boolean => {
  const { figures, decision } = outcome;
  // Where the first two come out level, that is told as a flip, and no reason not to look.
  const isTold = figures?.flips.some(({ fact, to }) => fact === learns && to !== decision) === true;
  return gainsNothing({ bars }, outcome) && bars.length === 0 && !isTold && votesOn(outcome, learns).length === 0;
};

/** A label by which an amount comes again and again, whatever its unit says. */
const RECURRING = /\b(?:month|year|week|annual|day)(?:s|ly)?\b|\bdaily\b|월|연간|매[달년주일]|한\s?달|하루/iu;

/**
 * What a measurement is worth beside its price: in how much of the range it changes the choice, what is gained by that on average and at
 * most, the same in money where a goal is counted in it, and what that says of making it before deciding. `isOfFigures`: where the votes turn
 * elsewhere, so that it is no word on what is decided. `isBrief`: where it guards a limit, that alone.
 */
export function gainTexts(
  context: PrintContext,
  outcome: Outcome,
  measured: Measured,
  { isOfFigures = false, isBrief = false } = {},
): string[] {
  const { language, labels } = context;
  const { memo } = labels;
  const { gain, range, unit } = measured;
  // What could have been done by it is no more by then.
  if (gainsNothing(measured, outcome) && measured.late.some(({ takes, limit }) => takes > limit))
    return [memo.actedOnTooLate];
  if (isDead(measured, outcome)) {
    const [low = '', high = ''] = printTogether(range, unit, language).map(({ text }) => text);
    return [memo.dead(low, high)];
  }
  if (gainsNothing(measured, outcome)) return [memo.nothingGained];
  // It is of the decision: where the figures have another option ahead, what would turn them says nothing of it.
  if (gain === null || (gain.chance === 0 && gain.misses === 0)) return [];
  const share = (part: number) => printAmount(Number(part.toPrecision(2)), 'share', language).text;
  const isGain = gain.steps > 0 && printSteps(gain.steps, stepDigits([gain.steps, gain.worst])) !== '0';
  const worth = (steps: number) => worthText(context, outcome.table, steps);
  // A limit that is missed says enough where nothing else is gained.
  const isOfLimits = gain.misses > 0 && !isGain;
  const isSettable = Object.keys(context.scenario.options[outcome.decision ?? '']?.adjust ?? {}).length > 0;
  const limits = gain.misses > 0 ? [memo.missesIn(share(gain.misses), isSettable)] : [];
  if (isBrief && gain.misses > 0) return limits;
  const insured = insuredText(context, outcome, measured);
  if (insured !== null) return [insured.text];
  // What guards a limit is measured first: that its gain in steps does not pay says nothing beside it.
  const money = isGain
    ? inMoney(context, outcome, measured, gain.steps).filter(({ pays }) => pays || gain.misses === 0)
    : [];
  const chance =
    gain.chance > 0 && !isOfLimits ? [(isOfFigures ? memo.aheadIn : memo.changesIn)(share(gain.chance))] : [];
  if (isBrief && money.length > 0) return [...chance, ...money.map(({ text }) => text)];
  if (isBrief && isGain) return [...chance, OFFLINE_WORDS[language].gained(worth(gain.steps))];
  return [
    ...chance,
    ...(isGain && money.length === 0 ? [memo.gained(worth(gain.steps), worth(gain.worst))] : []),
    ...(!isGain && gain.chance > 0 && gain.misses === 0 ? [memo.gainsLittle] : []),
    ...money.map(({ text }) => text),
    ...limits,
  ];
}

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

function insuredText(context: PrintContext, outcome: Outcome, measured: Measured): { text: string } | null {
  const { decision } = outcome;
  const insured = measured.gain?.insured ?? null;
  if (insured === null || decision === null || !beatsInsurance(outcome, measured)) return null;
  const costs = worthOf(context, outcome.table, insured.costs);
  const sure = nameSetAt(context, decision, insured.set);
  const gain = inMoney(context, outcome, measured, insured.steps).map(({ text }) => text);
  return { text: OFFLINE_WORDS[context.language].insures(sure, costs?.amount ?? null, gain.join()) };
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
function priced({ table }: Weighed, { cost }: Measured, steps: number): Priced | null {
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

/** The same in words: once, or so much at a time until the price is back. */
function inMoney(
  { language, labels: { memo } }: PrintContext,
  outcome: Outcome,
  measured: Measured,
  steps: number,
): { text: string; pays: boolean }[] {
  const found = priced(outcome, measured, steps);
  if (found === null) return [];
  const { gained, cost, kind, months, pays } = found;
  const said = printAmount(gained.value, gained.unit, language).text;
  const paid = printAmount(cost.value, cost.unit, language).text;
  if (kind === 'recurring') return [{ text: memo.besidePrice(gained.label, said, paid), pays }];
  if (kind === 'once') return [{ text: (pays ? memo.worthIt : memo.notWorthIt)(said, paid), pays }];
  const time = timeOf(months);
  const back = printAmount(time.value, time.unit, language).text;
  return [{ text: memo.paidBack(said, paid, back, pays), pays }];
}
