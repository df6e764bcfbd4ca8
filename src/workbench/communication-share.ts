import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { Cluster, FLOPS_SOURCE, flopsPerStep, Parameters, secondsFor, TokensPerStep } from './cluster.ts';

/** One 400 Gbit/s network card for each GPU, one direction, as in NVIDIA's DGX H100 (eight ConnectX-7). */
const LINK_GBS = 50;
/** Shares from which an all-reduce that overlaps with nothing would be felt, and would decide the step time. */
const FELT = 0.1;
const BINDING = 0.5;

const Args = z.strictObject({
  params: Parameters,
  tokensPerStep: TokensPerStep,
  cluster: Cluster,
  bytesPerGradient: z.number().positive().default(2).describe('Bytes sent for one gradient; two for BF16.'),
  linkGBs: z.number().positive().default(LINK_GBS).describe('What one card can send, GB/s, one direction.'),
});
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  cards: z.number().int(),
  secondsPerStep: z.number(),
  gradientGB: z.number(),
  /** Sent by each card. */
  trafficGB: z.number(),
  allReduceSeconds: z.number(),
  /** All-reduce over step time: the most that communication can add when nothing overlaps. */
  share: z.number(),
  ceiling: z.enum(['does not bind', 'can be felt', 'binds']),
});
type Result = z.infer<typeof Result>;

function run({ params, tokensPerStep, cluster, bytesPerGradient, linkGBs }: Args): Result {
  const secondsPerStep = secondsFor(flopsPerStep(params, tokensPerStep), cluster);
  const gradientGB = (params * bytesPerGradient) / 1e9;
  const trafficGB = (2 * (cluster.count - 1) * gradientGB) / cluster.count;
  const allReduceSeconds = trafficGB / linkGBs;
  const share = allReduceSeconds / secondsPerStep;
  return {
    cards: cluster.count,
    secondsPerStep,
    gradientGB,
    trafficGB,
    allReduceSeconds,
    share,
    ceiling: ceilingOf(share),
  };
}

/** What a share means when it is the most that communication can take. */
export function ceilingOf(share: number): Result['ceiling'] {
  if (share < FELT) return 'does not bind';
  return share < BINDING ? 'can be felt' : 'binds';
}

function figures({
  cards,
  secondsPerStep,
  gradientGB,
  trafficGB,
  allReduceSeconds,
  share,
}: Result): Record<string, Figure> {
  return {
    cards: { value: cards, unit: 'cards' },
    secondsPerStep: {
      value: secondsPerStep,
      unit: 's',
      formula: '6 x parameters x tokens / (cards x peak x MFU)',
      source: FLOPS_SOURCE,
    },
    gradientGB: { value: gradientGB, unit: 'GB', formula: 'parameters x bytes' },
    trafficGB: {
      value: trafficGB,
      unit: 'GB',
      formula: '2 (N - 1) / N x gradients',
      source: 'Patarasuk and Yuan 2009',
    },
    allReduceSeconds: { value: allReduceSeconds, unit: 's', formula: 'traffic / link' },
    share: { value: share, unit: 'share', formula: 'all-reduce / step, nothing overlapped' },
  };
}

/** Whether the all-reduce of gradients can hold up data-parallel training, as a ceiling. */
export const communicationShare: Tool<Args, Result> = {
  name: 'communication_share',
  description:
    'Bounds from above which share of a data-parallel step the gradient all-reduce can take on a given number of cards, with nothing overlapped.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['cards', 'secondsPerStep', 'gradientGB', 'trafficGB', 'allReduceSeconds', 'share'],
  headline: { figure: 'share', scale: { neutral: FELT, full: BINDING } },
  assumption:
    'An upper bound by calculation and not a measurement: a ring at full link rate, no overlap with the backward pass, step time from an assumed MFU.',
};
