import { subjectOf } from '../core/turn.ts';
import { criterionOf, namesOfCriterion } from '../reasoning/model.ts';
import { differences } from '../reasoning/support.ts';
import { plainPhrase } from '../wording/amounts.ts';
import { CARES, careFor, standing, TO_ALL } from './addressing.ts';
import { asideOf, isEchoed, isSaid } from './aside.ts';
import { NOTICEABLE } from './change.ts';
import type { Move, Sentence } from './move.ts';
import { heldUpTo } from './ranges.ts';
import type { Said } from './said.ts';
import { conditionOf } from './settings.ts';
import type { Point, Talk } from './talk.ts';
import { isAsGood } from './yielding.ts';

export function vote(talk: Talk): Move {
  const base = { kind: 'vote' as const, act: 'support' as const, ...TO_ALL, utility: 1 };
  const { best, change } = talk;
  if (best === null) {
    const missed = [...talk.view.now.assessment.options.values()].flatMap(({ option, missed: needs }) =>
      needs.flatMap((need) => talk.limit(option, need) ?? []),
    )[0];
    return { ...base, sentences: [{ symbol: 'vote.none', slots: { why: missed?.say } }] };
  }
  const { point, isGiven, same } = reasonToVote(talk);
  const hasMoved = change !== null && change.from !== change.to;
  // What everybody has heard moved others too; a vote says what the voter makes of it.
  const condition = conditionOf(talk, best);
  const isBySetting = condition !== null && change?.cause?.kind === 'setting' && change.cause.option === best;
  const isNews = hasMoved && !isBySetting && change.effect !== null && !isSaid(talk, change.effect);
  const isOnly = talk.isOnlyOpen;
  const effect = (isNews || point === null) && change?.effect ? talk.effect(change.effect) : null;
  if (isGiven && point !== null && effect === null && condition === null && !hasMoved)
    return { ...base, sentences: [sameReason(talk, point, same), ...givenUp(talk, point)] };
  const symbolOf = () => {
    if (hasMoved && !isBySetting) return 'vote.move';
    if (effect !== null || point !== null) return 'vote';
    return isOnly ? 'vote.only' : 'vote.bare';
  };
  return {
    ...base,
    ...(condition === null ? {} : { condition }),
    sentences: [
      {
        symbol: symbolOf(),
        slots: { why: effect ?? point?.say, condition: condition ?? undefined, ...standing(talk) },
        ...(point === null || effect !== null ? {} : { asserts: { slot: 'why', what: point.what } }),
      },
      ...(hasMoved || change === null || Math.abs(change.gain) < NOTICEABLE
        ? []
        : [isEchoed(talk) ? null : asideOf(talk)].filter((one) => one !== null)),
      ...(effect === null ? givenUp(talk, point) : []),
    ],
  };
}

interface Reason {
  point: Point | null;
  /** There is no other than what those before them are likely to give. */
  isGiven: boolean;
  /** Where a colleague has said it, with the figure that it still has. */
  same: Said | null;
}

/**
 * What tells the option from those that are still open. Whoever brought a reason up votes on it; who did not has one that nobody has given,
 * and else says whose reason it is. All vote at once: of those who stand alike each leaves to the ones before them what they are likely to give.
 */
function reasonToVote(talk: Talk): Reason {
  const { view, said } = talk;
  const points = talk.points();
  const telling = points.filter(({ rival, isNoise }) => rival !== undefined && isNoise !== true);
  const [first] = telling;
  // One rival at a time: the one that is disputed comes first among the points.
  const beside = telling.filter(({ rival }) => rival === first?.rival);
  const rest = telling.filter(({ rival }) => rival !== first?.rival);
  const apart = oneEach([...beside, ...rest, ...(talk.isOnlyOpen ? points : [])]);
  const byCare = [...apart].sort((a, b) => careFor(talk, a) - careFor(talk, b));
  const given = ({ what }: Point) => said.filter(({ claim }) => claim.reason === what.reason);
  const own = byCare.find((point) => given(point)[0]?.speaker === view.seat.id);
  const before = likeMindedBefore(talk);
  const unsaid = byCare.filter((point) => given(point).length === 0);
  const fresh = own ?? unsaid[before];
  if (fresh !== undefined || apart.length === 0)
    return { point: fresh ?? points[0] ?? null, isGiven: false, same: null };
  for (const point of byCare) {
    const figure = point.what.figure?.value;
    const same = given(point).find(({ claim }) => isAsGood(claim.figure?.value ?? Number.NaN, figure));
    if (same !== undefined) return { point, isGiven: true, same };
  }
  const [main = null] = byCare;
  const held = heldUpTo(talk)[before - 1];
  return { point: held ?? main, isGiven: held === undefined && before > 0, same: null };
}

/** The first point about each criterion. */
function oneEach(points: readonly Point[]): Point[] {
  const subject = ({ what }: Point) => subjectOf(what.reason);
  return points.filter((point, index) => points.findIndex((other) => subject(other) === subject(point)) === index);
}

function sameReason(talk: Talk, { what }: Point, same: Said | null): Sentence {
  const criterion = criterionOf(talk.view.model, subjectOf(what.reason) ?? '');
  const name = what.figure?.name ?? (criterion === undefined ? '' : (namesOfCriterion(criterion)[0] ?? ''));
  return {
    symbol: 'vote.same',
    slots: {
      what: plainPhrase(talk.tell.label(name)),
      colleague: same === null ? undefined : plainPhrase(same.speaker),
      ...standing(talk),
    },
  };
}

/** How many of those who stand where this member does come before them at the table. */
function likeMindedBefore(talk: Talk): number {
  const { id } = talk.view.seat;
  return [...talk.stances()].filter(([member, { option }]) => option === talk.best && member < id).length;
}

/** What the voter gives up with their option against the one that it was set beside: the heaviest difference that counts. */
function givenUp(talk: Talk, point: Point | null): Sentence[] {
  const { best, view } = talk;
  const rival = point?.rival;
  if (best === null || rival === undefined || view.question.audience === 'junior') return [];
  const [worst] = differences(view.now.assessment, best, rival)
    .filter(({ gain }) => gain < 0)
    .flatMap(({ criterion }) => {
      if (criterion.kind === 'need' || talk.reasons.has(`${best}/${criterion.id}~despite`)) return [];
      const between = talk.tell.between(criterion, talk.values(best), talk.values(rival));
      const found = between === null || between.isNoise ? null : talk.goal(criterion, best, rival);
      return found === null ? [] : [found];
    });
  // Whoever cares for something else has no word about it.
  if (worst === undefined || careFor(talk, worst) >= CARES) return [];
  const what = { ...worst.what, reason: `${worst.what.reason}~despite`, side: 'against' as const };
  const say = worst.say.brief?.[0] ?? worst.say;
  return [{ symbol: 'despite', slots: { say, ...standing(talk) }, asserts: { slot: 'say', what } }];
}
