import { eventsOf } from '../core/events.ts';
import type { Scenario } from '../core/scenario.ts';
import { namesOf } from '../prompt/index.ts';
import type { FloorState, Grant } from '../reasoning/floor.ts';
import { closingSpeakers, lastWord, nextSpeaker } from '../reasoning/floor.ts';
import type { Called, Calling } from '../reasoning/moderating.ts';
import { calledOn, mostPressing, nextInOrder } from '../reasoning/moderating.ts';
import { heldBy, stalled, stalledTurns } from '../reasoning/termination.ts';
import { callingSentence } from '../wording/calling.ts';
import type { DebateContext, Offer, Place } from './context.ts';
import { nextTurnOf, seatsOf } from './context.ts';
import type { SeatSetup } from './setup.ts';
import { decisionOf, votesOf } from './votes.ts';

/** Who moderates where it is nobody of the cast, and what takes over from a model that fails. */
export const MODERATOR = 'moderator';
export const ENGINE = 'playbook';

/** Who speaks next at this place, and why, or among whom somebody is to choose; null when the round is over, or all are asked at once. */
export function grantAt(context: DebateContext, { phase, round }: Place, isStalled = false): Grant | Offer | null {
  if (phase.kind === 'close') return closingGrant(context);
  if (phase.kind === 'vote') return null;
  const { scenario } = context.setup;
  const state = stateAt(context, { phase, round });
  if (phase.kind === 'opening') return nextSpeaker('round-robin', state);
  const next = isStalled || context.floorClosed ? null : givenAt(context, state);
  // Whoever names the speakers has the last word on it.
  const isLast = round >= phase.rounds && scenario.floor !== 'manual';
  return next ?? (isLast ? lastWord(state) : null);
}

function givenAt(context: DebateContext, state: FloorState): Grant | Offer | null {
  const { floor, order } = context.setup.scenario;
  if (floor !== 'moderated' && floor !== 'manual') return nextSpeaker(floor, state);
  if (floor === 'manual' && order !== undefined) return orderedGrant(order, context, state);
  const called = calledOn({ ...state, turns: seatsOf(context).length, again: floor === 'manual' });
  if (called.length === 0) return null;
  // Where there is no choice nobody is asked, but for a person, who may also end the round.
  const isAsked = isModelled(context) ? called.length > 1 : context.setup.moderator?.kind === 'person';
  return isAsked ? { called } : engineChoice(context, called, state.round);
}

/** Whom the offline moderator names, and why. */
export function engineChoice(context: DebateContext, called: readonly Called[], round: number): Grant | null {
  const { scenario, seed } = context.setup;
  const chosen = mostPressing(called, { seed, round });
  if (chosen === null) return null;
  return {
    speaker: chosen.speaker,
    rule: 'moderated',
    why: because(context, chosen.calling),
    ...byModerator(scenario),
  };
}

/** Which member of the cast gives the floor; nothing where it is none of them. */
export const byModerator = ({ moderator }: Pick<Scenario, 'moderator'>): Pick<Grant, 'by'> =>
  moderator === undefined ? {} : { by: moderator };

/** What calls for somebody, in a sentence of the debate's language. */
export function because(context: DebateContext, calling: Calling): string {
  const { language, options } = context.setup.scenario;
  return callingSentence(calling, {
    language,
    nameOf: (id) => nameIn(context, id),
    optionOf: (id) => options[id]?.short ?? id,
  });
}

/** What a member is called in the debate's language. */
export function nameIn({ setup: { scenario, seats } }: DebateContext, id: string): string {
  const card = seats.find((seat) => seat.card.id === id)?.card;
  return card === undefined ? id : namesOf(card)[scenario.language];
}

/** Whether a model moderates that answers: one that has failed for good is not asked again. */
function isModelled({ setup, events }: DebateContext): boolean {
  if (setup.moderator?.kind !== 'model') return false;
  const since = events.findLastIndex(({ type }) => type === 'debate.forked') + 1;
  return eventsOf(events.slice(since), 'model.substituted').every(
    ({ speaker, to }) => speaker !== MODERATOR || to !== ENGINE,
  );
}

