import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { Cluster, FLOPS_PER_PARAMETER_AND_TOKEN, FLOPS_SOURCE, Parameters, secondsFor } from './cluster.ts';

const Args = z
  .strictObject({
    flops: z.number().positive().max(1e30).optional().describe('Work of the run, FLOPs.'),
    params: Parameters.optional().describe('Parameters instead of FLOPs, with tokens.'),
    tokens: z.number().positive().max(1e16).optional().describe('Tokens instead of FLOPs, with params.'),
    cluster: Cluster,
    gpuHourUsd: z.number().nonnegative().describe('Price of one card for one hour, USD.'),
    lost: z
      .number()
      .min(0)
      .max(0.9)
      .default(0)
      .describe('Share of the time that restarts, evaluations and checkpoints take.'),
  })
  .refine(
    ({ flops, params, tokens }) =>
      flops === undefined ? params !== undefined && tokens !== undefined : params === undefined && tokens === undefined,
    'expected either flops, or params with tokens',
  );
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  flops: z.number(),
  deviceHours: z.number(),
  days: z.number(),
  costUsd: z.number(),
  /** Null when the run was given in FLOPs. */
  tokensPerSecond: z.number().nullable(),
  usdPerBillionTokens: z.number().nullable(),
});
type Result = z.infer<typeof Result>;

function run({ flops, params = 0, tokens = 0, cluster, gpuHourUsd, lost }: Args): Result {
  const work = flops ?? FLOPS_PER_PARAMETER_AND_TOKEN * params * tokens;
  const seconds = secondsFor(work, cluster) / (1 - lost);
  const deviceHours = (cluster.count * seconds) / 3600;
  const costUsd = deviceHours * gpuHourUsd;
  const counted = flops === undefined;
  return {
    flops: work,
    deviceHours,
    days: seconds / 86_400,
    costUsd,
    tokensPerSecond: counted ? tokens / seconds : null,
    usdPerBillionTokens: counted ? (costUsd * 1e9) / tokens : null,
  };
}

function figures({ flops, deviceHours, days, costUsd, tokensPerSecond, usdPerBillionTokens }: Result) {
  const time = 'FLOPs / (peak x MFU) / (1 - lost)';
  const all: Record<string, Figure> = {
    flops: { value: flops / 1e21, unit: 'ZFLOPs', formula: '6 x parameters x tokens / 10^21', source: FLOPS_SOURCE },
    deviceHours: { value: deviceHours, unit: 'hours', formula: time, source: FLOPS_SOURCE },
    days: { value: days, unit: 'days', formula: 'card hours / cards / 24', source: FLOPS_SOURCE },
    costUsd: { value: costUsd, unit: 'USD', formula: 'card hours x price', source: 'the price as given' },
  };
  if (tokensPerSecond !== null)
    all.tokensPerSecond = { value: tokensPerSecond, unit: 'tokens', formula: 'tokens / seconds', source: FLOPS_SOURCE };
  if (usdPerBillionTokens !== null)
    all.usdPerBillionTokens = {
      value: usdPerBillionTokens,
      unit: 'USD',
      formula: 'price / tokens x 10^9',
      source: 'the price as given',
    };
  return all;
}

/** Card hours, days and money of a training run. */
export const trainingCost: Tool<Args, Result> = {
  name: 'training_cost',
  description: 'Card hours, days and price of a training run from its FLOPs, utilisation and the price of a card hour.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['flops', 'deviceHours', 'days', 'costUsd', 'tokensPerSecond', 'usdPerBillionTokens'],
  headline: { figure: 'costUsd' },
  assumption:
    'The utilisation holds for the whole run on the whole cluster; the FLOPs leave attention out, which counts at long sequences.',
};
