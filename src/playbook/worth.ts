import type { Measurement } from '../core/scenario.ts';
import type { Gain } from '../reasoning/knowing.ts';
import { goalsOf } from '../reasoning/model.ts';
import { countedIn, SOON_ENOUGH, timeOf } from '../reasoning/recurring.ts';
import { stepOf } from '../reasoning/steps.ts';
import { unitOf } from '../reasoning/units.ts';
import { WORTH_CHANGING } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import { printDays } from '../wording/tell.ts';
import { standing, TO_ALL } from './addressing.ts';
import type { Learning } from './measuring.ts';
import { isOverdue, known, priceOf } from './measuring.ts';
import type { Move } from './move.ts';
import { settingTerms } from './setting-phrase.ts';
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
  { learns, how, cost, days }: Measurement,
  { gain, price, best, index }: { gain: Gain; price: Phrase; best: string; index: number },
): Phrase | null {
  const { view, tell } = talk;
  const share = (part: number) =>
    asPhrase(printAmount(Number(part.toPrecision(2)), 'share', tell.language), [`rule:share.${learns}`]);
  if (gain.misses >= RARE) {
    const risk = [how, tell.label(learns), tell.option(best), share(gain.misses)] as const;
    if (days === undefined || !isOverdue(talk, best, days)) return tell.say.checkFirst(...risk);
    return tell.say.openRisk(...risk, asPhrase(printDays(days, tell.language), [`rule:measurement-${index}.days`]));
  }
  if (view.model.scenario.weights !== 'equal' || cost === undefined || gain.chance < RARE) return null;
  const money = moneyIn(talk, best, cost);
  if (money === null) return null;
  const { paid } = money;
  const base = gain.steps * money.worth;
  if (base <= 0) return null;
  const inMoney = (steps: number) =>
    asPhrase(printAmount((steps * money.worth) / money.unit.factor, money.unit.text, tell.language), [
      `rule:gain.${learns}`,
    ]);
  const amount = asPhrase(printAmount(cost.value, cost.unit, tell.language), [`rule:measurement-${index}.cost`]);
  const backIn = (steps: number) => {
    const { value, unit } = timeOf(monthsOf(steps, money, cost));
    return asPhrase(printAmount(value, unit, tell.language), [`rule:gain.${learns}`]);
  };
  const isOnce = money.counted.kind === 'once';
  const insured = insuredBy(gain, money, cost);
  if (insured !== null) {
    const sure = settingTerms(talk, [...insured.set]);
    const [costs, saved] = [inMoney(insured.costs), inMoney(insured.steps)];
    const time = isOnce ? null : backIn(insured.steps);
    return tell.say.insures(sure, tell.label(learns), { costs, gain: saved, price: isOnce ? price : amount, time });
  }
  const gained = inMoney(gain.steps);
  if (gained.numbers[0]?.text === '0') return null;
  if (isOnce)
    return tell.say.knowing(tell.label(learns), share(gain.chance), gained, price, base > cost.value * paid.factor);
  return tell.say.payback(tell.label(learns), gained, amount, backIn(gain.steps), pays(gain.steps, money, cost));
}

type Priced = NonNullable<ReturnType<typeof moneyIn>>;

/** The setting that is sure without a result, where a result saves more beside it than it costs, once; as the memo has it. */
function insuredBy({ insured }: Gain, money: Priced, cost: Price) {
  return insured !== null && insured.costs >= WORTH_CHANGING && pays(insured.steps, money, cost) ? insured : null;
}

type Price = NonNullable<Measurement['cost']>;

/** Until the price is back, where a gain comes so much at a time. */
function monthsOf(steps: number, { counted, worth, paid }: Priced, { value }: Price): number {
  return ((value * paid.factor) / (steps * worth)) * (counted.kind === 'once' ? 1 : counted.months);
}

/** Whether so much gained on average is more than the price, or brings it back soon. */
function pays(steps: number, money: Priced, cost: Price): boolean {
  if (steps <= 0) return false;
  const times = monthsOf(steps, money, cost);
  return money.counted.kind === 'once' ? times < 1 : times <= SOON_ENOUGH;
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

/** Whether what a measurement gains on average is less than its price, or does not bring it back soon. */
export function costsMoreThanItGains(talk: Talk, measurement: Measurement, option: string): boolean {
  const { cost } = measurement;
  if (talk.view.model.scenario.weights !== 'equal' || cost === undefined || cost.value <= 0) return false;
  const money = moneyIn(talk, option, cost);
  const gain = money === null ? null : gainOf(talk, measurement);
  if (money === null || gain === null || gain.misses >= RARE || insuredBy(gain, money, cost) !== null) return false;
  return !pays(gain.steps, money, cost);
}

/** What is known of it, every option at its best setting at each result: as the memo has it. */
export const gainOf = (talk: Talk, measurement: Learning): Gain | null => known(talk, measurement)?.gain ?? null;