function orderedGrant(order: readonly string[], context: DebateContext, state: FloorState): Grant | null {
  const inRound = eventsOf(state.events, 'turn.recorded').filter(
    ({ phase, round }) => phase === state.phase && round === state.round,
  );
  if (inRound.length >= seatsOf(context).length) return null;
  const next = nextInOrder(order, state);
  return (
    next && {
      speaker: next.speaker,
      rule: 'ordered',
      why: `is number ${next.place} of ${order.length} in the given order`,
    }
  );
}

/** Whether nobody is left in the order by which the rebuttals are held. */
export function orderIsOver(context: DebateContext): boolean {
  const { floor, order } = context.setup.scenario;
  if (floor !== 'manual' || order === undefined) return false;
  return nextInOrder(order, { seats: seatsOf(context).map(({ card }) => card.id), events: context.events }) === null;
}

function stateAt(context: DebateContext, { phase, round }: Pick<Place, 'phase' | 'round'>): FloorState {
  const { seed } = context.setup;
  return {
    // Who has nothing to say is passed over.
    seats: seatsOf(context)
      .map(({ card }) => card.id)
      .filter((seat) => phase.kind === 'opening' || !context.silent.includes(seat)),
    passed: context.passed.filter((one) => one.phase === phase.kind && one.round === round).map(({ member }) => member),
    declined: context.passed.filter(({ turn }) => turn === nextTurnOf(context)).map(({ member }) => member),
    live: seatsOf(context).flatMap(({ card, live }) => (live ? [card.id] : [])),
    events: context.events,
    phase: phase.kind,
    round,
    seed,
  };
}

/** Whether a round of rebuttal is over because the last turns brought nothing. */
export function hasStalled(context: DebateContext, phase: Place['phase']): boolean {
  const length = stalledTurns(seatsOf(context).length);
  const { stopWhenStalled, floor } = context.setup.scenario;
  // Whoever names the speakers says when it is enough.
  if (!stopWhenStalled || floor === 'manual' || phase.kind !== 'rebuttal') return false;
  // Of news language models may have something to say, whatever was said before it.
  const news = context.events.findLastIndex(({ type }) => type === 'fact.changed');
  const isHeard = news >= 0 && seatsOf(context).some(({ live }) => live);
  return stalled(isHeard ? context.events.slice(news) : context.events, length);
}

/** The conditions by which the scenario's own rule ends the rebuttals now, where so many rounds of them are over; null where it does not. */
export function ruleHeld(context: DebateContext, rounds: number): string[] | null {
  const { setup, events, spending, seconds } = context;
  const { stop, decision } = setup.scenario;
  if (stop === undefined) return null;
  const seats = seatsOf(context).map(({ card }) => card.id);
  return heldBy(stop, { events, seats, decision, rounds, spent: spending.debate, seconds });
}

function closingGrant(context: DebateContext): Grant | null {
  const spoken = eventsOf(context.events, 'turn.recorded').filter(({ phase }) => phase === 'close');
  const { decision } = decisionOf(context);
  // Whom a fork has taken away does not speak for a vote any more.
  const votes = votesOf(context.events).filter(({ member }) =>
    context.setup.seats.some(({ card }) => card.id === member),
  );
  const next = closingSpeakers(votes, decision).find(
    ({ member }) => !context.left.includes(member) && spoken.every(({ speaker }) => speaker !== member),
  );
  if (next === undefined) return null;
  const firm =
    decision === null
      ? 'is the most confident where nothing was decided'
      : 'cast the most confident vote for the decision';
  const why = next.role === 'champion' ? firm : 'cast the most confident vote against it';
  return { speaker: next.member, rule: decision === null ? 'firmest' : next.role, why };
}

/** Members who came by a fork and have not opened. */
export function joiners(context: DebateContext): SeatSetup[] {
  if (!context.events.some(({ type }) => type === 'debate.forked')) return [];
  const opened = eventsOf(context.events, 'turn.recorded').filter(({ phase }) => phase === 'opening');
  return seatsOf(context).filter(({ card }) => opened.every(({ speaker }) => speaker !== card.id));
}

/** A member who came by a fork gives an opening before anything else. */
export function joiningGrant({ card }: SeatSetup): Grant {
  return { speaker: card.id, rule: 'joined', why: 'has joined and opens' };
}

export function openingAt({ index }: Place): Place {
  return { phase: { kind: 'opening', blind: false }, index, round: 1 };
}
