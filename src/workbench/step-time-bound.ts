import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import type { Figure, Tool } from '../core/tool.ts';
import {
  AllParameters,
  FLOPS_SOURCE,
  flopsPerStep,
  isPart,
  NOT_ALL,
  Parameters,
  TOO_FEW_TOKENS,
  TokensPerStep,
} from './cluster.ts';
import type { LinkRate } from './devices.ts';
import { DeviceArgument, deviceNamed, linkRateOf } from './devices.ts';
import { NUMBER_FORMATS, rateOf } from './number-formats.ts';
import { refuseFasterThan } from './refuse-faster.ts';

/** Bytes a parameter through memory in a step: weights read forward and backward and the gradient written, on each card; */
const PASS_BYTES = 2 + 2 + 2;
/** and the gradient read, two moments and the FP32 copy read and written, the weights written, where they are held. */
const STATE_BYTES = 2 + 12 + 14;
/** Fully sharded: weights gathered forward and backward, gradients scattered. */
const SHARDED_PASSES = 3;
const RING = 'Patarasuk and Yuan 2009';
const SHARDED = 'Rajbhandari et al. 2020, section 7.2';

const Share = z.number().positive().max(1).default(1);

const Args = z
  .strictObject({
    params: Parameters,
    allParams: AllParameters,
    tokensPerStep: TokensPerStep,
    device: DeviceArgument,
    cards: z.number().int().min(1).max(1_000_000),
    sharding: z.enum(['none', 'full']).default('none').describe('Full: weights are gathered and gradients scattered.'),
    linkGBs: z
      .number()
      .positive()
      .optional()
      .describe('What one card sends, GB/s, one direction, best as measured; left out: from the device table.'),
    peakShare: Share.describe('Share of the arithmetic peak that kernels reach, as measured; 1 is the sheet.'),
    bandwidthShare: Share.describe('Share of the memory bandwidth that they reach, as measured; 1 is the sheet.'),
    linkShare: Share.describe(
      'Share of linkGBs that collectives reach, retransmits taken off; 1 when linkGBs was measured.',
    ),
    bytesPerCard: z
      .number()
      .nonnegative()
      .optional()
      .describe('Bytes through the memory of one card; left out: weights and states alone.'),
    recompute: z.boolean().default(false).describe('Forward pass once more in the backward pass.'),
    format: z
      .enum(NUMBER_FORMATS)
      .default('BF16')
      .describe(
        'Format in which matrices are multiplied; FP8 where most of them are, and the peak is then that of FP8.',
      ),
    measuredSeconds: z.number().positive().optional().describe('What a step takes.'),
  })
  .refine(isPart, NOT_ALL)
  .refine(({ tokensPerStep, cards }) => tokensPerStep >= cards, TOO_FEW_TOKENS);
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  /** Each at the rates that were given: at those of a sheet the least that it can take. */
  computeSeconds: z.number(),
  memorySeconds: z.number(),
  linkSeconds: z.number(),
  /** Where the rates are from, in words. */
  rates: z.string(),
  /** What the measured step is shorter than, at full rate: the run moves fewer bytes than counted here, by another way of splitting it. */
  below: z.array(z.enum(['memory', 'link'])),
  /** The most that links can take of a measured step: all that neither arithmetic nor memory needs at full rate. */
  linkMostSeconds: z.number().nullable(),
  trafficGB: z.number(),
  binds: z.enum(['compute', 'memory', 'link']),
  /** Everything overlaps, a lower bound; and nothing does, which bounds from above only at measured rates. */
  fastestSeconds: z.number(),
  slowestSeconds: z.number(),
  /** Measured time beyond even the sum at these rates, and its share; null without one. */
  unexplainedSeconds: z.number().nullable(),
  unexplained: z.number().nullable(),
  /** Share of the peak that the model gets at the measured time. */
  mfu: z.number().nullable(),
});
type Result = z.infer<typeof Result>;

