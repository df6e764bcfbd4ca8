import { rate } from '../../src/fidelity/statistics/rates.ts';

/** What a detector said of labelled items: `positive` is corrupted, `flagged` is what the detector thought. */
export interface Verdicts {
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
}

export function countVerdicts(items: readonly { positive: boolean; flagged: boolean }[]): Verdicts {
  const count = (positive: boolean, flagged: boolean) =>
    items.filter((item) => item.positive === positive && item.flagged === flagged).length;
  return {
    truePositives: count(true, true),
    falsePositives: count(false, true),
    trueNegatives: count(false, false),
    falseNegatives: count(true, false),
  };
}

export const recall = ({ truePositives, falseNegatives }: Verdicts) =>
  rate(truePositives, truePositives + falseNegatives);
export const precision = ({ truePositives, falsePositives }: Verdicts) =>
  rate(truePositives, truePositives + falsePositives);
export const falsePositiveRate = ({ falsePositives, trueNegatives }: Verdicts) =>
  rate(falsePositives, falsePositives + trueNegatives);
