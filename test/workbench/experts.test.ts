import { describe, expect, it } from 'vitest';
import { layerActivations } from '../../src/workbench/activations.ts';
import { communicationShare } from '../../src/workbench/communication-share.ts';
import { compressionPlan } from '../../src/workbench/compression-plan.ts';
import { decodeBound } from '../../src/workbench/decode-bound.ts';
import { deviceNamed, usableGB } from '../../src/workbench/devices.ts';
import { finetuneMemory } from '../../src/workbench/finetune-memory.ts';
import { runTool } from '../../src/workbench/index.ts';
import { kvBytes, modelOf } from '../../src/workbench/models.ts';
import { numberFormatSupport } from '../../src/workbench/number-format-support.ts';
import { preferenceTuningPlan } from '../../src/workbench/preference-tuning-plan.ts';
import { quantizationPlan } from '../../src/workbench/quantization-plan.ts';
import { stepTimeBound } from '../../src/workbench/step-time-bound.ts';
import { tileEfficiency } from '../../src/workbench/tile-efficiency.ts';
import { caller } from './call.ts';

const cluster = { device: 'RTX 4090', count: 8, mfu: 0.4 };

describe('a bound keeps its direction', () => {
  const step = caller(stepTimeBound, {
    ...{ params: 7e9, tokensPerStep: 2.1e6, device: 'H100 SXM', cards: 64, sharding: 'full', linkGBs: 50 },
    measuredSeconds: 5.2,
  });

  it('is a lower bound at full link rate: no derating makes the links faster (Patarasuk and Yuan 2009)', () => {
    const full = step.figure('linkSeconds');
    expect(step.figure('linkSeconds', { linkShare: 0.85 })).toBeCloseTo(full / 0.85, 9);
    expect(step.figures().linkSeconds?.formula).toContain('at least');
  });

  it('bounds links from above by all that arithmetic and memory leave of the measured step: 5.2 - 1.39 s (Kaplan et al. 2020, section 2.1)', () => {
    const compute = (6 * 7e9 * 2.1e6) / (64 * 989.4e12);
    expect(step.figure('linkMostSeconds')).toBeCloseTo(5.2 - compute, 9);
    expect(step.figure('linkMostSeconds', { linkShare: 0.1 })).toBeCloseTo(5.2 - compute, 9);
    expect(step.figure('linkMostSeconds')).toBeGreaterThan(step.figure('linkSeconds'));
  });

  it('says in the formula of what is unexplained which rates it assumes', () => {
    expect(step.figures().unexplained?.formula).toContain('assuming the full arithmetic peak');
    const derated = step.figures({ peakShare: 0.62, linkShare: 0.85 });
    expect(derated.unexplained?.formula).toContain('assuming 0.62 of the arithmetic peak');
    expect(derated.unexplained?.value).toBeLessThan(step.figure('unexplained'));
  });

  it('takes the rate of PCIe for eight RTX 4090, of the eight network cards of a node for 32 H100 and of NVLink for eight (data sheets; nccl-tests, issues 119 and 307)', () => {
    const share = caller(communicationShare, { params: 7e9, tokensPerStep: 65_536, cluster });
    expect(share.result()).toMatchObject({ linkGBs: 12, linkFrom: 'PCIe 4 x16, as an all-reduce gets it' });
    expect((100 * share.figure('share')).toFixed(0)).toBe('39');
    const h100 = (count: number) => share.result({ cluster: { device: 'H100 SXM', count, mfu: 0.4 } }).linkGBs;
    expect([h100(32), h100(8)]).toEqual([400, 450]);
  });

  it('asks for a rate where the table has no link among so many cards', () => {
    const share = caller(communicationShare, {
      params: 7e9,
      tokensPerStep: 65_536,
      cluster: { ...cluster, count: 16 },
    });
    expect(() => share.result()).toThrow('expected `linkGBs`: the table has no usual link among 16 of RTX 4090');
  });
});

