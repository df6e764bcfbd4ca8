import type { ConsultCall } from '../core/effects.ts';
import type { StopReason, TranscriptEvent } from '../core/events.ts';
import type { Questionnaire } from '../core/questionnaire.ts';
import type { Fact, Phase } from '../core/scenario.ts';
import type { Grant } from '../reasoning/floor.ts';
import type { Called } from '../reasoning/moderating.ts';
import type { ClockState } from './clock.ts';
import { NOT_STARTED } from './clock.ts';
import type { DebateRun, Fork } from './debate-run.ts';
import { changedFacts } from './facts.ts';
import type { Ports } from './ports.ts';
import type { Trail } from './recorder.ts';
import type { DebateSetup, SeatSetup } from './setup.ts';
import type { Spending } from './spending.ts';
import { NO_SPENDING } from './spending.ts';

/** Where in the protocol a turn is taken. */
export interface Place {
  phase: Phase;
  index: number;
  round: number;
}

/** A floor that somebody is to give: whom they may name, and what calls for each. */
export interface Offer {
  called: readonly Called[];
}

/** One turn that somebody is given. */
export interface Floor {
  speaker: string;
  turn: number;
  grant: Grant;
  place: Place;
  /** What a colleague is asked before; null where nobody is. */
  consult: ConsultCall | null;
  /** What the colleague answered. */
  consults: Trail['consults'];
  /** How a moderator's choice came about. */
  notes: Trail['notes'];
}

/** All that a debate is at a moment. `nextStep` makes the next one of it; nothing else changes it. */
export interface DebateContext {
  /** The settings in force: those of the last fork. */
  setup: DebateSetup;
  ports: Ports;
  /** Forks that are still to come, in the order of their turns. */
  forks: readonly Fork[];
  protocol: readonly Phase[];
  /** Index in the protocol. */
  phase: number;
  round: number;
  /** What is on the record. */
  events: readonly TranscriptEvent[];
  /** What waits to be recorded. */
  pending: readonly TranscriptEvent[];
  /** Null where all seats are asked at once. */
  floor: Floor | null;
  /** Those among whom a speaker is to be named; null where nobody has to be asked. */
  offer: Offer | null;
  /** Whether whoever names the speakers has ended the rebuttals of this phase. */
  floorClosed: boolean;
  /** Members who were offered the floor since the last turn and have nothing to say. */
  silent: readonly string[];
  /** Members who were given the floor of a round and said that they have nothing to say, with the turn that they did not take. */
  passed: readonly { member: string; phase: Phase['kind']; round: number; turn: number }[];
  /** Members whose models will not answer any more. */
  left: readonly string[];
  facts: Readonly<Record<string, Fact>>;
  /** The last turn that was given to somebody, taken or not. */
  lastTurn: number;
  spending: Spending;
  clock: ClockState;
  /** At the last look at the clock. */
  seconds: number;
  /** Whether the next call does not fit the budget. */
  budgetSpent: boolean;
  /** A questionnaire, with which the debate ends. */
  questions: Questionnaire | null;
  /** Why it stops, as far as is known now. */
  stopReason: StopReason;
  /** The conditions that held, where a rule stops it. */
  because: readonly string[];
  /** What ended it, where it failed. */
  error: unknown;
}

export function contextOf({ setup, ports, forks = [] }: Pick<DebateRun, 'setup' | 'ports' | 'forks'>): DebateContext {
  return {
    setup,
    ports,
    forks,
    // An interview has no phase.
    protocol: setup.asked === undefined ? setup.scenario.protocol : [],
    phase: 0,
    round: 1,
    events: [],
    pending: [],
    floor: null,
    offer: null,
    floorClosed: false,
    silent: [],
    passed: [],
    left: [],
    facts: setup.scenario.facts,
    lastTurn: 0,
    spending: NO_SPENDING,
    clock: NOT_STARTED,
    seconds: 0,
    budgetSpent: false,
    questions: null,
    stopReason: 'rounds',
    because: [],
    error: null,
  };
}

/** The context once these events are on the record. */
export function withEvents(context: DebateContext, events: readonly TranscriptEvent[]): DebateContext {
  let { left, facts, lastTurn } = context;
  for (const { type, body } of events) {
    if (type === 'fact.changed') facts = changedFacts(facts, body.set);
    if (type === 'turn.recorded' || type === 'question.asked') lastTurn = Math.max(lastTurn, body.turn);
    if (type === 'member.left' && body.why === 'failed') {
      lastTurn = Math.max(lastTurn, body.turn);
      left = [...left, body.member];
    }
    // Another model may answer where the one before it would not.
    if (type === 'debate.forked') left = left.filter((member) => !body.changed.includes(`model ${member}`));
  }
  return { ...context, events: [...context.events, ...events], left, facts, lastTurn };
}

/** Those who sit at the table now. */
export function seatsOf({ setup, left }: Pick<DebateContext, 'setup' | 'left'>): SeatSetup[] {
  return setup.seats.filter(({ card }) => !left.includes(card.id));
}

export function nextTurnOf({ lastTurn }: Pick<DebateContext, 'lastTurn'>): number {
  return lastTurn + 1;
}

/** Undefined behind the last phase. */
export function placeOf({ protocol, phase, round }: DebateContext): Place | undefined {
  const now = protocol[phase];
  return now && { phase: now, index: phase, round };
}
