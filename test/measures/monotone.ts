import { eventsOf } from '../../src/core/events.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import type { Trial } from '../../src/pitwall.ts';
import { script, voted, votedSupport } from './debates.ts';
import { held } from './held.ts';

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
  { scenario: 'loss-drop-3000', fact: 'codeLoss', to: 2.2, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'codeLoss', to: 1.1, option: 'keep', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'codeBefore', to: 0.2, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'codeDrop', to: 0.1, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'codeDrop', to: 0.02, option: 'keep', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'dedupMissing', to: 0.02, option: 'keep', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'dedupMissing', to: 0.2, option: 'keep', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'drift', to: 0.02, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'drift', to: 0.12, option: 'ablate', moves: 'up' },
  { scenario: 'loss-drop-3000', fact: 'cleanCheckpoints', to: 0, option: 'rollback', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'planFreeze', to: 0.02, option: 'ablate', moves: 'down' },
  { scenario: 'loss-drop-3000', fact: 'stepsSinceChange', to: 4000, option: 'rollback', moves: 'down' },
  { scenario: 'spike-at-12k', fact: 'trendGap', to: 0.004, option: 'continue', moves: 'up' },
  { scenario: 'spike-at-12k', fact: 'trendGapBefore', to: 0.03, option: 'continue', moves: 'up' },
  { scenario: 'spike-at-12k', fact: 'rewindSteps', to: 4000, option: 'rewind', moves: 'down' },
  { scenario: 'spike-at-12k', fact: 'uncorrected', to: 4, option: 'lower-lr', moves: 'up' },
  { scenario: 'spike-at-12k', fact: 'extraSteps', to: 200, option: 'lower-lr', moves: 'up' },
  { scenario: 'spike-at-12k', fact: 'extraSteps', to: 6000, option: 'lower-lr', moves: 'down' },
  { scenario: 'spike-at-12k', fact: 'canPin', to: false, option: 'continue', moves: 'down' },
  { scenario: 'spike-at-12k', fact: 'earlierSpikes', to: 8, option: 'lower-lr', moves: 'up' },
  { scenario: 'spike-at-12k', fact: 'gpuHourUsd', to: 25, option: 'lower-lr', moves: 'down' },
  { scenario: 'spike-at-12k', fact: 'secondsPerStep', to: 20, option: 'lower-lr', moves: 'down' },
  { scenario: 'qlora-32b', fact: 'deadline', to: 8, option: 'rent', moves: 'up' },
  { scenario: 'qlora-32b', fact: 'approvalDays', to: 0.5, option: 'rent', moves: 'up' },
  { scenario: 'qlora-32b', fact: 'answerCut', to: 0.09, option: 'local', moves: 'down' },
  { scenario: 'qlora-32b', fact: 'smallGap', to: 2, option: 'smaller', moves: 'up' },
  { scenario: 'qlora-32b', fact: 'smallGap', to: 8, option: 'smaller', moves: 'down' },
  { scenario: 'qlora-32b', fact: 'mfu', to: 0.05, option: 'local', moves: 'down' },
  { scenario: 'qlora-32b', fact: 'sequence', to: 32768, option: 'local', moves: 'down' },
  { scenario: 'qlora-32b', fact: 'samples', to: 200000, option: 'local', moves: 'down' },
  { scenario: 'qlora-32b', fact: 'trainTokens', to: 3.2e8, option: 'local', moves: 'down' },
  { scenario: 'qlora-32b', fact: 'dequantShare', to: 0.6, option: 'local', moves: 'down' },
  { scenario: 'serve-32b', fact: 'promised', to: 14, option: 'fp8', moves: 'up' },
  { scenario: 'serve-32b', fact: 'dropAwq', to: 3.5, option: 'awq', moves: 'down' },
  { scenario: 'serve-32b', fact: 'dropGptq', to: 2, option: 'gptq', moves: 'up' },
  { scenario: 'serve-32b', fact: 'awqDays', to: 6, option: 'awq', moves: 'down' },
  { scenario: 'serve-32b', fact: 'awqKernel', to: 0.2, option: 'awq', moves: 'down' },
  { scenario: 'serve-32b', fact: 'allowed', to: 0.2, option: 'awq', moves: 'down' },
  { scenario: 'serve-32b', fact: 'fp8Kernel', to: 0.9, option: 'fp8', moves: 'up' },
  { scenario: 'serve-32b', fact: 'dropAwq', to: 2.5, option: 'awq', moves: 'down' },
];

export interface Moved extends Monotone {
  seed: number;
  before: number;
  after: number;
  /** Members whose own support of the option moved the other way. */
  astray: string[];
}

/** Support of the option at the vote, before and after, seed by seed, each in a debate of its own. */
export async function movedSupport(change: Monotone, seeds: readonly number[]): Promise<Moved[]> {
  const { scenario: name, fact, to, option, moves } = change;
  const moved: Moved[] = [];
  for (const seed of seeds) {
    const { trial, scenario } = await held(name, seed);
    const before = finalShares(trial, scenario);
    const changed = script(name, { facts: { [fact]: to } });
    const after = finalShares(await voted(changed, seed), changed.scenario);
    const sign = moves === 'up' ? 1 : -1;
    const astray = Object.keys(before.members).filter(
      (id) => sign * ((after.members[id]?.[option] ?? 0) - (before.members[id]?.[option] ?? 0)) < -1e-9,
    );
    moved.push({ ...change, seed, before: before.mean[option] ?? 0, after: after.mean[option] ?? 0, astray });
  }
  return moved;
}

function finalShares(done: Pick<Trial, 'events'>, scenario: Scenario) {
  const votes = eventsOf(done.events, 'turn.recorded').filter(({ phase }) => phase === 'vote');
  return {
    mean: votedSupport(done, scenario),
    members: Object.fromEntries(votes.map(({ speaker, stance }) => [speaker, stance.support])),
  };
}

/** Whether the support moved as it must, and nobody's the other way. */
export function rightWay({ before, after, moves, astray }: Moved): boolean {
  return astray.length === 0 && (moves === 'up' ? after > before : after < before);
}
