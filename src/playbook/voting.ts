import { subjectOf } from '../core/turn.ts';
import { standing, TO_ALL } from './addressing.ts';
import { asideOf, isEchoed } from './aside.ts';
import { NOTICEABLE } from './change.ts';
import { givenUp } from './given-up.ts';
import type { Move } from './move.ts';
import { heldUpTo } from './ranges.ts';
import { conditionOf } from './settings.ts';
import type { Point, Talk } from './talk.ts';
import { isWeighed } from './weighing.ts';
import { isSaid } from './yielding.ts';

/**
 * A vote says what has not been said. All vote at once, so those who stand alike share out what is left by their seats: first reasons that
 * nobody has given, then what the choice gives up. Where nothing is left a vote is the option alone.
 */
export function vote(talk: Talk): Move {
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
  const why = effect ?? point?.say ?? (isBySum ? (talk.points()[0]?.say ?? null) : null);
  const symbolOf = () => {
    if (isBySum && why !== null) return 'vote.move';
    if (why !== null) return 'vote';
    return talk.isOnlyOpen && before === 0 ? 'vote.only' : 'vote.bare';
  };
  // What speaks against the choice is said by the first who has no other reason left to give.
  const isNext = point === null && before === unsaid.length;
  return {
    ...base,
    ...(condition === null ? {} : { condition }),
    sentences: [
      {
        symbol: symbolOf(),
        slots: {
          why: why ?? undefined,
          condition: before === 0 || (hasMoved && isBySetting) ? (condition ?? undefined) : undefined,
          ...standing(talk),
        },
        ...(point === null || effect !== null ? {} : { asserts: { slot: 'why', what: point.what } }),
      },
      ...(hasMoved || before > 0 || change === null || Math.abs(change.gain) < NOTICEABLE
        ? []
        : [isEchoed(talk) || isOfAnother(talk) ? null : asideOf(talk)].filter((one) => one !== null)),
      ...(isNext ? givenUp(talk, talk.points().find(({ rival }) => rival !== undefined)?.rival) : []),
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
  // Where all has been said, the vote has the condition on which it stands, unless somebody is to measure that.
  const isTold = ({ what }: Point) =>
    [what.reason, `measure:${factOf(what.reason)}`].some((reason) => reason !== null && talk.reasons.has(reason));
  return left.length > 0
    ? left
    : heldUpTo(talk)
        .filter((bound) => !isTold(bound))
        .slice(0, MOST_BOUNDS);
}

/** Of conditions under which a choice stands; the rest the memo says. */
const MOST_BOUNDS = 3;

const factOf = (reason: string | null) => reason?.split('/')[1]?.split('~')[0];

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
