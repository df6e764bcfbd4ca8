import { script, trial, votedSupport } from './debates.ts';
import type { Cell } from './variance.ts';

/** Facts, casts and seeds over which the support of one option is spread: other incidents of the kind, and each member away once. */
export interface Spread {
  scenario: string;
  option: string;
  facts: Record<string, unknown>[];
  casts: (string | undefined)[];
  seeds: number[];
}

export const SPREADS: readonly Spread[] = [
  {
    scenario: 'loss-drop-3000',
    option: 'ablate',
    facts: [
      {},
      { 'domainLoss.code': 1.9 },
      { comparableRuns: 1 },
      { dedupMissing: 0.02 },
      { spareCopies: 2 },
      { gpuHourUsd: 12 },
    ],
    casts: [undefined, '-cortex', '-sentinel', '-pulse', '-flux'],
    seeds: [1, 2, 3, 4, 5],
  },
  {
    scenario: 'spike-at-12k',
    option: 'rewind',
    facts: [{}, { trendGap: 0.004 }, { rewindSteps: 2000 }, { overlong: 0 }, { eccErrors: 0 }, { reproductions: 3 }],
    casts: [undefined, '-flux', '-sentinel', '-pulse', '-blaze'],
    seeds: [1, 2, 3, 4, 5],
  },
  {
    scenario: 'qlora-32b',
    option: 'local',
    facts: [{}, { sequence: 8192 }, { idleHours: 20 }, { outages: 6 }, { maskable: 0.1 }],
    casts: [undefined, '-flux', '-sentinel'],
    seeds: [1, 2, 3],
  },
  {
    scenario: 'tokens-for-7b',
    option: 'long',
    facts: [{}, { gpuHourUsd: 6 }, { servedTokens: 2.0e11 }, { 'cluster.mfu': 0.25 }],
    casts: [undefined, '-flux', '-sentinel'],
    seeds: [1, 2, 3],
  },
  {
    scenario: 'step-time',
    option: 'profile',
    facts: [{}, { loaderWait: 0.2 }, { linkGBs: 15 }, { changes: 1 }],
    casts: [undefined, '-flux', '-sentinel'],
    seeds: [1, 2, 3],
  },
  {
    scenario: 'serve-32b',
    option: 'awq',
    facts: [{}, { users: 6 }, { koreanDropAwq: 4 }, { gptqMonths: 8 }],
    casts: [undefined, '-cortex', '-sentinel'],
    seeds: [1, 2, 3],
  },
  {
    scenario: 'lost-checkpoint',
    option: 'whole',
    facts: [
      {},
      { 'cluster.count': 32 },
      { lostSteps: 9000, lostTokens: 3.6e10 },
      { copies: 3 },
      { resumeError: 0.009 },
      { coldSteps: 300, coldGap: 0.005 },
      { shardsVerified: 0.9 },
      { slackHours: 9 },
      { listedFiles: 1900, seenTwice: 0.01 },
    ],
    casts: [undefined, '-flux', '-sentinel', '-pulse', '-blaze', '-forge'],
    seeds: [1, 2, 3],
  },
  {
    scenario: 'build-or-buy',
    option: 'buy',
    facts: [
      {},
      { vendorNoSource: 0.7, vendorTranslated: 0.4 },
      { vendorNoSource: 0.03, lateDeliveries: 0 },
      { tokens: 5.0e11 },
      { startsIn: 7 },
      { vendorUsd: 120000 },
      { vendorUsd: 1200000 },
      { tokens: 2.0e12 },
      { complaints: 0.02, ownYears: 1 },
    ],
    casts: [undefined, '-flux', '-sentinel', '-pulse', '-cortex', '-forge', '-axiom'],
    seeds: [1, 2, 3],
  },
  {
    scenario: 'rlhf-or-data',
    option: 'data',
    facts: [
      {},
      { agreement: 0.85 },
      { factErrors: 0.25, toneErrors: 0.6 },
      { factErrors: 0.8, toneErrors: 0.1 },
      { cleanWeeks: 1 },
      { agreement: 0.56 },
      { lastGain: 0.5 },
      { smallFilter: 0.3, duplicated: 0.02 },
    ],
    casts: [undefined, '-flux', '-sentinel', '-pulse', '-cortex', '-forge'],
    seeds: [1, 2, 3],
  },
  {
    scenario: 'nan-for-a-junior',
    option: 'mask',
    facts: [
      {},
      { zeroRateNan: 0 },
      { labelsLeft: 40 },
      { zeroRateNan: 0, labelsLeft: 180, emptySamples: 0, sameStep: 0, normRatio: 5 },
      { emptySamples: 2 },
      { sameStep: 0 },
      { zeroRateNan: 0, labelsLeft: 180, emptySamples: 0, largest: 64000, halfOps: 4 },
    ],
    casts: [undefined, '-flux', '-cortex', '-pulse', '-blaze'],
    seeds: [1, 2, 3],
  },
];

export async function cellsOf({ scenario, option, facts, casts, seeds }: Spread): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const change of facts) {
    for (const cast of casts) {
      const loaded = script(scenario, { facts: change, ...(cast === undefined ? {} : { cast }) });
      for (const seed of seeds) {
        const value = votedSupport(await trial(loaded, seed), loaded.scenario)[option] ?? 0;
        cells.push({ facts: JSON.stringify(change), cast: cast ?? 'all', seed, value });
      }
    }
  }
  return cells;
}
