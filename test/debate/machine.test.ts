import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { createMachine } from 'xstate';
import { getAdjacencyMap, getShortestPaths } from 'xstate/graph';
import type { Phase, Scenario } from '../../src/core/scenario.ts';
import { mermaidOf } from '../../src/debate/chart.ts';
import type { DebateContext } from '../../src/debate/context.ts';
import type { DebateRun } from '../../src/debate/debate-run.ts';
import { debateMachine } from '../../src/debate/machine.ts';
import type { MemoSetup } from '../../src/debate/setup.ts';
import { PORTS } from '../playbook/fixture.ts';
import { forkAt, happeningsIn, setupFor } from './outcomes.ts';

const PROTOCOL: Phase[] = [
  { kind: 'opening', blind: true },
  { kind: 'rebuttal', rounds: 1 },
  { kind: 'vote' },
  { kind: 'close' },
];

interface Snapshot {
  value: unknown;
  context: DebateContext;
}

const STATES = Object.keys(debateMachine.config.states ?? {});
const FINAL = ['closed', 'failed'];

const twoSeats: Pick<DebateRun, 'setup' | 'ports' | 'forks'> = {
  setup: setupFor(['pulse', 'cortex'], { protocol: PROTOCOL }),
  ports: PORTS,
};

/**
 * A script, a debate that may stall, a fork that brings a third member, and one that only asks. Nobody is live: what
 * language models are given beyond that, one more exchange behind the script, would be more states than can be walked.
 */
function everything(lastFork: 'asks' | 'joins' | 'none'): Pick<DebateRun, 'setup' | 'ports' | 'forks'> {
  const protocol: Phase[] = [
    { kind: 'opening', blind: false },
    { kind: 'rebuttal', rounds: lastFork === 'none' ? 2 : 1 },
    { kind: 'vote' },
    { kind: 'close' },
  ];
  const script: Partial<Scenario> = {
    protocol,
    floor: 'round-robin',
    stopWhenStalled: lastFork === 'none',
    events: [
      { after: { phase: 'rebuttal', round: 1 }, set: { rentPrice: 3.6 }, say: 'dearer' },
    ] as unknown as Scenario['events'],
  };
  const live = false;
  const setup = setupFor(['pulse', 'cortex'], script, live);
  const question = { id: 'q', member: 'pulse', text: '?', subject: { kind: 'card' as const, says: '.' } };
  const asked = { kind: 'probe' as const, questions: [{ ...question, choices: null, round: 1 }] };
  return {
    setup,
    ports: PORTS,
    forks:
      lastFork === 'none'
        ? []
        : [
            forkAt(4, setupFor(['pulse', 'cortex', 'blaze'], script, live)),
            forkAt(7, setupFor(['pulse', 'cortex', 'sentinel'], script, live), lastFork === 'asks' ? { asked } : {}),
          ],
  };
}

/** Openings at once, and the vote right behind them. */
function blind(): Pick<DebateRun, 'setup' | 'ports' | 'forks'> {
  const protocol: Phase[] = [{ kind: 'opening', blind: true }, { kind: 'vote' }, { kind: 'close' }];
  const setup = setupFor(['pulse', 'cortex'], { protocol });
  return { setup, ports: PORTS, forks: [forkAt(3, setupFor(['pulse', 'cortex', 'flux'], { protocol }))] };
}

/** One whose rule ends its rebuttals, and whose memo a model writes. */
function ruled(): Pick<DebateRun, 'setup' | 'ports' | 'forks'> {
  const protocol: Phase[] = [{ kind: 'opening', blind: true }, { kind: 'rebuttal', rounds: 2 }, { kind: 'vote' }];
  const setup = setupFor(['pulse', 'cortex'], { protocol, stop: { turns: 3 } }, false);
  return { setup: { ...setup, memo: WRITER }, ports: PORTS, forks: [] };
}

const WRITER: MemoSetup = {
  model: 'openai:scribe',
  brief: () => ({ messages: [], writing: async () => ({ lines: [], leftOut: [] }) }),
};

