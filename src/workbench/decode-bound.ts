import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import type { Figure, Tool } from '../core/tool.ts';
import type { Device, LinkRate } from './devices.ts';
import { DeviceArgument, deviceNamed, linkRateOf, usableGB } from './devices.ts';
import type { WeightFormat } from './formats.ts';
import { FULL_BITS, formatNamed, runsOn, weightBytes } from './formats.ts';
import type { Model } from './models.ts';
import {
  expertsTouched,
  kvBytes,
  ModelArgument,
  modelOf,
  PositionsArgument,
  parametersOf,
  refuseBeyond,
} from './models.ts';
import { rateOf } from './number-formats.ts';
import { refuseFasterThan } from './refuse-faster.ts';

const SOURCE = 'Pope et al. 2022, section 3.1';
const PARALLEL = 'Shoeybi et al. 2019, section 3; Patarasuk and Yuan 2009';
/** Operations a parameter and token of the forward pass. */
const FORWARD = 2;
/** All-reduces of a layer under tensor parallelism, each of the residual stream in two bytes. */
const REDUCES = 2;
const STREAM_BYTES = 2;
const MOST_BATCH = 1_000_000;

const Args = z
  .strictObject({
    model: ModelArgument,
    device: DeviceArgument,
    cards: z.number().int().min(1).max(1024).default(1).describe('Cards that share the weights by tensor parallelism.'),
    format: z.string().min(1).optional().describe('Format of the weights, as in quantization_plan; instead of bits.'),
    bits: z
      .number()
      .positive()
      .max(FULL_BITS)
      .optional()
      .describe('Bits of a weight in the layers, 16 when left out; embeddings and head stay in 16.'),
    kvBytes: z.number().positive().max(4).default(2).describe('Bytes of one key or value.'),
    context: z.number().int().nonnegative().default(0).describe('Tokens that each sequence has so far.'),
    positions: PositionsArgument,
    batch: z.number().int().min(1).max(100_000).default(1).describe('Sequences at once.'),
    linkGBs: z
      .number()
      .positive()
      .optional()
      .describe('What one card sends, GB/s, one direction, best as measured; left out: from the device table.'),
    latencyUs: z
      .number()
      .nonnegative()
      .default(0)
      .describe('Time of one all-reduce besides the data, microseconds; ten are usual in a node.'),
    measuredSeconds: z.number().positive().optional().describe('What one token of each sequence takes.'),
  })
  .refine(({ format, bits }) => format === undefined || bits === undefined, 'expected either format or bits');
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  weightsGB: z.number(),
  kvGB: z.number(),
  memorySeconds: z.number(),
  computeSeconds: z.number(),
  /** All-reduces of tensor parallelism, which nothing overlaps; 0 on one card. */
  linkSeconds: z.number(),
  /** Where the rate of the links is from. */
  linkFrom: z.string(),
  /** Whether a measured time is shorter than what links were taken to need beside the rest. */
  isBelowLinks: z.boolean(),
  bound: z.enum(['memory', 'compute']),
  secondsPerToken: z.number(),
  /** Of one sequence, and of the batch. */
  tokensPerSecond: z.number(),
  batchTokensPerSecond: z.number(),
  /** Batch from which arithmetic binds at this context; null where keys and values let memory bind at every batch. */
  turningBatch: z.number().nullable(),
  /** Bytes of the bound over what the bandwidth could have moved in the measured time. */
  bandwidthUse: z.number().nullable(),
  /** Memory of the cards less weights, keys and values; below zero the rates are those of a model that does not fit. */
  headroomGB: z.number(),
  fits: z.boolean(),
});
type Result = z.infer<typeof Result>;

