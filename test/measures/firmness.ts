import { script, trial, votedSupport } from './debates.ts';
import type { Cell } from './variance.ts';

/** Facts, casts and seeds over which the support of one option is spread. */
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
