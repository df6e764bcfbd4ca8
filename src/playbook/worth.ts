import type { Measurement } from '../core/scenario.ts';
import type { Gain } from '../reasoning/knowing.ts';
import { goalsOf } from '../reasoning/model.ts';
import { countedIn } from '../reasoning/recurring.ts';
import { stepOf } from '../reasoning/steps.ts';
import { unitOf } from '../reasoning/units.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import { standing, TO_ALL } from './addressing.ts';
import type { Learning } from './measuring.ts';
import { known, priceOf } from './measuring.ts';
import type { Move } from './move.ts';
import type { Talk } from './talk.ts';
import { ofMeasurement } from './testing.ts';
import { turnsSinceNews } from './view.ts';

/** Below this share nobody speaks of it. */
const RARE = 0.02;

/** Whether a measurement that somebody has proposed is worth its price, by what it gains on average. */
export function worths(talk: Talk): Move[] {
  const { view, best } = talk;
  if (best === null || view.question.audience === 'junior') return [];
  const since = turnsSinceNews(view);
  return view.question.model.measurements.flatMap((measurement, index): Move[] => {
    const { learns } = measurement;
    const reason = `worth:${learns}`;
    const proposed = view.turns.find(({ body }) => body.claims.some((claim) => claim.reason === `measure:${learns}`));
    const isSaid = since.some(({ claims }) => claims.some((claim) => claim.reason === reason));
    const price = priceOf(talk, measurement, index);
    if (proposed === undefined || isSaid || price === null || proposed.body.speaker === view.seat.id) return [];
    const gain = gainOf(talk, measurement);
    if (gain === null) return [];
    const say = verdict(talk, measurement, { gain, price, best, index });
    if (say === null) return [];
    const claim = proposed.body.claims.find((one) => one.reason === `measure:${learns}`);
    return [
      {
        kind: 'worth',
        act: 'support',
        ...(claim === undefined
          ? TO_ALL
          : {
              addressee: proposed.body.speaker,
              answers: { turn: proposed.body.turn, claim: claim.claim },
              question: null,
            }),
        utility: 6.7,
        sentences: [
          {
            symbol: gain.misses >= RARE ? 'check' : 'worth',
            slots: { say, ...standing(talk) },
            asserts: { slot: 'say', what: ofMeasurement(reason, measurement) },
          },
        ],
      },
    ];
  });
}

function verdict(
  talk: Talk,
  { learns, how, cost }: Measurement,
  { gain, price, best, index }: { gain: Gain; price: Phrase; best: string; index: number },
): Phrase | null {
  const { view, tell } = talk;
  const share = (part: number) =>
    asPhrase(printAmount(Number(part.toPrecision(2)), 'share', tell.language), [`rule:share.${learns}`]);
  if (gain.misses >= RARE) return tell.say.checkFirst(how, tell.label(learns), tell.option(best), share(gain.misses));
  if (view.model.scenario.weights !== 'equal' || cost === undefined || gain.chance < RARE) return null;
  const money = moneyIn(talk, best, cost);
  if (money === null) return null;
  const { paid } = money;
  const base = gain.steps * money.worth;
  if (base <= 0) return null;
  const printed = printAmount(base / money.unit.factor, money.unit.text, tell.language);
  const gained = asPhrase(printed, [`rule:gain.${learns}`]);
  if (gained.numbers[0]?.text === '0') return null;
  const amount = asPhrase(printAmount(cost.value, cost.unit, tell.language), [`rule:measurement-${index}.cost`]);
  if (money.counted.kind === 'once')
    return tell.say.knowing(tell.label(learns), share(gain.chance), gained, price, base > cost.value * paid.factor);
  const months = ((cost.value * paid.factor) / base) * money.counted.months;
  const time = asPhrase(printAmount(Number(months.toPrecision(2)), 'months', tell.language), [`rule:gain.${learns}`]);
  return tell.say.payback(tell.label(learns), gained, amount, time);
}

/** The goal that is counted in the money that a measurement costs, with what a step of it is; null where none is. */
function moneyIn(talk: Talk, option: string, cost: NonNullable<Measurement['cost']>) {
  const values = talk.values(option);
  const paid = unitOf(cost.unit);
  const found = goalsOf(talk.view.model).flatMap((goal) => {
    const unit = values.unitOf(goal.quantity);
    const step = stepOf(goal, values);
    const counted = countedIn(unit, paid);
    return step === null || counted === null ? [] : [{ unit, worth: step.worth, counted, paid }];
  })[0];
  return found ?? null;
}

/** Whether all that a measurement gains on average, where that is paid once, is less than its price. */
export function costsMoreThanItGains(talk: Talk, measurement: Measurement, option: string): boolean {
  const { cost } = measurement;
  if (talk.view.model.scenario.weights !== 'equal' || cost === undefined || cost.value <= 0) return false;
  const money = moneyIn(talk, option, cost);
  const gain = money?.counted.kind === 'once' ? gainOf(talk, measurement) : null;
  if (money === null || gain === null || gain.misses >= RARE) return false;
  return gain.steps * money.worth <= cost.value * money.paid.factor;
}

/** What is known of it, every option at its best setting at each result: as the memo has it. */
export const gainOf = (talk: Talk, measurement: Learning): Gain | null => known(talk, measurement)?.gain ?? null;
