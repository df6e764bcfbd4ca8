import { assign, fromPromise, setup } from 'xstate';
import type { Phase } from '../core/scenario.ts';

/** Whose turn it is, and whether a colleague must be asked first. */
export interface Floor {
  speaker: string;
  turn: number;
  consult: boolean;
}

/** What the record says once a turn is in it. */
export type Verdict = 'continue' | 'next-round' | 'next-phase' | 'stop';

interface Context {
  protocol: Phase[];
  phase: number;
  round: number;
  floor: Floor | null;
  verdict: Verdict;
  error: unknown;
}

interface Place {
  phase: Phase;
  index: number;
  round: number;
}

const nothing = () => fromPromise<void, Place>(async () => undefined);

/**
 * The order in which things happen in a debate, and nothing else: who speaks, what is said and when it is over come from
 * the actors that the runner provides. Recording is a state, so that a debate goes on only once its record is durable.
 */
export const debateMachine = setup({
  types: { context: {} as Context, input: {} as { protocol: Phase[] }, output: {} as { error: unknown } },
  actors: {
    /** Records that the debate, or a phase, has opened. */
    open: fromPromise<void>(async () => undefined),
    openPhase: nothing(),
    /** All seats at once, none hearing another: openings when they are blind, and votes. */
    gather: nothing(),
    /** Null when the round is over. */
    grant: fromPromise<Floor | null, Place>(async () => null),
    consult: fromPromise<void, Floor>(async () => undefined),
    speak: fromPromise<void, Floor>(async () => undefined),
    record: fromPromise<Verdict, Place>(async () => 'next-phase'),
    close: fromPromise<void>(async () => undefined),
    fail: fromPromise<void, { error: unknown }>(async () => undefined),
  },
  guards: {
    noPhaseLeft: ({ context }) => context.protocol[context.phase] === undefined,
    speaksAtOnce: ({ context }) => {
      const phase = context.protocol[context.phase];
      return phase?.kind === 'opening' && phase.blind;
    },
    votes: ({ context }) => context.protocol[context.phase]?.kind === 'vote',
    stops: ({ context }) => context.verdict === 'stop',
    goesOn: ({ context }) => context.verdict === 'continue',
    hasRoundLeft: ({ context }) => context.verdict === 'next-round',
  },
}).createMachine({
  id: 'debate',
  context: ({ input }) => ({
    protocol: input.protocol,
    phase: 0,
    round: 1,
    floor: null,
    verdict: 'continue',
    error: null,
  }),
  initial: 'opening',
  // Whatever an actor throws ends the debate as failed, with what is on the record kept.
  on: {
    'xstate.error.actor.*': {
      target: '.failing',
      actions: assign(({ event }) => ({ error: 'error' in event ? event.error : event })),
    },
  },
  states: {
    opening: { invoke: { src: 'open', onDone: 'phase' } },
    phase: {
      always: [{ guard: 'noPhaseLeft', target: 'closing' }],
      invoke: {
        src: 'openPhase',
        input: ({ context }) => place(context),
        onDone: [
          { guard: 'speaksAtOnce', target: 'gathering' },
          { guard: 'votes', target: 'voting' },
          { target: 'floor' },
        ],
      },
    },
    gathering: {
      invoke: {
        src: 'gather',
        input: ({ context }) => place(context),
        onDone: 'recording',
      },
    },
    voting: {
      invoke: {
        src: 'gather',
        input: ({ context }) => place(context),
        onDone: 'recording',
      },
    },
    floor: {
      invoke: {
        src: 'grant',
        input: ({ context }) => place(context),
        onDone: [
          {
            guard: ({ event }) => event.output?.consult === true,
            target: 'consulting',
            actions: assign(({ event }) => ({ floor: event.output })),
          },
          {
            guard: ({ event }) => event.output !== null,
            target: 'speaking',
            actions: assign(({ event }) => ({ floor: event.output })),
          },
          { target: 'recording', actions: assign({ floor: null }) },
        ],
      },
    },
    consulting: {
      invoke: {
        src: 'consult',
        input: ({ context }) => context.floor as Floor,
        onDone: 'speaking',
      },
    },
    speaking: {
      invoke: {
        src: 'speak',
        input: ({ context }) => context.floor as Floor,
        onDone: 'recording',
      },
    },
    recording: {
      invoke: {
        src: 'record',
        input: ({ context }) => place(context),
        onDone: { target: 'checking', actions: assign(({ event }) => ({ verdict: event.output })) },
      },
    },
    checking: {
      always: [
        { guard: 'stops', target: 'closing' },
        { guard: 'goesOn', target: 'floor' },
        { guard: 'hasRoundLeft', target: 'floor', actions: assign(({ context }) => ({ round: context.round + 1 })) },
        { target: 'phase', actions: assign(({ context }) => ({ phase: context.phase + 1, round: 1 })) },
      ],
    },
    closing: {
      invoke: {
        src: 'close',
        onDone: 'closed',
      },
    },
    failing: {
      invoke: {
        src: 'fail',
        input: ({ context }) => ({ error: context.error }),
        onDone: 'failed',
        onError: 'failed',
      },
    },
    closed: { type: 'final' },
    failed: { type: 'final' },
  },
  output: ({ context }) => ({ error: context.error }),
});

function place({ protocol, phase, round }: Context): Place {
  return { phase: protocol[phase] as Phase, index: phase, round };
}