describe('formats of weights', () => {
  const plan = caller(quantizationPlan, { model: 'Qwen2.5 32B', device: 'RTX 5090' });

  it('never ranks NF4 by MMLU after tuning against AWQ by perplexity (Dettmers et al. 2023, table 4; Lin et al. 2023, table 4)', () => {
    const { formats, chosen, ground } = plan.result({ engine: 'vLLM' });
    expect([chosen, ground]).toEqual(['AWQ 4-bit', 'WikiText-2 perplexity of Llama 2 7B to 70B']);
    const comparable = formats.filter((row) => row.comparable);
    expect(new Set(comparable.map((row) => row.ground))).toEqual(new Set([ground]));
    expect(comparable.map(({ format }) => format)).not.toContain('NF4');
    expect(comparable.map(({ format }) => format)).not.toContain('GGUF Q6_K');
  });

  it('leaves GGUF in vLLM to those who have nothing else, as its manual calls it experimental (vLLM, quantization/gguf.md)', () => {
    const rows = plan.result({ engine: 'vLLM' }).formats;
    expect(rows.find(({ format }) => format === 'GGUF Q6_K')).toMatchObject({ fits: true, maturity: 'experimental' });
    expect(plan.result({ engine: 'llama.cpp' }).chosen).toBe('GGUF Q6_K');
  });

  it('runs FP8 from Ada and CDNA 3 on, INT8 from Turing to Hopper and on TPU, and no GGUF on TPU (vLLM, supported hardware)', () => {
    const runs = (device: string) =>
      plan.result({ model: 'Qwen2.5 0.5B', device }).formats.map(({ format }) => format.split(' ')[0]);
    expect(runs('TPU v5e')).toEqual(['BF16', 'INT8']);
    expect(runs('A100 80GB SXM')).not.toContain('FP8');
    expect(runs('L4')).toContain('FP8');
    expect(runs('B200')).not.toContain('INT8');
    expect(runs('MI300X')).toContain('FP8');
    expect(runs('MI300X')).not.toContain('AWQ');
    expect(runs('T4')).not.toContain('BF16');
    expect(() => plan.result({ device: 'MI300X', format: 'AWQ 4-bit' })).toThrow(
      'expected a format that MI300X serves, but `AWQ 4-bit` runs on NVIDIA from Turing on',
    );
  });

  it('counts 5.73 GB for Llama 3.1 8B in AWQ in three tools (Lin et al. 2023, section 3; config.json)', () => {
    const model = 'Llama 3.1 8B';
    const compress = caller(compressionPlan, {
      ...{ model, tokens: 15e12, targetGB: 6, distilTokens: 1e12, gpuHourUsd: 2 },
      cluster: { device: 'H100 SXM', count: 8, mfu: 0.4 },
    });
    const format = 'AWQ 4-bit';
    const sizes = [
      plan.figure('weightsGB', { model, format }),
      compress.figure('quantisedGB'),
      caller(decodeBound).figure('weightsGB', { model, device: 'RTX 4090', format }),
    ];
    expect(sizes.map((size) => size.toFixed(2))).toEqual(['5.73', '5.73', '5.73']);
  });
});

describe('decoding', () => {
  const decode = caller(decodeBound, { model: 'Qwen2.5 32B', device: 'L40S', format: 'AWQ 4-bit', context: 4096 });

  it('is bound by memory at every batch of 4k contexts on an L40S: at 109 memory takes 156 ms and arithmetic 19 (Pope et al. 2022, section 3)', () => {
    const { memorySeconds, computeSeconds, turningBatch } = decode.result({ batch: 109 });
    expect([(1000 * memorySeconds).toFixed(0), (1000 * computeSeconds).toFixed(0)]).toEqual(['156', '19']);
    expect(turningBatch).toBeNull();
    expect(decode.figures()).not.toHaveProperty('turningBatch');
  });

  it('turns where memory and arithmetic take as long, keys and values counted', () => {
    const args = { model: 'Llama 3.1 8B', device: 'H100 SXM', format: 'BF16', context: 300 };
    const batch = Math.round(decode.figure('turningBatch', args));
    const { memorySeconds, computeSeconds } = decode.result({ ...args, batch });
    expect(memorySeconds / computeSeconds).toBeCloseTo(1, 2);
    expect(batch).toBeGreaterThan(decode.figure('turningBatch', { ...args, context: 0 }));
  });

  it('gives 192 tokens a second of Llama 3.1 70B on eight H100 with tensor parallelism (Pope et al. 2022, section 3.1; Shoeybi et al. 2019, section 3)', () => {
    const args = { model: 'Llama 3.1 70B', device: 'H100 SXM', cards: 8, format: 'BF16', context: 0 };
    expect(decode.figure('tokensPerSecond', args)).toBeCloseTo(192.5, 1);
    const slower = decode.figure('tokensPerSecond', { ...args, latencyUs: 10 });
    expect(1 / slower - 1 / decode.figure('tokensPerSecond', args)).toBeCloseTo(160 * 10e-6, 9);
    expect(decode.result(args).fits).toBe(true);
  });

  it('keeps a head of keys and values twice on sixteen cards where there are eight heads (Pope et al. 2022, section 3.3)', () => {
    const args = { model: 'Llama 3.1 70B', device: 'H100 SXM', format: 'BF16', linkGBs: 50 };
    expect(decode.figure('kvGB', { ...args, cards: 16 }) / decode.figure('kvGB', { ...args, cards: 8 })).toBe(2);
    expect(() => decode.result({ ...args, cards: 7 })).toThrow('expected a divisor of the 64 heads of Llama 3.1 70B');
  });

  it('reads two of eight experts for one token of Mixtral 8x7B, 12.9 of 46.7 B parameters, and nearly all for sixteen (Jiang et al. 2024, section 2)', () => {
    const args = { model: 'Mixtral 8x7B', device: 'H200', format: 'BF16', context: 0 };
    const read = (batch: number) => (decode.result({ ...args, batch }).memorySeconds * 4800e9) / 2;
    expect((read(1) / 1e9).toFixed(1)).toBe('12.7'); // of the embeddings, .13 B, one row
    expect(read(16) / 46.57e9).toBeGreaterThan(0.98);
  });
});

