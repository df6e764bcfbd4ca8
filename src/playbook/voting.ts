import { subjectOf } from '../core/turn.ts';
import type { CompiledGoal } from '../reasoning/model.ts';
import { criterionOf, goalsOf } from '../reasoning/model.ts';
import { stepsBetween } from '../reasoning/steps.ts';
import type { OptionSupport } from '../reasoning/support.ts';
import { differences, weightOf } from '../reasoning/support.ts';
import type { Phrase } from '../wording/amounts.ts';
import { plainPhrase } from '../wording/amounts.ts';
import { standing, TO_ALL } from './addressing.ts';
import { asideOf, isEchoed } from './aside.ts';
import { NOTICEABLE } from './change.ts';
import type { Dissent } from './dissent.ts';
import { dissentOf } from './dissent.ts';
import { lossesOf } from './given-up.ts';
import { heedLeft } from './heeding.ts';
import type { Assertion, Move, Sentence } from './move.ts';
import { nearestLimit } from './nearest-limit.ts';
import { isClosed, nextBest, openBeside } from './next-best.ts';
import type { Turn } from './ranges.ts';
import { consequence, RANGE, turnsOf } from './ranges.ts';
import { conditionOf } from './settings.ts';
import type { Point, Talk } from './talk.ts';
import { thinLead } from './thin.ts';
import { turnsSinceNews } from './view.ts';
import { isWeighed, leadIn } from './weighing.ts';
import { isSaid } from './yielding.ts';

/**
 * A vote says what has not been said. All vote at once, so those who stand alike share out what is left by their seats: first reasons that
 * nobody has given, then what decided it, then what the choice gives up. Where nothing is left a vote is the option alone.
 */
export function vote(talk: Talk): Move {
  const kept = dissentOf(talk);
  if (kept !== null) return dissenting(talk, kept);
  const base = { kind: 'vote' as const, act: 'support' as const, ...TO_ALL, utility: 1 };
  const { best, change } = talk;
  if (best === null) {
    const missed = [...talk.view.now.assessment.options.values()].flatMap(({ option, missed: needs }) =>
      needs.flatMap((need) => talk.limit(option, need) ?? []),
    )[0];
    return { ...base, sentences: [{ symbol: 'vote.none', slots: { why: missed?.say } }] };
  }
  const hasMoved = change !== null && change.from !== change.to;
  const condition = conditionOf(talk, best);
  const isBySetting = condition !== null && change?.cause?.kind === 'setting' && change.cause.option === best;
  const before = seatsBefore(talk, condition !== null);
  const grounds = groundsOf(talk);
  const isNews = hasMoved && !isBySetting && change.effect !== null && !isSaid(talk, change.effect);
  // That another option is possible again is no reason for one's own; of several whom the same has moved the first says so.
  const isOthers = change?.effect?.kind === 'kept' && change.effect.option !== best;
  const effect = isNews && before === 0 && change?.effect && !isOthers ? talk.effect(change.effect) : null;
  const own = effect === null ? (grounds[before] ?? null) : null;
  // Whoever had no turn left after the answer to their question takes it up here.
  const heed = heedLeft(talk);
  // What speaks against the choice is said by whoever has no other reason left to give.
  const left = talk.view.question.audience === 'junior' ? null : turnOf(talk, grounds.length, condition !== null);
  const given = effect ?? own?.why ?? null;
  const isDue = left?.isOfLimit === true || left?.keepers.includes(talk.view.seat.id) === true;
  const turn = given === null || isDue ? left : null;
  const isBare = given === null && own === null && turn === null && heed.length === 0;
  const risk = isBare ? riskNamed(talk, best) : null;
  const why = isBare && risk === null ? sharedGround(talk, before - grounds.length) : given;
  const symbolOf = () => {
    // Who leads hears the option first.
    const isFirst = talk.view.question.audience === 'lead';
    if (risk !== null && !isFirst) return 'vote.risk';
    // A reason against a third is none for having left one's own.
    const isOverOld = effect !== null || toldApart(talk, best)?.option === change?.from;
    if (hasMoved && !isBySetting && why !== null && isOverOld && !isFirst) return 'vote.move';
    if (why !== null) return 'vote';
    return talk.isOnlyOpen && before === 0 ? 'vote.only' : 'vote.bare';
  };
  return {
    ...base,
    ...(condition === null ? {} : { condition }),
    sentences: [
      {
        symbol: symbolOf(),
        slots: {
          why: why ?? undefined,
          risk: risk ?? undefined,
          condition: before === 0 || (hasMoved && isBySetting) ? (condition ?? undefined) : undefined,
          ...standing(talk),
        },
        ...(own?.what === undefined || own.why === undefined ? {} : { asserts: { slot: 'why', what: own.what } }),
      },
      ...(own?.beside ?? []),
      ...heed,
      ...(hasMoved || before > 0 || change === null || Math.abs(change.gain) < NOTICEABLE
        ? []
        : [isEchoed(talk) || isOfAnother(talk) ? null : asideOf(talk)].filter((one) => one !== null)),
      ...(turn === null
        ? []
        : [
            {
              symbol: turn.keepers.includes(talk.view.seat.id) ? 'vote.keep' : 'vote.bar',
              slots: { say: turn.say, ...standing(talk) },
              asserts: { slot: 'say', what: turn.what },
            },
          ]),
    ],
  };
}

