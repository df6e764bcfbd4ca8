import type { AnyTransitionDefinition } from 'xstate';
import { toDirectedGraph } from 'xstate/graph';
import type { Scenario } from '../core/scenario.ts';
import { phaseWords } from '../core/scenario.ts';
import { debateMachine } from './machine.ts';

/** The debate's statechart as Mermaid, read off the machine itself, with the scenario's protocol as a note. */
export function mermaidOf({ protocol }: Pick<Scenario, 'protocol'>): string {
  const lines = [`  [*] --> ${String(debateMachine.config.initial)}`];
  for (const { stateNode, edges } of toDirectedGraph(debateMachine).children) {
    for (const { target, label, transition } of edges)
      lines.push(arrow(stateNode.key, target.key, label.text, transition));
    for (const transition of stateNode.always ?? []) {
      for (const target of transition.target ?? []) lines.push(arrow(stateNode.key, target.key, '', transition));
    }
    if (stateNode.type === 'final') lines.push(`  ${stateNode.key} --> [*]`);
  }
  lines.push('  note left of failing: whatever throws, in any state');
  lines.push(`  note right of phase: ${protocol.map(phaseWords).join(', ')}`);
  return ['stateDiagram-v2', ...new Set(lines), ''].join('\n');
}

function arrow(from: string, to: string, event: string, { guard }: AnyTransitionDefinition): string {
  const guarded = typeof guard === 'string' ? guard.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : '';
  const outcome = event.startsWith('xstate.error') ? 'error' : '';
  const words = guarded || outcome;
  return `  ${from} --> ${to}${words === '' ? '' : ` : ${words}`}`;
}
