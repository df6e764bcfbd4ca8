import type { Ref } from '../core/turn.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, worldWith } from '../reasoning/evaluate.ts';
import type { CompiledGoal } from '../reasoning/model.ts';
import { goalsOf } from '../reasoning/model.ts';
import { EQUAL } from '../reasoning/place.ts';
import { settingsIn } from '../reasoning/proposals.ts';
import type { GoalSteps } from '../reasoning/steps.ts';
import { leadOf, stepOf, stepsBetween } from '../reasoning/steps.ts';
import type { Assessment } from '../reasoning/support.ts';
import { assess, differences } from '../reasoning/support.ts';
import type { Unit } from '../reasoning/units.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { leadOver, WORTH_CHANGING, weighedAgainst } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, displayed, plainPhrase, printAmount } from '../wording/amounts.ts';
import type { Summed, Term, Weighed } from '../wording/clause.ts';
import { Teller } from '../wording/tell.ts';
import { standing } from './addressing.ts';
import type { Assertion, Sentence } from './move.ts';
import { solvedForAll } from './solved-once.ts';
import type { Talk } from './talk.ts';
import { settingsToName } from './talk.ts';
import { turnsSinceNews } from './view.ts';

/** `option/goal~sum:rival`: two options weighed over all that tells them apart. */
const SUM = '~sum:';

/** A sum that somebody did since the last news. */
export interface Sum {
  option: string;
  rival: string;
  turn: number;
  claim: number;
  speaker: string;
}

export function sumsSaid({ view }: Talk): Sum[] {
  return turnsSinceNews(view).flatMap(({ turn, speaker, claims }) =>
    claims.flatMap(({ reason, claim, option }) => {
      const rival = reason?.split(SUM)[1];
      return rival === undefined || option === null ? [] : [{ option, rival, turn, claim, speaker }];
    }),
  );
}

/** Whether two options have been weighed against each other and nothing has changed since. */
export function isWeighed(talk: Talk, one: string, other: string): boolean {
  return sumsSaid(talk).some(({ option, rival }) => new Set([option, rival, one, other]).size === 2);
}

/** How the options stand, and who puts that into words: as it is, or with a setting that somebody proposes. */
export interface There {
  assessment: Assessment;
  tell: Teller;
}

/** The sum of two options; null where it has been done, or where all speaks for one side and nothing is to be weighed. */
export function sumOf(
  talk: Talk,
  best: string,
  rival: string,
  { assessment, tell }: There = { assessment: talk.view.now.assessment, tell: talk.tell },
): Sentence | null {
  if (isWeighed(talk, best, rival)) return null;
  // What cannot be chosen so is not weighed: it is out whatever the sum.
  if ([best, rival].some((option) => assessment.options.get(option)?.missed.length !== 0)) return null;
  const steps = stepsBetween(assessment, best, rival);
  if (steps === null || !steps.some((one) => one.steps > 0) || !steps.some((one) => one.steps < 0)) return null;
  const lead = leadOf(steps);
  const [first, second, sign] = lead > 0 ? [best, rival, 1] : [rival, best, -1];
  const parts = [...steps]
    .map(({ goal, difference, steps: size }) => ({ goal, difference: sign * difference, steps: sign * size }))
    .sort((a, b) => Math.abs(b.steps) - Math.abs(a.steps));
  const said =
    parts.length > MOST_PARTS ? null : printed(talk, { assessment, tell }, first, second, parts, Math.abs(lead));
  const [heaviest] = parts.filter((one) => one.steps > 0);
  if (said === null || heaviest === undefined) return null;
  const items = (isFor: boolean) => said.items.filter(({ steps }) => steps > 0 === isFor).map(({ item }) => item);
  if (items(true).length === 0 || items(false).length === 0) return null;
  const values = [first, second].flatMap((option) => assessment.options.get(option)?.values ?? []);
  const say = tell.withSettings(
    tell.say.summed({
      option: tell.option(first),
      rival: tell.option(second),
      won: items(true),
      lost: items(false),
      lead: said.lead,
      rest: said.rest,
    }),
    parts.map(({ goal }) => goal.quantity),
    values,
  );
  const what: Assertion = {
    reason: `${first}/${heaviest.goal.id}${SUM}${second}`,
    option: first,
    side: 'for',
    evidence:
      assessment === talk.view.now.assessment
        ? talk.evidence(heaviest.goal.quantity, first)
        : { kind: 'none', ref: null },
    figure: null,
    gist: tell.say.echoLead(tell.option(first), tell.option(second), said.lead),
  };
  if (first === best) return { symbol: 'weigh', slots: { say, ...standing(talk) }, asserts: { slot: 'say', what } };
  // One for one it is the other option; whoever ranks goals otherwise says which one comes first. Where all trade so, nobody does.
  if (talk.view.model.scenario.weights === 'equal') return null;
  const [dear] = differences(assessment, best, rival).filter(
    ({ gain, criterion }) => gain > 0 && criterion.kind !== 'need',
  );
  if (dear === undefined || dear.criterion.kind === 'need') return null;
  return {
    symbol: 'weigh.despite',
    slots: { say, what: plainPhrase(tell.label(dear.criterion.quantity)), ...standing(talk) },
    asserts: { slot: 'say', what },
  };
}