/** What a vote may rest on: a reason, or what is said beside the bare option. */
interface Ground {
  why?: Phrase;
  what?: Assertion;
  beside?: readonly Sentence[];
}

/** Of the largest difference: what is less has not decided a vote. */
const LARGE = 0.4;

/** What is ahead, the largest first. */
const gainsOf = <T extends { size: number }>(sizes: readonly T[]) =>
  sizes.filter(({ size }) => size > 0).sort((a, b) => b.size - a.size);

/** Those, of gains from the largest down, that are not small beside it. */
const large = <T extends { size: number }>(gains: readonly T[]) =>
  gains.filter(({ size }) => size >= LARGE * (gains[0]?.size ?? 0));

/**
 * All that a vote may rest on, one for each who votes so: first what nobody has said, then each goal on which the choice is ahead of the next
 * best, the lead in all, how near its tightest limit is, what it has beyond others that are open, what is given up for it, and the limit that others miss. The same list for everybody
 * who knows the same: each takes another.
 */
function groundsOf(talk: Talk): Ground[] {
  const { view, tell, best } = talk;
  if (best === null) return [];
  // Where all goals count alike, what is left to say is so for everybody in the same order.
  const isAlike = view.model.scenario.weights === 'equal';
  const indexOf = ({ what }: Point) => criterionOf(view.model, subjectOf(what.reason) ?? '')?.index ?? 0;
  const points = reasonsLeft(talk);
  const unsaid = isAlike ? [...points].sort((a, b) => indexOf(a) - indexOf(b)) : points;
  const told = new Set(unsaid.flatMap(({ what }) => subjectOf(what.reason) ?? []));
  // Against the one that comes nearest: what is better than some third decides nothing.
  const next = nextBest(talk, best);
  const rival = toldApart(talk, best);
  const sizes = rival === undefined ? [] : gainsBy(talk, best, rival.option);
  const gains = gainsOf(sizes);
  const goals = large(gains).flatMap(({ goal }, index): Ground[] => {
    const say = rival === undefined ? null : tell.decidedBy(goal, talk.values(best), rival.values, index > 0);
    return say === null || told.has(goal.id) ? [] : [{ why: say }];
  });
  // What counts less, and on what others are behind that are still open where the nearest is not.
  const seen = new Set([...told, ...large(gains).map(({ goal }) => goal.id)]);
  const wider = openBeside(talk, best).flatMap(({ option, values }): Ground[] =>
    gainsOf(gainsBy(talk, best, option)).flatMap(({ goal }) => {
      const say = seen.has(goal.id) ? null : tell.decidedBy(goal, talk.values(best), values, true);
      if (say !== null) seen.add(goal.id);
      return say === null ? [] : [{ why: say }];
    }),
  );
  const lead = next === undefined || !isAlike ? null : leadIn(talk, best, next.option);
  const thin = next === undefined ? [] : thinLead(talk, best, next.option, true);
  const all =
    lead === null || next === undefined
      ? []
      : [{ why: tell.say.aheadInAll(tell.option(next.option), lead), beside: thin }];
  const losses = next === undefined ? [] : lossesOf(talk, next.option).map((one): Ground => ({ beside: [one] }));
  const near = nearestLimit(talk, best);
  // What was told of it before it was set is another figure.
  const isHeard = near?.what.reason != null && talk.reasons.has(near.what.reason);
  const isSet = view.now.knowledge.amended.has(best);
  const limit = near === null || (isHeard && !isSet) ? [] : [{ why: near.say, what: near.what }];
  const misses = [...view.now.assessment.options.values()].flatMap(({ option, missed: [need], values }): Ground[] => {
    // Out is what no setting saves.
    const isOut = need !== undefined && option !== best && isClosed(talk, option);
    const miss = isOut ? tell.miss(need, values) : null;
    return miss === null ? [] : [{ why: miss }];
  });
  return [
    ...unsaid.map(({ say, what }): Ground => ({ why: say, what })),
    ...goals.slice(0, 1),
    ...(near?.isHardly === true ? limit : []),
    ...all,
    ...goals.slice(1),
    ...(near?.isHardly === true ? [] : limit),
    ...wider,
    // What speaks against it is no reason: it is named once the reasons have been.
    ...losses,
    // What puts others out decides where nothing else is left.
    ...misses,
  ];
}

