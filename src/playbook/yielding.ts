import { namesOfCriterion } from '../reasoning/model.ts';
import { isSwitch } from '../reasoning/switches.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { careFor, standing, TO_ALL } from './addressing.ts';
import type { Cause } from './change.ts';
import { isTabled } from './combined.ts';
import { changeUnder } from './mattering.ts';
import type { Move, Sentence } from './move.ts';
import { pricedNews, throughNews } from './news.ts';
import { ownSum } from './own-sum.ts';
import { differing, isSetSince } from './said.ts';
import type { Point, Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';
import { againstBest, isWeighed, sumOf } from './weighing.ts';

/** After an event: what it opens or closes. */
export function reopened(talk: Talk): Move[] {
  const { change } = talk;
  if (change?.cause?.kind !== 'event') return [];
  const { name } = change.cause;
  const news = newsOf(talk, name);
  const reason = change.effect?.kind === 'goal' && change.from !== change.to ? talk.reasonToMove(change) : null;
  const why = reason?.say ?? (change.effect === null ? null : talk.effectOf(change.effect, name));
  const option = change.effect?.kind === 'kept' ? change.effect.option : null;
  if (why === null) return [];
  const hasMoved = change.from !== change.to && change.to !== null;
  // Once somebody has said what an event does, it is said; only a change of mind is worth saying again, with what it rests on for this member.
  const isKnown = saidSince(talk, name);
  if (isKnown && !hasMoved) return [];
  const over = isKnown ? ownSum(talk) : null;
  const own = over ?? (isKnown ? ownReason(talk, change.from) : null);
  const row = isKnown || change.effect === null || change.effect.kind === 'goal' ? null : talk.row(change.effect.need);
  const sum = sumToMove(talk);
  if (sum !== null)
    return [
      {
        kind: 'reopen',
        act: 'support',
        ...TO_ALL,
        utility: isKnown ? 8.4 : 9,
        sentences: [
          ...(isKnown ? [] : pricedNews(talk, change.from)),
          { symbol: 'reopen.move', slots: { why: sum.slots['say'], ...standing(talk) }, ...summed(sum) },
        ],
      },
    ];
  return [
    {
      kind: 'reopen',
      act: 'support',
      ...TO_ALL,
      utility: isKnown ? WITH_NOTHING_ELSE : 9,
      sentences: [
        {
          symbol: hasMoved ? 'reopen.move' : 'reopen',
          slots: {
            news: isKnown ? undefined : (news ?? undefined),
            why: own?.say ?? row?.say ?? why,
            so: option === null ? row?.so : talk.tell.say.possible(talk.tell.option(option)),
            ...standing(talk),
          },
          ...(own !== null
            ? { asserts: { slot: 'why', what: own.what } }
            : reason !== null
              ? reason.what === null
                ? {}
                : { asserts: { slot: 'why', what: reason.what } }
              : change.effect === null
                ? {}
                : assertedBy(talk, change.effect, 'why')),
        },
        ...(isKnown || change.effect === null ? [] : throughOf(talk, change.effect)),
      ],
    },
  ];
}

/** By way of what an event has come to count. */
function throughOf(talk: Talk, effect: NonNullable<NonNullable<Talk['change']>['effect']>): Sentence[] {
  const [quantity] = namesOfCriterion(effect.kind === 'goal' ? effect.goal : effect.need);
  return quantity === undefined ? [] : throughNews(talk, effect.option, quantity);
}

/** All that tells the new option from the one that was left, where both can be chosen, nobody has added it up, and it speaks for the new one. */
function sumToMove(talk: Talk): Sentence | null {
  const { from, to } = talk.change ?? { from: null, to: null };
  if (from === null || to === null || from === to || to !== talk.best) return null;
  const { options } = talk.view.now.assessment;
  if (options.get(from)?.missed.length !== 0 || talk.change?.effect?.kind !== 'goal') return null;
  const sum = sumOf(talk, to, from, againstBest(talk, to, from) ?? undefined);
  return sum?.symbol === 'weigh' ? sum : null;
}

const summed = ({ asserts }: Sentence): Pick<Sentence, 'asserts'> =>
  asserts === undefined ? {} : { asserts: { ...asserts, slot: 'why' } };

/** Before any other move with content this one gives way: that one moved is said beside it. */
const WITH_NOTHING_ELSE = 3.2;
/** What a change of mind costs its speaker, where why has been told: before what could be said at any time, after what is due. */
const OF_ONES_OWN = 7.1;

/** What speaks for the new option against the one that was left, or against whatever else is open, by what the member cares about. */
function ownReason(talk: Talk, left: string | null): Point | null {
  const telling = talk.points().filter(({ rival, isNoise }) => rival !== undefined && isNoise !== true);
  const beside = telling.filter(({ rival }) => rival === left);
  const [first] = (beside.length > 0 ? beside : telling).sort((a, b) => careFor(talk, a) - careFor(talk, b));
  return first ?? null;
}

/** Whether anybody has spoken of an event since it happened. */
export function saidSince({ view }: Talk, name: string): boolean {
  const news = view.heard.findLast((said) => said.kind === 'fact' && name in said.set);
  const refs = news?.kind === 'fact' ? Object.keys(news.set).map((one) => `fact:${one}`) : [];
  return turnsSinceNews(view, (facts) => facts.includes(name)).some(({ stance }) =>
    stance.movedBy.some((ref) => refs.includes(ref)),
  );
}

export function newsOf(talk: Talk, name: string): Phrase | null {
  const event = talk.view.heard.findLast((said) => said.kind === 'fact' && name in said.set);
  if (event?.kind !== 'fact') return null;
  const change = event.set[name];
  const now = talk.fact(name);
  if (typeof change?.from !== 'number' || now === null) return null;
  const fact = talk.view.model.scenario.facts[name];
  if (fact !== undefined && isSwitch({ ...fact, value: change.from }) && isSwitch({ ...fact, value: change.to }))
    return talk.tell.say.switched(talk.tell.label(name), change.to === 1, true);
  const unit = talk.view.model.scenario.facts[name]?.unit ?? '';
  const from = asPhrase(printAmount(change.from, unit, talk.tell.language), [`fact:${name}`]);
  return talk.tell.say.changed(talk.tell.label(name), from, now);
}

export function assertedBy(
  talk: Talk,
  effect: NonNullable<NonNullable<Talk['change']>['effect']>,
  slot: string,
): Pick<Sentence, 'asserts'> {
  if (effect.kind !== 'goal') {
    const point = talk.limit(effect.option, effect.need);
    return point === null ? {} : { asserts: { slot, what: point.what } };
  }
  const other = effect.option === talk.best ? talk.rival() : talk.best;
  const point = other === null || other === effect.option ? null : talk.goal(effect.goal, effect.option, other);
  return point === null ? {} : { asserts: { slot, what: point.what } };
}

/** Whether somebody has told an effect since this member last spoke. */
export function isSaid(talk: Talk, effect: NonNullable<NonNullable<Talk['change']>['effect']>): boolean {
  const id = effect.kind === 'goal' ? effect.goal.id : effect.need.id;
  const since = talk.view.own?.body.turn ?? 0;
  return talk.view.turns.some(
    ({ body }) => body.turn > since && body.claims.some(({ reason }) => reason === `${effect.option}/${id}`),
  );
}

/** Another option than before, or less of the same, because of what a colleague said. */
export function moved(talk: Talk): Move[] {
  const { change } = talk;
  if (change === null || change.cause === null || change.cause.kind === 'event') return [];
  const reason = talk.reasonToMove(change);
  if (reason === null) return [];
  const { cause } = change;
  const target = cause.claim;
  const speaker = talk.view.turns.find(({ body }) => body.turn === target?.turn)?.body.speaker;
  if (target === null || speaker === undefined || speaker === talk.view.seat.id) return [];
  const hasMoved = change.from !== change.to;
  if (!hasMoved && (change.gain >= 0 || isTabled(talk))) return [];
  const symbol =
    change.to === null
      ? 'concede.lost'
      : hasMoved
        ? change.from === null
          ? 'concede.first'
          : 'concede.move'
        : 'concede.hold';
  const sum = sumToMove(talk);
  const over = sum === null ? ownSum(talk) : null;
  const because = over ?? reason;
  const left = hasMoved
    ? null
    : talk.mainPoint(({ what }) => what.reason?.startsWith(`${change.effect?.option}/`) === true);
  // Where somebody has told why since, that is not told again: whoever follows has something of their own, or says no more than that.
  const isAdded = hasMoved && change.from !== null && change.to !== null && isWeighed(talk, change.from, change.to);
  const isTold =
    sum === null && change.to !== null && (isAdded || (change.effect !== null && isSaid(talk, change.effect)));
  if (isTold && !hasMoved) return [];
  if (isTold && over === null)
    return [
      {
        kind: 'move',
        act: 'concede',
        addressee: speaker,
        answers: target,
        question: null,
        utility: WITH_NOTHING_ELSE,
        sentences: [
          {
            symbol: 'follow',
            slots: { colleague: plainPhrase(speaker), echo: factSaid(talk, cause), ...standing(talk) },
          },
        ],
      },
    ];
  return [
    {
      kind: hasMoved ? 'move' : 'concede',
      act: 'concede',
      addressee: speaker,
      answers: target,
      question: null,
      utility: isTold ? OF_ONES_OWN : hasMoved ? 10 : 5,
      sentences: [
        {
          symbol,
          slots: { why: sum?.slots['say'] ?? because.say, left: left?.say, ...standing(talk) },
          ...(sum !== null
            ? summed(sum)
            : because.what !== null
              ? { asserts: { slot: 'why', what: because.what } }
              : change.effect === null
                ? {}
                : assertedBy(talk, change.effect, 'why')),
        },
      ],
    },
  ];
}

/** A fact that a colleague told, with its value; nothing for anything else. */
function factSaid(talk: Talk, cause: Cause): Phrase | undefined {
  const amount = cause.kind === 'fact' ? talk.fact(cause.name) : null;
  return cause.kind !== 'fact' || amount === null
    ? undefined
    : talk.tell.say.echo({ label: talk.tell.label(cause.name), amount });
}

/** An own figure that a colleague's fact has overtaken. */
export function updates(talk: Talk): Move[] {
  const { view, tell } = talk;
  if (isTabled(talk, true)) return [];
  return talk.said.flatMap((said): Move[] => {
    if (said.speaker !== view.seat.id || said.claim.figure === null) return [];
    // What nobody holds any more needs no right figure.
    if (said.option !== talk.best && ![...talk.stances().values()].some(({ option }) => option === said.option))
      return [];
    // A figure of an option that has been set otherwise since is out of date for that, and not by a fact.
    if (isSetSince(talk, said)) return [];
    const { name: figure } = said.claim.figure;
    const facts = differing(said, view).filter(
      (name) => changeUnder(view, name, said.inputs[name], figure, said.option) > 0,
    );
    const held = facts
      .map((name) => ({ name, from: view.now.knowledge.facts.get(name) }))
      .find(({ from }) => from?.how === 'heard' && from.turn !== null);
    const turn = held?.from?.turn;
    if (held === undefined || turn == null) return [];
    const quantity = said.claim.figure.name;
    const values = talk.values(said.option);
    const now = tell.amount(quantity, values);
    const after = values.amount(quantity);
    if (now === null || after === null || after.value < 0 || said.claim.figure.value < 0) return [];
    if (isAsGood(said.claim.figure.value, after.value)) return [];
    // Of several who had it wrong the first to say so speaks for all.
    const isGiven = view.turns.some(
      ({ body }) =>
        body.speaker !== view.seat.id &&
        body.act === 'concede' &&
        body.claims.some(
          ({ figure, option, numbers }) =>
            option === said.option &&
            figure?.name === quantity &&
            isAsGood(figure.value, after.value) &&
            numbers.some(({ refs }) => refs.some((ref) => ref.startsWith('turn:'))),
        ),
    );
    if (isGiven) return [];
    const speaker = view.turns.find(({ body }) => body.turn === turn)?.body;
    const fact = talk.fact(held.name);
    if (speaker === undefined || fact === null) return [];
    const was = asPhrase(printAmount(said.claim.figure.value, said.claim.figure.unit, tell.language), [
      `turn:${said.turn}.${said.ref.claim}`,
    ]);
    return [
      {
        kind: 'concede',
        act: 'concede',
        addressee: speaker.speaker,
        answers: { turn, claim: speaker.claims[0]?.claim ?? 1 },
        question: null,
        utility: 5.4,
        sentences: [
          {
            symbol: 'update',
            slots: {
              was,
              now: tell.say.instead(
                { label: tell.label(held.name), amount: fact },
                { label: tell.label(quantity), amount: now },
              ),
              ...standing(talk),
            },
            asserts: {
              slot: 'now',
              what: {
                reason: said.claim.reason,
                option: said.option,
                side: said.claim.side,
                evidence: talk.evidence(quantity, said.option),
                figure: talk.figure(quantity, values),
                gist: talk.echo(quantity, values) ?? now,
              },
            },
          },
        ],
      },
    ];
  });
}

/** Disputed just now, and not moved by it. */
export function holds(talk: Talk): Move[] {
  const { view, change } = talk;
  const last = view.turns.at(-1)?.body;
  // Who is of one mind has nothing to hold against the other.
  if (last?.act !== 'rebut' || last.speaker === view.seat.id || last.stance.option === talk.best) return [];
  const isMine = view.turns.some(({ body }) => body.turn === last.answers?.turn && body.speaker === view.seat.id);
  if (!isMine || (change !== null && change.from !== change.to) || talk.best === null) return [];
  const target = last.claims.find(({ side }) => side !== null) ?? last.claims[0];
  // What had been said before was held against then.
  const isOld = view.turns.some(
    ({ body }) =>
      body.turn < last.turn && body.claims.some(({ reason }) => reason !== null && reason === target?.reason),
  );
  if (isOld) return [];
  // A limit counts against who disputes only where it rules out what they hold.
  const left = talk.mainPoint(
    ({ what }) =>
      (what.reason !== null && what.reason === target?.reason) ||
      (what.side === 'against' && what.option !== last.stance.option),
  );
  if (left === null) return [];
  // Once all has been added up, a part of it that was said is no answer.
  const isCounted = last.stance.option !== null && isWeighed(talk, talk.best, last.stance.option);
  if (isCounted && left.what.reason !== null && talk.reasons.has(left.what.reason)) return [];
  return [
    {
      kind: 'hold',
      act: target === undefined ? 'support' : 'rebut',
      addressee: last.speaker,
      answers: target === undefined ? null : { turn: last.turn, claim: target.claim },
      question: null,
      utility: 5.2,
      sentences: [
        {
          symbol: 'hold',
          slots: {
            echo: target === undefined ? undefined : (talk.quoted({ turn: last.turn, claim: target }) ?? undefined),
            left: left.say,
            ...standing(talk),
          },
          asserts: { slot: 'left', what: left.what },
        },
      ],
    },
  ];
}

/** Whether a figure comes out as it was said; nothing stays nothing whatever it is multiplied by. */
export const isAsGood = (said: number, now: number | undefined) =>
  now !== undefined && Math.abs(now - said) <= 0.02 * Math.abs(said);
