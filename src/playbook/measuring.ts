import type { Measurement } from '../core/scenario.ts';
import type { Ref } from '../core/turn.ts';
import { amendments, amendmentsOf, atBestSettings } from '../reasoning/amend.ts';
import { lastPlace, NEAR_ENOUGH } from '../reasoning/digits.ts';
import { withFact, worldWith } from '../reasoning/evaluate.ts';
import { assess, choiceOf, faringUnder } from '../reasoning/support.ts';
import { aheadBySteps, fieldOf } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, phrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { printDays } from '../wording/tell.ts';
import { standing, TO_ALL } from './addressing.ts';
import type { Move } from './move.ts';
import { solvedForAll, solvedOnce } from './solved-once.ts';
import type { Talk } from './talk.ts';

/** A measurement whose result could change the choice, with its threshold and price. */
export function measures(talk: Talk, isWanted: (measurement: Measurement) => boolean = () => true): Move[] {
  const { view, tell } = talk;
  if (talk.best === null) return [];
  return view.question.model.measurements.flatMap((measurement, index): Move[] => {
    const name = measurement.learns;
    const fact = view.model.scenario.facts[name];
    const now = view.now.world.facts.get(name);
    if (!isWanted(measurement) || fact === undefined || typeof now !== 'number') return [];
    if (talk.reasons.has(`measure:${name}`) || talk.reasons.has(refusalOf(name))) return [];
    const threshold = thresholdOf(talk, name, now);
    if (threshold === null || comesTooLate(talk, measurement, threshold.option)) return [];
    const unit = fact.unit ?? '';
    const priced = priceOf(talk, measurement, index);
    const { error = null } = measurement;
    const within =
      error === null ? null : asPhrase(printAmount(error, unit, tell.language), [`rule:measurement-${index}.error`]);
    const label = tell.label(name);
    return [
      {
        kind: 'measure',
        act: 'propose',
        ...TO_ALL,
        utility: 4.4 + 5.4 * view.seat.initiative,
        sentences: [
          {
            symbol: 'measure',
            slots: {
              say: tell.say.measurement(measurement.how, label, priced, within),
              threshold: barOf(talk, measurement) ?? undefined,
              doubt: fact.doubt === undefined || isDoubted(talk, name) ? undefined : tell.say.shaky(label, fact.doubt),
              ...standing(talk),
            },
            asserts: {
              slot: 'say',
              what: {
                reason: `measure:${name}`,
                option: null,
                side: null,
                evidence: { kind: 'none', ref: null },
                figure: null,
                gist: plainPhrase(measurement.how),
              },
            },
          },
        ],
      },
    ];
  });
}

/** Whether there is no time left for the option that a measurement may lead to once its result is there. */
export function comesTooLate(talk: Talk, { days }: Measurement, option: string | null): boolean {
  if (option === null || days === undefined) return false;
  const { view, tell } = talk;
  return view.model.criteria.some((need) => {
    const found = need.kind === 'need' ? tell.calendar(need, talk.values(option)) : null;
    return found !== null && days + found.takes.days > found.limit.days + 1e-9;
  });
}

/** News has moved the bar of a measurement that somebody has proposed: whoever measures has to know the new one. */
export function movedBars(talk: Talk): Move[] {
  const { view, tell } = talk;
  const isNews = view.heard.some(({ kind }) => kind === 'fact');
  if (!isNews || talk.best === null) return [];
  return view.question.model.measurements.flatMap((measurement, index): Move[] => {
    const name = measurement.learns;
    const ref: Ref = `rule:measurement-${index}.threshold`;
    const said = view.turns.flatMap(({ body }) =>
      body.claims.flatMap(({ reason, numbers }) =>
        reason === `measure:${name}` || reason === `bar:${name}`
          ? numbers.filter(({ refs }) => refs.includes(ref)).slice(0, 1)
          : [],
      ),
    );
    const bar = barOf(talk, measurement);
    const [last, now] = [said.at(-1), bar?.numbers.find(({ refs }) => refs.includes(ref))];
    if (bar === null || last === undefined || now === undefined) return [];
    if (last.text === now.text || Math.abs(last.value - now.value) < BAR_MOVED * Math.abs(last.value)) return [];
    // In its own unit: a share was said in percent.
    const was = asPhrase(printAmount(last.value, last.unit, tell.language), [ref]);
    return [
      {
        kind: 'measure',
        act: 'support',
        ...TO_ALL,
        utility: 6.4,
        sentences: [
          {
            symbol: 'bar',
            slots: { say: tell.say.barMoved(tell.label(name), was, bar), ...standing(talk) },
            asserts: {
              slot: 'say',
              what: {
                reason: `bar:${name}`,
                option: null,
                side: null,
                evidence: { kind: 'none', ref: null },
                figure: null,
                gist: plainPhrase(measurement.how),
              },
            },
          },
        ],
      },
    ];
  });
}

/** Of the old bar: a smaller move is not worth a turn. */
const BAR_MOVED = 0.03;

/**
 * The bar of a measurement. Where the choice misses a limit past it, what the measurement may be off comes off the side that holds; where
 * another option is merely ahead, a result near the bar costs next to nothing either way.
 */
