import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBound } from '../../src/workbench/decode-bound.ts';
import { DEVICES, deviceNamed } from '../../src/workbench/devices.ts';
import { linkTraffic } from '../../src/workbench/link-traffic.ts';
import { multiprocessorsOf } from '../../src/workbench/multiprocessors.ts';
import { numberFormatSupport } from '../../src/workbench/number-format-support.ts';
import { GENERATIONS, rateOf } from '../../src/workbench/number-formats.ts';
import { occupancy } from '../../src/workbench/occupancy.ts';
import { roofline } from '../../src/workbench/roofline.ts';
import { stepTimeBound } from '../../src/workbench/step-time-bound.ts';
import { tileEfficiency } from '../../src/workbench/tile-efficiency.ts';
import { caller, perturbed } from './call.ts';

const gemm = (m: number, n: number, k: number) => ({ gemm: { m, n, k } });

describe('roofline', () => {
  const roof = caller(roofline, { device: 'A100 80GB SXM', ...gemm(8192, 8192, 8192) });

  it('gives the intensities 124.1 and 2730 of 8192 x 128 x 8192 and of a cube of 8192 (NVIDIA Matrix Multiplication Background, chapter 2)', () => {
    expect(roof.figure('intensity', gemm(8192, 128, 8192)).toFixed(1)).toBe('124.1');
    expect(Math.floor(roof.figure('intensity'))).toBe(2730);
  });

  it.each([
    ['A100 80GB SXM', 153],
    ['H100 SXM', 295],
    ['H200', 206],
    ['B200', 281],
    ['RTX 4090', 164],
    ['RTX 5090', 117],
    ['MI300X', 247],
    ['TPU v5e', 241],
    ['TPU v5p', 166],
  ])('has the ridge of %s at %d FLOPs a byte (its data sheet)', (device, ridge) => {
    expect(Math.round(roof.figure('ridge', { device }))).toBe(ridge);
  });

  it('is bound by memory for one token and by arithmetic for a cube', () => {
    expect(roof.result(gemm(1, 8192, 8192)).bound).toBe('memory');
    expect(roof.result()).toMatchObject({ bound: 'compute', attainableTflops: 312, ofPeak: 1 });
  });

  it('never promises more than the peak, nor less time for more work', () => {
    const side = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(side, side, side, (m, n, k) => {
        const { attainableTflops, seconds } = roof.result(gemm(m, n, k));
        expect(attainableTflops).toBeLessThanOrEqual(312);
        expect(roof.figure('seconds', gemm(m + 1, n, k))).toBeGreaterThanOrEqual(seconds * (1 - 1e-12));
      }),
    );
  });

  it('doubles the ridge with FP8 on Hopper, and refuses FP8 on Ampere', () => {
    const h100 = { device: 'H100 SXM' };
    expect(roof.figure('ridge', { ...h100, format: 'FP8' })).toBeCloseTo(2 * roof.figure('ridge', h100), 9);
    expect(() => roof.result({ format: 'FP8' })).toThrow(
      'expected a format of the matrix units of A100 80GB SXM (TF32, FP16, BF16, INT8, INT4), got `FP8`',
    );
  });

  it('concludes anew when the memory is ten times as slow', () => {
    const a100 = deviceNamed('A100 80GB SXM');
    const bound = () => roof.result(gemm(2048, 2048, 2048)).bound;
    expect([bound(), perturbed(a100, { memoryGBs: 203.9 }, bound)]).toEqual(['compute', 'memory']);
  });

  it.each([
    [{ gemm: undefined }, 'expected either flops with bytes, or gemm'],
    [{ flops: 1e9 }, 'expected either flops with bytes, or gemm'],
    [gemm(0, 1, 1), '`gemm.m`: expected more than 0, found 0'],
  ])('refuses %o', (changed, sentence) => {
    expect(() => roof.result(changed)).toThrow(sentence);
  });
});

