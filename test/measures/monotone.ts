import type { Scenario } from '../../src/core/scenario.ts';
import { script, supportOn } from './debates.ts';

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
  { scenario: 'loss-drop-3000', fact: 'dedupMissing', to: 0.14, option: 'rollback', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'cleanCheckpoints', to: 4, option: 'rollback', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'domainLoss.code', to: 1.9, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'domainLoss.code', to: 1.55, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'codeValidation', to: -0.06, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'codeValidation', to: 0.02, option: 'keep', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'webValidatedAt', to: 2975, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'webValidatedAt', to: 2000, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'evalNoise', to: 0.02, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'evalNoise', to: 0.003, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'comparableRuns', to: 1, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'gpuHourUsd', to: 12, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'gpuHourUsd', to: 1, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'armSteps', to: 2000, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'productWantsCode', to: false, option: 'keep', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'spareCopies', to: 2, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'seedsPerArm', to: 2, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'stepsSinceChange', to: 900, option: 'rollback', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'planFreeze', to: 21, option: 'rollback', moves: 'up' },
  { scenario: 'spike-at-12k', fact: 'trendGap', to: 0.004, option: 'continue', moves: 'up' },
  { scenario: 'spike-at-12k', fact: 'trendGap', to: 0.03, option: 'rewind', moves: 'up' },
  { scenario: 'spike-at-12k', fact: 'overlong', to: 0, option: 'rewind', moves: 'down' },
  { scenario: 'spike-at-12k', fact: 'rewindSteps', to: 2000, option: 'rewind', moves: 'down' },
  { scenario: 'spike-at-12k', fact: 'eccErrors', to: 0, option: 'rewind', moves: 'down' },
  { scenario: 'spike-at-12k', fact: 'gradNormJump', to: 2, option: 'continue', moves: 'up' },
];

export interface Moved extends Monotone {
  seed: number;
  before: number;
  after: number;
}

/** Support of the option before and after, everybody having heard every reason that somebody at the table would raise. */
export function movedSupport({ scenario: name, fact, to, option, moves }: Monotone, seed: number): Moved {
  const loaded = script(name);
  const changed = script(name, { facts: { [fact]: to } }).scenario;
  const support = (scenario: Scenario) => supportOn(scenario, loaded, seed)[option] ?? 0;
  return { scenario: name, fact, to, option, moves, seed, before: support(loaded.scenario), after: support(changed) };
}

/** Whether the support moved as it must. */
export function rightWay({ before, after, moves }: Moved): boolean {
  return moves === 'up' ? after > before : after < before;
}