/** Where nothing is left that nobody has said: a goal on which the choice is ahead by what counts, those who vote so take turns. */
function sharedGround(talk: Talk, index: number): Phrase | null {
  const { best, tell } = talk;
  const rival = best === null ? undefined : toldApart(talk, best);
  if (best === null || rival === undefined || index < 0) return null;
  const gained = gainsOf(gainsBy(talk, best, rival.option));
  const counted = gained.filter(({ goal }) => tell.ahead(goal, talk.values(best), rival.values) !== null);
  const goals = large(counted.length > 0 ? counted : gained);
  const one = goals[index % goals.length];
  return one === undefined ? null : tell.say.decidedAlike(tell.label(one.goal.quantity));
}

/** The nearest of the options from which a goal tells the choice apart by what counts, else the nearest of all. */
function toldApart(talk: Talk, best: string): OptionSupport | undefined {
  const open = openBeside(talk, best);
  const isTold = ({ values }: OptionSupport) =>
    goalsOf(talk.view.model).some((goal) => talk.tell.ahead(goal, talk.values(best), values) !== null);
  return open.find(isTold) ?? open[0];
}

/** How much an option is ahead of another one on each goal: in steps where these trade one for one, else as the member weighs it. */
function gainsBy({ view }: Talk, best: string, rival: string): { goal: CompiledGoal; size: number }[] {
  const { assessment } = view.now;
  if (view.model.scenario.weights === 'equal')
    return (stepsBetween(assessment, best, rival) ?? []).map(({ goal, steps }) => ({ goal, size: steps }));
  return differences(assessment, best, rival).flatMap(({ criterion, gain }) =>
    criterion.kind === 'need' ? [] : [{ goal: criterion, size: gain * weightOf(view.seat.values, criterion.value) }],
  );
}

/** A vote for the option that comes next, with its one reason. */
function dissenting(talk: Talk, { option, say, name }: Dissent): Move {
  const { tell, best } = talk;
  const condition = conditionOf(talk, option);
  return {
    kind: 'vote',
    act: 'support',
    ...TO_ALL,
    utility: 1,
    stands: { option, because: name },
    ...(condition === null ? {} : { condition }),
    sentences: [
      {
        symbol: 'vote.dissent',
        slots: {
          say,
          option: plainPhrase(tell.option(option)),
          ...(best === null ? {} : { theirs: plainPhrase(tell.option(best)) }),
        },
      },
    ],
  };
}

/** That somebody else's option may be set otherwise is no news in a vote. */
const isOfAnother = ({ change, best }: Talk) => change?.cause?.kind === 'setting' && change.cause.option !== best;

/** What tells the option from those that are still open and nobody has said. The same list for everybody who knows the same. */
function reasonsLeft(talk: Talk): Point[] {
  const points = talk.points();
  const telling = points.filter(({ rival, isNoise }) => rival !== undefined && isNoise !== true);
  // One rival: the one that is disputed, or the next best. That others are worse still is no news by then.
  const [first] = telling;
  const beside = telling.filter(({ rival }) => rival === first?.rival);
  const left = oneEach([...beside, ...(talk.isOnlyOpen ? points : [])]).filter(
    ({ what, rival }) =>
      !(what.reason !== null && talk.reasons.has(what.reason)) &&
      !(rival !== undefined && isWeighed(talk, talk.best ?? '', rival)),
  );
  return left;
}

