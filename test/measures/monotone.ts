import { reread } from '../../src/core/closing-graph.ts';
import { runTool } from '../../src/workbench/index.ts';
import { readFrom } from '../../src/project.ts';
import { graphSupport, reasonsSaid, script, trial } from './debates.ts';

/** A change of one fact, and the option whose support must not move the other way. */
export interface Monotone {
  scenario: string;
  fact: string;
  to: number | boolean;
  option: string;
  moves: 'up' | 'down';
}

/** Changes whose direction anybody in the field would name beforehand. */
export const MONOTONE: readonly Monotone[] = [
  { scenario: 'loss-drop-3000', fact: 'dedupMissing', to: 0.02, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'dedupMissing', to: 0.3, option: 'keep', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'cleanCheckpoints', to: 4, option: 'rollback', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'domainLoss.code', to: 1.9, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'domainLoss.code', to: 1.55, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'domainLoss.code', to: 1.1, option: 'keep', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'codeValidation', to: -0.06, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'codeValidation', to: 0.02, option: 'keep', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'webValidatedAt', to: 2975, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'webValidatedAt', to: 2000, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'evalNoise', to: 0.02, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'evalNoise', to: 0.003, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'comparableRuns', to: 1, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'gpuHourUsd', to: 30, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'gpuHourUsd', to: 1, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'armSteps', to: 20000, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'productWantsCode', to: false, option: 'keep', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'spareCopies', to: 2, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'seedsPerArm', to: 8, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'stepsSinceChange', to: 4000, option: 'rollback', moves: 'down' },
];

export interface Moved extends Monotone {
  seed: number;
  before: number;
  after: number;
}

/** Support of the option on the closing graph before and after, everybody having heard the same reasons. */
export async function movedSupport({ scenario: name, fact, to, option, moves }: Monotone, seed: number): Promise<Moved> {
  const loaded = script(name);
  const changed = script(name, { facts: { [fact]: to } }).scenario;
  const held = await trial(loaded, seed);
  const said = reasonsSaid(held, loaded.scenario);
  const files = Object.fromEntries(Object.entries(loaded.data).map(([data, { file }]) => [data, file]));
  const again = (facts: typeof changed.facts) =>
    reread(said, facts, files, ({ name: tool, args }) => runTool(tool, args, readFrom(loaded.data)).figures);
  const support = (facts: typeof changed.facts) => graphSupport(again(facts), held, loaded.scenario, seed)[option] ?? 0;
  return { scenario: name, fact, to, option, moves, seed, before: support(loaded.scenario.facts), after: support(changed.facts) };
}

/** Whether the support moved as it must. */
export function rightWay({ before, after, moves }: Moved): boolean {
  return moves === 'up' ? after > before : after < before;
}
