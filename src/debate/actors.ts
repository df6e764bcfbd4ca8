import { fromPromise } from 'xstate';
import { PitwallError } from '../core/error.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { EVENT_SCHEMA_VERSION } from '../core/events.ts';
import { phaseWords } from '../core/scenario.ts';
import type { Grant } from '../reasoning/floor.ts';
import { asksTheTime } from '../reasoning/termination.ts';
import { isCancelled } from './cancelled.ts';
import { exchangeLine } from './chat.ts';
import { chooseSpeaker } from './choose.ts';
import { lookAtClock } from './clock.ts';
import type { DebateContext, Floor, Place } from './context.ts';
import { nextTurnOf, placeOf, seatsOf } from './context.ts';
import { forkEvents } from './fork-events.ts';
import type { Happening } from './next-step.ts';
import { askAll } from './questions.ts';
import { FREE } from './recorder.ts';
import { scriptedEvents } from './script.ts';
import { settled } from './settled.ts';
import type { SeatSetup } from './setup.ts';
import { configurationOf } from './setup.ts';
import { sharedEvents } from './sharing.ts';
import { admits } from './spending.ts';
import type { Surroundings } from './surroundings.ts';
import { recorderFor, takeTurn, whyTold } from './take-turn.ts';
import { decisionOf, lastStances, votesOf } from './votes.ts';
import { writeMemo } from './write-memo.ts';

type Doing = (context: DebateContext, signal: AbortSignal) => Promise<Happening>;

/** What is done in each state of the machine. Nothing is decided here: each actor reads the context and comes back with data. */
export function actorsFor(around: Surroundings) {
  const kept = async (events: readonly TranscriptEvent[]) => {
    // Whatever was under way when the debate was interrupted comes too late for the record.
    around.signal?.throwIfAborted();
    if (events.length === 0) return events;
    await around.record?.append(events);
    around.promptContext.add(events);
    for (const event of events) await around.on?.({ kind: 'event', event });
    return events;
  };
  const keptOneByOne = async (events: readonly TranscriptEvent[]) => {
    for (const event of events) await kept([event]);
    return events;
  };

  const doings = {
    open: async (context) => ({ kind: 'opened', events: await kept([openingEvent(context)]) }),
    async ask(context, signal) {
      const { questions } = context;
      if (questions === null) return { kind: 'asked', events: [], cancelled: false };
      if (questions.kind === 'chat') {
        const cancelled = await isCancelled(around, context);
        const exchange = cancelled ? null : await exchangeLine(context, around, questions, signal);
        if (exchange === null) return { kind: 'asked', events: [], cancelled };
        return { kind: 'exchanged', ...exchange, events: await kept(exchange.events) };
      }
      const events = await askAll({ ...context, ...around }, questions, seatsOf(context));
      return { kind: 'asked', events: await kept(events), cancelled: false };
    },
    async openPhase(context) {
      const { phase, index } = placeIn(context);
      const opened = await kept([{ type: 'phase.opened', body: { phase: phase.kind, index } }]);
      const { saidToAll, agreedApart } = around.promptContext;
      const shared = phase.kind === 'vote' ? sharedEvents(context, saidToAll, agreedApart) : [];
      return { kind: 'phaseOpened', events: [...opened, ...(await kept(shared))] };
    },
    async fork(context) {
      const [fork] = context.forks;
      if (fork === undefined) throw new RangeError('expected a fork to be due');
      const events = forkEvents(context, fork, placeOf(context));
      around.promptContext.reseat(fork.setup);
      return { kind: 'forked', events: await kept(events) };
    },
    choose: (context, signal) => chooseSpeaker(context, around, placeIn(context), signal),
    async grant(context) {
      const cancelled = await isCancelled(around, context);
      const { clock, seconds, fits } = await roomFor(context, around);
      const { floor } = context;
      const mayConsult = fits && floor !== null && placeIn(context).phase.kind !== 'close';
      return {
        kind: 'granted',
        clock,
        seconds,
        fits,
        passes: fits && floor !== null && hasNothing(context, floor, around),
        consult: mayConsult ? around.promptContext.consultFor(floor.speaker) : null,
        cancelled,
      };
    },
    async consult(context, signal) {
      const { floor } = context;
      if (floor?.consult == null) throw new RangeError('expected a question for a colleague');
      const recorder = recorderFor(context, around, { ...floor, seat: seatOf(context, floor.speaker) }, signal);
      await recorder.consult(floor.consult, 'floor');
      return { kind: 'consulted', consults: recorder.trail.consults };
    },
    async speak(context, signal) {
      const { floor } = context;
      if (floor === null) throw new RangeError('expected somebody to have the floor');
      const upTo = around.promptContext.length;
      const task = { ...floor, seat: seatOf(context, floor.speaker), upTo };
      return { kind: 'spoken', ...(await takeTurn(context, around, task, signal)) };
    },
    /** Their events wait in seat order, whoever answered first. */
    async gather(context, signal) {
      const place = placeIn(context);
      const first = nextTurnOf(context);
      const upTo = around.promptContext.length;
      const seats = seatsOf(context);
      const turns = await settled(
        seats.map((seat, index) => {
          const grant = grantAmongAll(seat, place);
          const task = { seat, place, grant, turn: first + index, consults: [], upTo, atOnce: seats.length };
          return takeTurn(context, around, task, signal);
        }),
      );
      return {
        kind: 'gathered',
        waiting: turns.flatMap(({ waiting }) => waiting),
        charges: turns.flatMap(({ charges }) => charges),
        outOfBudget: turns.some(({ outOfBudget }) => outOfBudget),
      };
    },
    async record(context) {
      await kept(context.pending);
      return { kind: 'recorded' };
    },
    script: async (context) => ({
      kind: 'scripted',
      events: await keptOneByOne(scriptedEvents(context, placeIn(context))),
    }),
    async write(context, signal) {
      const { charges, body } = await writeMemo(context, around, closingBody(context, around), signal);
      return { kind: 'written', charges, events: await kept([{ type: 'memo.written', body }]) };
    },
    async close(context) {
      // Nobody could be asked to vote any more, or is to be: where each stood last is their vote.
      const asksNobody = context.budgetSpent || context.protocol.every(({ kind }) => kind === 'opening');
      const votes = asksNobody && votesOf(context.events).length === 0 ? lastStances(context) : [];
      await kept(votes);
      const body = closingBody({ ...context, events: [...context.events, ...votes] }, around);
      return { kind: 'closed', events: [...votes, ...(await kept([{ type: 'debate.closed', body }]))] };
    },
    async fail({ error }) {
      if (!isFinal(error)) return { kind: 'failed', events: [] };
      const sentence = error instanceof Error ? error.message : String(error);
      const body = { stopReason: 'failed' as const, error: sentence, turns: around.promptContext.turns };
      return { kind: 'failed', events: await kept([{ type: 'debate.failed', body }]) };
    },
  } satisfies Record<string, Doing>;

  const actor = (doing: Doing) => fromPromise<Happening, DebateContext>(({ input, signal }) => doing(input, signal));
  return {
    open: actor(doings.open),
    ask: actor(doings.ask),
    openPhase: actor(doings.openPhase),
    fork: actor(doings.fork),
    choose: actor(doings.choose),
    grant: actor(doings.grant),
    gather: actor(doings.gather),
    consult: actor(doings.consult),
    speak: actor(doings.speak),
    record: actor(doings.record),
    script: actor(doings.script),
    write: actor(doings.write),
    close: actor(doings.close),
    fail: actor(doings.fail),
  };
}