describe('what cannot be', () => {
  it.each([
    [
      'decode_bound',
      { model: 'Llama 2 7B', device: 'A100 80GB SXM', measuredSeconds: 0.0015 },
      /expected at least 0\.006\d+ s.*times the peak/,
    ],
    [
      'roofline',
      { device: 'A100 80GB SXM', gemm: { m: 8192, n: 8192, k: 8192 }, measuredSeconds: 1e-3 },
      /expected at least 0\.00352 s/,
    ],
    [
      'step_time_bound',
      { params: 7e9, tokensPerStep: 2e6, device: 'H100 SXM', cards: 32, measuredSeconds: 1 },
      /expected at least 2\.65 s, which the arithmetic takes/,
    ],
    ['communication_share', { params: 7, tokensPerStep: 1e6, cluster }, /`params`: expected at least 1000000, found 7/],
    [
      'training_cost',
      { params: 7, tokens: 1e12, cluster, gpuHourUsd: 1 },
      /`params`: expected at least 1000000, found 7/,
    ],
    [
      'occupancy',
      { device: 'A100 80GB SXM', threadsPerBlock: 1024, registersPerThread: 255 },
      /expected a kernel that can launch/,
    ],
    ['mixture_shift', { loss: { a: 0 }, before: { a: 1 }, after: { a: 1 } }, /`loss.a`: expected more than 0, found 0/],
    [
      'training_cost',
      { params: 7e9, tokens: 1e12, cluster: { ...cluster, mfu: 1.2 }, gpuHourUsd: 1 },
      /`cluster.mfu`: expected at most 1/,
    ],
  ])('%s refuses %o in a sentence', (tool, args, sentence) => {
    expect(() =>
      runTool(tool, args, (file) => {
        throw new Error(`no file ${file}`);
      }),
    ).toThrow(sentence);
  });

  it('marks the rates of a model that does not fit, as serving it on more cards may be the next question', () => {
    const decode = caller(decodeBound, { model: 'Llama 3.1 70B', device: 'RTX 4090' });
    expect(decode.result().fits).toBe(false);
    expect(decode.figures().tokensPerSecond?.formula).toContain('if it fitted');
    expect(decode.figure('headroomGB')).toBeLessThan(-100);
  });

  it('marks a step that is shorter than its bytes allow, as model parallelism sends fewer (Chowdhery et al. 2022, section 4.1)', () => {
    const device = { name: 'TPU v4', bf16Tflops: 275, memoryGB: 32, memoryGBs: 1200 };
    const palm = { params: 540.35e9, tokensPerStep: 4e6, device, cards: 6144, linkGBs: 50, measuredSeconds: 16.8 };
    expect(caller(stepTimeBound, palm).result().below).toContain('link');
    expect(caller(stepTimeBound, palm).figures().linkSeconds?.formula).toContain('the measured step is shorter');
  });
});

