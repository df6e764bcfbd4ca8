import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import type { Figure, Tool } from '../core/tool.ts';
import type { Device } from './devices.ts';
import { DeviceArgument, deviceNamed, usableGB } from './devices.ts';
import { drawTable, percent } from './draw-table.ts';
import type { Ground, Loss, WeightFormat } from './formats.ts';
import { ENGINES, enginesFor, FORMATS, formatNamed, GROUNDS, runsOn, weightBytes } from './formats.ts';
import type { Model } from './models.ts';
import { keptTimes, kvBytes, ModelArgument, modelOf, PositionsArgument, refuseBeyond } from './models.ts';

const names = FORMATS.map(({ name }) => name).join(', ');

const Args = z.strictObject({
  model: ModelArgument,
  device: DeviceArgument,
  count: z.number().int().min(1).max(1024).default(1).describe('Cards that share the weights.'),
  context: z.number().int().min(1).default(4096).describe('Tokens of one sequence.'),
  positions: PositionsArgument,
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
  /** Engines that serve it on the device; `maturity` is that of the ripest. */
  engines: z.array(z.string()),
  maturity: z.enum(['stable', 'experimental']),
  /** Shares of the unquantised model, as published on `ground`. */
  lossLow: z.number(),
  lossHigh: z.number(),
  ground: z.string(),
  /** Whether that is the common ground; a loss on another compares with none of the others. */
  comparable: z.boolean(),
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
  /** Measure and base model on which the losses of the rows compare. */
  ground: z.string(),
  /** The ripest of what fits, and of those the least loss on the ground; the smallest when nothing fits. */
  chosen: z.string(),
  fitting: z.number().int(),
  /** Formats that the device or the engine does not run. */
  leftOut: z.array(z.string()),
  claimedLoss: z.number().nullable(),
});
type Result = z.infer<typeof Result>;

function run(args: Args): Result {
  const model = modelOf(args.model);
  const device = deviceNamed(args.device);
  const memoryGB = usableGB(device) * args.count;
  refuseBeyond('quantization_plan', model, args);
  const each = kvBytes(model, args.context, args.kvBytes) * keptTimes(model, args.count);
  const kvGB = (each * args.sequences) / 1e9;
  const asked = args.format === undefined ? offeredOn(device) : [formatNamed(args.format)];
  const served = asked.map((format) => ({ format, engines: runsOn(format, device) ? enginesOn(format, args) : [] }));
  const candidates = served.filter(({ engines }) => engines.length > 0);
  if (candidates.length === 0) throw nothingRuns(asked, device.name, args);
  const sizes = candidates.map(({ format }) => weightBytes(model, format) / 1e9 + kvGB);
  const fitting = candidates.filter((_, i) => (sizes[i] ?? 0) <= memoryGB * (1 - args.margin));
  const ripe = ripest(fitting.length > 0 ? fitting : candidates);
  const ground = commonGround(ripe.map(({ format }) => format));
  const formats = candidates.map(({ format, engines }) =>
    rowOf(format, engines, { model, memoryGB, kvGB, ground, args }),
  );
  return {
    model: model.name,
    memoryGB,
    kvGB,
    formats,
    ground: GROUNDS[ground],
    chosen: chosenOf(formats.filter(({ format }) => ripe.some((one) => one.format.name === format))),
    fitting: fitting.length,
    leftOut: served.filter(({ engines }) => engines.length === 0).map(({ format }) => format.name),
    claimedLoss: args.claimedLoss ?? null,
  };
}

/** All formats, less those that stand in for one that the device runs. */
function offeredOn(device: Device): readonly WeightFormat[] {
  return FORMATS.filter(({ insteadOf }) => insteadOf === undefined || !runsOn(formatNamed(insteadOf), device));
}

type Engines = ReturnType<typeof enginesFor>;

function enginesOn(format: WeightFormat, { device, engine }: Args): Engines {
  return enginesFor(format, deviceNamed(device)).filter(([name]) => engine === undefined || name === engine);
}

function nothingRuns(asked: readonly WeightFormat[], device: string, { engine }: Args): PitwallError {
  const what = asked.length === 1 ? `\`${asked[0]?.name}\` runs on ${asked[0]?.runsOn}` : 'no format does';
  const where = engine === undefined ? device : `${engine} on ${device}`;
  return new PitwallError('TOOL_INVALID', `quantization_plan: expected a format that ${where} serves, but ${what}`);
}

/** Those that an engine serves without a warning in its manual; all where none is. */
function ripest<One extends { engines: Engines }>(candidates: readonly One[]): readonly One[] {
  const stable = candidates.filter(({ engines }) => engines.some(([, maturity]) => maturity === 'stable'));
  return stable.length > 0 ? stable : candidates;
}