/** Whether a debate that ended by this failure has failed for good; after any other it can be resumed. */
export function isFinal(error: unknown): boolean {
  if (!(error instanceof PitwallError)) return true;
  if (error.code === 'MODEL_FAILED') return error.data['transient'] === false;
  return error.code !== 'INTERRUPTED' && error.code !== 'STORE_FAILED' && error.code !== 'RECORD_DIFFERS';
}

function openingEvent({ setup, protocol }: DebateContext): TranscriptEvent {
  const { scenario, scenarioHash, termsHash, genericVoiceHash, seed, asked } = setup;
  return {
    type: 'debate.opened',
    body: {
      schema: EVENT_SCHEMA_VERSION,
      scenario: scenario.id,
      scenarioHash,
      termsHash,
      language: scenario.language,
      seed,
      genericVoiceHash,
      ...configurationOf(setup),
      protocol: protocol.map(phaseWords),
      ...(asked === undefined ? {} : { asked }),
    },
  };
}

/** With what a debate closes, once all have voted. */
function closingBody(
  { setup, events, stopReason, because }: DebateContext,
  { promptContext: { turns } }: Surroundings,
): EventBody<'debate.closed'> {
  const why = stopReason === 'rule' ? { because: [...because] } : {};
  return { stopReason, ...why, ...decisionOf({ setup, events }), turns };
}

/** Whether the budget has room for what those who are asked next would take, and their time is not over. */
async function roomFor(context: DebateContext, { record, promptContext }: Surroundings) {
  const { setup, ports, floor, spending } = context;
  const { budget } = setup;
  const seconds = budget?.debate?.seconds;
  const looked =
    seconds === undefined && !asksTheTime(setup.scenario.stop)
      ? { clock: context.clock, seconds: 0 }
      : await lookAtClock(context.clock, { record, ports }, nextTurnOf(context));
  if (budget === undefined) return { ...looked, fits: true };
  const asked = floor === null ? seatsOf(context) : [seatOf(context, floor.speaker)];
  const calls = asked.map(({ card, worst }) => ({
    member: card.id,
    worst: worst?.(promptContext.heardBy(card.id)) ?? FREE,
  }));
  const isLate = seconds !== undefined && looked.seconds >= seconds;
  return { ...looked, fits: !isLate && admits(budget, spending, calls) };
}

/** Whether a member who is offered the floor in a rebuttal has nothing to say, where that can be told without asking. */
function hasNothing(
  context: DebateContext,
  { speaker, turn, grant, place }: Floor,
  { promptContext }: Surroundings,
): boolean {
  const { seat } = seatOf(context, speaker);
  const isNamed = grant.rule === 'named' || grant.rule === 'ordered';
  if (seat.wants === undefined || place.phase.kind !== 'rebuttal' || isNamed) return false;
  const brief = {
    task: 'rebut' as const,
    turn,
    round: place.round,
    lastRound: place.round >= place.phase.rounds,
    blind: false,
    why: whyTold(grant),
    consulted: [],
    closing: null,
  };
  return !seat.wants(promptContext.promptFor(speaker, brief));
}

function grantAmongAll({ card }: SeatSetup, { phase }: Place): Grant {
  if (phase.kind === 'rebuttal')
    return { speaker: card.id, rule: 'together', why: 'speaks with everybody at once, having heard the rounds before' };
  return phase.kind === 'opening'
    ? { speaker: card.id, rule: 'blind', why: 'opens without having heard the others' }
    : { speaker: card.id, rule: 'vote', why: 'votes' };
}

function seatOf({ setup }: DebateContext, member: string): SeatSetup {
  const seat = setup.seats.find(({ card }) => card.id === member);
  if (seat === undefined) throw new RangeError(`expected a seat for ${member}`);
  return seat;
}

function placeIn(context: DebateContext): Place {
  const place = placeOf(context);
  if (place === undefined) throw new RangeError('expected a phase of the protocol');
  return place;
}
