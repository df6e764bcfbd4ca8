import { isSwitch } from '../reasoning/switches.ts';
import type { Phrase } from '../wording/amounts.ts';
import { plainPhrase } from '../wording/amounts.ts';
import { standing } from './addressing.ts';
import { causeRef, NOTICEABLE } from './change.ts';
import { isTabled } from './combined.ts';
import type { Move, Sentence } from './move.ts';
import { ownSum } from './own-sum.ts';
import { stanceOf } from './render.ts';
import { conditionOf } from './settings.ts';
import type { Talk } from './talk.ts';
import { isWeighed } from './weighing.ts';
import { isSaid, saidSince } from './yielding.ts';

/** A change of mind or of confidence is said aloud, whatever else the turn does. */
export function withAside(talk: Talk, move: Move): Move {
  const saysIt = move.sentences.some(({ symbol }) => /^(concede|follow|reopen|aside|table|second$)/.test(symbol));
  if (talk.change === null || saysIt) return move;
  // Whoever sets an option so that it leads says that, and not what led before.
  if (stanceOf(talk, move).option !== talk.best) return move;
  // Of what has been put together nobody says that it made them surer or less sure.
  if (talk.change.from === talk.change.to && isTabled(talk)) return move;
  const aside = asideOf(talk);
  if (aside === null || isEchoed(talk)) return move;
  // What only the speaker knows comes before what follows from it.
  const last = move.sentences.at(-1);
  if (move.kind === 'recompute' && aside.symbol === 'aside.move' && move.act === 'support' && last?.symbol === 'then')
    return { ...move, sentences: [...move.sentences.slice(0, -1), movingBy(last, talk)] };
  // What moves the speaker and stands in the turn itself comes first.
  const { effect } = talk.change;
  const why = effect === null || effect.kind === 'goal' ? null : `${effect.option}/${effect.need.id}`;
  if (
    why !== null &&
    aside.symbol === 'aside.move' &&
    move.sentences.some(({ asserts }) => asserts?.what.reason === why)
  )
    return { ...move, sentences: [...move.sentences, aside] };
  // Where one stands is said once.
  const rest = aside.symbol.startsWith('aside.')
    ? move.sentences.filter(({ symbol }) => symbol !== 'second.theirs')
    : move.sentences;
  return { ...move, sentences: [aside, ...rest] };
}

/** The sentence that a member moves by, in place of one that only says what follows. */
function movingBy({ slots, asserts, ...sentence }: Sentence, talk: Talk): Sentence {
  return {
    ...sentence,
    symbol: 'reopen.move',
    slots: { why: slots['say'], ...standing(talk) },
    ...(asserts === undefined ? {} : { asserts: { ...asserts, slot: 'why' } }),
  };
}

/** Whether a colleague has named the same cause for his own change already, and this member only grew surer or less sure. */
export function isEchoed(talk: Talk): boolean {
  const { change, view } = talk;
  return change !== null && change.from === change.to && hasMovedOthers(talk, view.own?.body.turn);
}

/** Whether a colleague has moved by the same cause, after a turn or ever. */
function hasMovedOthers({ change, view }: Talk, since = 0): boolean {
  const cause = change?.cause == null ? null : causeRef(change.cause);
  return cause !== null && view.turns.some(({ body }) => body.turn > since && body.stance.movedBy.includes(cause));
}

/** Colleagues who have moved by the same cause, in their order. */
function moversBy({ view, change }: Talk): string[] {
  const cause = change?.cause == null ? null : causeRef(change.cause);
  return view.turns.flatMap(({ body }) =>
    cause !== null && body.speaker !== view.seat.id && body.stance.movedBy.includes(cause) ? [body.speaker] : [],
  );
}

