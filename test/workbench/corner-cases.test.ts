import { describe, expect, it } from 'vitest';
import { communicationShare } from '../../src/workbench/communication-share.ts';
import { compressionPlan } from '../../src/workbench/compression-plan.ts';
import { decodeBound } from '../../src/workbench/decode-bound.ts';
import { designExperiment } from '../../src/workbench/design-experiment.ts';
import { finetuneMemory } from '../../src/workbench/finetune-memory.ts';
import { linkTraffic } from '../../src/workbench/link-traffic.ts';
import { occupancy } from '../../src/workbench/occupancy.ts';
import { preferenceTuningPlan } from '../../src/workbench/preference-tuning-plan.ts';
import { quantizationPlan } from '../../src/workbench/quantization-plan.ts';
import { scalingLaw } from '../../src/workbench/scaling-law.ts';
import { stepTimeBound } from '../../src/workbench/step-time-bound.ts';
import { caller } from './call.ts';

const none = (): never => {
  throw new Error('no file is read here');
};

describe('many nodes', () => {
  const share = caller(communicationShare, { params: 7e9, tokensPerStep: 1e6 });
  const cluster = (device: string, count: number) => ({ cluster: { device, count, mfu: 0.4 } });

  it('gives a ring all network cards of a node: 8 x 25 GB/s for two nodes of A100 (nccl-tests, PERFORMANCE.md and issue 119)', () => {
    expect(share.figure('allReduceSeconds', cluster('A100 80GB SXM', 16))).toBeCloseTo((2 * (15 / 16) * 14) / 200, 9);
  });

  it('knows the links of a whole TPU v5p pod of 8,960 chips, 600 GB/s in one direction (Google Cloud TPU v5p documentation)', () => {
    expect(share.result(cluster('TPU v5p', 512)).linkGBs).toBe(600);
    expect(() => share.result(cluster('TPU v5e', 512))).toThrow('no usual link among 512 of TPU v5e');
  });

  it('says where the all-reduce is longer than the step that the MFU gives', () => {
    const slow = share.figures({ ...cluster('H100 SXM', 8), tokensPerStep: 4096, linkGBs: 10 }).share;
    expect(slow?.value).toBeGreaterThan(1);
    expect(slow?.formula).toContain('a step has no time for it');
  });
});

describe('mixtures of experts', () => {
  const MIXTRAL = { params: 12.9e9, allParams: 46.7e9, tokensPerStep: 1e6 };

  it('send and hold the gradients of all experts, and multiply by those that a token takes (Jiang et al. 2024, section 2)', () => {
    const share = caller(communicationShare, { ...MIXTRAL, cluster: { device: 'H100 SXM', count: 8, mfu: 0.4 } });
    expect(share.figure('gradientGB')).toBeCloseTo(93.4, 9);
    expect(share.figure('secondsPerStep')).toBeCloseTo((6 * 12.9e9 * 1e6) / (8 * 989.4e12 * 0.4), 9);
    const step = caller(stepTimeBound, { ...MIXTRAL, device: 'H100 SXM', cards: 8, sharding: 'full' });
    expect(step.figure('trafficGB')).toBeCloseTo(3 * (7 / 8) * 93.4, 9);
    expect(() => share.result({ allParams: 1e9 })).toThrow('expected at least `params`');
  });

  it('keep a copy of the tokens for each expert and what it gives: 2 x 8 x 2048 numbers a token (Gale et al. 2022, section 4)', () => {
    const memory = caller(finetuneMemory, { model: 'Qwen3 30B-A3B', method: 'full', sequence: 4096 });
    const dense = 2 * (2 * 2048 + 2 * 2048) + 2 * (2 * 32 * 128 + 2 * 4 * 128 + 4 * 768 * 8) + 4 * 32;
    const expected = (48 * 4096 * (dense + 2 * 2 * 8 * 2048)) / 1e9;
    expect(memory.figure('activationsGB', { checkpointing: false })).toBeCloseTo(expected, 6);
  });

  it('teach at the price of what a token takes: 12.9 of 46.7 B of Mixtral 8x7B (Jiang et al. 2024, section 2)', () => {
    const plan = caller(compressionPlan, {
      ...{ model: 'Mixtral 8x7B', tokens: 1e12, targetGB: 16, studentParams: 7e9, distilTokens: 1e12, gpuHourUsd: 2 },
      cluster: { device: 'H100 SXM', count: 64, mfu: 0.4 },
    });
    const hours = ((6 * 7e9 + 2 * 12.88e9) * 1e12) / (64 * 989.4e12 * 0.4) / 3600;
    expect(plan.figure('distilHours') / hours).toBeCloseTo(1, 3);
  });
});

