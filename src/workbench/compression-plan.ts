import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { Cluster, FLOPS_PER_PARAMETER_AND_TOKEN, FLOPS_SOURCE, Parameters, secondsFor } from './cluster.ts';
import { drawTable } from './draw-table.ts';
import { FULL_BITS, formatNamed, GROUNDS, weightBytes } from './formats.ts';
import { findModel, ModelArgument, modelOf, parametersOf } from './models.ts';
import { lossAt, REFIT } from './scaling-fits.ts';

/** Forward pass alone, operations a parameter and token. */
const FORWARD = 2;
/** Two of four weights and, for each that stays, two bits of place (Mishra et al. 2021, section 3). */
export const PRUNED = { kept: 0.5, placeBits: 2, source: 'Mishra et al. 2021, section 3' };
/** Samples and tokens that calibration reads (Frantar et al. 2022, section 4). */
const CALIBRATION_TOKENS = 128 * 2048;

const Args = z
  .strictObject({
    model: ModelArgument.optional().describe(
      'A model of the table, or its architecture; embeddings and head then count.',
    ),
    params: Parameters.optional().describe('Parameters instead of a model, all taken as matrices.'),
    tokens: z.number().positive().max(1e16).describe('Tokens that the model was trained on.'),
    targetGB: z.number().positive().describe('What the weights may take, GB.'),
    studentParams: z
      .number()
      .positive()
      .optional()
      .describe('Parameters of a student; left out: as many as fit in BF16.'),
    distilTokens: z.number().positive().max(1e16).describe('Tokens that the student learns from.'),
    format: z.string().min(1).default('AWQ 4-bit').describe('Format of quantisation, as in quantization_plan.'),
    cluster: Cluster,
    gpuHourUsd: z.number().nonnegative().describe('Price of one card for one hour, USD.'),
  })
  .refine(({ model, params }) => (model === undefined) !== (params === undefined), 'expected either model or params')
  .refine(
    ({ model, params, studentParams }) => {
      const found = model === undefined ? null : findModel(model);
      const teacher = params ?? (found === null ? Number.POSITIVE_INFINITY : parametersOf(found).total);
      return studentParams === undefined || studentParams < teacher;
    },
    { path: ['studentParams'], message: 'expected a student smaller than its teacher' },
  );
type Args = z.infer<typeof Args>;

const Way = z.strictObject({
  way: z.enum(['quantise', 'prune', 'distil']),
  weightsGB: z.number(),
  fits: z.boolean(),
  flops: z.number(),
  hours: z.number(),
  costUsd: z.number(),
  /** What is lost, in the measure that was published for it. */
  loss: z.string(),
});

const Result = z.strictObject({
  fullGB: z.number(),
  ratio: z.number(),
  bitsNeeded: z.number(),
  ways: z.array(Way),
  studentParams: z.number(),
  /** Loss of the student over that of the teacher by the scaling law, nats. */
  distilPenalty: z.number(),
  /** The cheapest that fits, or null. */
  first: z.enum(['quantise', 'prune', 'distil']).nullable(),
  order: z.string(),
});
type Result = z.infer<typeof Result>;

/** Matrices that quantising and pruning take, and what stays in 16 bits beside them. */
function partsOf({ model, params = 0 }: Args): { linear: number; rest: number } {
  if (model === undefined) return { linear: params, rest: 0 };
  const { linear, total } = parametersOf(modelOf(model));
  return { linear, rest: total - linear };
}

/** Parameters that one token takes: of a mixture of experts not all. */
function takenOf({ model, params = 0 }: Args): number {
  if (model === undefined) return params;
  const shape = modelOf(model);
  const { total, experts } = parametersOf(shape);
  return total - experts * (1 - shape.activeExperts / shape.experts);
}

