import { missedBy } from '../reasoning/amend.ts';
import { amendmentsOf } from '../reasoning/amendments.ts';
import { NEXT_TO_NOTHING } from '../reasoning/caution.ts';
import { valuesOf, withFact, worldWith } from '../reasoning/evaluate.ts';
import { namesIn } from '../reasoning/formula.ts';
import type { CompiledCriterion } from '../reasoning/model.ts';
import { feedsCalculator, namesOfCriterion, rootsOf } from '../reasoning/model.ts';
import { keyOf } from '../reasoning/place.ts';
import { assess, differences } from '../reasoning/support.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { Teller } from '../wording/tell.ts';
import { claimFor, isDear, standing, TO_ALL } from './addressing.ts';
import { begun, countingDays, ofCalendar } from './begun.ts';
import type { Threshold } from './measuring.ts';
import {
  anewOf,
  barOf,
  isCountedOn,
  isHeldAsSet,
  isTheirs,
  measures,
  saidThreshold,
  settingAt,
  thresholdOf,
} from './measuring.ts';
import type { Move } from './move.ts';
import { byFact } from './move.ts';
import { endOf, SAFE, safeSentence, takenForSafety } from './safety.ts';
import type { Said } from './said.ts';
import { settingPhrase, settingTerms } from './setting-phrase.ts';
import type { Point, Talk } from './talk.ts';
import { isUncertain } from './uncertain.ts';
import { turnsSinceNews } from './view.ts';

/** `option/criterion~range:fact@end`: what becomes of an option at the end of what a fact may be. */
export const RANGE = '~range:';
/** `option/fact~bound`: up to where an option holds. */
export const BOUND = '~bound';

/** What an uncertain fact may still do to the option that leads: at one end of its range it misses a limit, or another one is better. */
export function strains(talk: Talk): Move[] {
  const { view, tell } = talk;
  const leader = leaderOf(talk);
  if (leader === null) return [];
  const isStrained = saidLately(talk, leader).some(
    // What has been made safe is strained no more.
    (reason) => reason.startsWith(`${leader}/`) && (reason.includes(RANGE) || reason.endsWith(SAFE)),
  );
  if (isStrained) return [];
  // Whoever holds it too asks everybody.
  const target = talk.best === leader ? null : claimFor(talk, leader);
  const found = badEnds(talk, leader);
  // What somebody could go and measure is worth the question most.
  const measurable = new Set(view.question.model.measurements.map(({ learns }) => learns));
  const [first] = found.sort(
    (a, b) => Number(measurable.has(b.name)) - Number(measurable.has(a.name)) || b.weight - a.weight,
  );
  if (first === undefined) return [];
  const { name, fact, end, criterion, clause, isCared } = first;
  const taken = takenAtOnce(talk, leader, { name, end, unit: fact.unit ?? '' });
  const label = tell.label(name);
  const amount = endOf(talk, name, end);
  const say = tell.say.at(label, amount, clause);
  return [
    {
      kind: 'strain',
      ...(target === null
        ? { act: 'support' as const, ...TO_ALL }
        : { act: 'rebut' as const, addressee: target.speaker, answers: target.ref, question: null }),
      utility: 4.6 + (isCared ? 1.6 : 0) + (talk.best === leader ? 0 : 0.6) + (taken === null ? 0 : DUE),
      ...(taken === null ? {} : { proposes: taken.proposes }),
      sentences: [
        {
          symbol: 'strain',
          slots: {
            say,
            doubt: fact.doubt === undefined ? undefined : tell.say.shaky(label, fact.doubt),
            theirs: plainPhrase(tell.option(leader)),
            ...standing(talk),
          },
          asserts: {
            slot: 'say',
            what: byFact(name, {
              reason: `${leader}/${criterion}${RANGE}${name}@${end}`,
              option: leader,
              side: 'against',
              gist: tell.say.echo({ label, amount }),
            }),
          },
        },
        ...(taken === null
          ? (measures(talk, (one) => one.learns === name && isTheirs(talk, one))[0]?.sentences ?? [])
          : [safeSentence(talk, leader, name, taken.say)]),
      ],
    },
  ];
}