describe('link_traffic', () => {
  const ring = caller(linkTraffic, { collective: 'all-reduce', dataGB: 14, cards: 32, linkGBs: 50 });

  it('sends 27 GB a card and takes .54 s for 14 GB on 32 cards at 50 GB/s (Patarasuk and Yuan 2009)', () => {
    expect([ring.figure('sentGB').toFixed(0), ring.figure('seconds').toFixed(2)]).toEqual(['27', '0.54']);
  });

  it.each([
    ['all-reduce', 2 * 7],
    ['all-gather', 7],
    ['reduce-scatter', 7],
    ['all-to-all', 7],
  ])('has the bus factor of %s on 8 cards at %d / 8 (nccl-tests, PERFORMANCE.md)', (collective, eighths) => {
    expect(ring.figure('sentGB', { collective, cards: 8, dataGB: 8 })).toBeCloseTo(eighths, 12);
  });

  it('sends as much in an all-reduce as in a reduce-scatter and an all-gather, and nothing on one card', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (cards) => {
        const sent = (collective: string) => ring.figure('sentGB', { collective, cards });
        expect(sent('all-reduce')).toBeCloseTo(sent('reduce-scatter') + sent('all-gather'), 9);
      }),
    );
    expect(ring.figure('seconds', { cards: 1, latencyUs: 10 })).toBe(0);
  });

  it('is all latency for a kilobyte among a thousand cards', () => {
    const args = { dataGB: 1e-6, cards: 1024, latencyUs: 5 };
    expect(ring.figure('latencySeconds', args)).toBeCloseTo(2 * 1023 * 5e-6, 12);
    expect(ring.figure('latencySeconds', args) / ring.figure('seconds', args)).toBeGreaterThan(0.99);
  });
});

describe('step_time_bound', () => {
  const args = { params: 7e9, tokensPerStep: 2e6, device: 'H100 SXM', cards: 32, linkGBs: 50 };
  const step = caller(stepTimeBound, args);

  it('takes 2.65 s of arithmetic and .54 s of links for 7B and 2M tokens on 32 H100 (Kaplan et al. 2020; Patarasuk and Yuan 2009)', () => {
    expect([step.figure('computeSeconds').toFixed(2), step.figure('linkSeconds').toFixed(2)]).toEqual(['2.65', '0.54']);
    expect(step.result().binds).toBe('compute');
  });

  it('sends half as much again when weights are sharded fully (Rajbhandari et al. 2020, section 7.2)', () => {
    expect(step.figure('trafficGB', { sharding: 'full' })).toBeCloseTo(1.5 * step.figure('trafficGB'), 9);
  });

  it('has a utilisation of .457 for PaLM 540B without attention (Chowdhery et al. 2022, section 4.1)', () => {
    // 238,300 tokens a second on 6,144 chips of 275 TFLOPS.
    const measuredSeconds = 4e6 / 238_300;
    const tpu = deviceNamed('TPU v5p');
    const mfu = perturbed(tpu, { bf16Tflops: 275 }, () =>
      step.figure('mfu', { params: 540.35e9, tokensPerStep: 4e6, device: 'TPU v5p', cards: 6144, measuredSeconds }),
    );
    expect(mfu.toFixed(3)).toBe('0.457');
  });

  it('lies between its largest part and their sum, and leaves unexplained what is beyond', () => {
    const cards = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(cards, fc.double({ min: 1, max: 1000, noNaN: true }), (count, linkGBs) => {
        const result = step.result({ cards: count, linkGBs, measuredSeconds: 1000 });
        expect(result.fastestSeconds).toBeLessThanOrEqual(result.slowestSeconds);
        expect(result.unexplainedSeconds).toBeCloseTo(Math.max(0, 1000 - result.slowestSeconds), 9);
      }),
    );
    expect(step.figure('unexplained', { measuredSeconds: 3 })).toBe(0);
    expect(step.figures()).not.toHaveProperty('unexplained');
  });

  it('adds a third of arithmetic when the forward pass is computed again (Korthikanti et al. 2023, section 5)', () => {
    expect(step.figure('computeSeconds', { recompute: true }) / step.figure('computeSeconds')).toBeCloseTo(4 / 3, 12);
  });

  it('concludes anew when the card is sixteen times as fast', () => {
    const h100 = deviceNamed('H100 SXM');
    expect(perturbed(h100, { bf16Tflops: 16 * h100.bf16Tflops }, () => step.result().binds)).toBe('link');
  });
});