/**
 * With the rival at the setting that serves it best against the option, so that nobody wins against what could be better; null where that changes
 * little, or the option would no longer be ahead. `settings`: what else is set otherwise there.
 */
export function againstBest(
  talk: Talk,
  option: string,
  rival: string,
  settings: readonly Setting[] = [],
): There | null {
  const { model, now } = talk.view;
  if (model.scenario.weights !== 'equal') return null;
  const set = solvedForAll(talk, `best of ${rival} against ${option} ${JSON.stringify(settings)}`, () => {
    const world = worldWith(now.world, settings);
    const found = weighedAgainst(model, world, option).get(rival);
    const own = valuesOf(model, world, option);
    if (found === undefined || found.set.length === 0 || found.missed.length > 0) return [];
    const lead = leadOver(model, own, found.values);
    const today = leadOver(model, own, valuesOf(model, world, rival));
    return lead <= EQUAL || today - lead < WORTH_CHANGING ? [] : [...found.set];
  });
  return set.length === 0 ? null : withSettings(talk, [...settings, ...set]);
}

/** By how much the first of two options is ahead in all; null where that is not known, or it is not ahead. */
export function leadIn(talk: Talk, first: string, second: string): Phrase | null {
  const { assessment } = talk.view.now;
  const steps = stepsBetween(assessment, first, second);
  const lead = steps === null ? 0 : leadOf(steps);
  if (steps === null || lead <= 0 || steps.length > MOST_PARTS) return null;
  return printed(talk, { assessment, tell: talk.tell }, first, second, steps, lead)?.lead ?? null;
}

/** A listener follows as many. */
const MOST_PARTS = 6;
/** The unit in which members add up: so much of one goal, which counts as much as a step of any other. */
export interface Coin {
  goal: string;
  /** In base units. */
  worth: number;
  unit: Unit;
  amount: Phrase;
}

/** Money where a goal has it; else what is given up most. */
export function coinOf(talk: Talk, tell: Teller, values: OptionValues, parts: readonly GoalSteps[]): Coin | null {
  const goals = goalsOf(talk.view.model);
  const money = goals.find(({ quantity }) =>
    Object.keys(values.unitOf(quantity).dimensions).some((name) => name.startsWith('MONEY')),
  );
  const [dearest] = [...parts].sort((a, b) => a.steps - b.steps);
  const goal = money ?? dearest?.goal;
  return goal === undefined ? null : coinFor(tell, goal, values);
}

/** A step of a goal as the unit in which others are told. */
export function coinFor(tell: Teller, goal: CompiledGoal, values: OptionValues): Coin | null {
  const step = stepOf(goal, values);
  const amount = tell.worthOf(goal, values);
  return step === null || amount === null
    ? null
    : { goal: goal.id, worth: step.worth, unit: values.unitOf(goal.quantity), amount };
}

/** Whether a goal is counted in the coin as it is: so much of it is worth just as much. */
export function isCoin({ goal: id, worth, unit }: Coin, goal: CompiledGoal, values: OptionValues): boolean {
  return goal.id === id || (values.unitOf(goal.quantity).text === unit.text && stepOf(goal, values)?.worth === worth);
}

/** One way to print a sum; `place`: all of it down to there, as people round what they add up. */
interface Attempt {
  digits: readonly [part: number, sum: number, own?: number];
  isCoarse?: boolean;
  place?: number;
}

/** The places that leave two digits of a lead, or up to four. */
function roundings(lead: number): Attempt[] {
  const last = Math.floor(Math.log10(lead) + 1e-9) - 1;
  return [last, last - 1, last - 2].map((power) => ({ digits: [0, 0], place: 10 ** power }));
}

/** Digits beyond what is usual, of each part, of what they come to, and of what is in that unit as it is. */
const DIGITS: readonly Attempt[] = [
  { digits: [0, 0, 0] },
  { digits: [0, 0, 1] },
  { digits: [1, 1] },
  { digits: [1, 0] },
  { digits: [0, 0, 0], isCoarse: true },
  { digits: [1, 0, 1], isCoarse: true },
  { digits: [2, 2] },
  { digits: [2, 1] },
  { digits: [2, 0] },
  { digits: [3, 1] },
  { digits: [3, 0] },
  { digits: [3, -1] },
];

/** A listener follows so many by name. */
const MOST_NAMED = 3;

