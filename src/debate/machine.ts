import type { AnyEventObject } from 'xstate';
import { assign, fromPromise, setup } from 'xstate';
import type { DebateContext } from './context.ts';
import { contextOf } from './context.ts';
import type { DebateRun } from './debate-run.ts';
import type { Happening, State, Step } from './next-step.ts';
import { nextStep } from './next-step.ts';

/** Stands where the runner provides what is done in a state. */
const unprovided = fromPromise<Happening, DebateContext>(async () => {
  throw new RangeError('expected every actor of a debate to be provided');
});

const steps = new WeakMap<AnyEventObject, { from: DebateContext; step: Step }>();

/** What follows from an actor's result; several guards ask, and it is worked out once. */
function stepAfter({ context, event }: { context: DebateContext; event: AnyEventObject }): Step {
  const known = steps.get(event);
  if (known?.from === context) return known.step;
  const step = nextStep(context, event['output'] as Happening);
  steps.set(event, { from: context, step });
  return step;
}

const leadsTo = (state: State) => (at: { context: DebateContext; event: AnyEventObject }) => stepAfter(at).to === state;

/** What is true of a debate that goes on in each state, as a drawing has it. */
const GUARDS = {
  hasQuestions: leadsTo('asking'),
  hasPhaseLeft: leadsTo('phase'),
  forks: leadsTo('forking'),
  isChosen: leadsTo('choosing'),
  goesOn: leadsTo('floor'),
  speaksAtOnce: leadsTo('gathering'),
  votes: leadsTo('voting'),
  consults: leadsTo('consulting'),
  speaks: leadsTo('speaking'),
  waitsForRecord: leadsTo('recording'),
  hasScript: leadsTo('scripting'),
  isWrittenUp: leadsTo('writing'),
  isOver: leadsTo('closing'),
  lacksQuorum: leadsTo('failing'),
};

/** A state that follows itself begins anew: two forks may stand before one turn. */
const way = <G extends keyof typeof GUARDS, S extends State>(guard: G, target: S) =>
  ({ guard, target, actions: 'advance', reenter: true }) as const;

const ways = {
  asking: way('hasQuestions', 'asking'),
  phase: way('hasPhaseLeft', 'phase'),
  forking: way('forks', 'forking'),
  choosing: way('isChosen', 'choosing'),
  floor: way('goesOn', 'floor'),
  gathering: way('speaksAtOnce', 'gathering'),
  voting: way('votes', 'voting'),
  consulting: way('consults', 'consulting'),
  speaking: way('speaks', 'speaking'),
  recording: way('waitsForRecord', 'recording'),
  scripting: way('hasScript', 'scripting'),
  writing: way('isWrittenUp', 'writing'),
  closing: way('isOver', 'closing'),
  failing: way('lacksQuorum', 'failing'),
};

/** What may follow a round, or a phase that has just opened. */
const onwards = [
  ways.forking,
  ways.choosing,
  ways.floor,
  ways.scripting,
  ways.phase,
  ways.writing,
  ways.closing,
] as const;

const input = ({ context }: { context: DebateContext }) => context;

/**
 * The states of a debate and the ways between them. Which way is taken, `nextStep` decides; what is done in a state, the actors
 * that the runner provides. Recording is a state of its own: a turn is handed to the record before anybody else is given the
 * floor, and what the record cannot take ends the debate. When its events reach the disk, `outboxBefore` says.
 */
export const debateMachine = setup({
  types: {
    context: {} as DebateContext,
    input: {} as Pick<DebateRun, 'setup' | 'ports' | 'forks'>,
    output: {} as { error: unknown },
  },
  actors: {
    open: unprovided,
    ask: unprovided,
    openPhase: unprovided,
    fork: unprovided,
    choose: unprovided,
    grant: unprovided,
    gather: unprovided,
    consult: unprovided,
    speak: unprovided,
    record: unprovided,
    script: unprovided,
    write: unprovided,
    close: unprovided,
    fail: unprovided,
  },
  guards: GUARDS,
  actions: { advance: assign((at) => stepAfter(at).context) },
}).createMachine({
  id: 'debate',
  context: ({ input: run }) => contextOf(run),
  initial: 'opening',
  // Whatever an actor throws ends the debate as failed, with what is on the record kept.
  on: {
    'xstate.error.actor.*': {
      target: '.failing',
      actions: assign(({ event }) => ({ error: 'error' in event ? event.error : event })),
    },
  },
  states: {
    opening: { invoke: { src: 'open', input, onDone: [ways.asking, ways.phase, ways.closing] } },
    // In a chat a person asks as they go on.
    asking: { invoke: { src: 'ask', input, onDone: [ways.asking, ways.closing] } },
    phase: { invoke: { src: 'openPhase', input, onDone: [...onwards] } },
    forking: { invoke: { src: 'fork', input, onDone: [ways.asking, ...onwards] } },
    // Whoever names the next speaker is asked: a moderator's model, or a person.
    choosing: { invoke: { src: 'choose', input, onDone: [...onwards] } },
    floor: {
      invoke: {
        src: 'grant',
        input,
        // Who is offered the floor and has nothing to say is passed over.
        onDone: [ways.gathering, ways.voting, ways.consulting, ways.speaking, ...onwards],
      },
    },
    gathering: { invoke: { src: 'gather', input, onDone: [ways.failing, ways.recording] } },
    voting: { invoke: { src: 'gather', input, onDone: [ways.failing, ways.recording] } },
    consulting: { invoke: { src: 'consult', input, onDone: [ways.speaking] } },
    // Who was asked and had nothing to say leaves nothing to record.
    speaking: { invoke: { src: 'speak', input, onDone: [ways.recording, ...onwards] } },
    recording: {
      invoke: { src: 'record', input, onDone: [ways.failing, ways.speaking, ways.voting, ...onwards] },
    },
    scripting: { invoke: { src: 'script', input, onDone: [...onwards] } },
    // The memo, where a model writes it.
    writing: { invoke: { src: 'write', input, onDone: [ways.closing] } },
    closing: { invoke: { src: 'close', input, onDone: { target: 'closed', actions: 'advance' } } },
    failing: {
      invoke: { src: 'fail', input, onDone: { target: 'failed', actions: 'advance' }, onError: 'failed' },
    },
    closed: { type: 'final' },
    failed: { type: 'final' },
  },
  output: ({ context }) => ({ error: context.error }),
});
