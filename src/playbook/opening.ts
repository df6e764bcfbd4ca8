import { subjectOf } from '../core/turn.ts';
import { bearsOn, criterionOf, namesOfCriterion } from '../reasoning/model.ts';
import { assess } from '../reasoning/support.ts';
import { isSwitch } from '../reasoning/switches.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { CARES, careFor, standing, TO_ALL } from './addressing.ts';
import { causeOf } from './causes.ts';
import { isCorrected } from './corrected.ts';
import { assertedFact, isMine, newFacts, restsOnFact, reveals, withoutFact } from './facts-told.ts';
import { givenUp } from './given-up.ts';
import { matters } from './mattering.ts';
import type { Assertion, Move, Sentence } from './move.ts';
import { byFact } from './move.ts';
import { movesOf } from './moves.ts';
import { nearestLimit } from './nearest-limit.ts';
import { heldUpTo } from './ranges.ts';
import { shiftBy } from './shifting.ts';
import type { Point, Talk } from './talk.ts';

/** An opening says where one stands and what weighs most; what only the speaker knows comes first. */
export function opening(talk: Talk): Move {
  const corrected = correction(talk);
  if (corrected !== null) return corrected;
  const kept = keptBack(talk);
  if (kept !== null)
    return {
      kind: 'open',
      act: 'open',
      ...TO_ALL,
      utility: 1,
      sentences: [talk.sentence('open', kept, standing(talk))],
    };
  const first = openingPoint(talk);
  const base = { kind: 'open' as const, act: 'open' as const, ...TO_ALL, utility: 1 };
  if (talk.best === null || first === null) {
    const judged = movesOf(talk).find(({ kind }) => kind === 'judge' || kind === 'ask');
    if (judged !== undefined) return { ...judged, act: judged.kind === 'ask' ? 'ask' : 'open', utility: 1 };
    return { ...base, sentences: [{ symbol: talk.best === null ? 'open.none' : 'open.bare', slots: standing(talk) }] };
  }
  // What only the speaker knows comes first, where it changes how the options stand.
  const [reveal] = reveals(talk);
  if (reveal !== undefined && first.what.side !== null) {
    const shown = reveal.sentences.flatMap(({ asserts }) => asserts?.what ?? []);
    const reasons = shown.flatMap(({ reason }) => reason ?? []);
    const { reason } = first.what;
    const isSaid = reasons.some((one) => reason !== null && subjectOf(one) === subjectOf(reason));
    const isEnough = isSaid && shown.some((one) => isForChoice(talk, one));
    // A listener follows one thing at a time: what it comes to for another option can wait.
    const told = isEnough ? reveal.sentences : reveal.sentences.slice(0, 1);
    // Where it speaks for the speaker's choice, that follows; else what does comes between.
    return {
      ...base,
      sentences: [
        ...told,
        ...(isEnough
          ? [{ symbol: 'open.bare', slots: standing(talk) }]
          : [
              ...newFacts(talk, reason).filter(({ asserts }) => !reasons.includes(asserts?.what.reason ?? '')),
              // "With that in" is said of a figure that follows from it, and of no other.
              talk.sentence(restsOnMine(talk, reason) ? 'open.then' : 'open', first, standing(talk)),
            ]),
      ],
    };
  }
  const bySeat = groundBySeat(talk, first);
  if (bySeat !== null) return { ...base, sentences: bySeat };
  const facts = newFacts(talk, first.what.reason);
  const beside = besideReason(talk, first);
  const lost = favouriteOut(talk, first);
  const lead = lost === null ? [] : [talk.sentence('then', lost, standing(talk))];
  return {
    ...base,
    sentences: [
      ...lead,
      ...facts,
      ...(lead.length + facts.length > 1 ? [] : ownGround(talk, first)),
      talk.sentence(lead.length + facts.length > 0 ? 'open.then' : 'open', first, standing(talk)),
      ...(lead.length + facts.length > 1 ? [] : beside),
    ],
  };
}

/**
 * Where members each know better than the others about something, each opens on that: the value against what the others take it to be, what
 * it changes, and where that leaves the speaker. By their seats they say it in another order.
 */