/** Where most of the formats have a published loss; of one format alone, where it is judged. */
function commonGround(formats: readonly WeightFormat[]): Ground {
  const [first] = formats;
  if (formats.length === 1 && first !== undefined) return first.losses[0].ground;
  const count = (ground: Ground) => formats.filter((format) => lossOn(format, ground) !== undefined).length;
  return (Object.keys(GROUNDS) as Ground[]).reduce((best, one) => (count(one) > count(best) ? one : best));
}

function lossOn({ losses }: WeightFormat, ground: Ground): Loss | undefined {
  return losses.find((loss) => loss.ground === ground);
}

/** The least loss on the common ground: a format with a loss elsewhere cannot be called the least. The smallest where nothing fits. */
function chosenOf(ripe: readonly Row[]): string {
  const least = (rows: readonly Row[], of: (row: Row) => number) =>
    rows.reduce((best, row) => (of(row) < of(best) ? row : best)).format;
  if (!ripe.some(({ fits }) => fits)) return least(ripe, ({ totalGB }) => totalGB);
  return least(
    ripe.filter(({ comparable }) => comparable),
    ({ lossHigh }) => lossHigh,
  );
}

function rowOf(
  format: WeightFormat,
  engines: Engines,
  { model, memoryGB, kvGB, ground, args }: { model: Model; memoryGB: number; kvGB: number; ground: Ground; args: Args },
): Row {
  const weightsGB = weightBytes(model, format) / 1e9;
  const totalGB = weightsGB + kvGB;
  const headroomGB = memoryGB * (1 - args.margin) - totalGB;
  const common = lossOn(format, ground);
  const loss = common ?? format.losses[0];
  return {
    format: format.name,
    bits: format.bits,
    weightsGB,
    totalGB,
    headroomGB,
    fits: headroomGB >= 0,
    runsOn: format.runsOn,
    engines: engines.map(([name, maturity]) => (maturity === 'stable' ? name : `${name} (${maturity})`)),
    maturity: engines.some(([, maturity]) => maturity === 'stable') ? 'stable' : 'experimental',
    lossLow: loss.low,
    lossHigh: loss.high,
    ground: GROUNDS[loss.ground],
    comparable: common !== undefined,
    source: `${format.source}; loss: ${loss.source}`,
    withinClaim: args.claimedLoss === undefined ? null : loss.high <= args.claimedLoss,
  };
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
      source: 'the driver of the device',
    },
    lossLow: { value: row.lossLow, unit: 'share', formula: `least published in ${row.ground}`, source: row.source },
    lossHigh: { value: row.lossHigh, unit: 'share', formula: `most published in ${row.ground}`, source: row.source },
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

function lossText({ lossLow, lossHigh, comparable }: Row): string {
  const text = lossLow === lossHigh ? percent(lossHigh) : `${percent(lossLow).slice(0, -1)} to ${percent(lossHigh)}`;
  return comparable ? text : `(${text})`;
}

/** On which ground each loss in brackets lies, each said once. */
function othersOf(formats: readonly Row[]): string[] {
  const grounds = new Map<string, string[]>();
  for (const { format, ground, comparable } of formats)
    if (!comparable) grounds.set(ground, [...(grounds.get(ground) ?? []), format]);
  return [...grounds].map(
    ([ground, names]) => `${names.join(', ')}: in ${ground}, which compares with none of the rest.`,
  );
}

/** Which formats a model can be served in on given cards, what each loses, and what serves it. */
export const quantizationPlan: Tool<Args, Result> = {
  name: 'quantization_plan',
  description:
    'Bytes, published loss, hardware and engines of FP8, INT8, GPTQ, AWQ, NF4 and GGUF for a model on given cards, and of what fits and is served without warning the one that loses least in one measure on one base model.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: [
    ...['bits', 'weightsGB', 'kvGB', 'totalGB', 'headroomGB', 'lossLow', 'lossHigh', 'fitting'],
    ...['claimedLoss', 'overClaim'],
  ],
  headline: { figure: 'totalGB' },
  assumption: 'Loss published for one Llama model carries over to this one: small models and long tails lose more.',
  draw: ({ formats, chosen, ground, leftOut }, _, __, width) =>
    drawTable(
      ['format', 'weights', 'headroom', 'loss', 'claim', 'served by'],
      formats.map((row) => [
        `${row.format}${row.format === chosen ? ' *' : ''}`,
        `${row.weightsGB.toFixed(1)} GB`,
        `${row.headroomGB.toFixed(1)} GB`,
        lossText(row),
        row.withinClaim === null ? '-' : row.withinClaim ? 'holds' : 'exceeded',
        row.engines.map((engine) => engine.replace(/^(.+) \(experimental\)$/, '($1)')).join(', '),
      ]),
      width,
      `Loss in ${ground}; an engine in brackets calls the format experimental. * loses least of what compares there: speed is not weighed.`,
      ...othersOf(formats),
      ...(leftOut.length === 0 ? [] : [`Not served here: ${leftOut.join(', ')}.`]),
    ),
};
