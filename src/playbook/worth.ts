import type { Measurement } from '../core/scenario.ts';
import { withFact } from '../reasoning/evaluate.ts';
import { goalsOf } from '../reasoning/model.ts';
import { countedIn } from '../reasoning/recurring.ts';
import { stepOf } from '../reasoning/steps.ts';
import { unitOf } from '../reasoning/units.ts';
import { leadOver, weighedAgainst } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import { standing, TO_ALL } from './addressing.ts';
import { priceOf, thresholdOf } from './measuring.ts';
import type { Move } from './move.ts';
import { solvedOnce } from './solved-once.ts';
import type { Talk } from './talk.ts';
import { ofMeasurement } from './testing.ts';
import { turnsSinceNews } from './view.ts';

/** What is known of a measurement before it is made: the shares of the range, and what is gained on average. */
export interface Gain {
  /** Of the range: where another option is ahead. */
  chance: number;
  /** Of the range: where the choice misses a limit. */
  misses: number;
  /** In steps, on average over the range. */
  steps: number;
}

/** Values that are tried in the part of a range past a threshold. */
const LOOKS = 4;
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
    const gain = solvedOnce(talk, `gain ${learns}`, () => gainOf(talk, learns));
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
  const values = talk.values(best);
  const paid = unitOf(cost.unit);
  const money = goalsOf(view.model).flatMap((goal) => {
    const unit = values.unitOf(goal.quantity);
    const step = stepOf(goal, values);
    const counted = countedIn(unit, paid);
    return step === null || counted === null ? [] : [{ unit, worth: step.worth, counted }];
  })[0];
  if (money === undefined) return null;
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

/** What is known of it: how much of the range lies past the thresholds on either side, and what is lost there by not knowing. */
export function gainOf(talk: Talk, name: string): Gain | null {
  const { view, best } = talk;
  const { model, now } = view;
  const value = now.world.facts.get(name);
  const { range } = model.scenario.facts[name] ?? {};
  if (range === undefined || typeof value !== 'number' || best === null) return null;
  const [low, high] = range;
  const gain: Gain = { chance: 0, misses: 0, steps: 0 };
  for (const end of [low, high]) {
    const edge = end === value ? null : thresholdOf(talk, name, value, end);
    if (edge === null) continue;
    const share = Math.abs(end - edge.at) / (high - low);
    for (let look = 0; look < LOOKS; look += 1) {
      const at = edge.at + ((look + 0.5) / LOOKS) * (end - edge.at);
      const weighed = weighedAgainst(model, withFact(now.world, name, at), best);
      const base = weighed.get(best);
      if (base === undefined || base.missed.length > 0) {
        gain.misses += share / LOOKS;
        continue;
      }
      const rivals = [...weighed.values()].filter(({ option, missed }) => option !== best && missed.length === 0);
      const lost = Math.max(0, ...rivals.map((one) => leadOver(model, one.values, base.values)));
      gain.chance += share / LOOKS;
      gain.steps += (share / LOOKS) * lost;
    }
  }
  return gain;
}