describe('decode_bound', () => {
  const decode = caller(decodeBound, { model: 'Llama 2 7B', device: 'A100 80GB SXM' });

  it('refuses a context beyond the positions of the model, unless they were scaled (config.json)', () => {
    expect(() => decode.figures({ context: 4097 })).toThrow(
      'expected at most the 4096 positions of Llama 2 7B, found 4097',
    );
    expect(decode.figure('kvGB', { context: 8192, positions: 8192 })).toBeCloseTo(
      2 * decode.figure('kvGB', { context: 4096 }),
      9,
    );
  });

  it('puts Llama 2 7B in 16 bits just under 7 ms a token on 2 TB/s, so that 14 ms use just under half the bandwidth (Databricks, LLM Inference Performance Engineering)', () => {
    expect((1000 * decode.figure('secondsPerToken')).toFixed(1)).toBe('6.5');
    expect(decode.figure('bandwidthUse', { measuredSeconds: 0.014 })).toBeGreaterThan(0.45);
    expect(decode.figure('bandwidthUse', { measuredSeconds: 0.014 })).toBeLessThan(0.5);
  });

  it('adds .5 MB of keys and values a token for Llama 2 7B: 2 x 32 x 4096 x 2 bytes (Pope et al. 2022, section 3.3)', () => {
    expect(decode.figure('kvGB', { context: 1 }) * 1e9).toBe(2 * 32 * 4096 * 2);
  });

  it('turns from memory to arithmetic at the ridge of the device for two-byte weights', () => {
    const turning = decode.figure('turningBatch');
    expect(turning.toFixed(0)).toBe('153');
    expect(decode.result({ batch: 150 }).bound).toBe('memory');
    expect(decode.result({ batch: 156 }).bound).toBe('compute');
  });

  it('gives 3.77 times the tokens in four bits, as the head of 131 M stays in 16, and fewer to each sequence as contexts and batches grow', () => {
    const [matrices, head] = [6_476_005_376, 131_072_000 + 266_240];
    const ratio = (2 * (matrices + head)) / (matrices / 2 + 2 * head);
    expect(decode.figure('tokensPerSecond', { bits: 4 }) / decode.figure('tokensPerSecond')).toBeCloseTo(ratio, 9);
    const positive = fc.integer({ min: 1, max: 4000 });
    fc.assert(
      fc.property(positive, positive, (context, batch) => {
        const now = decode.figure('tokensPerSecond', { context, batch });
        expect(decode.figure('tokensPerSecond', { context: context + 1, batch })).toBeLessThanOrEqual(now);
        expect(decode.figure('tokensPerSecond', { context, batch: batch + 1 })).toBeLessThanOrEqual(now);
      }),
    );
  });

  it('concludes anew when the bandwidth doubles', () => {
    const a100 = deviceNamed('A100 80GB SXM');
    const before = decode.figure('tokensPerSecond');
    expect(perturbed(a100, { memoryGBs: 4078 }, () => decode.figure('tokensPerSecond'))).toBeCloseTo(2 * before, 6);
  });
});

describe('tile_efficiency', () => {
  const tile = caller(tileEfficiency, { m: 4096, n: 4096, k: 4096, device: 'A100 80GB SXM' });

  it('fills the 108 multiprocessors of an A100 with 108 tiles and half of them with 109 (NVIDIA Matrix Multiplication Background, section 3.2)', () => {
    const wave = (tiles: number) => tile.result({ m: 256, n: 128 * tiles });
    expect(wave(108)).toMatchObject({ waves: 1, waveShare: 1 });
    expect(wave(109)).toMatchObject({ waves: 2, waveShare: 109 / 216 });
  });

  it('computes half as much again for one column too many: three tiles for 257 columns instead of two (section 3.1)', () => {
    expect(tile.result({ m: 256, n: 256 }).tileShare).toBe(1);
    expect(tile.result({ m: 256, n: 257 }).tiles).toBe(3);
    expect(tile.result({ m: 256, n: 257 }).tileShare).toBeCloseTo(257 / 384, 12);
  });

  it('misses the 16 bytes that the matrix units want at 4095, has them at 4104 and the best at 4096 (section 2.2)', () => {
    const alignment = (n: number) => tile.result({ n });
    expect(alignment(4095)).toMatchObject({ alignment: 'missed', alignmentBytes: 2, padN: 1 });
    expect(alignment(4104)).toMatchObject({ alignment: 'sufficient', alignmentBytes: 16 });
    expect(alignment(4096)).toMatchObject({ alignment: 'best', alignmentBytes: 128, padN: 0 });
  });

  it('never leaves more than all, and is aligned after its own padding', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, side, (m, n, k) => {
        const { efficiency, padN, padK } = tile.result({ m, n, k });
        expect(efficiency).toBeGreaterThan(0);
        expect(efficiency).toBeLessThanOrEqual(1);
        expect(tile.result({ m, n: n + padN, k: k + padK }).alignment).toBe('best');
      }),
    );
  });

  it('concludes anew when there is one multiprocessor fewer', () => {
    const hundred = { m: 256, n: 128 * 108 };
    expect(perturbed(multiprocessorsOf('A100 80GB SXM'), { count: 107 }, () => tile.result(hundred).waves)).toBe(2);
  });

  it('refuses a device that has no CUDA multiprocessors', () => {
    expect(() => tile.result({ device: 'TPU v5e' })).toThrow('expected a device with CUDA multiprocessors');
  });
});

