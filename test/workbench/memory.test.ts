import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerActivations } from '../../src/workbench/activations.ts';
import { deviceNamed } from '../../src/workbench/devices.ts';
import { finetuneMemory } from '../../src/workbench/finetune-memory.ts';
import { modelOf } from '../../src/workbench/models.ts';
import { packed } from '../../src/workbench/packing.ts';
import { NF4, nf4Bits, OPTIMIZER_BYTES, PRECISION, sharded } from '../../src/workbench/training-states.ts';
import { caller, perturbed } from './call.ts';

const qlora32 = caller(finetuneMemory, { model: 'Qwen2.5 32B', method: 'qlora', sequence: 2048, device: 'RTX 5090' });
const llama65 = caller(finetuneMemory, { model: 'LLaMA 65B', sequence: 512, rank: 64, margin: 0 });

describe('model states', () => {
  it('takes 120, 31.4, 16.6 and 1.9 GB a device for 7.5B on 64 of them (Rajbhandari et al. 2020, figure 1)', () => {
    const states = {
      weights: 7.5 * PRECISION.weights,
      gradients: 7.5 * PRECISION.gradients,
      optimizer: 7.5 * (OPTIMIZER_BYTES.adamw + PRECISION.master),
    };
    const total = (stage: 'none' | 'zero1' | 'zero2' | 'zero3') => {
      const { weights, gradients, optimizer } = sharded(states, stage, 64);
      return (weights + gradients + optimizer).toFixed(1);
    };
    expect([total('none'), total('zero1'), total('zero2'), total('zero3')]).toEqual(['120.0', '31.4', '16.6', '1.9']);
  });

  it('is 16 bytes a parameter in mixed precision with Adam (Rajbhandari et al. 2020, section 3.1)', () => {
    const { weightsGB, gradientsGB, optimizerGB, trainable } = llama65.result({ method: 'full', rank: undefined });
    expect(((weightsGB + gradientsGB + optimizerGB) * 1e9) / trainable).toBeCloseTo(16, 9);
  });

  it('is more than 780 GB for 16-bit fine-tuning of LLaMA 65B (Dettmers et al. 2023, abstract)', () => {
    const states = { method: 'full', rank: undefined, masterWeights: false };
    const { totalGB } = llama65.result(states);
    expect([totalGB > 780, totalGB < 800]).toEqual([true, true]);
  });

  it('spends .127 bits a weight on constants with double quantisation and .5 without (Dettmers et al. 2023, section 3)', () => {
    expect([(nf4Bits(true) - 4).toFixed(3), nf4Bits(false) - 4]).toEqual(['0.127', 0.5]);
  });

  it('saves .373 bits a parameter, about 3 GB of 65B, by double quantisation (Dettmers et al. 2023, section 3)', () => {
    const saved =
      llama65.result({ method: 'qlora', doubleQuant: false }).weightsGB - llama65.result({ method: 'qlora' }).weightsGB;
    expect(saved.toFixed(1)).toBe('3.0');
  });
});

describe('QLoRA on one card', () => {
  it('fits LLaMA 65B at rank 64 and 512 tokens on a 48 GB card (Dettmers et al. 2023, abstract and figure 6)', () => {
    const { totalGB, devices } = llama65.result({ method: 'qlora', device: 'L40S' });
    expect(totalGB).toBeLessThan(48);
    expect(devices.find(({ device }) => device === 'L40S')?.fits).toBe(true);
  });

  it('does not fit the same model in 16 bits on that card', () => {
    expect(llama65.figure('headroomGB', { method: 'lora', device: 'L40S' })).toBeLessThan(-80);
  });

  it('weighs about 19 GB for a 32B in four bits with its embeddings unquantised (Qwen2.5 32B, config.json)', () => {
    const { weightsGB, gradientsGB } = qlora32.result();
    const adapters = gradientsGB; // two bytes each, as the gradients
    expect((weightsGB - adapters).toFixed(1)).toBe('19.2');
  });

  it('fits 32B at 2,048 tokens on the 32 GB of an RTX 5090 and not at 4,096, and names where the line is', () => {
    const { headroomGB, maxSequence, maxRank } = qlora32.result();
    expect(headroomGB).toBeGreaterThan(0);
    expect(qlora32.figure('headroomGB', { sequence: 4096 })).toBeLessThan(0);
    expect(qlora32.figure('headroomGB', { sequence: maxSequence })).toBeGreaterThanOrEqual(0);
    expect(qlora32.figure('headroomGB', { sequence: (maxSequence ?? 0) + 1 })).toBeLessThan(0);
    expect(qlora32.figure('headroomGB', { rank: maxRank })).toBeGreaterThanOrEqual(0);
    expect(qlora32.figure('headroomGB', { rank: (maxRank ?? 0) + 1 })).toBeLessThan(0);
  });

  it('says 0 where not even one token fits', () => {
    expect(qlora32.result({ device: 'RTX 4090', overheadGB: 4 })).toMatchObject({ maxSequence: 0, maxRank: 0 });
  });
});