describe('number formats and tiles', () => {
  it('pads and aligns k as it does n (NVIDIA Matrix Multiplication Background, section 2.2)', () => {
    const tile = caller(tileEfficiency, { m: 4096, n: 4096, device: 'A100 80GB SXM' });
    expect(tile.result({ k: 4095 })).toMatchObject({ alignment: 'missed', padN: 0, padK: 1 });
    expect(tile.figure('paddingK', { k: 4095 })).toBe(1);
  });

  it('says what FP16 and TF32 change: a largest number of 65,504, and steps eight times as fine (IEEE 754-2019, table 3.5; NVIDIA A100 whitepaper)', () => {
    const support = caller(numberFormatSupport, { device: 'H100 SXM' });
    const [half, tf32] = [support.result({ format: 'FP16' }), support.result({ format: 'TF32' })];
    expect([half.largest, half.exponentBits, half.mantissaBits, half.speedup, half.size]).toEqual([
      65_504, 5, 10, 1, 1,
    ]);
    expect(half.changes).toMatch(/65504.*loss scale.*8 times as fine/);
    expect([tf32.exponentBits, tf32.mantissaBits, tf32.speedup, tf32.size]).toEqual([8, 10, 0.5, 2]);
    expect(tf32.changes).toMatch(/range of BF16.*8 times as fine.*four bytes/);
  });
});

