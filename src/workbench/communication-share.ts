import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import {
  AllParameters,
  Cluster,
  FLOPS_SOURCE,
  flopsPerStep,
  isPart,
  NOT_ALL,
  Parameters,
  secondsFor,
  TOO_FEW_TOKENS,
  TokensPerStep,
} from './cluster.ts';
import { linkRateOf } from './devices.ts';

/** Shares from which an all-reduce that overlaps with nothing would be felt, and would decide the step time. */
const FELT = 0.1;
const BINDING = 0.5;

const Args = z
  .strictObject({
    params: Parameters,
    allParams: AllParameters,
    tokensPerStep: TokensPerStep,
    cluster: Cluster,
    bytesPerGradient: z.number().positive().default(2).describe('Bytes sent for one gradient; two for BF16.'),
    linkGBs: z
      .number()
      .positive()
      .optional()
      .describe(
        'What one card sends in an all-reduce (bus bandwidth), GB/s, one direction, best as measured; left out: from the device table.',
      ),
  })
  .refine(isPart, NOT_ALL)
  .refine(({ tokensPerStep, cluster }) => tokensPerStep >= cluster.count, TOO_FEW_TOKENS);
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  cards: z.number().int(),
  secondsPerStep: z.number(),
  gradientGB: z.number(),
  /** Sent by each card. */
  trafficGB: z.number(),
  allReduceSeconds: z.number(),
  linkGBs: z.number(),
  /** Where the rate is from; at a full rate the all-reduce takes at least `allReduceSeconds`. */
  linkFrom: z.string(),
  /** All-reduce over the time of the arithmetic, when nothing overlaps and the link gives its rate. */
  share: z.number(),
  ceiling: z.enum(['does not bind', 'can be felt', 'binds']),
});
type Result = z.infer<typeof Result>;

function run({ params, allParams = params, tokensPerStep, cluster, bytesPerGradient, linkGBs }: Args): Result {
  const secondsPerStep = secondsFor(flopsPerStep(params, tokensPerStep), cluster);
  const gradientGB = (allParams * bytesPerGradient) / 1e9;
  const trafficGB = (2 * (cluster.count - 1) * gradientGB) / cluster.count;
  const link = linkGBs === undefined ? linkRateOf(cluster.device, cluster.count) : { gbs: linkGBs, from: 'as given' };
  const allReduceSeconds = trafficGB / link.gbs;
  const share = allReduceSeconds / secondsPerStep;
  return {
    cards: cluster.count,
    secondsPerStep,
    gradientGB,
    trafficGB,
    allReduceSeconds,
    linkGBs: link.gbs,
    linkFrom: link.from,
    share,
    ceiling: ceilingOf(share),
  };
}

/** What a share means when nothing overlaps, at the rate that the link was taken to give. */
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
  linkGBs,
  linkFrom,
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
    allReduceSeconds: {
      value: allReduceSeconds,
      unit: 's',
      formula: `traffic / link; at least, where ${Number(linkGBs.toPrecision(3))} GB/s (${linkFrom}) is not reached`,
    },
    share: {
      value: share,
      unit: 'share',
      formula: `all-reduce / step, nothing overlapped${share > 1 ? '; over 1: at this MFU a step has no time for it' : ''}`,
    },
  };
}

/** Whether the all-reduce of gradients can hold up data-parallel training, nothing overlapped. */
export const communicationShare: Tool<Args, Result> = {
  name: 'communication_share',
  description:
    'Which share of a data-parallel step the gradient all-reduce takes on a given number of cards with nothing overlapped, at the link rate as measured or from the device table.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['cards', 'secondsPerStep', 'gradientGB', 'trafficGB', 'allReduceSeconds', 'share'],
  headline: { figure: 'share', scale: { neutral: FELT, full: BINDING } },
  assumption:
    'By calculation and not a measurement: an upper bound where the link rate was measured, as nothing overlaps; at a full rate real links take longer, so it excludes nothing. Step time is from an assumed MFU.',
};