export function asideOf(talk: Talk): Sentence | null {
  const { change } = talk;
  if (change === null || (change.from === change.to && Math.abs(change.gain) < NOTICEABLE)) return null;
  const { cause } = change;
  // That another option may be set otherwise makes nobody surer or less sure aloud.
  if (cause?.kind === 'setting' && cause.option !== talk.best && change.from === change.to) return null;
  const echo = echoOf(talk);
  if (echo === null) return null;
  // Whoever has proposed a setting stands already where the others come by it.
  const hasMoved =
    change.from !== change.to && !(change.to !== null && talk.view.own?.body.stance.option === change.to);
  if (hasMoved && change.to === null) return { symbol: 'concede.lost', slots: { why: echo, ...standing(talk) } };
  // Whoever follows says what outweighs their own reason, where nobody has said that.
  const over = hasMoved ? ownSum(talk) : null;
  if (over !== null)
    return {
      symbol: 'aside.move',
      slots: { why: over.say, ...standing(talk) },
      asserts: { slot: 'why', what: over.what },
    };
  // Whoever comes after others by the same fact names who brought it, and not the fact again.
  if (
    hasMoved &&
    change.to !== null &&
    cause?.kind === 'fact' &&
    cause.speaker !== talk.view.seat.id &&
    hasMovedOthers(talk)
  )
    return { symbol: 'follow', slots: { colleague: plainPhrase(cause.speaker), echo, ...standing(talk) } };
  const value =
    hasMoved && cause?.kind === 'event' && saidSince(talk, cause.name) && !isSwitchNow(talk, cause.name)
      ? factAt(talk, cause.name)
      : null;
  // Once two have named it, whoever comes after them names whom they follow.
  const [first, second] = moversBy(talk);
  if (value !== null && first !== undefined && second !== undefined)
    return { symbol: 'follow', slots: { colleague: plainPhrase(first), ...standing(talk) } };
  if (value !== null) return { symbol: 'aside.follow', slots: { value, ...standing(talk) } };
  const symbol = hasMoved ? 'aside.move' : change.gain > 0 ? 'aside.up' : 'aside.down';
  // What follows from it is said where nobody has said it yet.
  const why =
    change.effect === null || isSaid(talk, change.effect) || isAddedUp(talk)
      ? undefined
      : symbol !== 'aside.move' && !isOfThisWay(talk, change.gain > 0)
        ? undefined
        : (talk.effect(change.effect) ?? undefined);
  return { symbol, slots: { echo, why, ...standing(talk) } };
}

/** Whether somebody has added up what tells the option that the member left from the one that it moves to. */
const isAddedUp = (talk: Talk): boolean => {
  const { from, to } = talk.change ?? { from: null, to: null };
  return from !== null && to !== null && from !== to && isWeighed(talk, from, to);
};

/** Whether what has changed for one option speaks for the member's choice, or against it: what is said as a reason pulls the same way. */
function isOfThisWay(talk: Talk, isUp: boolean): boolean {
  const { change, best } = talk;
  const effect = change?.effect ?? null;
  if (effect === null || best === null) return false;
  if (effect.kind !== 'goal')
    return isUp === (effect.option === best ? effect.kind === 'kept' : effect.kind === 'missed');
  const rival = effect.option === best ? talk.rival() : effect.option;
  const point = rival === null || rival === best ? null : talk.goal(effect.goal, best, rival);
  return point !== null && isUp === (point.what.side === 'for');
}

/** A fact at the value that it has now: `the flow at the peak at 52 L a second`. */
function factAt(talk: Talk, name: string): Phrase | null {
  const amount = talk.fact(name);
  return amount === null ? null : talk.tell.say.setAt({ label: talk.tell.label(name), amount });
}

/** Whether the value of a fact is no number to be said. */
function isSwitchNow({ view }: Talk, name: string): boolean {
  const fact = view.model.scenario.facts[name];
  const value = view.now.world.facts.get(name);
  return fact !== undefined && value !== undefined && isSwitch({ ...fact, value });
}

/** What moved the member, as a noun phrase: a fact with its value, or a setting. */
function echoOf(talk: Talk): Phrase | null {
  const { change, tell, view } = talk;
  const cause = change?.cause ?? null;
  if (cause === null) return null;
  if (cause.kind === 'setting') {
    return conditionOf(talk, cause.option);
  }
  if (cause.kind === 'figure') {
    const term = tell.term(cause.name, talk.values(talk.best ?? change?.from ?? view.model.options[0] ?? ''));
    return term === null ? plainPhrase(tell.label(cause.name)) : tell.say.echo(term);
  }
  const amount = isSwitchNow(talk, cause.name) ? null : talk.fact(cause.name);
  return amount === null
    ? plainPhrase(tell.label(cause.name))
    : tell.say.echo({ label: tell.label(cause.name), amount });
}