function run(args: Args): Result {
  const { device, cards, context, batch, measuredSeconds } = args;
  const model = modelOf(args.model);
  const { heads, kvHeads, layers, hidden, name } = model;
  if (heads % cards !== 0)
    throw new PitwallError(
      'TOOL_INVALID',
      `decode_bound: \`cards\`: expected a divisor of the ${heads} heads of ${name}, found ${cards}`,
    );
  refuseBeyond('decode_bound', model, args);
  const row = deviceNamed(device);
  const format = args.format === undefined ? formatOf(args.bits) : formatFor(args.format, row);
  const weightsGB = weightBytes(model, format) / 1e9;
  // A head of keys and values is whole on each card, and kept twice where there are more cards than heads.
  const kvEach = (kvBytes(model, context, args.kvBytes) * Math.ceil(kvHeads / cards)) / kvHeads;
  const kvGB = (kvEach * batch * cards) / 1e9;
  const active = activeParameters(model);
  const multiplies = format.multiplies === undefined ? null : rateOf(device, format.multiplies);
  const layersTflops = multiplies ?? row.bf16Tflops;
  const memoryOf = (sequences: number): number =>
    (readBytes(model, format, sequences) / cards + kvEach * sequences) / (row.memoryGBs * 1e9);
  const computeOf = (sequences: number): number =>
    (FORWARD * sequences * (active.layers / layersTflops + active.rest / row.bf16Tflops)) / (1e12 * cards);
  const memorySeconds = memoryOf(batch);
  const computeSeconds = computeOf(batch);
  const reduced = (2 * (cards - 1) * batch * hidden * STREAM_BYTES) / cards / 1e9;
  const link = linkOf(args);
  const linkSeconds = cards === 1 ? 0 : REDUCES * layers * (reduced / link.gbs + args.latencyUs / 1e6);
  const secondsPerToken = Math.max(memorySeconds, computeSeconds) + linkSeconds;
  // Links may give more than the table's estimate, and switches that reduce in flight send less than a ring: they refuse nothing.
  // Nor does arithmetic in a format whose rate a device of one's own does not say.
  const isRateKnown = format.multiplies === undefined || multiplies !== null;
  const least = isRateKnown ? Math.max(memorySeconds, computeSeconds) : memorySeconds;
  refuseFasterThan('decode_bound', least, measuredSeconds, `a token of ${name} on ${cards} x ${row.name}`);
  const headroomGB = usableGB(row) * cards - weightsGB - kvGB;
  return {
    weightsGB,
    kvGB,
    memorySeconds,
    computeSeconds,
    linkSeconds,
    linkFrom: link.from,
    isBelowLinks: measuredSeconds !== undefined && measuredSeconds < secondsPerToken,
    bound: memorySeconds >= computeSeconds ? 'memory' : 'compute',
    secondsPerToken,
    tokensPerSecond: 1 / secondsPerToken,
    batchTokensPerSecond: batch / secondsPerToken,
    turningBatch: turningBatch(model, memoryOf, computeOf),
    bandwidthUse: measuredSeconds === undefined ? null : memorySeconds / measuredSeconds,
    headroomGB,
    fits: headroomGB >= 0,
  };
}

/** What is read and multiplied of a format, whether it has a name or only bits. */
type Weights = Pick<WeightFormat, 'bits' | 'wholeModel' | 'multiplies'>;

const formatOf = (bits = FULL_BITS): Weights => ({ bits, wholeModel: bits === FULL_BITS });

function formatFor(named: string, device: Device): Weights {
  const format = formatNamed(named);
  if (runsOn(format, device)) return format;
  throw new PitwallError(
    'TOOL_INVALID',
    `decode_bound: \`format\`: expected one that runs on ${device.name}, but ${format.name} runs on ${format.runsOn}; \`bits\` takes weights of any size, multiplied in BF16`,
  );
}

function linkOf({ linkGBs, device, cards }: Args): LinkRate {
  if (cards === 1) return { gbs: 1, from: 'nothing to send' };
  return linkGBs === undefined ? linkRateOf(device, cards) : { gbs: linkGBs, from: 'as given' };
}

/** Of the embeddings one row is read; a tied head is read whole, and of experts those that the batch touches. */
function readBytes(model: Model, format: Weights, batch: number): number {
  const { embedding, experts } = parametersOf(model);
  const rows = model.tied ? 0 : (embedding * (format.wholeModel ? format.bits : FULL_BITS)) / 8;
  const idle = ((1 - expertsTouched(model, batch)) * experts * format.bits) / 8;
  return weightBytes(model, format) - rows - idle;
}