/** Ends of what uncertain facts may be at which an option misses a limit, or another one is better; of which nobody has spoken. */
export function badEnds(talk: Talk, option: string) {
  const { view } = talk;
  return Object.entries(view.model.scenario.facts).flatMap(([name, fact]) => {
    const held = view.now.knowledge.facts.get(name);
    if (fact.range === undefined || held === undefined || held.how === 'assumed') return [];
    // Whoever proposes to measure it has said how far it may go.
    if (talk.reasons.has(`measure:${name}`)) return [];
    if (!isUncertain(talk, name, fact) || feedsCalculator(view.model, name, option)) return [];
    return fact.range.flatMap((end) => {
      const worst = consequence(talk, option, name, end);
      const isSaid = worst !== null && talk.reasons.has(`${option}/${worst.criterion}${RANGE}${name}@${end}`);
      return worst === null || isSaid ? [] : [{ name, fact, end, ...worst }];
    });
  });
}

/** What lifts it above what may wait. */
const DUE = 3;

/** A setting of the member's own option that keeps every limit there as well and costs next to nothing. */
export function takenAtOnce(talk: Talk, option: string, bad: { name: string; end: number; unit: string }) {
  const value = talk.view.now.world.facts.get(bad.name);
  const taken = typeof value === 'number' ? takenForSafety(talk, { option, value, ...bad }) : null;
  return taken === null || taken.costs >= NEXT_TO_NOTHING ? null : taken;
}

/** Reasons that were given since news last changed what an option's limits rest on. */
export function saidLately({ view }: Talk, option: string): string[] {
  const { model } = view;
  const needs = model.criteria.filter((criterion) => criterion.kind === 'need');
  const roots = rootsOf(model, needs.flatMap(namesOfCriterion), option);
  return turnsSinceNews(view, (facts) => facts.some((name) => roots.has(name))).flatMap(({ claims }) =>
    claims.flatMap(({ reason }) => reason ?? []),
  );
}

/** The option that most at the table hold, this member among them. */
function leaderOf(talk: Talk): string | null {
  const held = [talk.best, ...[...talk.stances().values()].map(({ option }) => option)].filter(
    (option) => option !== null,
  );
  const count = (option: string) => held.filter((other) => other === option).length;
  const [most] = [...new Set(held)].sort((a, b) => count(b) - count(a));
  return most !== undefined && count(most) > 1 ? most : null;
}

/** What becomes of an option where a fact is at the end of its range; null where it stays the best that this member sees. */
export function consequence(talk: Talk, option: string, name: string, end: number) {
  const { view } = talk;
  const { model, seat, now } = view;
  if (now.assessment.options.get(option)?.missed.length !== 0) return null;
  const world = withFact(now.world, name, end);
  const there = assess(begun(talk), world, seat.values);
  const then = there.options.get(option);
  if (then === undefined) return null;
  const { refOf } = talk.citing.trying({ world, assessment: there }, [name]);
  const tell = new Teller(model, talk.tell.language, refOf);
  const told = (criterion: CompiledCriterion, clause: Phrase | null) => {
    if (clause === null) return null;
    const isCared = isDear(talk, criterion.value);
    return { criterion: criterion.id, clause, isCared, weight: (criterion.kind === 'need' ? 2 : 0) + Number(isCared) };
  };
  const missed = then.missed.find((need) => rootsOf(model, namesOfCriterion(need), option).has(name));
  // The value has just been named as the one asked about.
  const isTold = missed !== undefined && namesIn(missed.right).includes(name);
  const own = missed === undefined ? null : ofCalendar(talk, missed);
  // By how much a day in the calendar is missed is not told beside the days that are waited.
  if (own !== null) {
    const breaks = tell.breaks(own, then.values);
    return told(own, breaks === null ? null : countingDays(talk, breaks, true));
  }
  if (missed !== undefined)
    return told(
      missed,
      (isTold ? tell.limit(missed, then.values)?.brief?.[0] : null) ?? tell.miss(missed, then.values),
    );
  if (there.best === null || there.best === option || now.assessment.best !== option) return null;
  const ahead = there.best;
  const other = there.options.get(ahead);
  // What the fact bears on: another difference stands whatever the fact is.
  const [first] = differences(there, ahead, option).filter(
    ({ gain, criterion }) =>
      gain > 0 && [ahead, option].some((one) => rootsOf(model, namesOfCriterion(criterion), one).has(name)),
  );
  if (other === undefined || first === undefined || first.criterion.kind === 'need') return null;
  return told(first.criterion, tell.beside(first.criterion, other.values, then.values));
}