describe('activations', () => {
  const gpt3 = {
    ...modelOf('LLaMA 7B'),
    hidden: 12288,
    layers: 96,
    heads: 96,
    kvHeads: 96,
    headDim: 128,
    ffn: 4 * 12288,
    gated: false,
  };

  it('are 34 s b h + 5 a s^2 b bytes a layer for GPT-3 (Korthikanti et al. 2023, equation 1)', () => {
    const [s, b, h, a] = [2048, 1, 12288, 96];
    const bytes = layerActivations(
      gpt3,
      { sequence: s, microBatch: b, attention: 'eager', tensor: 1, sequenceParallel: false },
      null,
    );
    expect(bytes).toBe(s * b * h * 34 + 5 * a * s * s * b);
  });

  it('are s b h (10 + 24 / t + 5 a s / (h t)) with tensor parallelism (Korthikanti et al. 2023, equation 2)', () => {
    const [s, b, h, a, t] = [2048, 4, 12288, 96, 8];
    const bytes = layerActivations(
      gpt3,
      { sequence: s, microBatch: b, attention: 'eager', tensor: t, sequenceParallel: false },
      null,
    );
    expect(bytes).toBeCloseTo(s * b * h * (10 + 24 / t + (5 * a * s) / (h * t)), 3);
  });

  it('grow in line with the sequence under FlashAttention and faster without', () => {
    const at = (attention: string, sequence: number) => qlora32.figure('activationsGB', { attention, sequence });
    expect(at('flash', 4096) / at('flash', 2048)).toBeCloseTo(2, 9);
    expect(at('eager', 4096) / at('eager', 2048)).toBeGreaterThan(2.1);
  });

  it('shrink by checkpointing to less than an eighth in 32B', () => {
    expect(qlora32.figure('activationsGB')).toBeLessThan(qlora32.figure('activationsGB', { checkpointing: false }) / 8);
  });
});

