import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { DeviceArgument, deviceNamed } from './devices.ts';
import { kvBytesPerToken, ModelArgument, modelOf, parametersOf } from './models.ts';

const SOURCE = 'Pope et al. 2022, section 3.1';
/** Operations a parameter and token of the forward pass. */
const FORWARD = 2;

const Args = z.strictObject({
  model: ModelArgument,
  device: DeviceArgument,
  cards: z.number().int().min(1).max(1024).default(1).describe('Cards that share the weights.'),
  bits: z.number().positive().max(32).default(16).describe('Bits of a weight.'),
  kvBytes: z.number().positive().max(4).default(2).describe('Bytes of one key or value.'),
  context: z.number().int().nonnegative().default(0).describe('Tokens that each sequence has so far.'),
  batch: z.number().int().min(1).max(100_000).default(1).describe('Sequences at once.'),
  measuredSeconds: z.number().positive().optional().describe('What one token of each sequence takes.'),
});
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  weightsGB: z.number(),
  kvGB: z.number(),
  memorySeconds: z.number(),
  computeSeconds: z.number(),
  bound: z.enum(['memory', 'compute']),
  secondsPerToken: z.number(),
  /** Of one sequence, and of the batch. */
  tokensPerSecond: z.number(),
  batchTokensPerSecond: z.number(),
  /** Batch from which arithmetic binds when the context is short. */
  turningBatch: z.number(),
  /** Bytes of the bound over what the bandwidth could have moved in the measured time. */
  bandwidthUse: z.number().nullable(),
  fits: z.boolean(),
});
type Result = z.infer<typeof Result>;

function run({ model: named, device, cards, bits, kvBytes, context, batch, measuredSeconds }: Args): Result {
  const model = modelOf(named);
  const { total, embedding } = parametersOf(model);
  // Of the embeddings one row is read; a tied head is read whole.
  const read = model.tied ? total : total - embedding;
  const { memoryGB, memoryGBs, bf16Tflops } = deviceNamed(device);
  const weightsGB = (total * bits) / 8e9;
  const kvGB = (kvBytesPerToken(model, kvBytes) * context * batch) / 1e9;
  const memorySeconds = ((read * bits) / 8e9 + kvGB) / (memoryGBs * cards);
  const computeSeconds = (FORWARD * read * batch) / (bf16Tflops * 1e12 * cards);
  const secondsPerToken = Math.max(memorySeconds, computeSeconds);
  return {
    weightsGB,
    kvGB,
    memorySeconds,
    computeSeconds,
    bound: memorySeconds >= computeSeconds ? 'memory' : 'compute',
    secondsPerToken,
    tokensPerSecond: 1 / secondsPerToken,
    batchTokensPerSecond: batch / secondsPerToken,
    turningBatch: (bits * bf16Tflops * 1000) / (8 * FORWARD * memoryGBs),
    bandwidthUse: measuredSeconds === undefined ? null : memorySeconds / measuredSeconds,
    fits: weightsGB + kvGB <= memoryGB * cards,
  };
}

function figures(result: Result): Record<string, Figure> {
  const { weightsGB, kvGB, secondsPerToken, tokensPerSecond, batchTokensPerSecond, turningBatch, bandwidthUse } =
    result;
  return {
    tokensPerSecond: {
      value: tokensPerSecond,
      unit: 'tokens',
      formula: 'bandwidth / (weights + keys and values), or peak / FLOPs where that is less',
      source: SOURCE,
    },
    batchTokensPerSecond: {
      value: batchTokensPerSecond,
      unit: 'tokens',
      formula: 'batch x tokens a second',
      source: SOURCE,
    },
    secondsPerToken: {
      value: secondsPerToken,
      unit: 's',
      formula: 'bytes / bandwidth or FLOPs / peak',
      source: SOURCE,
    },
    weightsGB: { value: weightsGB, unit: 'GB', formula: 'parameters x bits / 8', source: 'config.json of the model' },
    kvGB: {
      value: kvGB,
      unit: 'GB',
      formula: '2 x layers x KV heads x head width x bytes x tokens',
      source: 'Pope et al. 2022, section 3.3',
    },
    turningBatch: {
      value: turningBatch,
      unit: 'count',
      formula: 'bytes a weight x peak / (2 x bandwidth)',
      source: SOURCE,
    },
    ...(bandwidthUse === null
      ? {}
      : {
          bandwidthUse: {
            value: bandwidthUse,
            unit: 'share',
            formula: 'bound by memory / measured',
            source: 'the time as measured',
          },
        }),
  };
}

/** How many tokens a second decoding can give at most. */
export const decodeBound: Tool<Args, Result> = {
  name: 'decode_bound',
  description:
    'Most tokens a second that decoding can give, by bytes of weights and keys and values over memory bandwidth, the batch at which arithmetic binds, and how much of the bandwidth a measured time used.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: [
    ...[
      'tokensPerSecond',
      'batchTokensPerSecond',
      'secondsPerToken',
      'weightsGB',
      'kvGB',
      'turningBatch',
      'bandwidthUse',
    ],
  ],
  headline: { figure: 'tokensPerSecond' },
  assumption:
    'All weights are read once a token at full bandwidth and nothing waits for links, sampling or the host: an upper bound, not a measurement.',
};