export function barOf(talk: Talk, measurement: Measurement, label = talk.tell.say.it): Phrase | null {
  const found = barAt(talk, measurement);
  if (found === null) return null;
  const { learns } = measurement;
  const index = talk.view.question.model.measurements.findIndex((one) => one.learns === learns);
  const unit = talk.view.model.scenario.facts[learns]?.unit ?? '';
  const amount = asPhrase(printAmount(found.bar, unit, talk.tell.language), [`rule:measurement-${index}.threshold`]);
  const at = talk.tell.say.bare({ label: talk.tell.label(learns), amount });
  const said = saidThreshold(talk, { name: learns, label }, at, found.threshold);
  const far = otherSide(talk, learns, found.threshold);
  if (far === null) return said;
  const edge = asPhrase(printAmount(far.at, unit, talk.tell.language), [`rule:measurement-${index}.threshold`]);
  const there = talk.tell.say.bare({ label: talk.tell.label(learns), amount: edge });
  return talk.tell.say.orElse(said, saidThreshold(talk, { name: learns, label }, there, far));
}

/** Where a fact turns the choice on the other side of what it is taken to be; null where it does not within its range. */
function otherSide(talk: Talk, name: string, { beyond }: Threshold): Threshold | null {
  const now = talk.view.now.world.facts.get(name);
  const { range } = talk.view.model.scenario.facts[name] ?? {};
  if (typeof now !== 'number' || range === undefined) return null;
  return thresholdOf(talk, name, now, beyond === 'above' ? range[0] : range[1]);
}

/** The same as a number. */
export function barAt(talk: Talk, { learns, error = 0 }: Measurement): { bar: number; threshold: Threshold } | null {
  const now = talk.view.now.world.facts.get(learns);
  const threshold = typeof now === 'number' ? thresholdOf(talk, learns, now) : null;
  if (threshold === null) return null;
  const off = isAtRisk(talk, learns, threshold, error) ? error : 0;
  return { bar: threshold.at + (threshold.beyond === 'above' ? -1 : 1) * off, threshold };
}

/**
 * At what an option has to be set where a fact has another value, as a noun phrase: past a bar it is that, and not the option as it stands
 * today, that holds. Null where it holds as it stands.
 */
export function settingAt(talk: Talk, option: string, name: string, value: number): Phrase | null {
  const { view, tell } = talk;
  const { model, seat, now } = view;
  const there = withFact(now.world, name, value);
  const asSet = assess(model, there, seat.values);
  if (asSet.best === option && asSet.options.get(option)?.missed.length === 0) return null;
  const terms = amendmentsOf(model, there, option).flatMap(({ input, to }) => {
    const today = talk.values(option).amount(input);
    if (today === null || today.value === to) return [];
    const printed = printAmount(to, today.unit.text, tell.language, 2);
    return [
      tell.say.setAt({ label: tell.label(input), amount: asPhrase(printed, [`rule:adjust.${option}.${input}`]) }),
    ];
  });
  const [first, ...rest] = terms;
  return first === undefined ? null : rest.reduce((all, one) => phrase`${all}, ${one}`, first);
}

/** Whether a result that is off may cost a limit: that of today's choice right past a threshold, or that of whoever takes its place. */
function isAtRisk({ view, best }: Talk, name: string, { option, past }: Threshold, error: number): boolean {
  if (option === null || best === null) return true;
  const { model, seat } = view;
  const there = withFact(view.now.world, name, past);
  const settings = amendments(model, there);
  const missesAt = (of: string, value: number) => {
    const world = worldWith(withFact(there, name, value), settings);
    return assess(model, world, seat.values).options.get(of)?.missed.length !== 0;
  };
  return missesAt(best, past) || [-1, 1].some((sign) => missesAt(option, past + sign * error));
}

/** What a measurement takes, in money and days. */
export function priceOf({ tell }: Talk, { cost: price, days: time }: Measurement, index: number): Phrase | null {
  const ref = (of: 'cost' | 'days'): Ref => `rule:measurement-${index}.${of}`;
  const cost =
    price === undefined ? null : asPhrase(printAmount(price.value, price.unit, tell.language), [ref('cost')]);
  const days = time === undefined ? null : asPhrase(printDays(time, tell.language), [ref('days')]);
  return cost !== null && days !== null ? joined(cost, days, tell.language) : (cost ?? days);
}

/** Whether somebody has spoken of what the fact may be instead, with why. */
const isDoubted = ({ reasons }: Talk, name: string) =>
  [...reasons].some((reason) => reason.includes(`~range:${name}@`));

function joined(first: Phrase, second: Phrase, language: 'ko' | 'en'): Phrase {
  return language === 'ko' ? phrase`${first}에 ${second}` : phrase`${first} and ${second}`;
}

/** From here on a member proposes a measurement beside something else; whoever is to make it always does. */
export const ENTERPRISING = 0.5;

export const isTheirs = ({ view: { seat } }: Talk, { owner }: Measurement): boolean =>
  owner?.toLowerCase() === seat.id || seat.initiative >= ENTERPRISING;

