import type { AnyTransitionDefinition } from 'xstate';
import { toDirectedGraph } from 'xstate/graph';
import type { Scenario } from '../core/scenario.ts';
import { phaseWords } from '../core/scenario.ts';
import { debateMachine } from './machine.ts';

/** One transition, with the words that a drawing puts beside it; empty where it is the only way on. */
interface Arrow {
  from: string;
  to: string;
  label: string;
}

export interface Chart {
  initial: string;
  states: { id: string; final: boolean }[];
  edges: Arrow[];
}

/** The debate's statechart, read off the machine itself. */
export function statechart(): Chart {
  const { children } = toDirectedGraph(debateMachine);
  const edges = children.flatMap(({ stateNode, edges: own }) => [
    ...own.map(({ target, label, transition }) => arrow(stateNode.key, target.key, label.text, transition)),
    ...(stateNode.always ?? []).flatMap((transition) =>
      (transition.target ?? []).map((target) => arrow(stateNode.key, target.key, '', transition)),
    ),
  ]);
  return {
    initial: String(debateMachine.config.initial),
    states: children.map(({ stateNode }) => ({ id: stateNode.key, final: stateNode.type === 'final' })),
    edges,
  };
}

/** The statechart as Mermaid, with the scenario's protocol as a note. */
export function mermaidOf({ protocol }: Pick<Scenario, 'protocol'>): string {
  const { initial, states, edges } = statechart();
  const lines = [`  [*] --> ${initial}`];
  for (const { id, final } of states) {
    for (const { from, to, label } of edges)
      if (from === id) lines.push(`  ${from} --> ${to}${label === '' ? '' : ` : ${label}`}`);
    if (final) lines.push(`  ${id} --> [*]`);
  }
  lines.push('  note left of failing: whatever throws, in any state');
  lines.push(`  note right of phase: ${protocol.map(phaseWords).join(', ')}`);
  return ['stateDiagram-v2', ...new Set(lines), ''].join('\n');
}

function arrow(from: string, to: string, event: string, { guard }: AnyTransitionDefinition): Arrow {
  const guarded = typeof guard === 'string' ? guard.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : '';
  const outcome = event.startsWith('xstate.error') ? 'error' : '';
  return { from, to, label: guarded || outcome };
}