/** Parameters that a token takes: matrices of the layers, and the head with what else is in 16 bits. */
function activeParameters(model: Model): { layers: number; rest: number } {
  const { linear, total, embedding, experts } = parametersOf(model);
  return {
    layers: linear - experts * (1 - model.activeExperts / model.experts),
    rest: total - linear - (model.tied ? 0 : embedding),
  };
}

/** Where memory and arithmetic take as long: both grow by a fixed time a sequence, but for the experts that are read. */
function turningBatch(model: Model, memory: (batch: number) => number, compute: (batch: number) => number) {
  if (model.experts === 1) {
    const weights = memory(0);
    const perSequence = compute(1) - (memory(1) - weights);
    return perSequence > 0 ? weights / perSequence : null;
  }
  if (memory(MOST_BATCH) > compute(MOST_BATCH)) return null;
  let low = 0;
  let high = MOST_BATCH;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (memory(middle) > compute(middle)) low = middle;
    else high = middle;
  }
  return high;
}

function figures(result: Result): Record<string, Figure> {
  const { weightsGB, kvGB, secondsPerToken, tokensPerSecond, batchTokensPerSecond } = result;
  const { turningBatch, bandwidthUse, linkSeconds, isBelowLinks, headroomGB, fits } = result;
  const unless = fits ? '' : ', if it fitted';
  return {
    tokensPerSecond: {
      value: tokensPerSecond,
      unit: 'tokens',
      formula: `1 / (larger of bytes / bandwidth and FLOPs / peak, and all-reduces)${unless}`,
      source: SOURCE,
    },
    batchTokensPerSecond: {
      value: batchTokensPerSecond,
      unit: 'tokens',
      formula: `batch x tokens a second${unless}`,
      source: SOURCE,
    },
    secondsPerToken: {
      value: secondsPerToken,
      unit: 's',
      formula: `bytes / bandwidth or FLOPs / peak, and all-reduces${unless}`,
      source: SOURCE,
    },
    weightsGB: {
      value: weightsGB,
      unit: 'GB',
      formula: 'linear x bits / 8 + (embeddings + head + norms) x 2',
      source: 'config.json of the model',
    },
    kvGB: {
      value: kvGB,
      unit: 'GB',
      formula: '2 x layers x KV heads x head width x bytes x tokens',
      source: 'Pope et al. 2022, section 3.3',
    },
    linkSeconds: {
      value: linkSeconds,
      unit: 's',
      formula: `2 x layers x (2 (N - 1) / N x batch x width x 2 bytes / link + latency)${isBelowLinks ? '; the measured token is shorter, so links give more or send less' : ''}`,
      source: PARALLEL,
    },
    headroomGB: {
      value: headroomGB,
      unit: 'GB',
      formula: 'memory of the cards - weights - keys and values',
      source: 'the driver of the device',
    },
    ...(turningBatch === null
      ? {}
      : {
          turningBatch: {
            value: turningBatch,
            unit: 'count',
            formula: 'weights / bandwidth / (FLOPs a sequence / peak - keys and values / bandwidth)',
            source: SOURCE,
          },
        }),
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

/** How many tokens a second decoding can give at most, on one card or several. */
export const decodeBound: Tool<Args, Result> = {
  name: 'decode_bound',
  description:
    'Most tokens a second that decoding can give on one card or several with tensor parallelism, by bytes of weights and keys and values over memory bandwidth, the batch at which arithmetic binds, and how much of the bandwidth a measured time used.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: [
    ...['tokensPerSecond', 'batchTokensPerSecond', 'secondsPerToken', 'weightsGB', 'kvGB', 'linkSeconds'],
    ...['headroomGB', 'turningBatch', 'bandwidthUse'],
  ],
  headline: { figure: 'tokensPerSecond' },
  assumption:
    'All weights are read once a token at full bandwidth, all-reduces run as a ring at the link rate, and nothing waits for sampling or the host: an upper bound where that rate is a full one, not a measurement.',
};