/** Up to where an uncertain fact may go before this member would choose otherwise: what a vote hangs on. */
export function heldUpTo(talk: Talk): Point[] {
  const { view, best } = talk;
  if (best === null) return [];
  return Object.entries(view.model.scenario.facts).flatMap(([name, fact]) => {
    const { range } = fact;
    const now = view.now.world.facts.get(name);
    // Up to where what has been counted may go nobody has to wait for.
    if (range === undefined || typeof now !== 'number' || !isUncertain(talk, name, fact)) return [];
    const threshold = thresholdOf(talk, name, now);
    const isNothing = threshold === null || Math.abs(threshold.at) < 1e-6 * (range[1] - range[0]);
    return isNothing ? [] : [boundOf(talk, best, name, threshold)];
  });
}

/** What would turn this member's choice, each fact once: first what they know themselves or are to measure, then the nearest. */
export interface Turn {
  name: string;
  say: Phrase;
  what: Point['what'];
  /** Who alone knows the fact or is to measure it. */
  keepers: readonly string[];
  /** Past it the choice misses a limit as it is set. */
  isOfLimit: boolean;
  /** The setting that it takes there, by its name; null where another option is taken. */
  anew: string | null;
  /** Without that setting. */
  briefly: Phrase;
}

export function turnsOf(talk: Talk): Turn[] {
  const { view, tell, best } = talk;
  if (best === null) return [];
  const { measurements } = view.question.model;
  const found = Object.entries(view.model.scenario.facts).flatMap(([name, fact]): (Turn & { distance: number })[] => {
    const now = view.now.world.facts.get(name);
    if (fact.range === undefined || typeof now !== 'number' || now === 0) return [];
    const measurement = measurements.find(({ learns, days }) => learns === name && days !== undefined);
    const isMeasured = measurement !== undefined && talk.reasons.has(`measure:${name}`);
    const label = tell.label(name);
    const edge = (at: number) => asPhrase(printAmount(at, fact.unit ?? '', tell.language), [`rule:threshold.${name}`]);
    const anew = anewOf(talk, name, now);
    if (anew !== null && !isMeasured && isUncertain(talk, name, fact)) {
      const isCounted = isCountedOn(talk, name, anew);
      const say = countingDays(
        talk,
        tell.say.setAnew(label, edge(anew.at), anew, settingTerms(talk, anew.set)),
        isCounted,
      );
      const what = byFact(name, {
        reason: `${best}/${name}${BOUND}`,
        option: best,
        side: 'for',
        gist: tell.say.echo({ label, amount: edge(anew.at) }),
      });
      const briefly = tell.say.breaksSo(label, edge(anew.at), anew);
      return [
        {
          ...{ name, say, what, briefly, keepers: fact.knownBy ?? [], isOfLimit: true },
          ...{ anew: keyOf(anew.set), distance: Math.abs(anew.at / now - 1) },
        },
      ];
    }
    const threshold = thresholdOf(talk, name, now);
    if (threshold === null || Math.abs(threshold.at) < 1e-6 * (fact.range[1] - fact.range[0])) return [];
    const say =
      (isMeasured ? barOf(talk, measurement, label) : null) ??
      countingDays(
        talk,
        saidThreshold(talk, { name, label }, edge(threshold.at), threshold),
        isCountedOn(talk, name, threshold),
      );
    const owner = isMeasured && measurement.owner !== undefined ? [measurement.owner.toLowerCase()] : [];
    const { what } = boundOf(talk, best, name, threshold);
    return [
      {
        name,
        say,
        what,
        briefly: say,
        keepers: [...(fact.knownBy ?? []), ...owner],
        isOfLimit: false,
        anew: null,
        distance: Math.abs(threshold.at / now - 1),
      },
    ];
  });
  return found.sort((a, b) => a.distance - b.distance);
}