function correction(talk: Talk): Move | null {
  const { view, best } = talk;
  const first = openingPoint(talk);
  if (!isCorrected(view)) return null;
  const facts = correctedFacts(talk);
  if (facts.length === 0) return null;
  // What puts an option out comes right behind the fact that does it; what else a fact comes to, once all are told.
  const [main = facts[0]] = facts.filter(({ name }) => brokenBy(talk, name) !== null);
  if (main === undefined) return null;
  const old = withoutFact(talk, main.name).best;
  const isTurned = best !== null && old !== null && old !== best;
  const all = facts.map(({ name }) => brokenBy(talk, name, isTurned ? [old] : []));
  // Two facts that break the same limit break it once.
  const broken = all.map((point, at) =>
    all.slice(0, at).some((other) => other?.what.reason === point?.what.reason) ? null : point,
  );
  // Whoever leaves an option for a limit says that as the reason.
  const reason = broken.find((point) => isTurned && point?.what.option === old) ?? null;
  const told = facts.flatMap(({ sentence }, at) => {
    const point = broken[at] ?? null;
    return point === null || point === reason ? [sentence] : [sentence, talk.sentence('shift', point, standing(talk))];
  });
  const base = { kind: 'open' as const, act: 'open' as const, ...TO_ALL, utility: 1 };
  const ground = ownGround(talk, first);
  if (best === null) return { ...base, sentences: [...told, { symbol: 'open.out', slots: standing(talk) }] };
  const shift = broken.some((point) => point !== null) ? [] : shiftBy(talk, main.name);
  // Right behind the fact from which it follows.
  if (shift.length > 0) told.push(...told.splice(facts.indexOf(main), 1));
  const slots = { ...standing(talk), ...(isTurned ? { old: plainPhrase(talk.tell.option(old)) } : {}) };
  const symbol = isTurned ? 'open.turned' : 'open.still';
  const bare: Sentence = { symbol: `${symbol}.bare`, slots };
  if (first === null) return { ...base, sentences: [...told, ...shift, bare] };
  const stand = talk.sentence(symbol, reason ?? first, slots);
  // Who takes another option than the figures would says by what.
  if (reason === null && ground.length > 0) return { ...base, sentences: [...told, ...ground, stand] };
  if (reason !== null) return { ...base, sentences: [...told, stand, ...keptInstead(talk, best, reason)] };
  const seat = Math.max(
    0,
    view.question.roster.findIndex(({ id }) => id === view.seat.id),
  );
  // What puts another option out is no reason for one's own yet; where it is all the reason, it has been said.
  const out = broken.flatMap((point) => (point !== null && point.what.option !== best ? [point.what.reason] : []));
  if (out.length > 0) return { ...base, sentences: [...told, out.includes(first.what.reason) ? bare : stand] };
  const isOwn = first.what.reason !== null && restsOnFact(talk, main.name, first.what.reason);
  const orders = [
    [...told, ...(isOwn ? [] : shift), stand],
    [...told, ...shift, bare],
    [{ symbol: 'open.bare', slots }, ...told, ...shift],
    // What one goes by, where it is something else than the fact.
    isOwn ? [...told, stand] : [talk.sentence('open', first, slots), ...told, ...shift],
  ];
  // What a fact has made of an option is why it turns its speaker: that stands before the turning and no other figure with it.
  const order =
    isTurned && shift.length > 0
      ? 1
      : view.question.audience === 'lead' || (isTurned && seat % orders.length >= 2)
        ? 0
        : seat % orders.length;
  return { ...base, sentences: orders[order] ?? [] };
}

/** By which goal a member leans to another option than the one that is ahead once goals count as they do at the table; nothing where they lean to that. */
function ownGround(talk: Talk, first: Point | null): Sentence[] {
  const { view, tell, best } = talk;
  const { atTable, model, now, seat } = view;
  if (first === null || atTable === model || assess(atTable, now.world, seat.values).best === best) return [];
  const criterion = criterionOf(model, subjectOf(first.what.reason) ?? '');
  if (criterion === undefined || criterion.kind === 'need' || first.what.option !== best) return [];
  return [
    { symbol: 'open.ground', slots: { say: tell.say.looksAt(tell.label(criterion.quantity)), ...standing(talk) } },
  ];
}

