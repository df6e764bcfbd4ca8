import type { Measurement } from '../core/scenario.ts';
import { DAY, timeUnitOf } from '../reasoning/calendar.ts';
import { withFact } from '../reasoning/evaluate.ts';
import type { CompiledNeed } from '../reasoning/model.ts';
import { bearsOn } from '../reasoning/model.ts';
import { flipToward, movableAt } from '../reasoning/solve.ts';
import { assess } from '../reasoning/support.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { printDays } from '../wording/tell.ts';
import { standing, TO_ALL } from './addressing.ts';
import {
  aheadEdge,
  comesTooLate,
  ENTERPRISING,
  priceOf,
  refusalOf,
  thresholdAtOnce,
  thresholdOf,
} from './measuring.ts';
import type { Assertion, Move } from './move.ts';
import { byFact } from './move.ts';
import type { Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';

/** A measurement that no value within what is known could make worth its price. */
export function refusals(talk: Talk): Move[] {
  const { view, tell, best } = talk;
  // Whoever likes to try things leaves that to others.
  if (best === null || view.brief.round < 2 || view.seat.initiative >= ENTERPRISING) return [];
  return view.question.model.measurements.flatMap((measurement, index): Move[] => {
    const name = measurement.learns;
    const fact = view.model.scenario.facts[name];
    const now = view.now.world.facts.get(name);
    if (fact?.range === undefined || typeof now !== 'number') return [];
    if (isSaidLately(talk, `measure:${name}`) || talk.reasons.has(refusalOf(name))) return [];
    if (!isInPlay(talk, name) || thresholdOf(talk, name, now) !== null || turnsSum(talk, name, now)) return [];
    const [low, high] = fact.range.map((end) =>
      asPhrase(printAmount(end, fact.unit ?? '', tell.language), [`rule:${name}.range`]),
    );
    if (low === undefined || high === undefined || low.text === high.text) return [];
    const price = priceOf(talk, measurement, index);
    const label = tell.label(name);
    return [
      {
        kind: 'refuse',
        act: 'support',
        ...TO_ALL,
        utility: 5.6,
        sentences: [
          {
            symbol: 'refuse',
            slots: {
              say: tell.say.notWorth(label, low, high, tell.option(best), measurement.how, price),
              ...standing(talk),
            },
            asserts: {
              slot: 'say',
              what: byFact(name, {
                reason: refusalOf(name),
                option: null,
                side: null,
                gist: plainPhrase(measurement.how),
              }),
            },
          },
        ],
      },
    ];
  });
}

/** Since the last news; what was proposed before may be worth nothing now. */
const isSaidLately = ({ view }: Talk, reason: string) =>
  turnsSinceNews(view).some(({ claims }) => claims.some((claim) => claim.reason === reason));

/** Whether a sum of all that counts, one for one, comes out otherwise at some value of a fact within its range. */
function turnsSum(talk: Talk, name: string, now: number): boolean {
  const { view } = talk;
  return (view.model.scenario.facts[name]?.range ?? []).some(
    (end) => end !== now && aheadEdge(talk, { name, now, end }) !== null,
  );
}

/** Whether a fact bears on an option that somebody has held. */
function isInPlay({ view, best }: Talk, name: string): boolean {
  const held = new Set([best, ...view.turns.map(({ body }) => body.stance.option)]);
  return view.model.options.some(
    (option) =>
      held.has(option) && view.model.criteria.some((criterion) => bearsOn(view.model, name, criterion, option)),
  );
}

/** A measurement that a colleague has proposed since the last news, and what this member would choose past its bar. */
function proposed(talk: Talk) {
  const { view } = talk;
  // Whoever holds something else would have another bar.
  const like = turnsSinceNews(view).filter(({ stance }) => stance.option === talk.best);
  return like.flatMap(({ turn, speaker, claims }) =>
    claims.flatMap(({ reason, claim }) => {
      const name = /^measure:(.+)$/.exec(reason ?? '')?.[1];
      const now = name === undefined ? undefined : view.now.world.facts.get(name);
      const measurement = view.question.model.measurements.find(({ learns }) => learns === name);
      if (name === undefined || measurement === undefined || typeof now !== 'number') return [];
      const threshold = thresholdOf(talk, name, now);
      if (threshold === null || threshold.option === null) return [];
      const index = view.question.model.measurements.indexOf(measurement);
      return [{ ...threshold, option: threshold.option, name, now, measurement, index, turn, claim, speaker }];
    }),
  );
}

/** `after:fact~fallback`, `after:fact~late`: whether another option can still be had once a measurement has failed. */
const FALLBACK = '~fallback';
const LATE = '~late';

export const isTooLate = ({ reasons }: Talk, { learns }: Measurement): boolean => reasons.has(`after:${learns}${LATE}`);

/** Whether there is still time for the other option if a measurement fails. */
export function fallbacks(talk: Talk): Move[] {
  const { view } = talk;
  return proposed(talk).flatMap((test): Move[] => {
    const isSaid = [FALLBACK, LATE].some((end) => talk.reasons.has(`after:${test.name}${end}`));
    if (test.speaker === view.seat.id || isSaid) return [];
    const found = view.model.criteria.flatMap((need) =>
      need.kind === 'need' ? (calendarOf(talk, need, test) ?? []) : [],
    )[0];
    // What another setting, or a better result, saves is not too late.
    if (found === undefined || (found.isLate && !comesTooLate(talk, test.measurement))) return [];
    const { say, isLate } = found;
    const reason = `after:${test.name}${isLate ? LATE : FALLBACK}`;
    return [
      {
        kind: 'fallback',
        act: 'support',
        addressee: test.speaker,
        answers: { turn: test.turn, claim: test.claim },
        question: null,
        utility: 7.4,
        sentences: [
          {
            symbol: 'fallback',
            slots: { say, ...standing(talk) },
            asserts: { slot: 'say', what: ofMeasurement(reason, test.measurement) },
          },
        ],
      },
    ];
  });
}

/** A measurement whose result nobody could act upon any more, said before somebody asks for it. */
export function lates(talk: Talk): Move[] {
  const { view, best } = talk;
  if (best === null || view.brief.round < 2) return [];
  return view.question.model.measurements.flatMap((measurement, index): Move[] => {
    const name = measurement.learns;
    const reason = `after:${name}${LATE}`;
    const now = view.now.world.facts.get(name);
    const threshold = typeof now === 'number' ? thresholdAtOnce(talk, name, now) : null;
    if (threshold?.option == null || talk.reasons.has(reason) || !isInPlay(talk, name)) return [];
    if (!comesTooLate(talk, measurement)) return [];
    const { option } = threshold;
    const found = view.model.criteria.flatMap((need) =>
      need.kind === 'need' ? (calendarOf(talk, need, { option, measurement, index }) ?? []) : [],
    );
    const say = found.find(({ isLate }) => isLate)?.say;
    if (say === undefined) return [];
    return [
      {
        kind: 'refuse',
        act: 'support',
        ...TO_ALL,
        utility: 7.6,
        sentences: [
          {
            symbol: 'refuse',
            slots: { say: talk.tell.say.tooLate(measurement.how, say), ...standing(talk) },
            asserts: { slot: 'say', what: ofMeasurement(reason, measurement) },
          },
        ],
      },
    ];
  });
}

/** What is asserted of a measurement itself, for no option. */
export const ofMeasurement = (reason: string, { how }: Measurement): Assertion => ({
  reason,
  option: null,
  side: null,
  evidence: { kind: 'none', ref: null },
  figure: null,
  gist: plainPhrase(how),
});

const TIGHT = 0.5;
const NO_TIME = 0.02;

function calendarOf(
  talk: Talk,
  need: CompiledNeed,
  { option, measurement, index }: { option: string; measurement: Measurement; index: number },
): { say: Phrase; isLate: boolean } | null {
  const { tell } = talk;
  const found = tell.calendar(need, talk.values(option));
  if (found === null || measurement.days === undefined) return null;
  const { takes, limit } = found;
  const ref = `rule:measurement-${index}.days` as const;
  const total = measurement.days + takes.days;
  // Where most of the time is left nobody asks, nor of an hour beside weeks.
  const isInTime = total <= limit.days + 1e-9;
  if (total < TIGHT * limit.days || (isInTime && measurement.days < NO_TIME * limit.days)) return null;
  const refs = [ref, ...refsIn(takes.say)];
  const unit = timeUnitOf(need);
  const amount = (days: number) => printAmount((days * DAY.factor) / unit.factor, unit.text, tell.language);
  const over =
    total > limit.days + 1e-9
      ? asPhrase(amount(total - limit.days), [...refs, ...refsIn(limit.say)], 'difference')
      : null;
  const say = tell.say.fallback(
    tell.option(option),
    asPhrase(printDays(measurement.days, tell.language), [ref]),
    takes.say,
    asPhrase(amount(total), refs, 'sum'),
    limit.say,
    over,
  );
  return { say, isLate: over !== null };
}

const refsIn = ({ numbers }: Phrase) => numbers.flatMap(({ refs }) => refs);

/** The option that is left past a bar has a limit of its own further on, or before. */
export function walls(talk: Talk): Move[] {
  const { view, tell } = talk;
  return proposed(talk).flatMap((test): Move[] => {
    const reason = `${test.option}/${test.name}~wall`;
    const [low, high] = view.model.scenario.facts[test.name]?.range ?? [];
    if (test.speaker === view.seat.id || talk.reasons.has(reason) || low === undefined || high === undefined) return [];
    const missedIn = (world: typeof view.now.world) =>
      assess(view.model, world, view.seat.values).options.get(test.option)?.missed[0]?.id ?? null;
    if (missedIn(view.now.world) !== null) return [];
    const end = test.beyond === 'above' ? high : low;
    const movable = movableAt(view.model, view.now.world, test.name);
    const missedAt = (value: number) => missedIn(withFact(view.now.world, test.name, value));
    const wall =
      end === test.now || movable === null ? null : flipToward({ ...movable, end, decision: null }, missedAt);
    if (wall === null) return [];
    const there = assess(view.model, withFact(view.now.world, test.name, wall.tried.flips), view.seat.values);
    const missing = there.options.get(test.option);
    const [need] = missing?.missed ?? [];
    const then = missing === undefined || need === undefined ? null : tell.breaks(need, missing.values);
    if (then === null) return [];
    const unit = view.model.scenario.facts[test.name]?.unit ?? '';
    const at = asPhrase(printAmount(wall.at, unit, tell.language), [`rule:threshold.${test.name}`]);
    return [
      {
        kind: 'wall',
        act: 'support',
        addressee: test.speaker,
        answers: { turn: test.turn, claim: test.claim },
        question: null,
        utility: 6.9,
        sentences: [
          {
            symbol: 'wall',
            slots: {
              say: tell.say.wall(tell.option(test.option), tell.label(test.name), at, wall.beyond, then),
              ...standing(talk),
            },
            asserts: {
              slot: 'say',
              what: byFact(test.name, {
                reason,
                option: test.option,
                side: 'against',
                gist: tell.say.echo({ label: tell.label(test.name), amount: at }),
              }),
            },
          },
        ],
      },
    ];
  });
}