describe('memory of training', () => {
  const memory = caller(finetuneMemory, { model: 'LLaMA 65B', method: 'qlora', rank: 64, sequence: 512 });

  it('fits LLaMA 65B by QLoRA on the 48 GB of an RTX A6000 with a margin, as a GB of the sheet is a GiB (Dettmers et al. 2023, abstract)', () => {
    expect(memory.figure('headroomGB', { device: 'RTX A6000' })).toBeGreaterThan(0);
    expect(memory.figure('headroomGB', { device: 'RTX 4090' })).toBeLessThan(-20);
    expect(usableGB(deviceNamed('RTX A6000')) / (48 * 1.073741824)).toBeCloseTo(1, 2);
  });

  it('holds 16 bytes of logits a token and word in eager PyTorch, and one chunk where the loss is fused (Hsu et al. 2024, section 3.2)', () => {
    const args = { model: 'Llama 3.1 8B', method: 'lora', rank: 8, sequence: 8192 };
    expect(memory.figure('logitsGB', args)).toBeCloseTo((8192 * 128_256 * 16) / 1e9, 9);
    const chunk = 8192 / 32; // vocabulary over width is 31.3
    expect(memory.figure('logitsGB', { ...args, fusedLoss: true })).toBeCloseTo(
      (chunk * 128_256 * 6 + 8192 * 4096 * 2) / 1e9,
      9,
    );
  });

  it('is s b h / t (34 + 5 a s / h) with sequence parallelism (Korthikanti et al. 2023, equation 4)', () => {
    const [s, b, h, a, t] = [2048, 4, 12_288, 96, 8];
    const gpt3 = {
      ...{
        ...modelOf('LLaMA 7B'),
        hidden: h,
        layers: 96,
        heads: a,
        kvHeads: a,
        headDim: 128,
        ffn: 4 * h,
        gated: false,
      },
    };
    const pass = { sequence: s, microBatch: b, attention: 'eager' as const, tensor: t, sequenceParallel: true };
    expect(layerActivations(gpt3, pass, null)).toBeCloseTo(((s * b * h) / t) * (34 + (5 * a * s) / h), 3);
  });

  it('puts 12 of 16 bytes a parameter and the gradient of a full run into host memory (Ren et al. 2021, section 3)', () => {
    const args = { model: 'Qwen2.5 7B', method: 'full', rank: undefined, sequence: 128 };
    const { gradientsGB, optimizerGB, hostGB } = memory.result({ ...args, offload: 'optimizer' });
    expect([gradientsGB, optimizerGB]).toEqual([0, 0]);
    expect(hostGB).toBeCloseTo((7_615_616_512 * 14) / 1e9, 6);
    expect(memory.result({ ...args, offload: 'all' }).weightsGB).toBe(0);
  });

  it('keeps 2, 4 and 20 bytes a parameter beside a policy that is trained whole by DPO, GRPO and PPO (Rafailov et al. 2023; Shao et al. 2024, section 4.1; Ouyang et al. 2022, section 3.5)', () => {
    const args = { model: 'Qwen2.5 7B', method: 'full', rank: undefined, sequence: 128 };
    const bytes = (objective: string, more: object = {}) =>
      (memory.figure('rolesGB', { ...args, objective, ...more }) * 1e9) / 7_615_616_512;
    expect([bytes('likelihood'), bytes('dpo'), bytes('grpo'), bytes('ppo')].map(Math.round)).toEqual([0, 2, 4, 20]);
    expect(bytes('grpo', { rewardModel: false })).toBeCloseTo(2, 9);
    expect(memory.figure('rolesGB', { objective: 'dpo' })).toBe(0); // adapters off are the reference
  });

  it('keeps keys and values of 4,096 tokens in Mistral 7B, and in half of the layers of Gemma 2 (Jiang et al. 2023, section 2; Gemma Team 2024, section 2)', () => {
    expect(kvBytes(modelOf('Mistral 7B'), 16_384)).toBe(kvBytes(modelOf('Mistral 7B'), 4096));
    expect(kvBytes(modelOf('Gemma 2 9B'), 8192)).toBe(1.5 * kvBytes(modelOf('Gemma 2 9B'), 4096));
  });

  it('goes beyond 32k where positions were scaled (Peng et al. 2023, YaRN)', () => {
    const args = {
      model: 'Qwen2.5 7B',
      method: 'lora',
      rank: 16,
      sequence: 131_072,
      fusedLoss: true,
      device: 'H100 SXM',
    };
    expect(() => memory.result(args)).toThrow(
      'expected at most the 32768 positions of Qwen2.5 7B, found 131072; `positions`',
    );
    expect(memory.result({ ...args, positions: 131_072 }).maxSequence).toBe(131_072);
  });

  it('takes a device and a model by their numbers', () => {
    const { name: _, source: __, ...model } = modelOf('Qwen2.5 7B');
    const device = { bf16Tflops: 100, memoryGB: 40, memoryGBs: 1000 };
    const own = memory.result({ model, method: 'lora', rank: 8, sequence: 1024, device });
    const named = memory.result({ model: 'Qwen2.5 7B', method: 'lora', rank: 8, sequence: 1024 });
    expect(own.totalGB).toBe(named.totalGB);
    expect(own.headroomGB).toBeCloseTo(40 * 0.95 - own.totalGB, 9);
  });

  it.each([
    ['A100 40GB SXM', 312, 1555],
    ['A10', 125, 600],
    ['L4', 121, 300],
    ['RTX 3090', 71, 936],
    ['T4', 65, 320],
    ['B200', 2250, 8000],
    ['MI300X', 1307.4, 5300],
    ['MI325X', 1307.4, 6000],
    ['MI355X', 2516.6, 8000],
  ])('has %s with %d TFLOPS and %d GB/s (its data sheet)', (name, tflops, gbs) => {
    expect(deviceNamed(name)).toMatchObject({ bf16Tflops: tflops, memoryGBs: gbs });
  });
});

describe('preference tuning', () => {
  const plan = caller(preferenceTuningPlan, { params: 7e9, pairs: 6400, good: 40_000, bad: 10_000 });

  it('compares PPO and DPO on equal footing: twice the states, all trained or by adapters (Ouyang et al. 2022, section 3.5; Rafailov et al. 2023, section 4)', () => {
    for (const adapters of [undefined, 40e6])
      expect(plan.figure('ppoGB', { adapters }) / plan.figure('dpoGB', { adapters })).toBeCloseTo(2, 9);
    const [ppo, dpo] = plan.result({ adapters: 40e6 }).methods;
    expect([ppo?.fullGB, dpo?.fullGB]).toEqual([252, 126]);
  });

  it('counts no single answer for DPO, which learns from pairs (Rafailov et al. 2023, equation 7; Ethayarajh et al. 2024, section 4)', () => {
    expect(plan.figure('dpoShare')).toBe(plan.figure('dpoShare', { good: 0, bad: 0 }));
    expect(plan.figure('dpoShare')).toBeCloseTo(0.1, 9);
    expect(plan.figure('ktoShare')).toBeGreaterThan(plan.figure('ktoShare', { good: 0, bad: 0 }));
  });
});