describe('finetune_memory', () => {
  const shapes = fc.record({
    model: fc.constantFrom('Qwen2.5 7B', 'Llama 3.1 8B', 'Gemma 2 9B', 'LLaMA 13B'),
    method: fc.constantFrom('lora', 'qlora', 'dora'),
    sequence: fc.integer({ min: 1, max: 1000 }),
    microBatch: fc.integer({ min: 1, max: 8 }),
    rank: fc.integer({ min: 1, max: 128 }),
    checkpointing: fc.boolean(),
    attention: fc.constantFrom('flash', 'eager'),
    fusedLoss: fc.boolean(),
  });
  const total = (args: object) => caller(finetuneMemory).figure('totalGB', args);

  it.each(['sequence', 'microBatch', 'rank'] as const)('never falls with a larger %s', (name) => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 100 }), (args, more) => {
        expect(total({ ...args, [name]: args[name] + more })).toBeGreaterThanOrEqual(total(args));
      }),
    );
  });

  it('never rises with more sharding, more tensor ranks, checkpointing, FlashAttention or an eight-bit optimizer', () => {
    fc.assert(
      fc.property(shapes, (args) => {
        const parallel = { data: 8, tensor: 1, pipeline: 1 };
        const stages = ['none', 'zero1', 'zero2'].map((sharding) =>
          total({ ...args, parallel: { ...parallel, sharding } }),
        );
        expect(stages).toEqual([...stages].sort((a, b) => b - a));
        expect(total({ ...args, parallel: { tensor: 2 } })).toBeLessThanOrEqual(
          total({ ...args, parallel: { tensor: 1 } }),
        );
        expect(total({ ...args, checkpointing: true })).toBeLessThanOrEqual(total({ ...args, checkpointing: false }));
        expect(total({ ...args, attention: 'flash' })).toBeLessThanOrEqual(
          total({ ...args, attention: 'eager' }) + 1e-3,
        );
        expect(total({ ...args, optimizer: 'adamw-8bit' })).toBeLessThan(total(args));
      }),
    );
  });

  it('trains rank x (in + out) parameters a matrix (Hu et al. 2021, section 4.1)', () => {
    const args = { model: 'Llama 3.1 8B', method: 'lora', sequence: 16, rank: 4, targets: 'attention' };
    const perLayer = 4 * (4096 + 4096 + 2 * (4096 + 1024) + 4096 + 4096);
    expect(caller(finetuneMemory).figure('trainable', args)).toBe(32 * perLayer);
  });

  it('counts keys and values of generation at 131,072 bytes a token for Llama 3.1 8B (config.json)', () => {
    const args = { model: 'Llama 3.1 8B', method: 'lora', sequence: 16, generate: { sequences: 2, length: 1000 } };
    expect(caller(finetuneMemory).result(args).kvGB).toBeCloseTo((131_072 * 2000) / 1e9, 12);
  });

  it('concludes anew when four bits become five, or the card grows', () => {
    expect(perturbed(NF4, { bits: 5 }, () => qlora32.figure('headroomGB'))).toBeLessThan(0);
    const grown = perturbed(deviceNamed('RTX 5090'), { memoryMiB: 48 * 1024 }, () =>
      qlora32.figure('headroomGB', { sequence: 4096 }),
    );
    expect(grown).toBeGreaterThan(0);
  });

  it.each([
    [{ sequence: 40_000 }, 'expected at most the 32768 positions of Qwen2.5 32B, found 40000'],
    [{ method: 'full', rank: 8 }, 'expected no rank'],
    [{ rank: 6000 }, 'expected at most the width of Qwen2.5 32B (5120), found 6000'],
    [{ parallel: { tensor: 3 } }, 'expected a divisor of the 40 heads of Qwen2.5 32B, found 3'],
    [{ parallel: { pipeline: 65 } }, 'expected at most the 64 layers of Qwen2.5 32B, found 65'],
    [{ model: 'Qwen9 32B' }, 'expected a model of the table'],
    [{ lengths: [{ length: 4096, count: 1 }] }, 'expected lengths of at most the sequence (2048), found 4096'],
    [{ microBatch: 0 }, '`microBatch`: expected at least 1, found 0'],
  ])('refuses %o', (changed, sentence) => {
    expect(() => qlora32.result(changed)).toThrow(sentence);
  });
});

describe('packing', () => {
  const histogram = fc.array(
    fc.record({ length: fc.integer({ min: 1, max: 512 }), count: fc.integer({ min: 1, max: 40 }) }),
    { minLength: 1, maxLength: 12 },
  );

  /** One sample at a time into the fullest sequence that has room. */
  function slowly(lengths: readonly { length: number; count: number }[], sequence: number): number {
    const rooms: number[] = [];
    const samples = lengths.flatMap(({ length, count }) => Array<number>(count).fill(length)).sort((a, b) => b - a);
    for (const length of samples) {
      const best = rooms.reduce((at, room, i) => (room >= length && (at < 0 || room < (rooms[at] ?? 0)) ? i : at), -1);
      if (best < 0) rooms.push(sequence - length);
      else rooms[best] = (rooms[best] ?? 0) - length;
    }
    return rooms.length;
  }

  it('needs as many sequences as best fit on single samples, and not fewer than the tokens fill', () => {
    fc.assert(
      fc.property(histogram, (lengths) => {
        const { packed: bins, tokens, padding, packedPadding } = packed(lengths, 512);
        expect(bins).toBe(slowly(lengths, 512));
        expect(bins).toBeGreaterThanOrEqual(tokens / 512);
        expect(packedPadding).toBeLessThanOrEqual(padding);
      }),
    );
  });

  it('packs ten million samples as fast as ten', () => {
    expect(packed([{ length: 100, count: 1e7 }], 2048)).toMatchObject({ packed: 500_000, samples: 1e7 });
  });
});

describe('the arguments of finetune_memory', () => {
  it('can be checked for a model that is not in the table; the run then says so', () => {
    const args = { model: 'Qwen9 32B', method: 'lora', sequence: 10 };
    expect(finetuneMemory.args.safeParse(args).success).toBe(true);
    expect(() => caller(finetuneMemory).result(args)).toThrow('got `Qwen9 32B`');
  });
});
