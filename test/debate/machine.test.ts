import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { createMachine } from 'xstate';
import { getSimplePaths } from 'xstate/graph';
import type { Phase, Scenario } from '../../src/core/scenario.ts';
import { mermaidOf } from '../../src/debate/chart.ts';
import { debateMachine } from '../../src/debate/machine.ts';

const PROTOCOL: Phase[] = [
  { kind: 'opening', blind: true },
  { kind: 'rebuttal', rounds: 2 },
  { kind: 'vote' },
  { kind: 'close' },
];

interface Snapshot {
  value: unknown;
  context: { protocol: Phase[]; phase: number; round: number };
}

/** What each state's actor can come back with: every outcome that the runner could produce there. */
function outcomesIn(snapshot: Snapshot): object[] {
  const state = String(snapshot.value);
  const id = `0.debate.${state}`;
  const done = (output: unknown) => ({ type: `xstate.done.actor.${id}`, output });
  const failed = { type: `xstate.error.actor.${id}`, error: new Error('planted') };
  if (state === 'closed' || state === 'failed') return [];
  const { protocol, phase, round } = snapshot.context;
  const now = protocol[phase];
  if (state === 'floor') {
    const floor = (consult: boolean) => ({ speaker: 'a', turn: 1, consult });
    return [done(floor(false)), done(floor(true)), done(null), failed];
  }
  if (state === 'recording') {
    const moreRounds = now?.kind === 'rebuttal' && round < now.rounds;
    return [...(moreRounds ? ['next-round'] : []), 'continue', 'next-phase'].map(done).concat(failed as never);
  }
  return [done(undefined), failed];
}

function walksOf(machine: AnyStateMachine): string[][] {
  const options = {
    input: { protocol: PROTOCOL },
    events: (snapshot: Snapshot) => outcomesIn(snapshot),
    serializeState: ({ value, context }: Snapshot) => JSON.stringify([value, context.phase, context.round]),
  };
  const paths = getSimplePaths(machine, options as never);
  return paths
    .map(({ steps }) => steps.map(({ state }) => String(state.value)))
    .filter((walk) => walk.at(-1) === 'closed' || walk.at(-1) === 'failed');
}

/** Why a walk is not a legal debate, told without looking at the machine; null when it is legal. */
function illegality(walk: string[]): string | null {
  let granted = false;
  let unrecorded: string | null = null;
  let voted = false;
  let closed = 0;
  for (const [index, state] of walk.entries()) {
    const next = walk[index + 1];
    if (index === 0 && state !== 'opening') return `begins in ${state}`;
    if (unrecorded !== null && state !== 'recording' && !state.startsWith('fail') && state !== 'speaking')
      return `${unrecorded} is followed by ${state} before it is recorded`;
    if (state === 'speaking' && !granted) return 'somebody speaks without the floor';
    if (state === 'consulting' && !granted) return 'a colleague is asked for nobody';
    if (state === 'floor') granted = true;
    if (['speaking', 'gathering', 'voting'].includes(state)) unrecorded = state;
    if (state === 'speaking') granted = false;
    if (state === 'recording') {
      unrecorded = null;
      granted = false;
    }
    if (state === 'voting') voted = true;
    if (state === 'closing' && !voted) return 'the debate closes without a vote';
    if (state === 'closed' || state === 'failed') closed += 1;
    if ((state === 'closed' || state === 'failed') && next !== undefined) return `goes on after ${state}`;
  }
  return closed === 1 ? null : 'never ends';
}

const illegalIn = (machine: AnyStateMachine) =>
  walksOf(machine)
    .map(illegality)
    .filter((why) => why !== null);
const missingFrom = (machine: AnyStateMachine) => {
  const seen = new Set(walksOf(machine).flat());
  return [
    'opening',
    'phase',
    'gathering',
    'floor',
    'consulting',
    'speaking',
    'recording',
    'voting',
    'closing',
    'closed',
    'failing',
    'failed',
  ].filter(
    // `checking` decides without waiting and never rests.
    (state) => !seen.has(state),
  );
};

/** The machine with every transition into one state led past it, to where that state goes. */
function without(state: string, instead: string): AnyStateMachine {
  const { [state]: _taken, ...states } = structuredClone(
    JSON.parse(JSON.stringify(debateMachine.config.states)),
  ) as Record<string, object>;
  const rewired = JSON.parse(JSON.stringify(states).replaceAll(`"${state}"`, `"${instead}"`));
  // Functions do not survive JSON: guards and assigns are put back from the original, by place.
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
    const walks = walksOf(debateMachine);
    expect(walks.length).toBeGreaterThan(100);
    expect(illegalIn(debateMachine)).toEqual([]);
    expect(walks.some((walk) => walk.at(-1) === 'closed')).toBe(true);
    expect(walks.some((walk) => walk.includes('consulting'))).toBe(true);
  });

  it('reaches every one of its states', () => {
    expect(missingFrom(debateMachine)).toEqual([]);
  });

  it.each([
    ['recording', 'checking'],
    ['floor', 'speaking'],
    ['voting', 'recording'],
    ['consulting', 'speaking'],
    ['gathering', 'recording'],
    ['closing', 'closed'],
  ])('is found out when %s is taken from it', (state, instead) => {
    const maimed = without(state, instead);
    expect([...illegalIn(maimed), ...missingFrom(maimed)]).not.toEqual([]);
  });

  it('draws itself as Mermaid with the protocol beside it', () => {
    const chart = mermaidOf({ protocol: PROTOCOL } as Scenario);
    expect(chart).toContain('stateDiagram-v2');
    expect(chart).toContain('speaking --> recording');
    expect(chart).toContain('checking --> floor : goes on');
    expect(chart).toContain('opening blind, rebuttal 2, vote, close');
  });
});
