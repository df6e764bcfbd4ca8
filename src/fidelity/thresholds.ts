import type { Thresholds } from './meta/vectors.ts';

/** Below these a soft scorer flags a turn. Set on the tuning half of the mutants by `npm run meta -- --freeze`, at 1 % of its sound turns. */
export const THRESHOLDS: Thresholds = {
  frozen: '2026-11-24',
  below: { A1: 0.5, A3: 0.95, A5: 0.95, A6: 0.5, A8: 0.065, A9: 0.95, A14: 0.95 },
};
