import { eventsOf } from '../core/events.ts';
import type { FloorState, Grant } from '../reasoning/floor.ts';
import { closingSpeakers, lastWord, nextSpeaker } from '../reasoning/floor.ts';
import { heldBy, stalled, stalledTurns } from '../reasoning/termination.ts';
import type { DebateContext, Place } from './context.ts';
import { nextTurnOf, seatsOf } from './context.ts';
import type { SeatSetup } from './setup.ts';
import { decisionOf, votesOf } from './votes.ts';

/** Who speaks next at this place, and why; null when the round is over, or all are asked at once. */
export function grantAt(context: DebateContext, { phase, round }: Place, isStalled = false): Grant | null {
  if (phase.kind === 'close') return closingGrant(context);
  if (phase.kind === 'vote') return null;
  const { scenario } = context.setup;
  const state = stateAt(context, { phase, round });
  const next = isStalled ? null : nextSpeaker(phase.kind === 'opening' ? 'round-robin' : scenario.floor, state);
  const isLast = phase.kind === 'rebuttal' && round >= phase.rounds;
  return next ?? (isLast ? lastWord(state) : null);
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
  return context.setup.scenario.stopWhenStalled && phase.kind === 'rebuttal' && stalled(context.events, length);
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
