import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import {
  Cluster,
  FLOPS_SOURCE,
  flopsPerStep,
  Parameters,
  secondsFor,
  TOO_FEW_TOKENS,
  TokensPerStep,
} from './cluster.ts';

/** Two-sided 95 % confidence and 80 % power: normal quantiles at .975 and .8 (Cohen 1988, chapter 2). */
const DETECTION = 1.96 + 0.84;

const Args = z
  .strictObject({
    arms: z.number().int().min(2).describe('Variants that are compared.'),
    steps: z.number().int().positive().describe('Optimizer steps of one run.'),
    seeds: z.number().int().positive().default(1).describe('Runs of each arm.'),
    params: Parameters,
    tokensPerStep: TokensPerStep,
    cluster: Cluster,
    gpuHourUsd: z.number().nonnegative().describe('Price of one card for one hour, USD.'),
    noise: z
      .number()
      .positive()
      .optional()
      .describe('Standard deviation of one evaluation of one run, in the unit of the metric.'),
    effect: z.number().positive().optional().describe('Difference that one wants to see, in the unit of the metric.'),
    metric: z.string().min(1).default('held-out loss').describe('What is evaluated at the end of each run.'),
    unit: z.string().min(1).optional().describe('Unit of the metric, its noise and the effect; nats when left out.'),
    parallel: z
      .boolean()
      .default(false)
      .describe('Arms side by side on equal parts of the cluster instead of one after another.'),
  })
  .refine(({ arms, cluster, parallel }) => !parallel || cluster.count >= arms, {
    path: ['cluster', 'count'],
    message: 'expected at least one card for each arm that runs beside the others',
  })
  .refine(({ tokensPerStep, cluster }) => tokensPerStep >= cluster.count, TOO_FEW_TOKENS);
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  arms: z.number().int(),
  runs: z.number().int(),
  /** Cards that one run has. */
  cards: z.number().int(),
  flopsPerStep: z.number(),
  secondsPerStep: z.number(),
  /** One run of one arm. */
  minutesPerArm: z.number(),
  wallMinutes: z.number(),
  deviceHours: z.number(),
  costUsd: z.number(),
  /** Smallest difference between two arms that shows, in the unit of the metric; null when the noise is not known. */
  visibleEffect: z.number().nullable(),
  /** Runs of each arm that it takes to see `effect`. */
  seedsNeeded: z.number().int().nullable(),
  /** How to read it: the arms differ when the metric differs by the threshold or more. */
  reading: z.strictObject({
    metric: z.string(),
    unit: z.string().optional(),
    threshold: z.number().nullable(),
    visible: z.boolean().nullable(),
  }),
});
type Result = z.infer<typeof Result>;

function run({
  arms,
  steps,
  seeds,
  params,
  tokensPerStep,
  cluster,
  gpuHourUsd,
  noise,
  effect,
  metric,
  unit,
  parallel,
}: Args): Result {
  const flops = flopsPerStep(params, tokensPerStep);
  const cards = parallel ? Math.floor(cluster.count / arms) : cluster.count;
  const secondsPerStep = secondsFor(flops, { ...cluster, count: cards });
  const minutesPerArm = (steps * secondsPerStep) / 60;
  const wallMinutes = minutesPerArm * seeds * (parallel ? 1 : arms);
  const deviceHours = (cluster.count * wallMinutes) / 60; // a card that stands idle beside the arms is paid as well
  const visibleEffect = noise === undefined ? null : DETECTION * noise * Math.sqrt(2 / seeds);
  const threshold = visibleEffect === null ? (effect ?? null) : Math.max(visibleEffect, effect ?? 0);
  return {
    arms,
    runs: arms * seeds,
    cards,
    flopsPerStep: flops,
    secondsPerStep,
    minutesPerArm,
    wallMinutes,
    deviceHours,
    costUsd: deviceHours * gpuHourUsd,
    visibleEffect,
    seedsNeeded:
      noise === undefined || effect === undefined ? null : Math.ceil(2 * ((DETECTION * noise) / effect) ** 2),
    reading: {
      metric,
      ...(unit === undefined ? {} : { unit }),
      threshold,
      visible: visibleEffect === null || effect === undefined ? null : effect >= visibleEffect,
    },
  };
}

function figures(result: Result): Record<string, Figure> {
  const { visibleEffect, seedsNeeded, reading } = result;
  return {
    flopsPerStep: {
      value: result.flopsPerStep,
      unit: 'FLOPs',
      formula: '6 x parameters x tokens',
      source: FLOPS_SOURCE,
    },
    secondsPerStep: { value: result.secondsPerStep, unit: 's', formula: 'FLOPs / (cards x peak x MFU)' },
    minutesPerArm: { value: result.minutesPerArm, unit: 'minutes', formula: 'steps x seconds a step / 60' },
    minutes: { value: result.wallMinutes, unit: 'minutes', formula: 'from the first start to the last end' },
    deviceHours: { value: result.deviceHours, unit: 'hours', formula: 'cards x minutes / 60' },
    costUsd: { value: result.costUsd, unit: 'USD', formula: 'card hours x price' },
    ...(visibleEffect === null
      ? {}
      : {
          visibleEffect: {
            value: visibleEffect,
            unit: reading.unit ?? 'nats',
            formula: '(1.96 + 0.84) x noise x sqrt(2 / seeds)',
            source: 'Cohen 1988, chapter 2',
          },
        }),
    ...(seedsNeeded === null
      ? {}
      : { seedsNeeded: { value: seedsNeeded, unit: 'runs', formula: '2 x ((1.96 + 0.84) x noise / effect)^2' } }),
    ...(reading.threshold === null ? {} : { threshold: { value: reading.threshold, unit: reading.unit ?? 'nats' } }),
  };
}

/** What a comparison of training runs costs, how long it takes, and the smallest difference that it can show. */
export const designExperiment: Tool<Args, Result> = {
  name: 'design_experiment',
  description:
    'Plans a comparison of training runs: time, card hours and price of its arms, the smallest difference that it can show, and the rule to read it by.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: [
    ...['flopsPerStep', 'secondsPerStep', 'minutesPerArm', 'minutes', 'deviceHours', 'costUsd'],
    ...['visibleEffect', 'seedsNeeded', 'threshold'],
  ],
  headline: { figure: 'costUsd' },
  assumption:
    'The noise covers everything that differs between two runs of one arm; if it is the spread of one evaluation only, seeds scatter more.',
};