/** One in which a person names who speaks, or nobody any more. */
function byHand(): Pick<DebateRun, 'setup' | 'ports' | 'forks'> {
  const protocol: Phase[] = [{ kind: 'opening', blind: true }, { kind: 'rebuttal', rounds: 1 }, { kind: 'vote' }];
  return { setup: setupFor(['pulse', 'cortex'], { protocol, floor: 'manual' }, false), ports: PORTS, forks: [] };
}

const asEvents = (snapshot: Snapshot) => {
  const state = String(snapshot.value);
  if (FINAL.includes(state)) return [];
  const id = `0.debate.${state}`;
  return [
    ...happeningsIn({ to: state, context: snapshot.context }).map((output) => ({
      type: `xstate.done.actor.${id}`,
      output,
    })),
    { type: `xstate.error.actor.${id}`, error: new Error('planted') },
  ];
};

/** All that a decision may rest on. */
const keyOf = ({ value, context }: Snapshot) => {
  const said = [...context.events, ...context.pending].map(({ type, body }) => [
    type,
    'speaker' in body ? body.speaker : 'member' in body ? body.member : '',
    type === 'turn.recorded' ? body.claims.length : 0,
  ]);
  const { phase, round, floor, silent, pending, left, budgetSpent, stopReason, forks, error } = context;
  return JSON.stringify([
    value,
    said,
    [phase, round, floor?.speaker, floor?.consult?.to, silent, pending.length, left],
    [budgetSpent, stopReason, forks.length],
    error !== null,
  ]);
};

const optionsFor = (input: unknown) => ({ input, events: asEvents, serializeState: keyOf, limit: 100_000 }) as never;

type Graph = Record<string, { state: Snapshot; transitions: Record<string, { state: Snapshot }> }>;

const graphOf = (machine: AnyStateMachine, input: unknown) =>
  getAdjacencyMap(machine, optionsFor(input)) as unknown as Graph;

/**
 * Debates as the states that they pass, each once and with its context, to their ends. Walked here: XState's own
 * `getSimplePaths` searches the whole graph anew for each state that a path may end in, and took a hundred times as long.
 */
function walksOf(machine: AnyStateMachine, input: unknown = twoSeats): Snapshot[][] {
  const graph = graphOf(machine, input);
  const walks: Snapshot[][] = [];
  const passed = new Map<string, Snapshot>();
  const pass = (key: string): void => {
    const node = graph[key];
    if (node === undefined || passed.has(key)) return;
    passed.set(key, node.state);
    if (FINAL.includes(String(node.state.value))) walks.push([...passed.values()]);
    for (const to of new Set(Object.values(node.transitions).map(({ state }) => keyOf(state)))) pass(to);
    passed.delete(key);
  };
  const [initial = ''] = Object.keys(graph);
  pass(initial);
  return walks;
}

const namesIn = (walk: readonly Snapshot[]) => walk.map(({ value }) => String(value));

/** Why a walk is not a legal debate, told without asking what decides; null when it is legal. */
function illegality(walk: readonly Snapshot[]): string | null {
  const states = namesIn(walk);
  let granted = false;
  let unrecorded: string | null = null;
  let voted = false;
  for (const [index, state] of states.entries()) {
    const next = states[index + 1];
    if (index === 0 && state !== 'opening') return `begins in ${state}`;
    if (unrecorded !== null && !['recording', 'speaking', 'failing', 'failed'].includes(state))
      return `${unrecorded} is followed by ${state} before it is recorded`;
    if (state === 'consulting' && next === 'recording') return 'a colleague is asked for nobody';
    if (['speaking', 'consulting', 'gathering', 'voting'].includes(state) && !granted)
      return `${state} without anybody having the floor`;
    if (state === 'floor') granted = true;
    if (['speaking', 'gathering', 'voting'].includes(state)) unrecorded = state;
    if (state === 'recording') {
      unrecorded = null;
      granted = false;
    }
    if (state === 'voting') voted = true;
    if (state === 'closing' && !voted && !['budget', 'cancelled'].includes(walk[index]?.context.stopReason ?? ''))
      return 'the debate closes without a vote';
    if (FINAL.includes(state) && next !== undefined) return `goes on after ${state}`;
  }
  const between = walk.slice(states.indexOf('closing') + 1).map(({ value }) => String(value));
  if (states.includes('closing') && between.some((state) => !['closed', 'failing', 'failed'].includes(state)))
    return 'somebody is asked after the close';
  return FINAL.includes(states.at(-1) ?? '') ? null : 'never ends';
}