/**
 * Which option the figures put ahead where a fact is otherwise, each at the setting that serves it best; where two are level, the one that
 * is ahead today stays.
 */
function aheadIn({ view: { model, now } }: Talk, fact: string): (world: World) => string | null {
  const before = { field: fieldOf(model, now.world), fact };
  const today = aheadBySteps(model, now.world, before);
  const isOpen = (world: World) => today !== null && (fieldOf(model, world, before).get(today) ?? []).length > 0;
  return (world) => aheadBySteps(model, world, before) ?? (isOpen(world) ? today : null);
}

const STEPS = 24;

/** The reason by which a measurement is refused. */
export const refusalOf = (name: string): string => `refuse:${name}`;

/** Where a fact turns a choice; null as an option where nothing can be chosen beyond it. */
export interface Threshold {
  at: number;
  beyond: 'above' | 'below';
  option: string | null;
  /** A value right behind it. */
  past: number;
}

export function saidThreshold(
  talk: Talk,
  { name, label }: { name: string; label: string },
  at: Phrase,
  { beyond, option, past }: Threshold,
): Phrase {
  const { tell, best } = talk;
  if (option === null) return tell.say.breaks(label, at, beyond, tell.option(best ?? ''));
  const said = tell.say.threshold(label, at, beyond, tell.option(option));
  const set = settingAt(talk, option, name, past);
  return set === null ? said : tell.setThere(said, option, set);
}

/** The nearest value of a fact within its range, or on the way to one end of it, past which this member would choose otherwise. */
export function thresholdOf(talk: Talk, name: string, now: number, toward?: number): Threshold | null {
  return solvedOnce(talk, `${name} ${now} ${toward}`, () => thresholdIn(talk, name, now, toward));
}

function thresholdIn(talk: Talk, name: string, now: number, toward?: number): Threshold | null {
  const { view } = talk;
  const { model, seat } = view;
  const today = view.now.assessment.best;
  const asSet = (world: World) => choiceOf(model, faringUnder(model, world), seat.values).best;
  // Against every rival at the setting that serves it best, unless that already leads elsewhere today.
  const atBest = (world: World) => asSet(atBestSettings(model, world));
  // Where goals trade one for one the figures' bar is everybody's: nobody has one of their own beside it.
  const isShared = model.scenario.weights === 'equal' && aheadWith(talk, name)(view.now.world) === today;
  const choose = !isShared && atBest(view.now.world) === today ? atBest : asSet;
  const [low, high] = model.scenario.facts[name]?.range ?? [now / 4, now * 4];
  const found = (toward === undefined ? [high, low] : [toward]).flatMap(
    (end) =>
      (isShared ? aheadEdge(talk, { name, now, end }) : edgeOf(view.now.world, { name, now, end }, choose)) ?? [],
  );
  const [near] = found.sort((a, b) => Math.abs(a.at - now) - Math.abs(b.at - now));
  return near ?? null;
}

/** Where a choice first changes on the way from a fact's value to another one. */
export function edgeOf(
  world: World,
  { name, now, end }: { name: string; now: number; end: number },
  choose: (world: World) => string | null,
): Threshold | null {
  const chosen = (value: number) => choose(withFact(world, name, value));
  const today = choose(world);
  let holds = now;
  for (let step = 1; step <= STEPS; step += 1) {
    const at = now + ((end - now) * step) / STEPS;
    const option = chosen(at);
    if (option === today) {
      holds = at;
      continue;
    }
    let flips = at;
    for (let half = 0; half < 30; half += 1) {
      const middle = (holds + flips) / 2;
      if (chosen(middle) === today) holds = middle;
      else flips = middle;
    }
    const threshold = shortest(now, holds, flips);
    // Right behind the edge it may lead elsewhere than at the step that found it.
    return threshold === 0
      ? null
      : { at: threshold, beyond: end > now ? 'above' : 'below', option: chosen(flips) ?? option, past: flips };
  }
  return null;
}

/** Where the figures first put another option ahead on the way from a fact's value to another one. */
export function aheadEdge(talk: Talk, at: { name: string; now: number; end: number }): Threshold | null {
  const { name, now, end } = at;
  return solvedForAll(talk, `edge ${name} ${now} ${end}`, () => edgeOf(talk.view.now.world, at, aheadWith(talk, name)));
}

/** Who is ahead by the figures, whoever looks, in worlds that differ in one fact. */
const aheadWith = (talk: Talk, fact: string) => solvedForAll(talk, `ahead ${fact}`, () => aheadIn(talk, fact));

/** The shortest number near a threshold at which all is still as it is. */
function shortest(now: number, holds: number, flips: number): number {
  for (let digits = 2; digits <= 6; digits += 1) {
    const unit = lastPlace(holds, digits);
    const times = holds / unit;
    const inner = Number(((flips > now ? Math.floor(times + 1e-6) : Math.ceil(times - 1e-6)) * unit).toPrecision(12));
    const isBetween = flips > now ? inner > now : inner < now;
    if (isBetween && Math.abs(inner - holds) <= NEAR_ENOUGH * Math.abs(holds)) return inner;
  }
  return holds;
}