/** What the member has said against the option that they vote for all the same. */
function riskNamed(talk: Talk, best: string): Phrase | null {
  const own = talk.view.turns.filter(({ body }) => body.speaker === talk.view.seat.id);
  const named = own.flatMap(({ body }) =>
    body.claims.flatMap((claim) =>
      claim.option === best && claim.side === 'against' && isStillSo(talk, best, claim.reason)
        ? [{ turn: body.turn, claim }]
        : [],
    ),
  );
  const last = named.at(-1);
  return last === undefined ? null : talk.quoted(last);
}

/** Whether an end of a range that was named still does to the option what was said of it: as it is set now, and by what is known now. */
function isStillSo(talk: Talk, best: string, reason: string | null): boolean {
  const [criterion, end] = reason?.split(RANGE) ?? [];
  const [name, at] = end?.split('@') ?? [];
  if (name === undefined || at === undefined) return false;
  return `${best}/${consequence(talk, best, name, Number(at))?.criterion}` === criterion;
}

/**
 * What would turn this vote: what the member alone knows or is to measure, else one that nobody like them keeps, each who votes without a
 * ground another; `grounds`: how many there are. Of those who would set the option anew alike the first says how.
 */
function turnOf(talk: Talk, grounds: number, isSet: boolean): Turn | null {
  const { view } = talk;
  const turns = turnsOf(talk).filter(({ name }) => !isBarSaid(talk, name));
  const { id } = view.seat;
  const all = [...talk.stances().keys(), id].sort();
  // What the table has set leads all to it who know the same, wherever they stood before.
  const like = isSet
    ? all
    : [id, ...[...talk.stances()].flatMap(([member, { option }]) => (option === talk.best ? [member] : []))];
  const shared = sharedOut(turns, { all, like, grounds });
  const own = shared.get(id);
  if (own === undefined) return null;
  const isSaid = own.anew !== null && all.some((member) => member < id && shared.get(member)?.anew === own.anew);
  return isSaid ? { ...own, say: own.briefly } : own;
}

interface Table {
  all: readonly string[];
  /** Those who vote for the same. */
  like: readonly string[];
  grounds: number;
}

/** Who says which. */
function sharedOut(turns: readonly Turn[], { all, like, grounds }: Table): ReadonlyMap<string, Turn> {
  // Of several who know it the first keeps it.
  const keeperOf = ({ keepers }: Turn) => like.filter((member) => keepers.includes(member)).sort()[0];
  const shared = new Map<string, Turn>();
  for (const turn of turns) {
    const keeper = keeperOf(turn);
    if (keeper !== undefined && !shared.has(keeper)) shared.set(keeper, turn);
  }
  const left = turns.filter((turn) => keeperOf(turn) === undefined);
  const open = all.filter((member) => like.includes(member) && !shared.has(member));
  const without = open.filter((member) => all.indexOf(member) >= grounds);
  for (const [at, member] of without.entries()) {
    const turn = left[at];
    if (turn !== undefined) shared.set(member, turn);
  }
  // A limit that nobody else is left to speak of is said by the first who keeps no other figure.
  const free = open.find((member) => !without.includes(member));
  const limit = left.slice(without.length).find(({ isOfLimit }) => isOfLimit);
  if (free !== undefined && limit !== undefined) shared.set(free, limit);
  return shared;
}

/** Whether somebody has told, since the last news, up to where a fact may go. */
function isBarSaid({ view, best }: Talk, name: string): boolean {
  const bars = new Set([
    `measure:${name}`,
    `bar:${name}`,
    ...['~turn', '~bound', '~firm'].map((end) => `${best}/${name}${end}`),
  ]);
  return turnsSinceNews(view).some(({ claims }) => claims.some(({ reason }) => reason !== null && bars.has(reason)));
}

/** The first point about each criterion. */
function oneEach(points: readonly Point[]): Point[] {
  const subject = ({ what }: Point) => subjectOf(what.reason);
  return points.filter((point, index) => points.findIndex((other) => subject(other) === subject(point)) === index);
}

/** How many come before this member at the table; for who stands alone, nobody does. */
function seatsBefore(talk: Talk, isSet: boolean): number {
  const { id } = talk.view.seat;
  const others = [...talk.stances()];
  const isAlone = !isSet && !others.some(([, { option }]) => option === talk.best);
  return isAlone ? 0 : others.filter(([member]) => member < id).length;
}