const legal = [
  ...walksOf(debateMachine),
  ...walksOf(debateMachine, {
    ...twoSeats,
    setup: { ...setupFor(['pulse', 'cortex'], { protocol: PROTOCOL.slice(0, 3) }), memo: WRITER },
  }),
];

/** Enough to miss a state in. */
const short = { ...twoSeats, setup: setupFor(['pulse', 'cortex'], { protocol: PROTOCOL.slice(0, 3) }) };

/** How a machine is wrong; one whose states do not fit together throws. */
function faultsOf(machine: AnyStateMachine): string[] {
  try {
    const walks = machine === debateMachine ? legal : walksOf(machine, short);
    const seen = new Set(walks.flatMap(namesIn));
    const missing = STATES.filter(
      (state) => !['forking', 'asking', 'scripting', 'choosing'].includes(state) && !seen.has(state),
    );
    return [...walks.map(illegality).filter((why) => why !== null), ...missing];
  } catch (error) {
    return [String(error)];
  }
}

/** The machine with every transition into one state led past it, to where that state goes. */
function without(state: string, instead: string): AnyStateMachine {
  const { [state]: _taken, ...states } = structuredClone(
    JSON.parse(JSON.stringify(debateMachine.config.states)),
  ) as Record<string, object>;
  const rewired = JSON.parse(JSON.stringify(states).replaceAll(`"target":"${state}"`, `"target":"${instead}"`));
  // Functions do not survive JSON: they are put back from the original, by place.
  const restore = (copy: Record<string, unknown>, original: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(original)) {
      if (typeof value === 'function') copy[key] = value;
      else if (value !== null && typeof value === 'object' && typeof copy[key] === 'object')
        restore(copy[key] as Record<string, unknown>, value as Record<string, unknown>);
    }
  };
  restore(
    rewired,
    Object.fromEntries(Object.entries(debateMachine.config.states ?? {}).filter(([key]) => key !== state)) as Record<
      string,
      unknown
    >,
  );
  const config = { ...debateMachine.config, states: rewired };
  return createMachine(config as never, debateMachine.implementations as never);
}

describe('the debate machine', () => {
  it('makes a legal debate of every simple path', () => {
    const walks = legal;
    expect(walks.length).toBeGreaterThan(100);
    expect(faultsOf(debateMachine)).toEqual([]);
    expect(walks.some((walk) => walk.at(-1)?.value === 'closed')).toBe(true);
    expect(walks.some((walk) => namesIn(walk).includes('consulting'))).toBe(true);
  });

  it('votes at most once a phase, and records every turn before the next', () => {
    for (const walk of legal) {
      const voted = walk.filter(({ value }) => value === 'voting').map(({ context }) => context.phase);
      expect(new Set(voted).size).toBe(voted.length);
      for (const { value, context } of walk)
        if (context.pending.length > 0) expect(['recording', 'failing', 'failed']).toContain(value);
    }
  });

  it.each([
    ['recording', 'floor'],
    ['floor', 'speaking'],
    ['voting', 'recording'],
    ['consulting', 'speaking'],
    ['gathering', 'recording'],
    ['closing', 'closed'],
  ])('is found out when %s is taken from it', (state, instead) => {
    expect(faultsOf(without(state, instead))).not.toEqual([]);
  });

  it('draws itself as Mermaid with the protocol beside it', () => {
    const chart = mermaidOf({ protocol: PROTOCOL } as Scenario);
    expect(chart).toContain('stateDiagram-v2');
    expect(chart).toContain('speaking --> recording');
    expect(chart).toContain('recording --> floor : goes on');
    expect(chart).toContain('opening blind, rebuttal 1, vote, close');
  });
});

