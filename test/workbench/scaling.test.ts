import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestFor, lossAt, PUBLISHED, REFIT } from '../../src/workbench/scaling-fits.ts';
import { scalingLaw } from '../../src/workbench/scaling-law.ts';
import { trainingCost } from '../../src/workbench/training-cost.ts';
import { caller, perturbed } from './call.ts';

const law = caller(scalingLaw);
const CHINCHILLA = { compute: 5.76e23 };
const within = (value: number, of: number, share: number) => Math.abs(value / of - 1) <= share;

describe('scaling_law', () => {
  it('puts Chinchilla at 70B within 5 % and 1.4T within 8 % by the refit (Besiroglu et al. 2024; budget of Hoffmann et al. 2022)', () => {
    const { refit } = law.result(CHINCHILLA);
    expect(within(refit.params, 70e9, 0.05)).toBe(true);
    expect(within(refit.tokens, 1.4e12, 0.08)).toBe(true);
    expect([(refit.params / 1e9).toFixed(0), (refit.tokens / 1e12).toFixed(2)]).toEqual(['72', '1.33']);
  });

  it('gives 32B and 3.0T at the same budget by approach 3 as published (Hoffmann et al. 2022, appendix D.3)', () => {
    const { published } = law.result(CHINCHILLA);
    expect([(published.params / 1e9).toFixed(0), (published.tokens / 1e12).toFixed(1)]).toEqual(['32', '3.0']);
  });

  it('finds a loss of 1.97 for Chinchilla with the refit (Besiroglu et al. 2024, table 1 constants, by hand)', () => {
    const { plan } = law.result({ params: 70e9, tokens: 1.4e12 });
    expect(plan?.loss).toBeCloseTo(1.8172 + 482.01 / 70e9 ** 0.3478 + 2085.43 / 1.4e12 ** 0.3658, 12);
    expect(plan?.loss.toFixed(2)).toBe('1.97');
  });

  it('gives 140B tokens to 7B by twenty tokens a parameter (Hoffmann et al. 2022, table 3)', () => {
    expect(law.figure('ruleTokens', { params: 7e9 })).toBe(140e9);
  });

  it('spends 6 N D = C exactly in each method (Kaplan et al. 2020, section 2.1)', () => {
    fc.assert(
      fc.property(fc.double({ min: 15, max: 28, noNaN: true }), (log) => {
        const compute = 10 ** log;
        const { refit, published, rule } = law.result({ compute });
        for (const row of [refit, published, rule]) expect(row.compute / compute).toBeCloseTo(1, 9);
      }),
    );
  });

  it('has no better split nearby than the one that it gives', () => {
    for (const fit of [REFIT, PUBLISHED]) {
      const best = bestFor(fit, 1e22);
      for (const shift of [0.8, 0.95, 1.05, 1.25]) {
        const other = { params: best.params * shift, tokens: best.tokens / shift };
        expect(lossAt(fit, other)).toBeGreaterThan(lossAt(fit, best));
      }
    }
  });

  it('comes back to the same budget from its parameters and from its tokens', () => {
    const { refit } = law.result({ compute: 1e23 });
    expect(law.result({ params: refit.params }).refit.compute / 1e23).toBeCloseTo(1, 9);
    expect(law.result({ tokens: refit.tokens }).refit.compute / 1e23).toBeCloseTo(1, 9);
  });

  it('charges a plan away from the optimum with the loss that it gives away, and none at it', () => {
    const { params, tokens } = bestFor(REFIT, 1e22);
    expect(law.figure('excessLoss', { params, tokens })).toBeCloseTo(0, 9);
    expect(law.figure('excessLoss', { params: params / 10, tokens: tokens * 10 })).toBeGreaterThan(0.01);
  });

  it('wants more of both, and promises less loss, with a larger budget', () => {
    const logs = fc.tuple(fc.double({ min: 15, max: 28, noNaN: true }), fc.double({ min: 15, max: 28, noNaN: true }));
    fc.assert(
      fc.property(logs, ([a, b]) => {
        const small = law.result({ compute: 10 ** Math.min(a, b) }).refit;
        const large = law.result({ compute: 10 ** Math.max(a, b) }).refit;
        expect(large.params).toBeGreaterThanOrEqual(small.params);
        expect(large.tokens).toBeGreaterThanOrEqual(small.tokens);
        expect(large.loss).toBeLessThanOrEqual(small.loss);
      }),
    );
  });

  it('says that it extrapolates beyond the runs that were fitted, and why the methods differ', () => {
    expect(law.result(CHINCHILLA)).toMatchObject({ extrapolated: true, why: expect.stringMatching(/stopped early/) });
    expect(law.result({ compute: 1e20 }).extrapolated).toBe(false);
  });

  it('concludes anew when a constant of the refit changes', () => {
    const before = law.result(CHINCHILLA).refit.params;
    const after = perturbed(
      REFIT,
      { tokenScale: 410.7, tokenExponent: 0.28 },
      () => law.result(CHINCHILLA).refit.params,
    );
    expect(after).toBeLessThan(before / 1.5);
  });

  it.each([
    [{}, 'expected one of compute, params and tokens'],
    [{ compute: 1e22, params: 7e9 }, 'expected one of compute, params and tokens'],
    [{ compute: 1e30 }, '`compute`: expected at most 1e+28, found 1e+30'],
    [{ params: 0 }, '`params`: expected at least 1000000, found 0'],
  ])('refuses %o', (args, sentence) => {
    expect(() => law.result(args)).toThrow(sentence);
  });
});

describe('training_cost', () => {
  const a100 = { cluster: { device: 'A100 80GB SXM', count: 1024, mfu: 0.39 }, gpuHourUsd: 2 };
  const cost = caller(trainingCost, { ...a100, params: 6.74e9, tokens: 2e12 });

  it('needs the 184,320 A100 hours of Llama 2 7B at a utilisation of .39 (Touvron et al. 2023, table 2) within 2 %', () => {
    expect(within(cost.figure('deviceHours'), 184_320, 0.02)).toBe(true);
  });

  it('counts 3.14e23 FLOPs for GPT-3 within 1 % (Brown et al. 2020, table D.1)', () => {
    expect(within(cost.figure('flops', { params: 174.6e9, tokens: 300e9 }), 314, 0.01)).toBe(true);
  });

  it('multiplies price and hours, divides days by cards, and pays for what is lost', () => {
    expect(cost.figure('costUsd')).toBeCloseTo(2 * cost.figure('deviceHours'), 6);
    expect(cost.figure('days')).toBeCloseTo(cost.figure('deviceHours') / 1024 / 24, 9);
    expect(cost.figure('costUsd', { lost: 0.5 })).toBeCloseTo(2 * cost.figure('costUsd'), 6);
    expect(cost.figure('usdPerBillionTokens')).toBeCloseTo(cost.figure('costUsd') / 2000, 6);
  });

  it.each([
    [{ flops: 1e22 }, 'expected either flops, or params with tokens'],
    [{ lost: 1 }, '`lost`: expected at most 0.9, found 1'],
    [{ cluster: { ...a100.cluster, device: 'Voodoo 2' } }, 'got `Voodoo 2`'],
  ])('refuses %o', (args, sentence) => {
    expect(() => cost.result(args)).toThrow(sentence);
  });
});
