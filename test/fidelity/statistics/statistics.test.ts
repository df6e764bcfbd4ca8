import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc } from '../../../dev/statistics/auroc.ts';
import { countVerdicts, falsePositiveRate, precision, recall } from '../../../dev/statistics/verdicts.ts';
import { clusterBootstrap, clusteredMean, wilson } from '../../../src/fidelity/statistics/intervals.ts';
import { quantile } from '../../../src/fidelity/statistics/quantile.ts';
import { correctedRate } from '../../../src/fidelity/statistics/rates.ts';
import { spearman, theilSen } from '../../../src/fidelity/statistics/trend.ts';

const points = (ys: number[]) => ys.map((y, x) => ({ x, y }));

describe('auroc', () => {
  it('counts pairs in order, ties half', () => {
    const items = [
      { value: 0.1, positive: false },
      { value: 0.4, positive: false },
      { value: 0.35, positive: true },
      { value: 0.8, positive: true },
    ];
    expect(auroc(items)).toBe(0.75);
    expect(auroc([...items, { value: 0.35, positive: false }])).toBeCloseTo(4.5 / 6, 12);
  });

  it('equals the share of pairs in order for any values', () => {
    const item = fc.record({ value: fc.integer({ min: 0, max: 9 }), positive: fc.boolean() });
    fc.assert(
      fc.property(fc.array(item, { minLength: 2, maxLength: 30 }), (items) => {
        const positives = items.filter(({ positive }) => positive);
        const negatives = items.filter(({ positive }) => !positive);
        let wins = 0;
        for (const p of positives)
          for (const n of negatives) wins += p.value > n.value ? 1 : p.value === n.value ? 0.5 : 0;
        const pairs = positives.length * negatives.length;
        if (pairs === 0) expect(auroc(items)).toBeNull();
        else expect(auroc(items)).toBeCloseTo(wins / pairs, 10);
      }),
    );
  });
});

describe('wilson', () => {
  it('gives the published intervals', () => {
    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    const rounded = (hits: number, n: number) =>
      Object.values(wilson(hits, n) ?? {}).map((bound) => Number(bound.toFixed(4)));
    expect(rounded(81, 263)).toEqual([0.2553, 0.3662]);
    expect(rounded(15, 148)).toEqual([0.0624, 0.1605]);
    expect(rounded(0, 20)).toEqual([0, 0.1611]);
    expect(rounded(1, 29)).toEqual([0.0061, 0.1718]);
  });

  it('has no interval of nothing', () => expect(wilson(0, 0)).toBeNull());
});

describe('cluster bootstrap', () => {
  const debates = Array.from({ length: 12 }, (_, debate) => Array.from({ length: 24 }, () => (debate % 3) / 2));

  it('is wider over debates than over their turns as if they were independent', () => {
    const byDebate = clusteredMean(debates);
    const byTurn = clusteredMean(debates.flat().map((value) => [value]));
    expect(byDebate?.value).toBeCloseTo(0.5, 12);
    const width = (estimate: typeof byDebate) => Number(estimate?.high) - Number(estimate?.low);
    expect(width(byDebate) / width(byTurn)).toBeGreaterThan(3);
  });

  it('gives no interval for one debate and nothing for none', () => {
    expect(clusteredMean([[0.2, 0.4]])).toEqual({
      value: expect.closeTo(0.3, 12),
      low: null,
      high: null,
      n: 2,
      clusters: 1,
    });
    expect(clusteredMean([])).toBeNull();
    expect(clusterBootstrap([[1], [2]], () => null)).toBeNull();
  });

  it('gives the same interval again', () => expect(clusteredMean(debates)).toEqual(clusteredMean(debates)));
});

describe('trend', () => {
  it('finds the slope in spite of an outlier', () => {
    expect(theilSen(points([0, 1, 2, 3, 100, 5, 6]))).toBe(1);
    expect(theilSen([{ x: 1, y: 2 }])).toBeNull();
    expect(
      theilSen([
        { x: 1, y: 2 },
        { x: 1, y: 3 },
      ]),
    ).toBeNull();
  });

  it('correlates ranks, ties shared', () => {
    // The IQ and television example: -29/165.
    const iq = [106, 86, 100, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 0, 27, 50, 28, 29, 20, 12, 6, 17];
    expect(spearman(iq.map((x, index) => ({ x, y: hours[index] as number })))).toBeCloseTo(-29 / 165, 12);
    expect(spearman(points([5, 4, 3, 3]))).toBeCloseTo(-0.9487, 4);
    expect(spearman(points([1, 1, 1]))).toBeNull();
  });

  it('interpolates quantiles', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4, 5], 0.25)).toBe(2);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('rates', () => {
  const verdicts = countVerdicts([
    ...Array.from({ length: 8 }, () => ({ positive: true, flagged: true })),
    ...Array.from({ length: 2 }, () => ({ positive: true, flagged: false })),
    ...Array.from({ length: 1 }, () => ({ positive: false, flagged: true })),
    ...Array.from({ length: 9 }, () => ({ positive: false, flagged: false })),
  ]);

  it('reads recall, precision and false positives', () => {
    expect(recall(verdicts)?.value).toBe(0.8);
    expect(precision(verdicts)?.value).toBeCloseTo(8 / 9, 12);
    expect(falsePositiveRate(verdicts)?.value).toBe(0.1);
    expect(recall(countVerdicts([]))).toBeNull();
  });

  it('corrects a rate by the detector, and refuses where the detector says too little', () => {
    expect(correctedRate(0.3, 0.9, 0.8)).toBeCloseTo(0.1 / 0.7, 12);
    expect(correctedRate(0.05, 0.9, 0.8)).toBe(0);
    expect(correctedRate(0.3, 0.6, 0.59)).toBeNull();
  });
});