describe('every state of a debate with joiners, a script, a stall and questions', () => {
  const inputs = [everything('none'), everything('asks'), everything('joins'), blind(), ruled(), byHand()];
  const graph: Graph = Object.assign({}, ...inputs.map((input) => graphOf(debateMachine, input)));
  const nodes = new Map(
    Object.entries(graph).map(([key, { state, transitions }]) => [
      key,
      {
        name: String(state.value),
        context: state.context,
        next: Object.values(transitions).map((to) => keyOf(to.state)),
      },
    ]),
  );
  const named = (...names: string[]) => [...nodes].filter(([, { name }]) => names.includes(name)).map(([key]) => key);

  /** What can be reached from some states, or what can reach them. */
  function closure(from: readonly string[], backwards = false): Set<string> {
    const edges = new Map<string, string[]>();
    for (const [key, { next }] of nodes)
      for (const to of next) {
        const [a, b] = backwards ? [to, key] : [key, to];
        edges.set(a, [...(edges.get(a) ?? []), b]);
      }
    const seen = new Set(from);
    const waiting = [...from];
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop())
      for (const to of edges.get(key) ?? [])
        if (!seen.has(to)) {
          seen.add(to);
          waiting.push(to);
        }
    return seen;
  }

  it('is reached, of every name that the machine has', () => {
    const names = new Set([...nodes.values()].map(({ name }) => name));
    expect(STATES.filter((state) => !names.has(state))).toEqual([]);
    expect(nodes.size).toBeGreaterThan(500);
  });

  it('can come to an end', () => {
    const ending = closure(named(...FINAL), true);
    expect([...nodes.keys()].filter((key) => !ending.has(key))).toEqual([]);
  });

  it('asks nobody any more once it closes', () => {
    const after = [...closure(named('closing'))].map((key) => nodes.get(key)?.name);
    expect([...new Set(after)].sort()).toEqual(['closed', 'closing', 'failed', 'failing']);
  });

  it('fails at once when its actor throws', () => {
    for (const [, { name, next }] of nodes)
      if (!FINAL.includes(name))
        expect(next.map((key) => nodes.get(key)?.name)).toContain(name === 'failing' ? 'failed' : 'failing');
  });

  it('goes on, whatever its actor comes back with', () => {
    for (const [key, { name, next }] of nodes) if (!FINAL.includes(name)) expect(next).not.toContain(key);
  });

  it('is told by the facts that it rests on', () => {
    for (const { name, context } of nodes.values()) {
      if (name === 'closed') {
        const why = context.questions !== null ? 'questions' : context.budgetSpent ? 'budget' : context.stopReason;
        expect(context.stopReason).toBe(why);
      }
      if (name === 'voting') expect(context.floor).toBeNull();
      if (name === 'speaking' || name === 'consulting') expect(context.floor?.speaker).toBeDefined();
      if (name === 'closed') expect(context.error).toBeNull();
      if (name === 'failed') expect(context.error).not.toBeNull();
    }
  });

  it('is closed for every reason that there is', () => {
    const reasons = new Set(named('closed').map((key) => nodes.get(key)?.context.stopReason));
    expect([...reasons].sort()).toEqual(['budget', 'cancelled', 'floor', 'questions', 'rounds', 'rule', 'stall']);
  });

  it('lets whoever has joined open before a vote', () => {
    const paths = inputs.flatMap(
      (input) => getShortestPaths(debateMachine, optionsFor(input)) as unknown as { steps: { state: Snapshot }[] }[],
    );
    const opensLate = paths.some(({ steps }) => {
      const { value, context } = steps.at(-1)?.state ?? {};
      return (
        value === 'speaking' &&
        context?.floor?.grant.rule === 'joined' &&
        context.protocol[context.phase]?.kind === 'vote'
      );
    });
    expect(opensLate).toBe(true);
  });
});