/** How the option that is taken instead stands on the limit that put the other one out. */
function keptInstead(talk: Talk, best: string, { what }: Point): Sentence[] {
  const need = criterionOf(talk.view.model, subjectOf(what.reason) ?? '');
  const kept = need?.kind === 'need' ? talk.limit(best, need) : null;
  if (kept === null || kept.what.side !== 'for') return [];
  return [talk.sentence('open.kept', { say: kept.say.brief?.at(-1) ?? kept.say, what: kept.what }, standing(talk))];
}

/** Of support: an option with less is nobody's. */
const IN_PLAY = 0.1;

/** The limit that a fact makes an option miss which others think it keeps; of the options named first one that is `asked` for. */
function brokenBy(talk: Talk, name: string, asked: readonly (string | null)[] = []): Point | null {
  const then = withoutFact(talk, name);
  const found = [...talk.view.now.assessment.options.values()].flatMap(({ option, missed }) => {
    const before = then.options.get(option)?.missed ?? [];
    const need = missed.find(({ id }) => !before.some((one) => one.id === id));
    const point = need === undefined ? null : talk.limit(option, need);
    const support = then.options.get(option)?.share ?? 0;
    // That an option is out which nobody would take settles nothing.
    return point === null || support < IN_PLAY ? [] : [{ option, point, support }];
  });
  const [first] = found.sort(
    (a, b) => Number(asked.includes(b.option)) - Number(asked.includes(a.option)) || b.support - a.support,
  );
  return first === undefined ? null : { say: first.point.say, what: first.point.what };
}

/** What this member alone knows and others take to be otherwise, as they tell it. */
function correctedFacts(talk: Talk): { name: string; sentence: Sentence }[] {
  const { view, tell } = talk;
  return Object.entries(view.model.scenario.facts)
    .flatMap(([name, { assumed, unit = '', source }]) => {
      const amount = isMine(talk, name) && assumed !== undefined ? talk.fact(name) : null;
      if (amount === null || assumed === undefined || !isJudged(talk, name)) return [];
      const label = tell.label(name);
      const taken = asPhrase(printAmount(assumed, unit, tell.language), [`rule:${name}.assumed`]);
      if (taken.text === amount.text) return [];
      const sentence: Sentence = {
        symbol: 'fact',
        slots: {
          say: tell.say.corrected({ label, amount }, taken),
          source: source === undefined || /\d/.test(source) ? undefined : plainPhrase(source),
          ...standing(talk),
        },
        asserts: assertedFact(talk, name, { label, amount }),
      };
      return [{ name, sentence }];
    })
    .slice(0, MOST_OPENED);
}

const MOST_OPENED = 2;

/** Whether any option fares otherwise by a fact on what it is judged by. */
const isJudged = ({ view }: Talk, name: string): boolean =>
  view.model.criteria.some((criterion) =>
    view.model.options.some(
      (option) =>
        bearsOn(view.model, name, criterion, option) && matters(view, name, namesOfCriterion(criterion), option),
    ),
  );

const restsOnMine = (talk: Talk, reason: string | null): boolean =>
  reason !== null &&
  Object.keys(talk.view.model.scenario.facts).some((fact) => isMine(talk, fact) && restsOnFact(talk, fact, reason));

/**
 * Where goals trade one for one, all who know the same would open on the same: by their seats each says something else that bears on the
 * choice. That is what tells it from the next best, how near a limit is, a doubt about what speaks for the next best, or what the choice
 * costs; who is left says where they stand and no more. Null where each weighs in an own order.
 */
