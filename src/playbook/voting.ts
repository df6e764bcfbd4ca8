import { subjectOf } from '../core/turn.ts';
import type { CompiledGoal } from '../reasoning/model.ts';
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
import { givenUp } from './given-up.ts';
import type { Move } from './move.ts';
import type { Turn } from './ranges.ts';
import { RANGE, turnsOf } from './ranges.ts';
import { conditionOf } from './settings.ts';
import type { Point, Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';
import { isWeighed, leadIn } from './weighing.ts';
import { isSaid } from './yielding.ts';

/**
 * A vote says what has not been said. All vote at once, so those who stand alike share out what is left by their seats: first reasons that
 * nobody has given, then what the choice gives up. Where nothing is left a vote is the option alone.
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
  const unsaid = reasonsLeft(talk);
  const point = unsaid[before] ?? null;
  const isNews = hasMoved && !isBySetting && change.effect !== null && !isSaid(talk, change.effect);
  // That another option is possible again is no reason for one's own.
  const isOthers = change?.effect?.kind === 'kept' && change.effect.option !== best;
  const effect = isNews && change?.effect && !isOthers ? talk.effect(change.effect) : null;
  const isBySum = hasMoved && !isBySetting;
  const grounds = groundsOf(talk, unsaid);
  // What speaks against the choice is said by the first who has no other reason left to give.
  const left = talk.view.question.audience === 'junior' ? null : turnOf(talk, unsaid.length + grounds.length);
  // Votes are cast at once: who comes after all that could be told names what decided it, without the figures.
  const again = decidedBy(talk, before) ?? talk.points()[before % Math.max(1, talk.points().length)]?.say ?? null;
  const own = point === null && effect === null ? (grounds[before - unsaid.length] ?? null) : null;
  const isNext = point === null && own === null && before === unsaid.length;
  const lost = isNext ? givenUp(talk, talk.points().find(({ rival }) => rival !== undefined)?.rival) : [];
  const moved = isBySum && before === 0 ? talk.points()[0]?.say : undefined;
  const first = effect ?? point?.say ?? own ?? moved ?? (lost.length > 0 ? null : groundByFact(talk));
  // What would turn it is said beside by whoever keeps that or has nothing else to say.
  const isKeeper = left?.keepers.includes(talk.view.seat.id) === true && effect === null && point === null && !isBySum;
  const turn = first === null || isKeeper ? left : null;
  const risk = first === null && turn === null ? riskNamed(talk, best) : null;
  // Nobody votes without a word on what decided it.
  const why = first ?? (risk === null ? again : null);
  const symbolOf = () => {
    // Who leads hears the option first.
    const isFirst = talk.view.question.audience === 'lead';
    if (risk !== null && !isFirst) return 'vote.risk';
    if (isBySum && why !== null && !isFirst) return 'vote.move';
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
        ...(point === null || effect !== null ? {} : { asserts: { slot: 'why', what: point.what } }),
      },
      ...(hasMoved || before > 0 || change === null || Math.abs(change.gain) < NOTICEABLE
        ? []
        : [isEchoed(talk) || isOfAnother(talk) ? null : asideOf(talk)].filter((one) => one !== null)),
      ...(turn === null ? lost : []),
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

/** Of the largest difference: what is less has not decided a vote. */
const LARGE = 0.4;

/**
 * What decides it, where nothing is left that nobody has said: a goal on which the choice is ahead of the next best, the limit
 * that others miss, the lead in all. The same for everybody who knows the same: each who votes takes another.
 */
function groundsOf(talk: Talk, unsaid: readonly Point[]): Phrase[] {
  const { view, tell, best } = talk;
  if (best === null) return [];
  // Against the one that comes nearest: what is better than some third decides nothing.
  const all = [...view.now.assessment.options.values()];
  const next = nextBest(talk, best);
  const sizes = next === undefined ? [] : gainsBy(talk, best, next.option);
  const gains = sizes.filter(({ size }) => size > 0).sort((a, b) => b.size - a.size);
  // What is small beside the largest has decided nothing.
  const large = gains.filter(({ size }) => size >= LARGE * (gains[0]?.size ?? 0));
  const goals = large.flatMap(({ goal }, index) => {
    const gained = next === undefined ? null : tell.ahead(goal, talk.values(best), talk.values(next.option));
    const isLeft = unsaid.some(({ what }) => subjectOf(what.reason) === goal.id);
    return gained === null || isLeft ? [] : [index === 0 ? tell.say.aheadOn(gained) : tell.say.alsoAhead(gained)];
  });
  const lead = next === undefined || view.model.scenario.weights !== 'equal' ? null : leadIn(talk, best, next.option);
  const misses = all.flatMap(({ option, missed: [need], values }) => {
    const miss = need === undefined || option === best ? null : tell.miss(need, values);
    return miss === null ? [] : [miss];
  });
  return [
    ...goals.slice(0, 1),
    ...(lead === null || next === undefined ? [] : [tell.say.aheadInAll(tell.option(next.option), lead)]),
    ...goals.slice(1),
    // What puts others out decides only where nothing else is left to choose.
    ...(next === undefined ? misses : []),
  ];
}

/** By what the member's choice is ahead of the next, by name: the goals that count, in turn. */
function decidedBy(talk: Talk, place: number): Phrase | null {
  const { view, tell, best } = talk;
  const next = best === null ? undefined : nextBest(talk, best);
  if (best === null || next === undefined) return null;
  const gains = gainsBy(talk, best, next.option).filter(({ size }) => size > 0);
  const most = Math.max(0, ...gains.map(({ size }) => size));
  const large = gains.filter(({ size }) => size >= LARGE * most);
  const chosen = large[place % Math.max(1, large.length)];
  return chosen === undefined || view.question.audience === 'junior'
    ? null
    : tell.say.decidedBy(tell.label(chosen.goal.quantity));
}

/** The option that comes nearest, of those that keep every limit. */
function nextBest({ view }: Talk, best: string): OptionSupport | undefined {
  return [...view.now.assessment.options.values()]
    .filter(({ option, missed }) => option !== best && missed.length === 0)
    .sort((a, b) => b.share - a.share)[0];
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

/** The fact by which the member came to its option, as what decided it; null where it has held that from the start, or one who votes before came by the same. */
function groundByFact(talk: Talk): Phrase | null {
  const { view, tell, best } = talk;
  const fact = cameBy(talk, view.seat.id);
  const isTheirs = [...talk.stances()].some(
    ([member, { option }]) => member < view.seat.id && option === best && cameBy(talk, member) === fact,
  );
  if (isTheirs) return null;
  const amount = fact === null ? null : talk.fact(fact);
  return fact === null || amount === null ? null : tell.say.decided({ label: tell.label(fact), amount });
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

/** The fact by which a member came to the option that it holds now; null where it has held it from the start, or moved by something else. */
function cameBy({ view, best }: Talk, member: string): string | null {
  const turns = view.turns.filter(({ body }) => body.speaker === member);
  const at = turns.findLastIndex(({ body }, index) => body.stance.option !== turns[index - 1]?.body.stance.option);
  const turn = turns[at]?.body;
  if (at <= 0 || turn === undefined || turn.stance.option !== best) return null;
  const [ref = ''] = turn.stance.movedBy;
  if (ref.startsWith('fact:')) return ref.slice('fact:'.length);
  const [, told, claim] = /^turn:(\d+)\.(\d+)$/.exec(ref) ?? [];
  const said = view.turns
    .find(({ body }) => body.turn === Number(told))
    ?.body.claims.find((one) => one.claim === Number(claim));
  const refs = [said?.reason ?? '', ...(said?.numbers ?? []).flatMap((number) => number.refs)];
  return refs.flatMap((one) => /^fact:(.+)$/.exec(one)?.[1] ?? [])[0] ?? null;
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
      claim.option === best && claim.side === 'against' && claim.reason?.includes(RANGE) === true
        ? [{ turn: body.turn, claim }]
        : [],
    ),
  );
  const last = named.at(-1);
  return last === undefined ? null : talk.quoted(last);
}

/** What would turn this vote: what the member alone knows or is to measure, else one that nobody like them keeps, each who votes another. */
function turnOf(talk: Talk, taken: number): Turn | null {
  const { view } = talk;
  const turns = turnsOf(talk).filter(({ name }) => !isBarSaid(talk, name));
  const { id } = view.seat;
  const own = turns.find(({ keepers }) => keepers.includes(id));
  if (own !== undefined) return own;
  const like = [...talk.stances()].flatMap(([member, { option }]) => (option === talk.best ? [member] : []));
  const keeps = (member: string) => turns.some(({ keepers }) => keepers.includes(member));
  const left = turns.filter(({ keepers }) => !keepers.some((member) => like.includes(member)));
  return left[Math.max(0, like.filter((member) => member < id && !keeps(member)).length - taken)] ?? null;
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
