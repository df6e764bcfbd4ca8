import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compressionPlan, PRUNED } from '../../src/workbench/compression-plan.ts';
import { FORMATS, formatNamed } from '../../src/workbench/formats.ts';
import { KTO_BALANCE, preferenceTuningPlan } from '../../src/workbench/preference-tuning-plan.ts';
import { quantizationPlan } from '../../src/workbench/quantization-plan.ts';
import { OPTIMIZER_BYTES } from '../../src/workbench/training-states.ts';
import { caller, perturbed } from './call.ts';

const quantize = caller(quantizationPlan, { model: 'Llama 3.1 8B', device: 'RTX 4090' });

describe('quantization_plan', () => {
  it('gives the published sizes of Llama 3.1 8B in GGUF within 1 % (llama.cpp, tools/quantize/README.md)', () => {
    const GiB = 2 ** 30 / 1e9;
    const published = {
      'GGUF Q8_0': 7.95,
      'GGUF Q6_K': 6.14,
      'GGUF Q5_K_M': 5.33,
      'GGUF Q4_K_M': 4.58,
      'GGUF Q3_K_L': 4.02,
      'GGUF Q2_K': 2.95,
    };
    for (const [format, size] of Object.entries(published))
      expect(quantize.figure('weightsGB', { format }) / (size * GiB), format).toBeCloseTo(1, 2);
  });

  it('gives 43.1 GB for Llama 3.1 70B in Q4_K_M within 1 % (llama.cpp, tools/quantize/README.md)', () => {
    expect(quantize.figure('weightsGB', { model: 'Llama 3.1 70B', format: 'GGUF Q4_K_M' }) / 43.1).toBeCloseTo(1, 2);
  });

  it('counts 4.16 bits a weight for AWQ and GPTQ in groups of 128, and 4.13 for NF4 (Dettmers et al. 2023, section 3)', () => {
    const bits = ['AWQ 4-bit', 'GPTQ 4-bit', 'NF4'].map((name) => formatNamed(name).bits.toFixed(2));
    expect(bits).toEqual(['4.16', '4.16', '4.13']);
  });

  it('loses 5.60 over 5.47 of perplexity, 2.4 %, within the range given for AWQ (Lin et al. 2023, table 4)', () => {
    const [loss] = formatNamed('awq 4bit').losses;
    for (const ratio of [5.6 / 5.47, 4.97 / 4.88, 3.41 / 3.32]) {
      expect(ratio - 1).toBeGreaterThanOrEqual(loss.low - 0.001);
      expect(ratio - 1).toBeLessThanOrEqual(loss.high + 0.001);
    }
  });

  it('raises perplexity from 6.233 to 6.407 by Q4_K_M without an importance matrix (llama.cpp, tools/perplexity/README.md)', () => {
    expect(6.23316 * (1 + formatNamed('GGUF Q4_K_M').losses[0].high)).toBeCloseTo(6.407, 2);
  });

  it('takes BF16 where it fits, four bits where it must, and says by how much nothing fits', () => {
    expect(quantize.result().chosen).toBe('BF16');
    expect(quantize.result({ model: 'Qwen2.5 32B', device: 'RTX 5090', engine: 'TGI' }).chosen).toBe('AWQ 4-bit');
    const { chosen, fitting } = quantize.result({ model: 'Llama 3.1 405B' });
    expect([chosen, fitting]).toEqual(['GGUF Q2_K', 0]);
    expect(quantize.figure('headroomGB', { model: 'Llama 3.1 405B' })).toBeLessThan(-100);
  });

  it('offers NF4 to vLLM and TGI, GGUF to llama.cpp, and neither to TensorRT-LLM (their documentation)', () => {
    const names = (engine: string) => quantize.result({ engine }).formats.map(({ format }) => format);
    expect(names('TensorRT-LLM')).toEqual(['BF16', 'FP8 W8A8', 'INT8 W8A8', 'GPTQ 4-bit', 'AWQ 4-bit']);
    expect(names('TGI')).toContain('NF4');
    expect(
      names('llama.cpp')
        .slice(1)
        .every((name) => name.startsWith('GGUF')),
    ).toBe(true);
  });

  it('sets a claim of less than 1 % beside what was published, and finds AWQ over it', () => {
    const claim = { claimedLoss: 0.01, format: 'AWQ 4-bit' };
    expect(quantize.result(claim).formats[0]?.withinClaim).toBe(false);
    expect(quantize.figure('overClaim', claim)).toBeCloseTo(0.017, 9);
    expect(quantize.result({ ...claim, format: 'GGUF Q5_K_M' }).formats[0]?.withinClaim).toBe(true);
  });

  it('needs more memory for longer contexts and more sequences, and fits no more formats', () => {
    const positive = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 1, max: 64 }), (context, more, sequences) => {
        const positions = context + more;
        const few = quantize.result({ context, sequences, positions });
        const many = quantize.result({ context: positions, sequences: sequences + 1, positions });
        expect(many.kvGB).toBeGreaterThan(few.kvGB);
        expect(many.fitting).toBeLessThanOrEqual(few.fitting);
      }),
    );
  });

  it('chooses anew when AWQ loses more', () => {
    const args = { model: 'Qwen2.5 32B', device: 'RTX 5090', engine: 'TGI' };
    const awq = formatNamed('AWQ 4-bit');
    const [loss] = awq.losses;
    expect(perturbed(awq, { losses: [{ ...loss, high: 0.5 }] }, () => quantize.result(args).chosen)).toBe('GPTQ 4-bit');
  });

  it('names a source for every row', () => {
    const losses = FORMATS.flatMap((format) => format.losses);
    expect([...FORMATS, ...losses].every(({ source }) => source.length > 5)).toBe(true);
    expect(losses.every(({ low, high }) => low <= high)).toBe(true);
  });

  it.each([
    [{ format: 'NF5' }, 'expected a format (BF16, FP16, FP8 W8A8, INT8 W8A8, GPTQ 4-bit, AWQ 4-bit, NF4,'],
    [{ engine: 'ollama' }, '`engine`'],
    [{ context: 0 }, '`context`: expected at least 1, found 0'],
  ])('refuses %o', (changed, sentence) => {
    expect(() => quantize.result(changed)).toThrow(sentence);
  });
});