function groundBySeat(talk: Talk, first: Point): Sentence[] | null {
  const { view, best } = talk;
  const { model, question, seat, now } = view;
  if (model.scenario.weights !== 'equal' || question.audience !== 'peers' || best === null) return null;
  if (first.rival === undefined || newFacts(talk, first.what.reason).length > 0) return null;
  const [next] = [...now.assessment.options.values()]
    .filter(({ option, missed }) => option !== best && missed.length === 0)
    .sort((a, b) => b.share - a.share);
  if (next === undefined) return null;
  const rival = next.option;
  const indexOf = ({ what }: Point) => criterionOf(model, subjectOf(what.reason) ?? '')?.index ?? 0;
  const goals = talk
    .points()
    .filter((point) => point.rival === rival && point.isNoise !== true && !talk.reasons.has(point.what.reason ?? ''))
    .sort((a, b) => indexOf(a) - indexOf(b));
  if (goals.length === 0) return null;
  const near = nearestLimit(talk, best);
  const doubt = doubtOf(talk, best, rival);
  const lost = givenUp(talk, rival);
  const own = (point: Point) => [talk.sentence('open', point, standing(talk))];
  const bare: Sentence = { symbol: 'open.bare', slots: standing(talk) };
  const grounds: Sentence[][] = [
    ...goals.slice(0, 1).map((point) => {
      const cause = causeOf(talk, talk.sentence('open', point));
      return [...own(point), ...(cause === null ? [] : [cause])];
    }),
    ...(near === null ? [] : [own(near)]),
    ...(doubt === null ? [] : [doubt.isOfRival ? own(doubt.point) : [bare, talk.sentence('despite', doubt.point)]]),
    ...(lost.length === 0 ? [] : [[bare, ...lost]]),
    ...goals.slice(1).map(own),
  ];
  // Who knows something of their own opens on that.
  const isTold = (member: string) =>
    Object.values(model.scenario.facts).some(({ knownBy }) => knownBy?.includes(member) === true);
  const at = question.roster.findIndex(({ id }) => id === seat.id);
  const before = question.roster.slice(0, Math.max(0, at)).filter(({ id }) => !isTold(id)).length;
  return grounds[before] ?? [bare];
}

/** What everybody goes by and somebody doubts: of the next best option, a reason for one's own; of one's own, what may yet go wrong. */
function doubtOf(talk: Talk, best: string, rival: string): { point: Point; isOfRival: boolean } | null {
  const { view, tell } = talk;
  const { model } = view;
  const bears = (name: string, option: string) =>
    model.criteria.some(
      (one) => bearsOn(model, name, one, option) && matters(view, name, namesOfCriterion(one), option),
    );
  const found = Object.entries(model.scenario.facts).flatMap(([name, { doubt, knownBy }]) => {
    if (doubt === undefined || knownBy !== undefined) return [];
    const [ofRival, ofOwn] = [bears(name, rival), bears(name, best)];
    return ofRival === ofOwn ? [] : [{ name, doubt, isOfRival: ofRival }];
  });
  const [first] = found.sort((a, b) => Number(b.isOfRival) - Number(a.isOfRival));
  if (first === undefined) return null;
  const { name, doubt, isOfRival } = first;
  const say = tell.say.shaky(tell.label(name), doubt);
  const option = isOfRival ? rival : best;
  return {
    isOfRival,
    point: {
      say,
      what: byFact(name, {
        reason: `${option}/${name}~doubt`,
        option,
        side: 'against',
        gist: say,
      }),
    },
  };
}

/** What an opening owes beside its reason: what the reason takes for granted, or what the option gives up. Members take turns by their seats. */
function besideReason(talk: Talk, point: Point): Sentence[] {
  const { rival, what } = point;
  const { view, tell, best } = talk;
  if (view.question.audience !== 'peers' || what.reason === null) return [];
  const { reason } = what;
  const taken = [...view.now.knowledge.facts].flatMap(([name, { how, value }]) => {
    const fact = view.model.scenario.facts[name];
    if (how !== 'assumed' || typeof value !== 'number' || fact === undefined || isSwitch({ ...fact, value })) return [];
    if (!restsOnFact(talk, name, reason)) return [];
    const amount = asPhrase(printAmount(value, fact.unit ?? '', tell.language), [`rule:${name}.assumed`]);
    return [{ symbol: 'premise', slots: { say: tell.say.taken(tell.label(name), amount), ...standing(talk) } }];
  });
  const lost = best === null || rival === undefined ? [] : givenUp(talk, rival);
  const cause = causeOf(talk, talk.sentence('open', point));
  // Up to where the choice stands, on a value that everybody knows and somebody doubts.
  const isCommon = (name = '') => view.model.scenario.facts[name]?.knownBy === undefined;
  const bound = heldUpTo(talk).find(({ what: { reason: held } }) => isCommon(subjectOf(held)));
  const risk: Sentence[] = bound === undefined ? [] : [talk.sentence('proviso', bound, standing(talk))];
  const owed = [...(cause === null ? [] : [cause]), ...lost, ...taken.slice(0, 1), ...risk];
  const seat = view.question.roster.findIndex(({ id }) => id === view.seat.id);
  // One in so many adds nothing: those who know the same would all say the same.
  const one = owed[Math.max(0, seat) % (owed.length + 1)];
  return one === undefined ? [] : [one];
}