function boundOf(talk: Talk, option: string, name: string, threshold: Threshold): Point {
  const { view, tell } = talk;
  const { at, beyond, holds } = threshold;
  const edge = asPhrase(printAmount(at, view.model.scenario.facts[name]?.unit ?? '', tell.language), [
    `rule:threshold.${name}`,
  ]);
  const said = tell.say.upTo(tell.option(option), tell.label(name), edge, beyond);
  // Who has set it for safety holds it so.
  const set = isHeldAsSet(talk, option) ? null : settingAt(talk, option, name, holds);
  return {
    say: countingDays(talk, set === null ? said : tell.setThere(said, option, set), isCountedOn(talk, name, threshold)),
    what: byFact(name, {
      reason: `${option}/${name}${BOUND}`,
      option,
      side: 'for',
      gist: tell.say.echo({ label: tell.label(name), amount: edge }),
    }),
  };
}

/** A strain that another setting takes away: which, at the end that a colleague has named. */
function settled(talk: Talk, said: Said, { name, end, best }: { name: string; end: number; best: string }): Move[] {
  const { view, tell } = talk;
  const there = withFact(view.now.world, name, end);
  const found = amendmentsOf(view.model, there, best).filter(({ repairs }) => repairs.length > 0);
  // What holds there and breaks a limit today is no remedy.
  const isKeptToday = missedBy(view.model, valuesOf(view.model, worldWith(view.now.world, found), best)).length === 0;
  if (found.length === 0 || !isKeptToday) return [];
  const label = tell.label(name);
  const unit = view.model.scenario.facts[name]?.unit ?? '';
  const amount = asPhrase(printAmount(end, unit, tell.language), [`rule:${name}.range`]);
  const value = view.now.world.facts.get(name);
  const taken = typeof value === 'number' ? takenForSafety(talk, { option: best, name, value, end, unit }) : null;
  return [
    {
      kind: 'bound',
      act: 'rebut',
      addressee: said.speaker,
      answers: said.ref,
      question: null,
      utility: 8.6,
      ...(taken === null ? {} : { proposes: taken.proposes }),
      sentences: [
        {
          symbol: 'remedy',
          slots: {
            say: taken?.say ?? tell.say.evenAt(label, amount, settingPhrase(talk, found)),
            theirs: plainPhrase(tell.option(best)),
            ...standing(talk),
          },
          asserts: {
            slot: 'say',
            what: byFact(name, {
              reason: `${best}/${name}${taken === null ? BOUND : SAFE}`,
              option: best,
              side: 'for',
              gist: tell.say.echo({ label, amount }),
            }),
          },
        },
      ],
    },
  ];
}

/** Up to where the option holds that a colleague has strained, how much of the range that is, and what would settle it. */
export function bounds(talk: Talk): Move[] {
  const { view, tell, best } = talk;
  if (best === null) return [];
  return talk.said.flatMap((said): Move[] => {
    const [name] = said.claim.reason?.split(RANGE)[1]?.split('@') ?? [];
    if (name === undefined || said.speaker === view.seat.id || said.option !== best) return [];
    const lately = saidLately(talk, best);
    if ([BOUND, SAFE].some((end) => lately.includes(`${best}/${name}${end}`))) return [];
    // Whoever proposes to measure it has said how far it may go.
    const isBounded = view.turns.some(
      ({ body }) => body.turn === said.turn && body.claims.some(({ reason }) => reason === `measure:${name}`),
    );
    if (isBounded) return [];
    const fact = view.model.scenario.facts[name];
    const now = view.now.world.facts.get(name);
    if (fact?.range === undefined || typeof now !== 'number') return [];
    const [low, high] = fact.range;
    const end = fact.range.find((one) => said.claim.reason?.endsWith(`${RANGE}${name}@${one}`)) ?? high;
    const threshold = thresholdOf(talk, name, now, end);
    if (threshold === null) return settled(talk, said, { name, end, best });
    const kept = (threshold.beyond === 'above' ? threshold.at - low : high - threshold.at) / (high - low);
    const share = asPhrase(printAmount(Number(kept.toPrecision(2)), 'share', tell.language), [`rule:share.${name}`]);
    const bound = talk.sentence('bound', boundOf(talk, best, name, threshold), {
      share: tell.say.ofRange(share),
      ...standing(talk),
    });
    const [measure] = measures(talk, ({ learns }) => learns === name);
    return [
      {
        kind: 'bound',
        act: 'rebut',
        addressee: said.speaker,
        answers: said.ref,
        question: null,
        utility: 8.6,
        sentences: [bound, ...(measure === undefined ? [] : measure.sentences)],
      },
    ];
  });
}
