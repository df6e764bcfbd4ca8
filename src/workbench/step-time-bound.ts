import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { FLOPS_SOURCE, flopsPerStep, Parameters, TokensPerStep } from './cluster.ts';
import { DeviceArgument, deviceNamed } from './devices.ts';

/** Bytes a parameter through memory in a step: weights read forward and backward and the gradient written, on each card; */
const PASS_BYTES = 2 + 2 + 2;
/** and the gradient read, two moments and the FP32 copy read and written, the weights written, where they are held. */
const STATE_BYTES = 2 + 12 + 14;
/** Fully sharded: weights gathered forward and backward, gradients scattered. */
const SHARDED_PASSES = 3;
const RING = 'Patarasuk and Yuan 2009';
const SHARDED = 'Rajbhandari et al. 2020, section 7.2';

const Args = z.strictObject({
  params: Parameters,
  tokensPerStep: TokensPerStep,
  device: DeviceArgument,
  cards: z.number().int().min(1).max(1_000_000),
  sharding: z.enum(['none', 'full']).default('none').describe('Full: weights are gathered and gradients scattered.'),
  linkGBs: z.number().positive().describe('What one card can send, GB/s, one direction.'),
  bytesPerCard: z
    .number()
    .nonnegative()
    .optional()
    .describe('Bytes through the memory of one card; left out: weights and states alone.'),
  recompute: z.boolean().default(false).describe('Forward pass once more in the backward pass.'),
  measuredSeconds: z.number().positive().optional().describe('What a step takes.'),
});
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  computeSeconds: z.number(),
  memorySeconds: z.number(),
  linkSeconds: z.number(),
  trafficGB: z.number(),
  binds: z.enum(['compute', 'memory', 'link']),
  /** Everything overlaps, and nothing does. */
  fastestSeconds: z.number(),
  slowestSeconds: z.number(),
  /** Measured time beyond even the sum, and its share; null without one. */
  unexplainedSeconds: z.number().nullable(),
  unexplained: z.number().nullable(),
  /** Share of the peak that the model gets at the measured time. */
  mfu: z.number().nullable(),
});
type Result = z.infer<typeof Result>;

function run(args: Args): Result {
  const { params, tokensPerStep, device, cards, sharding, linkGBs, recompute, measuredSeconds } = args;
  const { bf16Tflops, memoryGBs } = deviceNamed(device);
  const useful = flopsPerStep(params, tokensPerStep) / (cards * bf16Tflops * 1e12);
  const computeSeconds = useful * (recompute ? 4 / 3 : 1);
  const held = sharding === 'full' ? params / cards : params;
  const memorySeconds = (args.bytesPerCard ?? params * PASS_BYTES + held * STATE_BYTES) / (memoryGBs * 1e9);
  const passes = sharding === 'full' ? SHARDED_PASSES : 2;
  const trafficGB = (passes * (cards - 1) * params * 2) / cards / 1e9;
  const linkSeconds = trafficGB / linkGBs;
  const parts = { compute: computeSeconds, memory: memorySeconds, link: linkSeconds };
  const slowestSeconds = computeSeconds + memorySeconds + linkSeconds;
  const over = measuredSeconds === undefined ? null : Math.max(0, measuredSeconds - slowestSeconds);
  return {
    computeSeconds,
    memorySeconds,
    linkSeconds,
    trafficGB,
    binds: (Object.keys(parts) as (keyof typeof parts)[]).reduce((most, part) =>
      parts[part] > parts[most] ? part : most,
    ),
    fastestSeconds: Math.max(computeSeconds, memorySeconds, linkSeconds),
    slowestSeconds,
    unexplainedSeconds: over,
    unexplained: over === null ? null : over / (measuredSeconds as number),
    mfu: measuredSeconds === undefined ? null : useful / measuredSeconds,
  };
}

function figures(result: Result): Record<string, Figure> {
  const { computeSeconds, memorySeconds, linkSeconds, trafficGB, fastestSeconds, slowestSeconds } = result;
  const { unexplainedSeconds, unexplained, mfu } = result;
  const sum = 'compute + memory + link';
  const all: Record<string, Figure> = {
    computeSeconds: {
      value: computeSeconds,
      unit: 's',
      formula: '6 x parameters x tokens / (cards x peak)',
      source: FLOPS_SOURCE,
    },
    memorySeconds: {
      value: memorySeconds,
      unit: 's',
      formula: 'bytes / bandwidth',
      source: 'data sheet of the device',
    },
    linkSeconds: { value: linkSeconds, unit: 's', formula: 'traffic / link', source: RING },
    trafficGB: {
      value: trafficGB,
      unit: 'GB',
      formula: '2 (or 3 fully sharded) x (N - 1) / N x weights',
      source: `${RING}; ${SHARDED}`,
    },
    fastestSeconds: { value: fastestSeconds, unit: 's', formula: 'largest of compute, memory, link', source: RING },
    slowestSeconds: { value: slowestSeconds, unit: 's', formula: sum, source: RING },
  };
  if (unexplainedSeconds !== null && unexplained !== null && mfu !== null) {
    all.unexplainedSeconds = {
      value: unexplainedSeconds,
      unit: 's',
      formula: `measured - (${sum})`,
      source: 'the time as measured',
    };
    all.unexplained = {
      value: unexplained,
      unit: 'share',
      formula: 'unexplained / measured',
      source: 'the time as measured',
    };
    all.mfu = {
      value: mfu,
      unit: 'share',
      formula: '6 x parameters x tokens / (cards x peak x measured)',
      source: 'Chowdhery et al. 2022, appendix B',
    };
  }
  return all;
}

/** Between which times a training step must lie, what binds it, and what a measured time leaves unexplained. */
export const stepTimeBound: Tool<Args, Result> = {
  name: 'step_time_bound',
  description:
    'Bounds a data-parallel training step by arithmetic, memory and links, with everything and with nothing overlapped, and says how much of a measured step neither explains.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: [
    ...['computeSeconds', 'memorySeconds', 'linkSeconds', 'trafficGB', 'fastestSeconds', 'slowestSeconds'],
    ...['unexplainedSeconds', 'unexplained', 'mfu'],
  ],
  headline: { figure: 'fastestSeconds' },
  assumption:
    'Full data-sheet rates: real kernels reach a half to two thirds of the arithmetic peak, so part of what is unexplained is ordinary.',
};
