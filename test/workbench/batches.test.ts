import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalBatchSize } from '../../src/workbench/critical-batch-size.ts';
import { dataMixture, REPETITION } from '../../src/workbench/data-mixture.ts';
import { caller, perturbed } from './call.ts';

const batch = caller(criticalBatchSize, {
  noiseScale: 1024,
  sequence: 2048,
  devices: 8,
  freeGB: 20,
  perSampleGB: 1.25,
});

describe('critical_batch_size', () => {
  it('takes twice the steps and twice the data at the noise scale (McCandlish et al. 2018, equation 2.11)', () => {
    expect(batch.result().paper).toMatchObject({ globalBatch: 1024, steps: 2, data: 2 });
  });

  it('takes 1.5 times the steps and 3 times the data at twice the noise scale, which the card asks for', () => {
    expect(batch.result().rule).toMatchObject({ globalBatch: 2048, steps: 1.5, data: 3 });
  });

  it('keeps (S / S_min - 1)(E / E_min - 1) = 1 at every batch (McCandlish et al. 2018, equation 2.11)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (noiseScale, ruleFactor) => {
          const { steps, data } = batch.result({ noiseScale, ruleFactor }).rule;
          expect((steps - 1) * (data - 1)).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it('lets memory bound the micro-batch and accumulates the rest', () => {
    const { samplesThatFit, paper } = batch.result();
    expect(samplesThatFit).toBe(16);
    expect([paper.microBatch, paper.accumulation]).toEqual([16, 8]);
    expect(paper.globalTokens).toBe(1024 * 2048);
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e5, noNaN: true }),
        fc.integer({ min: 1, max: 512 }),
        (noiseScale, devices) => {
          const plan = batch.result({ noiseScale, devices }).paper;
          expect(plan.microBatch).toBeLessThanOrEqual(16);
          expect(plan.globalBatch).toBe(plan.microBatch * plan.accumulation * devices);
        },
      ),
    );
  });

  it('recovers a noise scale of 100 from norms at two batch sizes (McCandlish et al. 2018, appendix A.1)', () => {
    // |G_B|^2 = |G|^2 + tr(S) / B with |G|^2 = 2 and tr(S) = 200.
    const gradientNorms = { small: { batch: 10, squaredNorm: 22 }, big: { batch: 1000, squaredNorm: 2.2 } };
    expect(batch.figure('noiseScale', { noiseScale: undefined, gradientNorms })).toBeCloseTo(100, 9);
  });

  it('follows the factor of the card', () => {
    expect(batch.figure('ruleBatch', { ruleFactor: 4 })).toBe(4096);
  });

  it.each([
    [{ perSampleGB: 30 }, 'not one sample fits'],
    [{ noiseScale: undefined }, 'expected either noiseScale or gradientNorms'],
    [
      {
        noiseScale: undefined,
        gradientNorms: { small: { batch: 8, squaredNorm: 1 }, big: { batch: 64, squaredNorm: 2 } },
      },
      'expected the squared norm to be larger at the small batch',
    ],
    [{ devices: 0 }, '`devices`: expected more than 0, found 0'],
  ])('refuses %o', (changed, sentence) => {
    expect(() => batch.result(changed)).toThrow(sentence);
  });
});

describe('data_mixture', () => {
  const web = { name: 'web', uniqueTokens: 100e9, share: 0.7 };
  const code = { name: 'code', uniqueTokens: 10e9, share: 0.3 };
  const mix = caller(dataMixture, { tokens: 100e9, sources: [web, code] });

  it('counts epochs a source and the budget at which the first reaches four (Muennighoff et al. 2023, section 6)', () => {
    const { sources, mostRepeated, maxEpochs, largestBudget } = mix.result();
    expect(sources.map(({ epochs }) => Number(epochs.toFixed(6)))).toEqual([0.7, 3]);
    expect([mostRepeated, Number(maxEpochs.toFixed(6))]).toEqual(['code', 3]);
    expect(largestBudget / 1e9).toBeCloseTo(133.333, 3);
    expect(mix.figure('maxEpochs', { tokens: largestBudget })).toBeCloseTo(4, 9);
  });

  it('loses little in four epochs and most of the worth in fifty (Muennighoff et al. 2023, figure 5)', () => {
    const one = (epochs: number) =>
      mix.figure('lostShare', { tokens: epochs * 1e9, sources: [{ name: 'a', uniqueTokens: 1e9 }] });
    expect([one(1), one(4) < 0.08, one(50) > 0.6]).toEqual([0, true, true]);
    expect(one(4)).toBeCloseTo(1 - (1 + REPETITION.decay * (1 - Math.exp(-3 / REPETITION.decay))) / 4, 9);
  });

  it('never makes more of repeated tokens than of fresh ones, and never less with more of them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e8, max: 1e12, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (tokens, more) => {
          const few = mix.result({ tokens }).effectiveTokens;
          expect(few).toBeLessThanOrEqual(tokens * (1 + 1e-12));
          expect(mix.result({ tokens: tokens * more }).effectiveTokens).toBeGreaterThanOrEqual(few * (1 - 1e-12));
        },
      ),
    );
  });

  it('flattens shares with temperature (Arivazhagan et al. 2019, section 4.2)', () => {
    const sources = [
      { name: 'en', uniqueTokens: 1000 },
      { name: 'ko', uniqueTokens: 10 },
    ];
    const share = (temperature: number) => mix.result({ tokens: 100, sources, temperature }).sources[1]?.share;
    expect([share(1), share(2)]).toEqual([expect.closeTo(10 / 1010, 9), expect.closeTo(1 / 11, 9)]);
  });

  it('orders from easy to hard and leaves sources without a difficulty last', () => {
    const sources = [
      { ...web, share: 0.5, difficulty: 3 },
      { ...code, share: 0.3, difficulty: 1 },
      { name: 'chat', uniqueTokens: 1e9, share: 0.2 },
    ];
    expect(mix.result({ sources }).curriculum).toEqual(['code', 'web', 'chat']);
    expect(mix.result().curriculum).toBeNull();
  });

  it('loses more when repetition is made to wear out sooner', () => {
    const tokens = 400e9;
    const before = mix.figure('lostShare', { tokens });
    expect(perturbed(REPETITION, { decay: 3 }, () => mix.figure('lostShare', { tokens }))).toBeGreaterThan(before);
  });

  it.each([
    [{ sources: [web, { ...code, share: 0.2 }] }, 'expected the shares to sum to 1, found 0.9'],
    [{ sources: [web, { ...code, share: undefined }] }, 'expected a share for each source or for none'],
    [{ sources: [web, { ...web, share: 0.3 }] }, 'found `web` twice'],
    [{ tokens: -1 }, '`tokens`: expected more than 0, found -1'],
  ])('refuses %o', (changed, sentence) => {
    expect(() => mix.result(changed)).toThrow(sentence);
  });
});