describe('eight bits', () => {
  it('multiply at the rate of FP8 in W8A8 and of BF16 where only weights have eight (NVIDIA H100 data sheet: 1,979 TFLOPS)', () => {
    const decode = caller(decodeBound, { model: 'Llama 3.1 70B', device: 'H100 SXM', cards: 8, batch: 4096 });
    const compute = (changed: object) => (decode.result(changed) as { computeSeconds: number }).computeSeconds;
    const head = (2 * 128_256 * 8192 * 4096) / (8 * 989.4e12);
    expect(compute({ bits: 8 }) - head).toBeCloseTo(2 * (compute({ format: 'FP8 W8A8' }) - head), 4);
  });

  it('are refused in a format that the device does not run (vLLM, quantization supported hardware)', () => {
    const decode = caller(decodeBound, { model: 'Llama 3.1 8B', device: 'TPU v5e' });
    expect(() => decode.result({ format: 'AWQ 4-bit' })).toThrow(
      'decode_bound: `format`: expected one that runs on TPU v5e, but AWQ 4-bit runs on NVIDIA from Turing on',
    );
  });

  it('let a step of FP8 training be faster than BF16 allows (DeepSeek-V3 2024, section 3.3), and none where there are no units', () => {
    const step = caller(stepTimeBound, { params: 37e9, tokensPerStep: 6.3e7, device: 'H100 SXM', cards: 2048 });
    const bf16 = (6 * 37e9 * 6.3e7) / (2048 * 989.4e12);
    const measured = { sharding: 'full', linkGBs: 400, allParams: 671e9, measuredSeconds: 0.9 * bf16 };
    expect(() => step.result(measured)).toThrow('1.11 times the peak');
    expect(step.figure('mfu', { ...measured, format: 'FP8' })).toBeCloseTo(0.556, 3);
    expect(() => step.result({ device: 'A100 80GB SXM', format: 'FP8' })).toThrow(
      'step_time_bound: `format`: expected one of the matrix units of A100 80GB SXM, found FP8',
    );
  });
});

describe('what an estimate of the links must not do', () => {
  it('refuse a measured token: 12 GB/s through PCIe is an order of magnitude, and a switch that reduces sends less than a ring (nccl-tests, issue 307)', () => {
    const decode = caller(decodeBound, { model: 'Llama 3.1 8B', device: 'RTX 4090', cards: 2, batch: 256, bits: 8 });
    const bound = decode.figure('secondsPerToken');
    const measured = decode.figures({ measuredSeconds: 0.7 * bound });
    expect(measured.linkSeconds?.formula).toContain('the measured token is shorter');
    expect(() => decode.result({ measuredSeconds: 0.1 * bound })).toThrow('times the peak');
  });
});

describe("a device of one's own", () => {
  it('refuses no measured token of FP8 by the rate of BF16, as its rate in FP8 is not said', () => {
    const device = { name: 'mine', bf16Tflops: 100, memoryGB: 80, memoryGBs: 3000 };
    const decode = caller(decodeBound, { model: 'Llama 3.1 8B', device, batch: 2048 });
    const measuredSeconds = 0.7 * decode.figure('secondsPerToken');
    expect(decode.figure('bandwidthUse', { measuredSeconds, format: 'FP8 W8A8' })).toBeLessThan(1);
    expect(() => decode.result({ measuredSeconds })).toThrow('times the peak');
  });
});