/** The largest parts, of either side one at least, in their order; what is left is told together. */
function largest(parts: readonly GoalSteps[]): readonly GoalSteps[] {
  const ofSide = (isFor: boolean) => parts.filter(({ steps }) => steps > 0 === isFor).slice(0, 1);
  const due = [...ofSide(true), ...ofSide(false)];
  const more = parts.filter((one) => !due.includes(one)).slice(0, MOST_NAMED - due.length);
  return parts.filter((one) => due.includes(one) || more.includes(one));
}

/** Each part and the lead in one unit, with as many digits as it takes that the sum comes out as it is printed. */
function printed(
  talk: Talk,
  { tell, assessment }: There,
  first: string,
  second: string,
  parts: readonly GoalSteps[],
  lead: number,
): { items: { item: Weighed; steps: number }[]; lead: Phrase; rest: Summed['rest'] } | null {
  const values = (option: string) => assessment.options.get(option)?.values;
  const [a, b] = [values(first), values(second)];
  const coin = a === undefined ? null : coinOf(talk, tell, a, parts);
  if (a === undefined || b === undefined || coin === null) return null;
  const all = parts.flatMap(({ goal, steps }) => {
    const between = tell.between(goal, a, b);
    return between === null ? [] : [{ goal, steps, between }];
  });
  if (all.length < parts.length) return null;
  const named = largest(parts).map(({ goal }) => goal);
  const told = all.filter(({ goal }) => named.includes(goal));
  const others = all.filter(({ goal }) => !named.includes(goal));
  const left = others.reduce((sum, { steps }) => sum + steps, 0);
  const refs = [
    ...all.flatMap(({ between }) => [...refsIn(between.gap), ...refsIn(between.worth.amount)]),
    ...refsIn(coin.amount),
  ];
  const shownLead = displayed(asCoin(talk, coin, lead, refs, 'difference', 0).numbers[0]?.text ?? '');
  for (const {
    digits: [digits, short, own = digits],
    isCoarse = false,
    place: down = 0,
  } of [...(shownLead > 0 ? roundings(shownLead) : []), ...DIGITS]) {
    const items = told.map(({ goal, steps, between }) => ({
      item: {
        label: tell.label(goal.quantity),
        gap:
          (own > 0 && goal.id === coin.goal) || (down > 0 && isCoin(coin, goal, a))
            ? asCoin(talk, coin, Math.abs(steps), refsIn(between.gap), 'difference', own, down)
            : between.gap,
        isLess: goal.kind === 'less',
        as: isCoin(coin, goal, a) ? null : inCoin(talk, coin, Math.abs(steps), between, digits, down),
        rate:
          isCoin(coin, goal, a) || isHeard(talk, between.worth.amount)
            ? null
            : { of: coin.amount, for: between.worth.amount },
      },
      steps,
    }));
    const shown = ({ item }: (typeof items)[number]) => displayed((item.as ?? item.gap).numbers[0]?.text ?? '');
    const rest =
      others.length === 0 ? null : asCoin(talk, coin, Math.abs(left), refsOf(others, coin), 'difference', digits, down);
    const inRest = rest === null ? 0 : Math.sign(left) * displayed(rest.numbers[0]?.text ?? '');
    const sum = items.reduce((total, one) => total + Math.sign(one.steps) * shown(one), inRest);
    // No finer than the coarsest of its parts, where that will do.
    const coarsest = Math.max(...items.map(({ item }) => 2 * halfPlace((item.as ?? item.gap).numbers[0]?.text ?? '')));
    const place = down > 0 ? down : isCoarse ? coarsest : 0;
    const total = asCoin(talk, coin, lead, refs, 'difference', short, place);
    const text = total.numbers[0]?.text ?? '';
    const off = Math.max(halfPlace(text), place / 2);
    // Rounded alike, the parts come to the sum to the digit.
    const isSum = displayed(text) !== 0 && Math.abs(sum - displayed(text)) <= (down > 0 ? down * 1e-6 : off);
    const isFair =
      down === 0
        ? !(isCoarse && isRough(total))
        : [total, ...(rest === null ? [] : [rest]), ...items.map(({ item }) => item.as ?? item.gap)].every(showsPlace);
    if (isSum && isShownAs(total, off) && isFair)
      return { items, lead: total, rest: rest === null || inRest === 0 ? null : { amount: rest, isFor: left > 0 } };
  }
  return null;
}

/** Half of the last place of a number as it is printed. */
export function halfPlace(text: string): number {
  const scale = displayed(`1${/[kMBT만억조]$/.exec(text)?.[0] ?? ''}`);
  return (scale / 10 ** (text.split('.')[1]?.replace(/\D/g, '').length ?? 0)) * (0.5 + 1e-9);
}