function run(args: Args): Result {
  const { tokens, targetGB, studentParams, distilTokens, cluster, gpuHourUsd } = args;
  const format = formatNamed(args.format);
  const [loss] = format.losses;
  const { linear, rest } = partsOf(args);
  const params = linear + rest;
  const forward = FORWARD * takenOf(args);
  const kept = (bits: number): number => (linear * bits + rest * FULL_BITS) / 8;
  const student = studentParams ?? Math.min(0.9 * params, (targetGB * 8e9) / FULL_BITS);
  const way = (name: z.infer<typeof Way>['way'], bytes: number, flops: number, lost: string): z.infer<typeof Way> => {
    const hours = secondsFor(flops, cluster) / 3600;
    return {
      way: name,
      weightsGB: bytes / 1e9,
      fits: bytes / 1e9 <= targetGB,
      flops,
      hours,
      costUsd: hours * cluster.count * gpuHourUsd,
      loss: lost,
    };
  };
  const distilPenalty = lossAt(REFIT, { params: student, tokens: distilTokens }) - lossAt(REFIT, { params, tokens });
  const prunedBits = PRUNED.kept * (FULL_BITS + PRUNED.placeBits);
  const ways = [
    way(
      'quantise',
      args.model === undefined ? (params * format.bits) / 8 : weightBytes(modelOf(args.model), format),
      forward * CALIBRATION_TOKENS,
      `${(100 * loss.low).toFixed(1)} to ${(100 * loss.high).toFixed(1)} % in ${GROUNDS[loss.ground]} (${loss.source})`,
    ),
    way(
      'prune',
      kept(prunedBits),
      forward * CALIBRATION_TOKENS,
      'two of four weights: WikiText-2 perplexity of OPT 175B from 8.35 to 8.74, of small models far more (Frantar and Alistarh 2023, table 1)',
    ),
    way(
      'distil',
      (student * FULL_BITS) / 8,
      (FLOPS_PER_PARAMETER_AND_TOKEN * student + forward) * distilTokens,
      `${distilPenalty.toFixed(3)} nats over the teacher if trained from nothing (${REFIT.source}); less with its logits`,
    ),
  ];
  const fitting = ways.filter(({ fits }) => fits).sort((a, b) => a.costUsd - b.costUsd || a.weightsGB - b.weightsGB);
  const fullGB = (params * FULL_BITS) / 8e9;
  return {
    fullGB,
    ratio: fullGB / targetGB,
    bitsNeeded: (targetGB * 8e9) / params,
    ways,
    studentParams: student,
    distilPenalty,
    first: fitting[0]?.way ?? null,
    order:
      'Distil or prune first and quantise last: quantisation leaves no weights to train (Han et al. 2016, section 2).',
  };
}

function figures({ ratio, bitsNeeded, ways, studentParams, distilPenalty }: Result): Record<string, Figure> {
  const of = (name: string) => ways.find(({ way }) => way === name) as z.infer<typeof Way>;
  const [quantise, prune, distil] = [of('quantise'), of('prune'), of('distil')];
  return {
    ratio: { value: ratio, unit: 'x', formula: 'BF16 weights / target', source: 'two bytes a parameter' },
    bitsNeeded: { value: bitsNeeded, unit: 'bits', formula: 'target x 8 / parameters', source: 'the target as given' },
    quantisedGB: {
      value: quantise.weightsGB,
      unit: 'GB',
      formula: 'linear x bits / 8 + (embeddings + head + norms) x 2',
      source: 'the format table',
    },
    prunedGB: {
      value: prune.weightsGB,
      unit: 'GB',
      formula: 'linear at half x (16 + 2) bits + (embeddings + head + norms) x 2',
      source: PRUNED.source,
    },
    distilledGB: { value: distil.weightsGB, unit: 'GB', formula: 'student x 2 bytes', source: 'two bytes a parameter' },
    studentParams: {
      value: studentParams,
      unit: 'parameters',
      formula: 'target / 2 bytes',
      source: 'two bytes a parameter',
    },
    distilHours: {
      value: distil.hours,
      unit: 'hours',
      formula: '(6 x student + 2 x teacher) x tokens / (cards x peak x MFU)',
      source: FLOPS_SOURCE,
    },
    distilCostUsd: { value: distil.costUsd, unit: 'USD', formula: 'hours x cards x price', source: FLOPS_SOURCE },
    distilPenalty: {
      value: distilPenalty,
      unit: 'nats',
      formula: 'law at the student - law at the teacher',
      source: REFIT.source,
    },
  };
}

/** Quantising, pruning and distilling to a target size: bytes, price and what each loses. */
export const compressionPlan: Tool<Args, Result> = {
  name: 'compression_plan',
  description:
    'Sets quantising, pruning two of four and distilling beside each other for a target size: bytes, time, price and published loss, the cheapest that fits first.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: [
    ...['ratio', 'bitsNeeded', 'quantisedGB', 'prunedGB', 'distilledGB', 'studentParams'],
    ...['distilHours', 'distilCostUsd', 'distilPenalty'],
  ],
  headline: { figure: 'ratio' },
  assumption:
    'Given as a number of parameters, all weights are counted as quantised or pruned; with a model, embeddings and head stay in 16 bits. A student may do better than the law with its teacher to copy.',
  draw: ({ ways, order }, _, __, width) =>
    drawTable(
      ['way', 'weights', 'fits', 'hours', 'USD'],
      ways.map((row) => [
        row.way,
        `${row.weightsGB.toFixed(1)} GB`,
        row.fits ? 'yes' : 'no',
        row.hours.toPrecision(3),
        row.costUsd.toFixed(0),
      ]),
      width,
      ...ways.map(({ way, loss }) => `${way}: ${loss}`),
      order,
    ),
};