/** Whether what is asserted leads to the option that the speaker chooses: it is better, or the other is out and leaves no third. */
function isForChoice(talk: Talk, { option, side, reason }: Assertion): boolean {
  const { best, view } = talk;
  if (option === null || side === null) return false;
  if (option === best) return side === 'for';
  if (side === 'for') return false;
  const isGoal = criterionOf(view.model, subjectOf(reason) ?? '')?.kind !== 'need';
  return isGoal || talk.isOnlyOpen;
}

/** The limit that puts out what would be chosen but for it, to be said before what is left is compared. */
function favouriteOut(talk: Talk, first: Point): Point | null {
  if (first.rival === undefined) return null;
  const { options } = talk.view.now.assessment;
  const own = options.get(talk.best ?? '')?.score ?? 0;
  const [favourite] = [...options.values()].filter(({ missed, score }) => missed.length > 0 && score > own);
  const [need] = favourite?.missed ?? [];
  const limit = favourite === undefined || need === undefined ? null : talk.limit(favourite.option, need);
  return limit === null ? null : { say: limit.say, what: limit.what };
}

/**
 * What a member alone knows, and the others take to be otherwise, is best said to somebody's figure that rests on it, or when they ask: the
 * opening is on something else, where there is something. Null where there is nothing of that kind, or all speaks from it.
 */
function keptBack(talk: Talk): Point | null {
  if (talk.view.question.audience !== 'peers' || reveals(talk).length === 0) return null;
  const own = Object.keys(talk.view.model.scenario.facts).filter((name) => isMine(talk, name));
  if (!own.some((name) => talk.view.model.scenario.facts[name]?.assumed !== undefined)) return null;
  const point = openingPoint(
    talk,
    ({ what }) => what.reason !== null && !own.some((name) => restsOnFact(talk, name, what.reason ?? '')),
  );
  const first = openingPoint(talk);
  // Nobody opens on what they care less for to keep something back.
  const isCared = point !== null && first !== null && careFor(talk, point) <= Math.min(1, careFor(talk, first));
  return isCared ? point : null;
}

/** What the member cares for most comes first, where it tells the options apart; else what weighs most. */
function openingPoint(talk: Talk, isWanted: (point: Point) => boolean = () => true): Point | null {
  const { model, seat } = talk.view;
  const points = talk.points().filter(isWanted);
  const servedBy = ({ what }: Point) => criterionOf(model, subjectOf(what.reason) ?? '')?.value;
  const telling = points.filter(({ isNoise, rival }) => isNoise !== true && rival !== undefined);
  const cared = seat.values
    .slice(0, CARES)
    .flatMap((value) => telling.find((point) => servedBy(point) === value) ?? []);
  // That another option is out is a reason for one's own where nothing else is left, or nothing tells it from the rest.
  const [limit] = points.filter(({ rival }) => rival === undefined);
  // Who cares for nothing that tells them apart takes what the seats before leave, against the same rival.
  const seatOf = talk.view.question.roster.findIndex(({ id }) => id === seat.id);
  const like = telling.filter(({ rival }) => rival === telling[0]?.rival);
  const others = like[Math.max(0, seatOf) % Math.max(1, like.length)];
  return (talk.isOnlyOpen ? limit : undefined) ?? cared[0] ?? others ?? points[0] ?? null;
}
