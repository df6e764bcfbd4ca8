import { toDirectedGraph } from 'xstate/graph';
import type { Scenario } from '../core/scenario.ts';
import { debateMachine } from './machine.ts';

/** The debate's statechart as Mermaid, read off the machine itself, with the scenario's protocol as a note. */
export function mermaidOf({ protocol }: Scenario): string {
  const graph = toDirectedGraph(debateMachine);
  const lines = [`  [*] --> ${String(debateMachine.config.initial)}`];
  for (const child of graph.children) {
    const source = child.stateNode.key;
    for (const { target, label } of child.edges) lines.push(`  ${source} --> ${target.key}${wordsFor(label.text)}`);
    if (child.stateNode.type === 'final') lines.push(`  ${source} --> [*]`);
  }
  const phases = protocol.map((phase) => ('rounds' in phase ? `${phase.kind} ${phase.rounds}` : 'blind' in phase && phase.blind ? `${phase.kind} blind` : phase.kind));
  return ['stateDiagram-v2', ...new Set(lines), `  note right of phase: ${phases.join(', ')}`, ''].join('\n');
}

function wordsFor(label: string): string {
  const words = /^xstate\.done\.actor\./.test(label) ? 'done' : /^xstate\.error/.test(label) ? 'error' : label;
  return words === '' ? '' : ` : ${words}`;
}