function run(args: Args): Result {
  const { params, allParams = params, tokensPerStep, device, cards, sharding, recompute, measuredSeconds } = args;
  const { peakShare, bandwidthShare, linkShare } = args;
  const link = linkOf(args);
  const { memoryGBs } = deviceNamed(device);
  const useful = flopsPerStep(params, tokensPerStep) / (cards * peakOf(args) * 1e12);
  const leastCompute = useful * (recompute ? 4 / 3 : 1);
  const computeSeconds = leastCompute / peakShare;
  const held = sharding === 'full' ? allParams / cards : allParams;
  const leastMemory = (args.bytesPerCard ?? allParams * PASS_BYTES + held * STATE_BYTES) / (memoryGBs * 1e9);
  const memorySeconds = leastMemory / bandwidthShare;
  const passes = sharding === 'full' ? SHARDED_PASSES : 2;
  const trafficGB = (passes * (cards - 1) * allParams * 2) / cards / 1e9;
  const leastLink = trafficGB / link.gbs;
  const linkSeconds = leastLink / linkShare;
  refuseFasterThan('step_time_bound', leastCompute, measuredSeconds, 'the arithmetic');
  const isBelow = (least: number): boolean => measuredSeconds !== undefined && measuredSeconds < least;
  const parts = { compute: computeSeconds, memory: memorySeconds, link: linkSeconds };
  const slowestSeconds = computeSeconds + memorySeconds + linkSeconds;
  const over = measuredSeconds === undefined ? null : Math.max(0, measuredSeconds - slowestSeconds);
  return {
    computeSeconds,
    memorySeconds,
    linkSeconds,
    trafficGB,
    rates: ratesOf(args, link.from),
    below: [...(isBelow(leastMemory) ? (['memory'] as const) : []), ...(isBelow(leastLink) ? (['link'] as const) : [])],
    linkMostSeconds:
      measuredSeconds === undefined ? null : Math.max(0, measuredSeconds - Math.max(leastCompute, leastMemory)),
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

/** TFLOPS in the format that was asked for. Throws TOOL_INVALID where the matrix units do not have it. */
function peakOf({ device, format }: Args): number {
  const peak = rateOf(device, format);
  if (peak !== null) return peak;
  if (format === 'BF16') return deviceNamed(device).bf16Tflops;
  throw new PitwallError(
    'TOOL_INVALID',
    `step_time_bound: \`format\`: expected one of the matrix units of ${deviceNamed(device).name}, found ${format}`,
  );
}

function linkOf({ linkGBs, device, cards }: Args): LinkRate {
  if (cards === 1) return { gbs: linkGBs ?? 1, from: 'nothing to send' };
  return linkGBs === undefined ? linkRateOf(device, cards) : { gbs: linkGBs, from: 'as given' };
}

/** What the three times and all that is unexplained rest on. */
function ratesOf({ peakShare, bandwidthShare, linkShare }: Args, link: string): string {
  const of = (share: number, what: string) => (share === 1 ? `the full ${what}` : `${share} of the ${what}`);
  return `${of(peakShare, 'arithmetic peak')}, ${of(bandwidthShare, 'memory bandwidth')} and ${of(linkShare, 'link rate')} (${link})`;
}

function figures(result: Result): Record<string, Figure> {
  const { computeSeconds, memorySeconds, linkSeconds, trafficGB, fastestSeconds, slowestSeconds } = result;
  const { unexplainedSeconds, unexplained, mfu, rates, below, linkMostSeconds } = result;
  const marked = (part: 'memory' | 'link') =>
    below.includes(part) ? '; the measured step is shorter, so it moves fewer' : '';
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
      formula: `bytes / bandwidth${marked('memory')}`,
      source: 'data sheet of the device',
    },
    linkSeconds: {
      value: linkSeconds,
      unit: 's',
      formula: `traffic / link rate, at least${marked('link')}`,
      source: RING,
    },
    trafficGB: {
      value: trafficGB,
      unit: 'GB',
      formula: '2 (or 3 fully sharded) x (N - 1) / N x weights',
      source: `${RING}; ${SHARDED}`,
    },
    fastestSeconds: {
      value: fastestSeconds,
      unit: 's',
      formula: 'largest of compute, memory, link: no step is faster',
      source: RING,
    },
    slowestSeconds: {
      value: slowestSeconds,
      unit: 's',
      formula: `${sum}, nothing overlapped, at ${rates}`,
      source: RING,
    },
  };
  if (unexplainedSeconds !== null && unexplained !== null && mfu !== null && linkMostSeconds !== null) {
    all.linkMostSeconds = {
      value: linkMostSeconds,
      unit: 's',
      formula: 'measured - larger of compute and memory at full rate: the most that links can take',
      source: 'the time as measured',
    };
    all.unexplainedSeconds = {
      value: unexplainedSeconds,
      unit: 's',
      formula: `measured - (${sum}), assuming ${rates}`,
      source: 'the time as measured',
    };
    all.unexplained = {
      value: unexplained,
      unit: 'share',
      formula: `unexplained / measured, assuming ${rates}`,
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

/** Which time a training step takes at least, what binds it, and what a measured time leaves unexplained. */
export const stepTimeBound: Tool<Args, Result> = {
  name: 'step_time_bound',
  description:
    'Least time of a data-parallel training step by arithmetic, memory and links at given or full rates, with everything and with nothing overlapped, what a measured step leaves unexplained at those rates, and the most that links can take of it.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: [
    ...['computeSeconds', 'memorySeconds', 'linkSeconds', 'trafficGB', 'fastestSeconds', 'slowestSeconds'],
    ...['unexplainedSeconds', 'unexplained', 'mfu', 'linkMostSeconds'],
  ],
  headline: { figure: 'fastestSeconds' },
  assumption:
    'Full data-sheet rates where no share is given: lower bounds on time that exclude nothing. Real kernels reach a half to two thirds of the arithmetic peak, so part of what is unexplained is ordinary.',
};