describe('keys and values', () => {
  it('are kept by each of more cards than there are heads of them, in each tool alike (Pope et al. 2022, section 3.3)', () => {
    const many = { model: 'Qwen3 30B-A3B', device: 'H100 SXM', context: 32_768 };
    const plan = caller(quantizationPlan, many);
    const decode = caller(decodeBound, many);
    const one = (2 * 48 * 4 * 128 * 2 * 32_768) / 1e9;
    for (const [cards, times] of [
      [2, 1],
      [4, 1],
      [8, 2],
    ] as const) {
      expect(plan.figure('kvGB', { count: cards })).toBeCloseTo(times * one, 9);
      expect(decode.figure('kvGB', { cards })).toBeCloseTo(times * one, 9);
    }
  });

  it('of a context that the model has no positions for are refused: 4,096 of Llama 2 (config.json)', () => {
    const plan = caller(quantizationPlan, { model: 'Llama 2 7B', device: 'H100 SXM', context: 100_000 });
    expect(() => plan.result()).toThrow('expected at most the 4096 positions of Llama 2 7B, found 100000');
    expect(plan.figure('kvGB', { positions: 131_072 })).toBeCloseTo(52.4288, 9);
  });
});

describe('cards and kernels', () => {
  it('serve 16 bits on a T4 as FP16, which it has, and not as BF16 (NVIDIA T4 data sheet)', () => {
    const { chosen, leftOut } = caller(quantizationPlan, { model: 'Llama 3.2 3B', device: 'T4' }).result();
    expect(chosen).toBe('FP16');
    expect(leftOut).toContain('BF16');
  });

  it('give shared memory to blocks in lots of 128 bytes: 14 blocks of 10,171 and not 15 (CUDA toolkit, cuda_occupancy.h)', () => {
    const kernel = { device: 'A100 80GB SXM', threadsPerBlock: 128, registersPerThread: 32 };
    expect(caller(occupancy, kernel).figure('blocks', { sharedBytesPerBlock: 10_171 })).toBe(14);
  });

  it('have no adapters larger than their model (Hu et al. 2021, section 4.1)', () => {
    const plan = caller(preferenceTuningPlan, { params: 7e9, pairs: 1000, adapters: 8e9 });
    expect(() => plan.result()).toThrow('expected fewer than `params`');
  });
});

describe('what a figure must not hide', () => {
  it('is more cards than tokens, a token being the least that a card can work on', () => {
    const few = { params: 7e9, tokensPerStep: 100 };
    const cluster = { device: 'H100 SXM', count: 128, mfu: 0.4 };
    const sentence = '`tokensPerStep`: expected at least a token for each card';
    expect(() => caller(stepTimeBound, { ...few, device: 'H100 SXM', cards: 128 }).result()).toThrow(sentence);
    expect(() => caller(communicationShare, { ...few, cluster }).result()).toThrow(sentence);
    expect(() => caller(designExperiment, { ...few, cluster, arms: 2, steps: 9, gpuHourUsd: 2 }).result()).toThrow(
      sentence,
    );
  });

  it('is a collective that is longer than its step', () => {
    const traffic = { collective: 'all-to-all', dataGB: 2, cards: 16, linkGBs: 50, stepSeconds: 0.01 };
    expect(caller(linkTraffic, traffic).figures().share?.formula).toContain('a step has no time for it');
  });

  it('is a budget far beyond the runs that a law was fitted to (Hoffmann et al. 2022, section 3.2: 3e21 FLOPs)', () => {
    const of = (compute: number) => scalingLaw.args.parse({ compute });
    const drawn = (compute: number) => scalingLaw.draw?.(scalingLaw.run(of(compute), none), of(compute), none, 200);
    expect(drawn(1e26)).toContain('No run that the fits have seen took more than 3e21 FLOPs');
    expect(drawn(1e21)).not.toContain('No run');
  });

  it('is that formats are told apart by their loss and not by their speed', () => {
    const args = quantizationPlan.args.parse({ model: 'Llama 3.1 405B', device: 'H100 SXM', count: 8 });
    expect(quantizationPlan.draw?.(quantizationPlan.run(args, none), args, none, 200)).toContain(
      'speed is not weighed',
    );
  });
});
