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
  { scenario: 'qlora-32b', fact: 'idleHours', to: 20, option: 'local', moves: 'down' },
  { scenario: 'qlora-32b', fact: 'outages', to: 5, option: 'local', moves: 'down' },
  { scenario: 'tokens-for-7b', fact: 'gpuHourUsd', to: 8, option: 'long', moves: 'down' },
  { scenario: 'tokens-for-7b', fact: 'servedTokens', to: 2.0e11, option: 'long', moves: 'down' },
  { scenario: 'tokens-for-7b', fact: 'nearDuplicates', to: 0.02, option: 'long', moves: 'up' },
  { scenario: 'step-time', fact: 'loaderWait', to: 0.2, option: 'profile', moves: 'down' },
  { scenario: 'step-time', fact: 'changes', to: 1, option: 'revert', moves: 'up' },
  { scenario: 'serve-32b', fact: 'koreanDropAwq', to: 3, option: 'awq', moves: 'down' },
  { scenario: 'serve-32b', fact: 'users', to: 6, option: 'gguf', moves: 'up' },
  { scenario: 'serve-32b', fact: 'gptqMonths', to: 7, option: 'gptq', moves: 'up' },
  { scenario: 'lost-checkpoint', fact: 'coldSteps', to: 600, option: 'weights', moves: 'up' },
  { scenario: 'lost-checkpoint', fact: 'lostSteps', to: 6000, option: 'whole', moves: 'down' },
  { scenario: 'lost-checkpoint', fact: 'copyMinutes', to: 80, option: 'whole', moves: 'down' },
  { scenario: 'build-or-buy', fact: 'buildMonths', to: 3, option: 'buy', moves: 'down' },
  { scenario: 'build-or-buy', fact: 'vendorNoSource', to: 0.1, option: 'buy', moves: 'up' },
  { scenario: 'build-or-buy', fact: 'openUnique', to: 9.0e10, option: 'open', moves: 'up' },
  { scenario: 'rlhf-or-data', fact: 'agreement', to: 0.85, option: 'dpo', moves: 'up' },
  { scenario: 'rlhf-or-data', fact: 'factErrors', to: 0.3, option: 'data', moves: 'down' },
  { scenario: 'rlhf-or-data', fact: 'cleanWeeks', to: 1, option: 'data', moves: 'up' },
  { scenario: 'nan-for-a-junior', fact: 'zeroRateNan', to: 0, option: 'clip', moves: 'up' },
  { scenario: 'nan-for-a-junior', fact: 'labelsLeft', to: 38, option: 'mask', moves: 'down' },
  { scenario: 'nan-for-a-junior', fact: 'normRatio', to: 4, option: 'clip', moves: 'up' },
];

export interface Moved extends Monotone {
  seed: number;
  before: number;
  after: number;
}

/** Support of the option before and after, seed by seed, everybody having heard every reason that somebody at the table would raise. */
export function movedSupport(change: Monotone, seeds: readonly number[]): Moved[] {
  const { scenario: name, fact, to, option } = change;
  const loaded = script(name);
  const changed = script(name, { facts: { [fact]: to } }).scenario;
  const support = (scenario: Scenario, seed: number) => supportOn(scenario, loaded, seed)[option] ?? 0;
  return seeds.map((seed) => ({
    ...change,
    seed,
    before: support(loaded.scenario, seed),
    after: support(changed, seed),
  }));
}

/** Whether the support moved as it must. */
export function rightWay({ before, after, moves }: Moved): boolean {
  return moves === 'up' ? after > before : after < before;
}
