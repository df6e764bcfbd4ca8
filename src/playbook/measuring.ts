import type { Flip } from '../core/outcome.ts';
import type { Measurement } from '../core/scenario.ts';
import type { Ref } from '../core/turn.ts';
import { keepsEvery } from '../reasoning/amend.ts';
import { amendmentsOf } from '../reasoning/amendments.ts';
import { aheadAsSet, knowingAsSet, turnsAsSet } from '../reasoning/as-decided.ts';
import type { Band } from '../reasoning/bands.ts';
import { lastPlace } from '../reasoning/digits.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import type { Knowing } from '../reasoning/knowing.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { fieldOf } from '../reasoning/places.ts';
import { comesWhole, decisionOf, flipToward, movableAt, sidesOf } from '../reasoning/solve.ts';
import { assess } from '../reasoning/support.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { aheadBySteps, bestOf, leadOver, WORTH_CHANGING } from '../reasoning/weighing.ts';
import type { World } from '../reasoning/worlds.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, phrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { printDays } from '../wording/tell.ts';
import { standing, TO_ALL } from './addressing.ts';
import { begun, waitOf } from './begun.ts';
import type { Move } from './move.ts';
import { settingOf } from './setting-phrase.ts';
import { solvedForAll, solvedOnce } from './solved-once.ts';
import type { Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';

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
    if (threshold === null || comesTooLate(talk, measurement)) return [];
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

/** What a measurement may lead to, for whoever need not wait for it: beside it shows what its days cost. */
export const thresholdAtOnce = (talk: Talk, name: string, now: number): Threshold | null =>
  nearest(thresholdsOn(talk, name, talk.view.model), now, undefined);

/**
 * Whether there is no time left for the option that a measurement may lead to once its result is there, whatever the result past the bar and
 * however the option is set.
 */
export function comesTooLate(talk: Talk, { learns, days }: Measurement): boolean {
  const value = talk.view.now.world.facts.get(learns);
  const threshold = typeof value === 'number' ? thresholdAtOnce(talk, learns, value) : null;
  if (threshold === null || threshold.option === null || days === undefined) return false;
  const { option, past, beyond } = threshold;
  const { model, now } = talk.view;
  const { range } = model.scenario.facts[learns] ?? {};
  const end = range === undefined ? past : beyond === 'above' ? range[1] : range[0];
  return solvedForAll(talk, `late ${learns} ${days} ${option} ${past}`, () =>
    [past, end].every((value) => isOverdue(talk, option, days, withFact(now.world, learns, value))),
  );
}

/** Whether an option that begins so many days later misses its deadline however it is set. */
export function isOverdue(talk: Talk, option: string, days: number, world = talk.view.now.world): boolean {
  const { model } = talk.view;
  const places = fieldOf(model, world).get(option);
  const all = places.length === 0 ? [valuesOf(model, world, option)] : places.map(({ values }) => values);
  return all.every((values) => isLate(talk, days, values));
}

/** Whether an option that begins so many days later misses its deadline. */
export const isLate = ({ view, tell }: Talk, days: number, values: OptionValues): boolean =>
  view.model.criteria.some((need) => {
    const found = need.kind === 'need' ? tell.calendar(need, values) : null;
    return found !== null && days + found.takes.days > found.limit.days + 1e-9;
  });

/** The bar of a measurement that somebody has proposed is another one now: whoever measures has to know that it is, and why. */
export function movedBars(talk: Talk): Move[] {
  const { view } = talk;
  if (talk.best === null) return [];
  return view.question.model.measurements.flatMap((measurement): Move[] => {
    const name = measurement.learns;
    // A bar is told by whoever has told it, or is to measure.
    const isTeller = view.turns.some(
      ({ body }) => body.speaker === view.seat.id && body.claims.some(({ reason }) => reason === `measure:${name}`),
    );
    const say =
      isTeller || isOwner(talk, measurement) ? replacing(talk, measurement, bareBar(talk, measurement)) : null;
    if (say === null) return [];
    return [
      {
        kind: 'measure',
        act: 'support',
        ...TO_ALL,
        utility: 6.4,
        sentences: [
          {
            symbol: 'bar',
            slots: { say, ...standing(talk) },
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

/** A bar with the one that was told before and why that is no more the bar; null where none was told, or the same. */
function replacing(talk: Talk, { learns: name }: Measurement, bar: Phrase | null): Phrase | null {
  const { view, tell } = talk;
  const index = view.question.model.measurements.findIndex(({ learns }) => learns === name);
  const ref: Ref = `rule:measurement-${index}.threshold`;
  // Where each weighs in an own order each has an own bar; else the bar of whoever would choose otherwise is another one.
  const isShared = view.model.scenario.weights === 'equal';
  const like = view.turns.filter(({ body: { speaker, stance } }) =>
    isShared ? stance.option === talk.best : speaker === view.seat.id,
  );
  const told = like.flatMap(({ body }) =>
    body.claims.flatMap(({ reason, numbers }) => {
      const bars = numbers.filter(({ refs }) => refs.includes(ref));
      // What replaces a bar names the old one first.
      const said = reason === `measure:${name}` ? bars[0] : reason === `bar:${name}` ? (bars[1] ?? bars[0]) : undefined;
      return said === undefined ? [] : [{ said, turn: body.turn }];
    }),
  );
  const [last, now] = [told.at(-1), bar?.numbers.find(({ refs }) => refs.includes(ref))];
  if (bar === null || last === undefined || now === undefined) return null;
  const { said, turn } = last;
  if (said.text === now.text || Math.abs(said.value - now.value) < BAR_MOVED * Math.abs(said.value)) return null;
  // In its own unit: a share was said in percent.
  const was = asPhrase(printAmount(said.value, said.unit, tell.language), [ref]);
  const isNews =
    turnsSinceNews(view).every((body) => body.turn > turn) && view.heard.some(({ kind }) => kind === 'fact');
  return tell.say.barMoved(tell.label(name), was, bar, isNews);
}

/** Of the old bar: a smaller move is not worth a turn. */
const BAR_MOVED = 0.03;

/**
 * The bar of a measurement. Where the choice misses a limit past it, what the measurement may be off comes off the side that holds; where
 * another option is merely ahead, a result near the bar costs next to nothing either way.
 */
export function barOf(talk: Talk, measurement: Measurement, label = talk.tell.say.it): Phrase | null {
  const bar = bareBar(talk, measurement, label);
  return replacing(talk, measurement, bar) ?? bar;
}

function bareBar(talk: Talk, measurement: Measurement, label = talk.tell.say.it): Phrase | null {
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
  const other = barFor(talk, measurement, far);
  const edge = asPhrase(printAmount(other, unit, talk.tell.language), [`rule:measurement-${index}.threshold`]);
  const there = talk.tell.say.bare({ label: talk.tell.label(learns), amount: edge });
  const { threshold: near } = found;
  const [set, otherwise] = [near, far].map(({ option, past }) =>
    option === null ? null : settingAt(talk, option, learns, past),
  );
  const isOneSentence = far.option === near.option && !near.isKept && !far.isKept && set?.text === otherwise?.text;
  if (near.option === null || !isOneSentence)
    return talk.tell.say.orElse(said, saidThreshold(talk, { name: learns, label }, there, far));
  const [low, high] = near.beyond === 'below' ? [at, there] : [there, at];
  const both = talk.tell.say.eitherSide(label, low, high, talk.tell.option(near.option));
  return set == null ? both : talk.tell.setThere(both, near.option, set);
}

/** Where a fact turns the choice on the other side of what it is taken to be; null where it does not within its range. */
function otherSide(talk: Talk, name: string, { beyond }: Threshold): Threshold | null {
  const now = talk.view.now.world.facts.get(name);
  const { range } = talk.view.model.scenario.facts[name] ?? {};
  if (typeof now !== 'number' || range === undefined) return null;
  return thresholdOf(talk, name, now, beyond === 'above' ? range[0] : range[1]);
}

/** The same as a number. */
export function barAt(talk: Talk, measurement: Measurement): { bar: number; threshold: Threshold } | null {
  const { learns } = measurement;
  const now = talk.view.now.world.facts.get(learns);
  const threshold = typeof now === 'number' ? thresholdOf(talk, learns, now) : null;
  return threshold === null ? null : { bar: barFor(talk, measurement, threshold), threshold };
}

/** The bar at a threshold, clear of what the measurement may be off; where the choice misses a limit past it, from the last value that is sure, as the memo has it. */
function barFor(talk: Talk, measurement: Measurement, threshold: Threshold): number {
  const { learns, error = 0 } = measurement;
  const off = error > 0 ? clearOf(talk, measurement, threshold) : 0;
  const { at, past, beyond, holds } = threshold;
  const { model, now } = talk.view;
  const isOut = talk.best !== null && bestOf(model, withFact(now.world, learns, past), talk.best) === null;
  const exact = (isOut ? holds : at) + off;
  // Where the choice misses a limit past it, it has to be sure; else whoever takes its place.
  return shortBar(exact, (beyond === 'above') === isOut ? Math.floor : Math.ceil);
}

/** With which a bar is told. */
const DIGITS = 3;
/** Of the last digit: a bar that is off it by less has no more digits. */
const TINY = 1e-6;

function shortBar(exact: number, toward: (digits: number) => number): number {
  const unit = lastPlace(exact, DIGITS);
  const [near, count] = [Math.round(exact / unit), exact / unit];
  return Number(((Math.abs(near - count) < TINY ? near : toward(count)) * unit).toPrecision(12));
}

/**
 * At what an option has to be set where a fact has another value, as a noun phrase: past a bar it is that, and not the option as it stands
 * today, that holds. Null where it holds as it stands.
 */
export function settingAt(talk: Talk, option: string, name: string, value: number): Phrase | null {
  const { seat, now } = talk.view;
  const model = begun(talk, name);
  const there = withFact(now.world, name, value);
  const asSet = assess(model, there, seat.values);
  const isKept = asSet.options.get(option)?.missed.length === 0;
  if (asSet.best === option && isKept && model.scenario.weights !== 'equal') return null;
  const changed = settingsFor(model, there, option, isKept).filter(
    ({ input, to }) => (talk.values(option).amount(input)?.value ?? to) !== to,
  );
  return settingOf(
    talk,
    changed.map(({ input, to }) => ({ option, input, to })),
    { isKnown: true, refOf: ({ input }) => `rule:adjust.${option}.${input}` },
  );
}

/** How an option is set best: where goals trade one for one as the bars have it, and as it stands where that is as good. */
function settingsFor(model: DecisionModel, world: World, option: string, isKept: boolean): readonly Setting[] {
  if (model.scenario.weights !== 'equal') return amendmentsOf(model, world, option);
  const best = bestOf(model, world, option);
  if (best === null) return [];
  const isAsGood = isKept && leadOver(model, best.values, valuesOf(model, world, option)) < WORTH_CHANGING;
  return isAsGood ? [] : best.set;
}

/**
 * What is added to a threshold so that a result that is off costs no limit: on the side of today's choice where that misses one right past it,
 * on the far side where whoever takes its place needs to be sure; 0 where neither.
 */
function clearOf(talk: Talk, measurement: Learning, threshold: Threshold): number {
  const { view, best } = talk;
  const { option, past, beyond } = threshold;
  const { learns: name, error = 0 } = measurement;
  const inward = beyond === 'above' ? -error : error;
  if (option === null || best === null) return inward;
  const { model } = view;
  const results = model.scenario.weights === 'equal' ? known(talk, measurement) : null;
  // As the memo has it: where one thing is no longer to be done and the other is.
  if (results !== null)
    return (
      borderBetween(best, option, results.bands, threshold) ?? shiftOf([0, inward, -inward], results.bands, threshold)
    );
  const there = withFact(view.now.world, name, past);
  if (bestOf(model, there, best) === null) return inward;
  const set = bestOf(model, there, option)?.set ?? [];
  const isSure = [-1, 1].every((sign) =>
    keepsEvery(model, valuesOf(model, worldWith(withFact(there, name, past + sign * error), set), option)),
  );
  return isSure ? 0 : -inward;
}

/** How far off a threshold the nearest border lies between results at which the one and the other is to be done, in that order; null where there is none. */
function borderBetween(best: string, option: string, bands: readonly Band[], { at, beyond }: Threshold): number | null {
  const [below, above] = beyond === 'above' ? [best, option] : [option, best];
  const found = bands.slice(1).flatMap(({ from, outcome }, index) => {
    return bands[index]?.outcome === below && outcome === above ? [from - at] : [];
  });
  return found.sort((a, b) => Math.abs(a) - Math.abs(b))[0] ?? null;
}

/** Which of several shifts brings a threshold nearest to where one band ends and the next begins. */
function shiftOf(shifts: readonly number[], bands: readonly Band[], { at }: Threshold): number {
  const apart = (shift: number) => Math.min(...bands.slice(1).map(({ from }) => Math.abs(from - at - shift)));
  return bands.length < 2 ? 0 : ([...shifts].sort((a, b) => apart(a) - apart(b))[0] ?? 0);
}

export type Learning = Pick<Measurement, 'learns' | 'days' | 'error'>;

/** What each result of a measurement would be answered with, every option at its best setting there; null where nothing can be said. */
export function known(talk: Talk, measurement: Learning): Knowing | null {
  const { model, now } = talk.view;
  const { best: decision } = talk;
  const { learns: path, error = 0 } = measurement;
  const { range } = model.scenario.facts[path] ?? {};
  if (range === undefined || decision === null || typeof now.world.facts.get(path) !== 'number') return null;
  const wait = waitOf(talk, path)?.days ?? 0;
  return solvedForAll(talk, `known ${path} ${error} ${decision} ${wait}`, () => {
    const isEqual = model.scenario.weights === 'equal';
    // What is not best by the figures yet is no plan that a result would change.
    if (isEqual && aheadBySteps(model, now.world) !== decision) return null;
    const best = now.world.amended.has(decision) ? null : bestOf(model, now.world, decision);
    const world = isEqual && best !== null ? worldWith(now.world, best.set) : now.world;
    const later = begun(talk, path);
    const term = later === model ? measurement : { ...measurement, days: 0 };
    return knowingAsSet(later, setToday(talk, later), world, term, { path, range, decision });
  });
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

const isOwner = ({ view: { seat } }: Talk, { owner }: Measurement): boolean => owner?.toLowerCase() === seat.id;

export const isTheirs = (talk: Talk, measurement: Measurement): boolean =>
  isOwner(talk, measurement) || talk.view.seat.initiative >= ENTERPRISING;

/** The reason by which a measurement is refused. */
export const refusalOf = (name: string): string => `refuse:${name}`;

/** Where a fact turns a choice; null as an option where nothing can be chosen beyond it. */
export interface Threshold {
  /** As it is told: where a limit is missed past it the last value of few digits that keeps it, `isKept`, else the first at which another option follows. */
  at: number;
  isKept: boolean;
  beyond: 'above' | 'below';
  option: string | null;
  /** A value right behind it, and one right before it. */
  past: number;
  holds: number;
}

export function saidThreshold(
  talk: Talk,
  { name, label }: { name: string; label: string },
  at: Phrase,
  { beyond, isKept, option, past }: Threshold,
): Phrase {
  const { tell, best } = talk;
  if (option === null) return tell.say.breaks(label, at, { beyond, isKept }, tell.option(best ?? ''));
  const said = tell.say.threshold(label, at, { beyond, isKept }, tell.option(option));
  const set = settingAt(talk, option, name, past);
  return set === null ? said : tell.setThere(said, option, set);
}

/** The nearest value of a fact within its range, or on the way to one end of it, past which this member would choose otherwise. */
export function thresholdOf(talk: Talk, name: string, now: number, toward?: number): Threshold | null {
  return nearest(thresholdsOn(talk, name), now, toward);
}

/** Where the figures first put another option ahead on the way from a fact's value to another one, whoever looks. */
export const aheadEdge = (
  talk: Talk,
  { name, now, end }: { name: string; now: number; end: number },
): Threshold | null => nearest(figuresOn(talk, name), now, end);

function nearest(found: readonly Threshold[], now: number, toward: number | undefined): Threshold | null {
  const isOnTheWay = ({ at }: Threshold) =>
    toward === undefined ||
    (Math.sign(at - now) === Math.sign(toward - now) && Math.abs(at - now) <= Math.abs(toward - now));
  return found.filter(isOnTheWay).sort((a, b) => Math.abs(a.at - now) - Math.abs(b.at - now))[0] ?? null;
}

/** On either side, every option at its best setting; none where this member, who knows no better setting yet, holds what is not best so. */
function thresholdsOn(talk: Talk, name: string, model = begun(talk, name)): readonly Threshold[] {
  const { view } = talk;
  const { seat } = view;
  const today = view.now.assessment.best;
  // Where goals trade one for one the figures' bar is everybody's: nobody has one of their own beside it.
  if (model.scenario.weights === 'equal')
    return solvedForAll(talk, 'ahead', () => aheadBySteps(view.model, view.now.world)) === today
      ? turnsOn(talk, name, model).flips
      : [];
  return solvedOnce(talk, `bars ${name} ${daysOf(talk, name, model)}`, () => {
    const table = { members: [seat], rule: 'plurality' as const };
    const movable = movableAt(model, view.now.world, name);
    if (movable === null || decisionOf(model, view.now.world, table) !== today) return [];
    const decided = (value: number) => decisionOf(model, withFact(view.now.world, name, value), table);
    return sidesOf(movable).flatMap((end) => {
      const flip = flipToward({ ...movable, end, decision: today }, decided);
      const isMissed =
        flip !== null &&
        !comesWhole(movable.fact, movable.now) &&
        today !== null &&
        bestOf(model, withFact(view.now.world, name, flip.tried.flips), today) === null;
      return flip === null ? [] : [thresholdAt(flip, isMissed)];
    });
  });
}

const setToday = (talk: Talk, model: DecisionModel) => aheadAsSet(model, talk.view.now.world);

/** Whether an option is ahead as the table has set it, though another setting would be better today. */
export function isHeldAsSet(talk: Talk, option: string): boolean {
  const asSet = solvedForAll(talk, 'as set', () => setToday(talk, talk.view.model));
  return asSet?.isHeld === true && asSet.plan.option === option;
}

/** A value past which the option that is ahead misses a limit as it is set, and how it keeps it. */
export type Anew = Pick<Threshold, 'at' | 'isKept' | 'beyond'> & { set: readonly Setting[] };

/** The nearest such value of a fact, whoever looks; null where there is none, or something else turns before it. */
export function anewOf(talk: Talk, name: string, now: number): Anew | null {
  const [reset] = turnsOn(talk, name).resets;
  const bar = thresholdOf(talk, name, now);
  const isFirst = reset !== undefined && (bar === null || Math.abs(reset.at - now) < Math.abs(bar.at - now));
  return isFirst && reset.set.length > 0 ? reset : null;
}

const figuresOn = (talk: Talk, name: string): readonly Threshold[] => turnsOn(talk, name).flips;

interface TurnsOn {
  flips: readonly Threshold[];
  resets: readonly Anew[];
}

/** The figures' bars of a fact, as the memo has them; where two are level, the one that is ahead today stays. */
const turnsOn = (talk: Talk, name: string, model = begun(talk, name)): TurnsOn =>
  solvedForAll(talk, `turns ${name} ${daysOf(talk, name, model)}`, () => turnsIn(talk, model, name));

/** The days that a question of whoever begins later counts. */
const daysOf = (talk: Talk, name: string, model: DecisionModel): number =>
  model === talk.view.model ? 0 : (waitOf(talk, name)?.days ?? 0);

/** Whether it is for the days of a measurement that a fact turns what is ahead where it does. */
export function isCountedOn(talk: Talk, name: string, { at }: Pick<Threshold, 'at'>): boolean {
  const { model } = talk.view;
  if (begun(talk, name) === model) return false;
  const plain = turnsOn(talk, name, model);
  return [...plain.flips, ...plain.resets].every((one) => one.at !== at);
}

function turnsIn(talk: Talk, model: DecisionModel, name: string): TurnsOn {
  const { now } = talk.view;
  const movable = movableAt(model, now.world, name);
  if (movable === null) return { flips: [], resets: [] };
  const today = aheadBySteps(model, now.world);
  const asSet = setToday(talk, model);
  const { flips, resets } = turnsAsSet(model, now.world, null, asSet, [{ ...movable, isFirm: false }]);
  // Of what is counted each value by itself is one or the other.
  const isWhole = comesWhole(movable.fact, movable.now);
  const isMissedAt = (value: number) =>
    !isWhole && today !== null && bestOf(asSet?.model ?? model, withFact(now.world, name, value), today) === null;
  const bars = flips.flatMap((flip) => {
    const isLevel =
      flip.to === null && today !== null && bestOf(model, withFact(now.world, name, flip.tried.flips), today) !== null;
    if (!isLevel) return [thresholdAt(flip, isMissedAt(flip.tried.flips))];
    const [low, high] = movable.range;
    const ahead = (value: number) => aheadBySteps(model, withFact(now.world, name, value));
    const end = flip.beyond === 'above' ? high : low;
    const next = flipToward({ ...movable, now: flip.tried.flips, end, decision: null }, ahead);
    return next === null || next.to === today ? [] : [thresholdAt(next, false)];
  });
  const anew = resets.flatMap((reset) =>
    reset.missed === null ? [] : [{ ...thresholdAt(reset, !isWhole), set: reset.set }],
  );
  return { flips: bars, resets: anew };
}

const thresholdAt = ({ at, beyond, to, tried }: Flip, isKept: boolean): Threshold => ({
  at: isKept ? tried.holds : at,
  isKept,
  beyond,
  option: to,
  past: tried.flips,
  holds: tried.holds,
});
