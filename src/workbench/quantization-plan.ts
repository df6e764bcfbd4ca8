import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { DeviceArgument, deviceNamed } from './devices.ts';
import { drawTable, percent } from './draw-table.ts';
import type { WeightFormat } from './formats.ts';
import { ENGINES, FORMATS, formatNamed } from './formats.ts';
import type { Model } from './models.ts';
import { kvBytesPerToken, ModelArgument, modelOf, parametersOf } from './models.ts';

const names = FORMATS.map(({ name }) => name).join(', ');

const Args = z.strictObject({
  model: ModelArgument,
  device: DeviceArgument,
  count: z.number().int().min(1).max(1024).default(1).describe('Cards that share the weights.'),
  context: z.number().int().min(1).default(4096).describe('Tokens of one sequence.'),
  sequences: z.number().int().min(1).default(1).describe('Sequences at once.'),
  kvBytes: z.number().positive().max(4).default(2).describe('Bytes of one key or value.'),
  engine: z.enum(ENGINES).optional().describe('Only what this engine serves.'),
  format: z.string().min(1).optional().describe(`Only this format: ${names}.`),
  margin: z.number().min(0).max(0.5).default(0.1).describe('Share of the memory for activations and the engine.'),
  claimedLoss: z.number().min(0).max(1).optional().describe('A bound on the loss that somebody claims, as a share.'),
});
type Args = z.infer<typeof Args>;

const Row = z.strictObject({
  format: z.string(),
  bits: z.number(),
  weightsGB: z.number(),
  totalGB: z.number(),
  headroomGB: z.number(),
  fits: z.boolean(),
  runsOn: z.string(),
  engines: z.array(z.string()),
  /** Shares of the unquantised model, as published. */
  lossLow: z.number(),
  lossHigh: z.number(),
  measure: z.string(),
  source: z.string(),
  /** Whether the claimed bound holds even at the worst published value; null without a claim. */
  withinClaim: z.boolean().nullable(),
});
type Row = z.infer<typeof Row>;

const Result = z.strictObject({
  model: z.string(),
  memoryGB: z.number(),
  kvGB: z.number(),
  formats: z.array(Row),
  /** Least loss among what fits; the smallest when nothing does. */
  chosen: z.string(),
  fitting: z.number().int(),
  claimedLoss: z.number().nullable(),
});
type Result = z.infer<typeof Result>;

function run(args: Args): Result {
  const model = modelOf(args.model);
  const memoryGB = deviceNamed(args.device).memoryGB * args.count;
  const kvGB = (kvBytesPerToken(model, args.kvBytes) * args.context * args.sequences) / 1e9;
  const candidates = (args.format === undefined ? FORMATS : [formatNamed(args.format)]).filter(
    ({ engines }) => args.engine === undefined || engines.includes(args.engine),
  );
  const formats = candidates.map((format) => rowOf(format, { model, memoryGB, kvGB, args }));
  const fitting = formats.filter(({ fits }) => fits);
  const chosen =
    fitting.length > 0
      ? fitting.reduce((best, row) => (row.lossHigh < best.lossHigh ? row : best))
      : formats.reduce((best, row) => (row.totalGB < best.totalGB ? row : best));
  return {
    model: model.name,
    memoryGB,
    kvGB,
    formats,
    chosen: chosen.format,
    fitting: fitting.length,
    claimedLoss: args.claimedLoss ?? null,
  };
}

function rowOf(
  { name, bits, wholeModel, loss, runsOn, engines, source }: WeightFormat,
  { model, memoryGB, kvGB, args }: { model: Model; memoryGB: number; kvGB: number; args: Args },
): Row {
  const { linear, total } = parametersOf(model);
  const weightsGB = (wholeModel ? total * bits : linear * bits + (total - linear) * 16) / 8e9;
  const totalGB = weightsGB + kvGB;
  const headroomGB = memoryGB * (1 - args.margin) - totalGB;
  return {
    format: name,
    bits,
    weightsGB,
    totalGB,
    headroomGB,
    fits: headroomGB >= 0,
    runsOn,
    engines: [...engines],
    lossLow: loss.low,
    lossHigh: loss.high,
    measure: loss.measure,
    source: `${source}; loss: ${loss.source}`,
    withinClaim: args.claimedLoss === undefined ? null : loss.high <= args.claimedLoss,
  };
}

