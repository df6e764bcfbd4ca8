import type { Figures, Outcome } from '../core/outcome.ts';
import { timeOf } from '../reasoning/recurring.ts';
import { printAmount, printTogether } from '../wording/amounts.ts';
import { votesOn } from './by-votes.ts';
import type { PrintContext } from './context.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { beatsInsurance, isTooLongToWait, priced } from './pays.ts';
import { nameSetAt, worthOf, worthText } from './set-at.ts';
import { printSteps, stepDigits } from './step-digits.ts';

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
  const isOpen = isTooLongToWait(measured, outcome);
  const missed = isOpen ? memo.missesOpen : memo.missesIn;
  const limits = gain.misses > 0 ? [missed(share(gain.misses), isSettable)] : [];
  if ((isBrief || isOpen) && gain.misses > 0) return limits;
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

function insuredText(context: PrintContext, outcome: Outcome, measured: Measured): { text: string } | null {
  const { decision } = outcome;
  const insured = measured.gain?.insured ?? null;
  if (insured === null || decision === null || !beatsInsurance(outcome, measured)) return null;
  const costs = worthOf(context, outcome.table, insured.costs);
  const sure = nameSetAt(context, decision, insured.set);
  const gain = inMoney(context, outcome, measured, insured.steps).map(({ text }) => text);
  return { text: OFFLINE_WORDS[context.language].insures(sure, costs?.amount ?? null, gain.join()) };
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