/** Whether a printed amount is a rounding of its value, off by no more than that. */
/** Of a lead: rounded by more of it, it is another figure than the one in the table. */
const ROUGH = 0.03;

const isRough = ({ numbers: [number] }: Phrase): boolean =>
  number !== undefined && Math.abs(displayed(number.text) - number.value) > ROUGH * Math.abs(number.value);

/** Whether the digits that are shown say down to where an amount was rounded: `€4.6k` does for 4,642, `€4,600` does not. */
const showsPlace = (phrase: Phrase): boolean => isShownAs(phrase, halfPlace(phrase.numbers[0]?.text ?? ''));

function isShownAs({ numbers: [number] }: Phrase, off: number): boolean {
  return number !== undefined && Math.abs(displayed(number.text) - number.value) <= off;
}

function asCoin(
  talk: Talk,
  { unit, worth }: Coin,
  steps: number,
  refs: Ref[],
  op: 'ratio' | 'difference',
  extra: number,
  place = 0,
): Phrase {
  const value = (steps * worth) / unit.factor;
  const name = unit.text === '' ? 'ratio' : unit.text;
  const { number } = printAmount(value, name, talk.tell.language, extra);
  // A numeral in the unit is part of what is printed: 1,172 of `만 원` are 1,172만.
  const least = number.value === 0 ? 0 : place * (value / number.value);
  const said = least === 0 ? value : Number((Math.round(value / least) * least).toPrecision(12));
  const whole = printAmount(said, name, talk.tell.language, extra);
  const printed = place >= 100 && talk.tell.language === 'en' ? inThousands(whole, said) : whole;
  return asPhrase({ ...printed, number: { ...printed.number, value: number.value } }, refs, op);
}

/** `$3.8k` for what is no finer than hundreds, beside parts in thousands. */
function inThousands(printed: ReturnType<typeof printAmount>, value: number): ReturnType<typeof printAmount> {
  const { text, number } = printed;
  const size = Math.abs(value);
  if (size < 1e3 || size >= 1e4 || !text.endsWith(number.text) || displayed(number.text) !== value) return printed;
  const short = `${Number((value / 1e3).toPrecision(6))}k`;
  return { text: text.slice(0, -number.text.length) + short, number: { ...number, text: short } };
}

const refsOf = (parts: readonly { between: { gap: Phrase; worth: Term } }[], { amount }: Coin): Ref[] => [
  ...parts.flatMap(({ between }) => [...refsIn(between.gap), ...refsIn(between.worth.amount)]),
  ...refsIn(amount),
];

/** What several gaps are worth together. */
export function totalIn(
  talk: Talk,
  coin: Coin,
  parts: readonly { steps: number; between: { gap: Phrase; worth: Term } }[],
  extra: number,
): Phrase {
  const steps = parts.reduce((sum, one) => sum + one.steps, 0);
  return asCoin(talk, coin, steps, refsOf(parts, coin), 'difference', extra);
}

/** What lies between two options on a goal, as what it is worth in another unit. */
export function inCoin(
  talk: Talk,
  coin: Coin,
  steps: number,
  { gap, worth }: { gap: Phrase; worth: Term },
  extra = 0,
  place = 0,
): Phrase {
  const refs = [...refsIn(gap), ...refsIn(worth.amount), ...refsIn(coin.amount)];
  return asCoin(talk, coin, steps, refs, 'ratio', extra, place);
}

/** Whether somebody has said what counts on a goal: it is not said twice. */
export function isHeard({ view }: Talk, { numbers }: Phrase): boolean {
  const said = view.turns.flatMap(({ body }) => body.claims.flatMap((claim) => claim.numbers));
  return numbers.every(({ text, unit, refs }) =>
    said.some((one) => one.text === text && one.unit === unit && refs.every((ref) => one.refs.includes(ref))),
  );
}

/** With what colleagues have proposed and nobody has taken up yet: whoever answers counts with it. */
export function asProposed(talk: Talk): There {
  const { view } = talk;
  const settings = view.now.knowledge.proposals
    .filter(({ seconded, by }) => seconded === null && by !== view.seat.id)
    .flatMap(settingsIn);
  return settings.length === 0 ? { assessment: view.now.assessment, tell: talk.tell } : withSettings(talk, settings);
}

/** How the options stand with settings that somebody proposes. */
export function withSettings(talk: Talk, settings: Parameters<typeof worldWith>[1]): There {
  const { model, seat, now } = talk.view;
  const world = worldWith(now.world, settings);
  const assessment = assess(model, world, seat.values);
  const { refOf } = talk.citing.trying({ world, assessment }, []);
  return { assessment, tell: new Teller(model, talk.tell.language, refOf, settingsToName(talk.view, refOf)) };
}

export const refsIn = ({ numbers }: Phrase) => numbers.flatMap(({ refs }) => refs);