describe('compression_plan', () => {
  const compress = caller(compressionPlan, {
    params: 32e9,
    tokens: 18e12,
    targetGB: 20,
    distilTokens: 1e12,
    cluster: { device: 'H100 SXM', count: 64, mfu: 0.4 },
    gpuHourUsd: 2.5,
  });
  const way = (name: string, changed: object = {}) => compress.result(changed).ways.find((one) => one.way === name);

  it('keeps 9 of 16 bits by pruning two of four (Mishra et al. 2021, section 3)', () => {
    expect(way('prune')?.weightsGB).toBeCloseTo((32 * 9) / 8, 9);
  });

  it('quantises to 16.6 GB, which fits in 20, and prunes to 36, which does not', () => {
    expect(way('quantise')).toMatchObject({ weightsGB: expect.closeTo(16.625, 3), fits: true });
    expect(way('prune')?.fits).toBe(false);
    expect(compress.result()).toMatchObject({ first: 'quantise', ratio: 3.2, bitsNeeded: 5 });
  });

  it('distils for 6 N of the student and 2 N of the teacher a token (Kaplan et al. 2020, section 2.1)', () => {
    const { studentParams } = compress.result();
    expect(studentParams).toBe(10e9);
    expect(way('distil')?.flops).toBeCloseTo((6 * 10e9 + 2 * 32e9) * 1e12, -15);
  });

  it('turns to distilling when four bits are too many, and to nothing when the student is fixed too large', () => {
    expect(compress.result({ targetGB: 10 }).first).toBe('distil');
    expect(compress.result({ targetGB: 10, studentParams: 14e9 }).first).toBeNull();
  });

  it('costs more, and loses less, with more tokens for the student', () => {
    expect(way('distil', { distilTokens: 2e12 })?.costUsd).toBeGreaterThan(way('distil')?.costUsd ?? Number.NaN);
    expect(compress.figure('distilPenalty', { distilTokens: 2e12 })).toBeLessThan(compress.figure('distilPenalty'));
  });

  it('concludes anew when pruning kept a quarter', () => {
    expect(perturbed(PRUNED, { kept: 0.25 }, () => way('prune')?.fits)).toBe(true);
  });

  it('refuses a student as large as its teacher', () => {
    expect(() => compress.result({ studentParams: 32e9 })).toThrow('expected a student smaller than its teacher');
  });
});

describe('preference_tuning_plan', () => {
  const plan = caller(preferenceTuningPlan, { params: 7e9, pairs: 64_000 });

  it('keeps four models for PPO and two for DPO and KTO (Ouyang et al. 2022, section 3.5; Rafailov et al. 2023, section 4)', () => {
    expect(plan.result().methods.map(({ models }) => models)).toEqual([4, 2, 2]);
  });

  it('takes 16 bytes for what is trained and 2 for what is frozen: 126 GB for DPO of 7B, twice that for PPO', () => {
    expect([plan.figure('dpoGB'), plan.figure('ppoGB')]).toEqual([126, 252]);
  });

  it('shares one base between policy and reference when adapters are trained', () => {
    expect(plan.figure('dpoGB', { adapters: 40e6 })).toBeCloseTo(14 + 0.64, 9);
    expect(plan.result({ adapters: 40e6 }).methods[1]?.models).toBe(1);
  });

  it('brings good and bad answers into 1 to 4/3 (Ethayarajh et al. 2024, equation 8)', () => {
    const count = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(count, count, (good, bad) => {
        const weights = plan.result({ pairs: 0, good, bad }).ktoWeights;
        const ratio = ((weights?.good ?? 0) * good) / ((weights?.bad ?? 1) * bad);
        expect(ratio).toBeGreaterThanOrEqual(KTO_BALANCE.low - 1e-9);
        expect(ratio).toBeLessThanOrEqual(KTO_BALANCE.high + 1e-9);
      }),
    );
  });

  it('has no pairs for DPO in thumbs up and down, and chooses KTO', () => {
    const { methods, chosen } = plan.result({ pairs: 0, good: 9000, bad: 3000 });
    expect(methods.map(({ method, possible }) => [method, possible])).toEqual([
      ['PPO', false],
      ['DPO', false],
      ['KTO', true],
    ]);
    expect(chosen).toBe('KTO');
    expect(plan.result({ pairs: 0 }).chosen).toBeNull();
    expect(plan.result().chosen).toBe('DPO');
    expect(plan.result({ pairs: 1000, good: 9000, bad: 3000 }).chosen).toBe('KTO');
  });

  it('never needs less memory for a larger policy', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e6, max: 1e12, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (params, more) => {
          for (const name of ['ppoGB', 'dpoGB', 'ktoGB'])
            expect(plan.figure(name, { params: params * more })).toBeGreaterThanOrEqual(plan.figure(name, { params }));
        },
      ),
    );
  });

  it('concludes anew when the optimizer remembers less', () => {
    expect(perturbed(OPTIMIZER_BYTES, { adamw: 2 }, () => plan.figure('dpoGB'))).toBe(84);
  });
});
