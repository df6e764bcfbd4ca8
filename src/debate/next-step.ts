import type { ConsultCall } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { EventBody, StopReason, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { Grant } from '../reasoning/floor.ts';
import type { ClockState } from './clock.ts';
import type { DebateContext, Floor, Offer, Place } from './context.ts';
import { nextTurnOf, placeOf, seatsOf, withEvents } from './context.ts';
import { grantAt, hasStalled, joiners, joiningGrant, openingAt, orderIsOver, ruleHeld } from './floor.ts';
import type { Trail } from './recorder.ts';
import { scriptedEvents } from './script.ts';
import type { SeatSetup } from './setup.ts';
import type { Charge } from './spending.ts';
import { withCharges } from './spending.ts';
import { votesFrom, votesOf } from './votes.ts';

/** Members without whom there is no debate. */
const QUORUM = 2;

/** What one turn, or all at once, came to. */
export interface TurnsTaken {
  /** What the record is to hold of them. */
  waiting: readonly TranscriptEvent[];
  charges: readonly Charge[];
  /** Whether some call did not fit any more; its turn came to nothing. */
  outOfBudget: boolean;
  /** Whether who was given the floor had nothing to say, as they said when they were asked. */
  passed?: boolean;
}

/** What a state's actor comes back with: data only. Its `events` are on the record already. */
export type Happening =
  | {
      kind: 'opened' | 'phaseOpened' | 'forked' | 'scripted' | 'closed' | 'failed';
      events: readonly TranscriptEvent[];
    }
  | { kind: 'asked'; events: readonly TranscriptEvent[]; cancelled: boolean }
  | ({ kind: 'exchanged'; events: readonly TranscriptEvent[] } & Pick<TurnsTaken, 'charges' | 'outOfBudget'>)
  /** Whether the budget has room for who is asked next, and what a colleague is to be asked before. */
  | {
      kind: 'granted';
      clock: ClockState;
      seconds: number;
      fits: boolean;
      passes: boolean;
      consult: ConsultCall | null;
      /** Whether the record says that the debate was cancelled here. */
      cancelled: boolean;
    }
  | { kind: 'consulted'; consults: Trail['consults'] }
  /** Null where whoever names the speakers ends the rebuttals. */
  | ({ kind: 'chosen'; grant: Grant | null; notes: Trail['notes'] } & Pick<TurnsTaken, 'charges' | 'outOfBudget'>)
  | ({ kind: 'spoken' | 'gathered' } & TurnsTaken)
  | ({ kind: 'written'; events: readonly TranscriptEvent[] } & Pick<TurnsTaken, 'charges'>)
  | { kind: 'recorded' };

export type State =
  | 'asking'
  | 'phase'
  | 'forking'
  | 'choosing'
  | 'floor'
  | 'gathering'
  | 'voting'
  | 'consulting'
  | 'speaking'
  | 'recording'
  | 'scripting'
  | 'writing'
  | 'closing'
  | 'failing'
  | 'closed'
  | 'failed';

/** Where a debate goes on, and all that it is there. */
export interface Step {
  to: State;
  context: DebateContext;
}

/** How a debate goes on after what has just happened. The only place where that is decided; pure. */
export function nextStep(before: DebateContext, happening: Happening): Step {
  switch (happening.kind) {
    case 'opened':
      return opened(withEvents(before, happening.events));
    case 'asked':
      return stop(withEvents(before, happening.events), happening.cancelled ? 'cancelled' : 'questions');
    case 'exchanged':
      return exchanged(before, happening);
    case 'phaseOpened':
      return begin(withEvents(before, happening.events));
    case 'forked':
      return forked(before, happening.events);
    case 'chosen':
      return chosen(before, happening);
    case 'granted':
      return granted(before, happening);
    case 'consulted':
      return { to: 'speaking', context: withFloor(before, { consults: happening.consults }) };
    case 'spoken':
      return spoken(before, happening);
    case 'gathered':
      return gathered(withWaiting(before, happening));
    case 'recorded':
      return recorded(before);
    case 'scripted':
      return nextRound({ ...withEvents(before, happening.events), silent: [] });
    case 'written':
      return {
        to: 'closing',
        context: {
          ...withEvents(before, happening.events),
          spending: withCharges(before.spending, happening.charges),
        },
      };
    case 'closed':
      return { to: 'closed', context: withEvents(before, happening.events) };
    case 'failed':
      return { to: 'failed', context: withEvents(before, happening.events) };
  }
}

function opened(context: DebateContext): Step {
  const { asked } = context.setup;
  return asked === undefined ? enterPhase(context) : ask(context, asked);
}

function exchanged(
  before: DebateContext,
  { events, charges, outOfBudget }: Extract<Happening, { kind: 'exchanged' }>,
): Step {
  const context = { ...withEvents(before, events), spending: withCharges(before.spending, charges) };
  return outOfBudget ? stop(context, 'budget') : { to: 'asking', context };
}

function ask(context: DebateContext, questions: NonNullable<DebateContext['questions']>): Step {
  return { to: 'asking', context: { ...context, questions } };
}

function stop(before: DebateContext, stopReason: StopReason = before.stopReason): Step {
  const context = { ...before, stopReason };
  return { to: isWrittenUp(context) ? 'writing' : 'closing', context };
}

/** Whether a model is to write the memo: of what a table has voted on, while there is budget for it. */
function isWrittenUp({ setup, budgetSpent, stopReason, events }: DebateContext): boolean {
  return (
    setup.memo !== undefined &&
    !budgetSpent &&
    stopReason !== 'budget' &&
    stopReason !== 'cancelled' &&
    stopReason !== 'questions' &&
    votesOf(events).length > 0
  );
}

/** Where the openings alone fulfil the stop rule, nobody rebuts. */
function enterPhase(context: DebateContext): Step {
  const place = placeOf(context);
  // A fork behind the last phase changes who writes the memo.
  if (place === undefined)
    return forkIsDue(context) && context.setup.scenario.protocol.length > 0
      ? { to: 'forking', context }
      : stop(context);
  const held = place.phase.kind === 'rebuttal' ? ruleHeld(context, 0) : null;
  return held === null ? { to: 'phase', context } : nextPhase(stoppedBy(context, held));
}

function stoppedBy(context: DebateContext, because: readonly string[]): DebateContext {
  return { ...context, stopReason: 'rule', because };
}

function begin(context: DebateContext): Step {
  return atOnce(context) ? askEveryone(context) : giveFloor(context);
}

function forked(before: DebateContext, events: readonly TranscriptEvent[]): Step {
  const [fork, ...forks] = before.forks;
  if (fork === undefined) throw new RangeError('expected a fork to be due');
  const context = withEvents({ ...before, setup: fork.setup, ports: fork.ports, forks }, events);
  if (fork.body.asked !== undefined) return ask(context, fork.body.asked);
  if (placeOf(context) === undefined) return enterPhase(context);
  return atOnce(context) ? askEveryone(context) : giveFloor(context, { after: 'forked' });
}

/** All seats at once, none hearing another: openings when they are blind, and votes. */
function askEveryone(context: DebateContext): Step {
  return forkIsDue(context) ? { to: 'forking', context } : { to: 'floor', context: { ...context, floor: null } };
}

function giveFloor(
  context: DebateContext,
  { after, grant = grantAt(context, placeNow(context)) }: { after?: 'forked'; grant?: Grant | Offer | null } = {},
): Step {
  const place = placeNow(context);
  if (grant === null && after === undefined) return turnTaken(context);
  if (forkIsDue(context)) return { to: 'forking', context };
  const joiner = place.phase.kind === 'rebuttal' ? joiners(context)[0] : undefined;
  if (joiner !== undefined) return { to: 'floor', context: openingOf(context, joiner) };
  if (grant === null) return turnTaken(context);
  if ('called' in grant) return { to: 'choosing', context: { ...context, floor: null, offer: grant } };
  return { to: 'floor', context: { ...context, floor: floorFor(context, grant, place) } };
}

/** Whoever was to name a speaker has, or has ended the rebuttals. */
function chosen(before: DebateContext, { grant, notes, ...taken }: Extract<Happening, { kind: 'chosen' }>): Step {
  const spending = withCharges(before.spending, taken.charges);
  const context = { ...before, spending, offer: null };
  if (taken.outOfBudget) return stop({ ...context, budgetSpent: true }, 'budget');
  if (grant === null) return turnTaken({ ...context, floorClosed: true });
  return { to: 'floor', context: { ...context, floor: { ...floorFor(context, grant, placeNow(context)), notes } } };
}

function granted(
  before: DebateContext,
  { clock, seconds, fits, passes, consult, cancelled }: Extract<Happening, { kind: 'granted' }>,
): Step {
  const context = { ...before, clock, seconds };
  if (cancelled) return stop(context, 'cancelled');
  if (passes && context.floor !== null)
    return turnTaken({ ...context, floor: null, silent: [...context.silent, context.floor.speaker] });
  if (!fits) return stop({ ...context, budgetSpent: true }, 'budget');
  if (context.floor === null) return vote(context);
  return { to: consult === null ? 'speaking' : 'consulting', context: withFloor(context, { consult }) };
}

/** Who has passed is not asked again in this round, unless somebody turns to them. */
function spoken(before: DebateContext, taken: TurnsTaken): Step {
  const context = withWaiting(before, taken);
  const { floor } = context;
  if (!taken.passed || floor === null) return { to: 'recording', context };
  const { phase, round } = floor.place;
  const passed = [...context.passed, { member: floor.speaker, phase: phase.kind, round, turn: floor.turn }];
  return turnTaken({ ...context, floor: null, passed });
}

/** Before a vote, whoever has joined opens first, each heard by the next. */
function vote(context: DebateContext): Step {
  if (placeNow(context).phase.kind !== 'vote') return { to: 'gathering', context };
  const [joiner] = joiners(context);
  if (joiner !== undefined) return { to: 'speaking', context: openingOf(context, joiner) };
  return { to: 'voting', context: { ...context, floor: null } };
}

function gathered(before: DebateContext): Step {
  const error = lackOfQuorum(before, before.pending);
  if (error !== null) return fail(before, error);
  const said = eventsOf(before.pending, 'turn.recorded');
  const { kind } = placeNow(before).phase;
  // A round in which all speak at once is no vote.
  const votes = kind === 'rebuttal' ? [] : votesFrom(said, { blind: kind === 'opening' });
  return { to: 'recording', context: { ...before, pending: [...before.pending, ...votes] } };
}

function recorded(before: DebateContext): Step {
  const context = { ...withEvents(before, before.pending), pending: [], silent: [] };
  const error = lackOfQuorum(before, before.pending);
  if (error !== null) return fail(context, error);
  if (context.budgetSpent) return stop(context, 'budget');
  const opensBeforeVote = context.floor !== null && placeNow(context).phase.kind === 'vote';
  return opensBeforeVote ? vote(context) : turnTaken({ ...context, floor: null });
}

/** Who speaks next in the round, or what follows it. */
function turnTaken(before: DebateContext): Step {
  const place = placeNow(before);
  const isStalled = hasStalled(before, place.phase);
  const held = rulesOut(before, place, isStalled);
  const grant = atOnce(before) ? null : grantAt(before, place, isStalled || held !== null);
  if (grant !== null) return giveFloor(before, { grant });
  if (place.phase.kind === 'close') return nextPhase(before);
  const stalled: DebateContext = isStalled ? { ...before, stopReason: 'stall' } : before;
  const context = held === null ? floorOver(stalled, place) : stoppedBy(stalled, held);
  return scriptedEvents(context, place).length > 0 ? { to: 'scripting', context } : nextRound(context);
}

/** Where whoever names the speakers names nobody any more, before the protocol is over. */
function floorOver(context: DebateContext, { phase, round }: Place): DebateContext {
  if (phase.kind !== 'rebuttal' || atOnce(context)) return context;
  const floorClosed = context.floorClosed || orderIsOver(context);
  if (!floorClosed) return context;
  const inRound = eventsOf(context.events, 'turn.recorded').filter(
    (turn) => turn.phase === phase.kind && turn.round === round,
  ).length;
  const hadMore = round < phase.rounds || inRound < seatsOf(context).length;
  return { ...context, floorClosed, ...(hadMore ? { stopReason: 'floor' } : {}) };
}

/** What of the stop rule ends a round of rebuttal here; null where nothing would have followed anyway. */
function rulesOut(context: DebateContext, place: Place, isStalled: boolean): string[] | null {
  const { phase, round } = place;
  if (phase.kind !== 'rebuttal') return null;
  const held = ruleHeld(context, round - 1);
  const isOver = round >= phase.rounds && (atOnce(context) || grantAt(context, place, isStalled) === null);
  return isOver ? null : held;
}

function nextRound(context: DebateContext): Step {
  const place = placeNow(context);
  const { phase, round } = place;
  if (phase.kind === 'rebuttal' && round < phase.rounds) {
    const held = ruleHeld(context, round);
    if (held !== null) return nextPhase(stoppedBy(context, held));
  }
  const hasRoundLeft =
    phase.kind === 'rebuttal' &&
    !context.floorClosed &&
    (round < phase.rounds ? !hasStalled(context, phase) : mustHearNews(context, round - phase.rounds));
  return hasRoundLeft ? begin({ ...context, round: round + 1, silent: [] }) : nextPhase(context);
}

function nextPhase(context: DebateContext): Step {
  return enterPhase({ ...context, phase: context.phase + 1, round: 1, silent: [], floorClosed: false });
}

function fail(context: DebateContext, error: PitwallError): Step {
  return { to: 'failing', context: { ...context, error } };
}

function placeNow(context: DebateContext): Place {
  const place = placeOf(context);
  if (place === undefined) throw new RangeError('expected a phase of the protocol');
  return place;
}

function atOnce(context: DebateContext): boolean {
  const { phase } = placeNow(context);
  if (phase.kind === 'rebuttal') return context.setup.scenario.visibility === 'blind';
  return phase.kind === 'vote' || (phase.kind === 'opening' && phase.blind);
}

/** Before the turn at which it was made; those who passed on that turn before it pass again. */
function forkIsDue(context: DebateContext): boolean {
  const [fork] = context.forks;
  if (fork === undefined) return false;
  const turn = nextTurnOf(context);
  return fork.body.turn < turn || (fork.body.turn === turn && fork.after <= context.events.length);
}

function floorFor(context: DebateContext, grant: Floor['grant'], place: Place): Floor {
  return { speaker: grant.speaker, turn: nextTurnOf(context), grant, place, consult: null, consults: [], notes: [] };
}

function openingOf(context: DebateContext, joiner: SeatSetup): DebateContext {
  return { ...context, floor: floorFor(context, joiningGrant(joiner), openingAt(placeNow(context))) };
}

function withFloor(context: DebateContext, change: Partial<Floor>): DebateContext {
  if (context.floor === null) throw new RangeError('expected somebody to have the floor');
  return { ...context, floor: { ...context.floor, ...change } };
}

function withWaiting(context: DebateContext, { waiting, charges, outOfBudget }: TurnsTaken): DebateContext {
  const spending = withCharges(context.spending, charges);
  return { ...context, pending: waiting, spending, budgetSpent: context.budgetSpent || outOfBudget };
}

/** Rounds that news may add: one in which it is heard, and one in which what that moved is answered. */
const MOST_ADDED = 2;

/**
 * Whether language models get one more exchange: where something has happened that nobody could speak to yet, and where what most stand for is another option since,
 * which nobody could answer. `added`: rounds that there have been beyond those of the protocol.
 */
function mustHearNews({ events, ...context }: DebateContext, added: number): boolean {
  const at = events.findLastIndex(({ type }) => type === 'fact.changed');
  if (at < 0 || added >= MOST_ADDED || !seatsOf(context).some(({ live }) => live)) return false;
  const since = eventsOf(events.slice(at), 'turn.recorded');
  const rounds = new Set(since.map(({ round }) => round));
  if (rounds.size === 0) return true;
  const turns = eventsOf(events, 'turn.recorded');
  const [before, now] = [turns.slice(0, turns.length - since.length), turns].map(mostStandFor);
  return rounds.size === 1 && now !== null && before !== now;
}

/** The option for which most stand after these turns; null where there is no such. */
function mostStandFor(turns: readonly EventBody<'turn.recorded'>[]): string | null {
  const last = new Map(turns.map(({ speaker, stance }) => [speaker, stance.option]));
  const counts = new Map<string, number>();
  for (const option of last.values()) if (option !== null) counts.set(option, (counts.get(option) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}

/** What ends a debate in which too few are left, once somebody's model has failed among these events. */
function lackOfQuorum(context: DebateContext, events: readonly TranscriptEvent[]): PitwallError | null {
  const gone = eventsOf(events, 'member.left').filter(({ why }) => why === 'failed');
  const left = [...context.left, ...gone.map(({ member }) => member)];
  const seats = seatsOf({ setup: context.setup, left }).length;
  if (gone.length === 0 || seats >= QUORUM) return null;
  // What a seat says of its own turn names the member already.
  const errors = gone
    .map(({ member, error }) => (error?.startsWith(`${member}: `) ? error : `${member}: ${error}`))
    .join('; ');
  const sentence = `expected at least ${QUORUM} members with a working model, found ${seats}: ${errors}`;
  return new PitwallError('MODEL_FAILED', sentence, { data: { transient: false } });
}