describe('number_format_support', () => {
  const support = caller(numberFormatSupport, { device: 'H100 SXM', format: 'FP8' });

  it.each([
    ['A100 80GB SXM', 'INT8', 624],
    ['H100 SXM', 'FP8', 1979],
    ['H100 SXM', 'TF32', 495],
    ['H100 PCIe', 'FP8', 1512],
    ['B200', 'FP4', 9000],
    ['L40S', 'INT8', 724],
    ['RTX 4090', 'INT8', 661],
    ['RTX 5090', 'FP4', 1676],
    ['MI300X', 'FP8', 2615],
    ['TPU v5e', 'INT8', 394],
    ['TPU v5p', 'INT8', 918],
  ] as const)('has %s in %s at %d a second within 1.5 %% (its data sheet)', (device, format, rate) => {
    expect(Math.abs((rateOf(device, format) ?? 0) / rate - 1)).toBeLessThan(0.015);
  });

  it('knows no FP8 on Ampere and no FP4 before Blackwell: the rate stays that of BF16, only the size falls', () => {
    expect(support.result({ device: 'A100 80GB SXM' })).toMatchObject({ native: false, speedup: 1, size: 0.5 });
    expect(support.result({ format: 'FP4' })).toMatchObject({ native: false, speedup: 1, size: 0.25 });
    expect(support.result()).toMatchObject({ native: true, speedup: 2, size: 0.5 });
  });

  it('lists each device of the table in one generation', () => {
    const listed = GENERATIONS.flatMap(({ devices }) => devices);
    expect([...listed].sort()).toEqual(DEVICES.map(({ name }) => name).sort());
  });

  it('concludes anew when a generation learns a format', () => {
    const ampere = GENERATIONS.find(({ name }) => name === 'Ampere') as (typeof GENERATIONS)[number];
    const args = { device: 'A100 80GB SXM' };
    expect(perturbed(ampere, { overBf16: { ...ampere.overBf16, FP8: 2 } }, () => support.figure('speedup', args))).toBe(
      2,
    );
  });
});

describe('occupancy', () => {
  const busy = caller(occupancy, { device: 'A100 80GB SXM', threadsPerBlock: 128, registersPerThread: 37 });

  it('is 75 % with 37 registers in blocks of 128 and 63 % in blocks of 320 (CUDA C++ Best Practices Guide, section 10.2)', () => {
    expect(busy.result()).toMatchObject({ blocks: 12, occupancy: 0.75, limit: 'registers' });
    expect(busy.result({ threadsPerBlock: 320 })).toMatchObject({ blocks: 4, occupancy: 0.625 });
  });

  it('is full with 32 registers, and halved with 64, on 65,536 registers and 64 warps (CUDA C++ Programming Guide)', () => {
    expect(busy.figure('occupancy', { registersPerThread: 32 })).toBe(1);
    expect(busy.figure('occupancy', { registersPerThread: 64 })).toBe(0.5);
    expect(busy.figure('registersForFull')).toBe(32);
  });

  it('is bound by shared memory: two blocks of 80 KB in the 164 KB of an A100, one in the 100 KB of an RTX 4090', () => {
    const shared = { registersPerThread: 32, sharedBytesPerBlock: 80 * 1024 };
    expect(busy.result(shared)).toMatchObject({ blocks: 2, limit: 'shared memory' });
    expect(busy.result({ ...shared, device: 'RTX 4090' }).blocks).toBe(1);
  });

  it('never rises with more registers or shared memory', () => {
    const threads = fc.integer({ min: 1, max: 1024 });
    fc.assert(
      fc.property(
        threads,
        fc.integer({ min: 1, max: 63 }),
        fc.integer({ min: 0, max: 90_000 }),
        (threadsPerBlock, registersPerThread, sharedBytesPerBlock) => {
          const args = { threadsPerBlock, registersPerThread, sharedBytesPerBlock };
          const now = busy.figure('occupancy', args);
          expect(now).toBeLessThanOrEqual(1);
          expect(busy.figure('occupancy', { ...args, registersPerThread: registersPerThread + 1 })).toBeLessThanOrEqual(
            now,
          );
          expect(
            busy.figure('occupancy', { ...args, sharedBytesPerBlock: sharedBytesPerBlock + 1024 }),
          ).toBeLessThanOrEqual(now);
        },
      ),
    );
  });

  it('concludes anew when the register file doubles', () => {
    const { holds } = multiprocessorsOf('A100 80GB SXM');
    expect(perturbed(holds, { registers: 131_072 }, () => busy.figure('occupancy'))).toBe(1);
  });

  it.each([
    [{ threadsPerBlock: 2048 }, '`threadsPerBlock`: expected at most 1024, found 2048'],
    [{ registersPerThread: 256 }, '`registersPerThread`: expected at most 255, found 256'],
    [{ sharedBytesPerBlock: 200_000 }, 'expected at most 166912 at compute capability 8.0, found 200000'],
  ])('refuses %o', (changed, sentence) => {
    expect(() => busy.result(changed)).toThrow(sentence);
  });
});