/** What the losses were measured on and where the formats run, each said once. */
function groundsOf(formats: readonly Row[]): string[] {
  const grounds = new Map<string, string[]>();
  for (const { format, measure, runsOn } of formats) {
    const ground = `loss ${measure}; runs on ${runsOn}.`;
    grounds.set(ground, [...(grounds.get(ground) ?? []), format]);
  }
  return [...grounds].map(([ground, names]) => `${names.join(', ')}: ${ground}`);
}

function figures({ formats, chosen, kvGB, fitting, claimedLoss }: Result): Record<string, Figure> {
  const row = formats.find(({ format }) => format === chosen) as Row;
  return {
    bits: { value: row.bits, unit: 'bits', formula: 'bits a weight, constants included', source: row.source },
    weightsGB: {
      value: row.weightsGB,
      unit: 'GB',
      formula: 'linear x bits / 8 + (embeddings + head + norms) x 2',
      source: row.source,
    },
    kvGB: {
      value: kvGB,
      unit: 'GB',
      formula: '2 x layers x KV heads x head width x bytes x tokens',
      source: 'Pope et al. 2022, section 3.3',
    },
    totalGB: { value: row.totalGB, unit: 'GB', formula: 'weights + keys and values', source: row.source },
    headroomGB: {
      value: row.headroomGB,
      unit: 'GB',
      formula: 'memory x (1 - margin) - total',
      source: 'data sheet of the device',
    },
    lossLow: { value: row.lossLow, unit: 'share', formula: `least published ${row.measure}`, source: row.source },
    lossHigh: { value: row.lossHigh, unit: 'share', formula: `most published ${row.measure}`, source: row.source },
    fitting: { value: fitting, unit: 'count', formula: 'formats with headroom >= 0', source: 'the rows of the result' },
    ...(claimedLoss === null
      ? {}
      : {
          claimedLoss: { value: claimedLoss, unit: 'share', formula: 'as claimed', source: 'the claim as given' },
          overClaim: {
            value: row.lossHigh - claimedLoss,
            unit: 'share',
            formula: 'most published - claimed',
            source: row.source,
          },
        }),
  };
}

/** Which formats a model can be served in on given cards, what each loses, and what serves it. */
export const quantizationPlan: Tool<Args, Result> = {
  name: 'quantization_plan',
  description:
    'Bytes, published loss, hardware and engines of GPTQ, AWQ, NF4 and GGUF for a model on given cards, and the format that loses least among those that fit.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: [
    ...['bits', 'weightsGB', 'kvGB', 'totalGB', 'headroomGB', 'lossLow', 'lossHigh', 'fitting'],
    ...['claimedLoss', 'overClaim'],
  ],
  headline: { figure: 'totalGB' },
  assumption:
    'Loss published for Llama models carries over: perplexity and scores are different measures, and small models and long tails lose more.',
  draw: ({ formats, chosen }, _, __, width) =>
    drawTable(
      ['format', 'weights', 'headroom', 'loss', 'claim', 'served by'],
      formats.map((row) => [
        `${row.format}${row.format === chosen ? ' *' : ''}`,
        `${row.weightsGB.toFixed(1)} GB`,
        `${row.headroomGB.toFixed(1)} GB`,
        row.lossLow === row.lossHigh ? percent(row.lossHigh) : `${percent(row.lossLow)} to ${percent(row.lossHigh)}`,
        row.withinClaim === null ? '-' : row.withinClaim ? 'holds' : 'exceeded',
        row.engines.join(', '),
      ]),
      width,
      ...groundsOf(formats),
    ),
};
