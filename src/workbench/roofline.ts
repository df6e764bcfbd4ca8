import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import type { Figure, Tool } from '../core/tool.ts';
import { DeviceArgument, deviceNamed } from './devices.ts';
import { ELEMENT_BYTES, generationOf, NUMBER_FORMATS, rateOf } from './number-formats.ts';
import { refuseFasterThan } from './refuse-faster.ts';

const SOURCE = 'Williams et al. 2009';
const side = z.number().int().positive().max(1e9);

const Args = z
  .strictObject({
    device: DeviceArgument,
    flops: z.number().positive().optional().describe('Operations of the kernel, with bytes.'),
    bytes: z.number().positive().optional().describe('Bytes that it moves to and from memory.'),
    gemm: z
      .strictObject({ m: side, n: side, k: side })
      .optional()
      .describe('Or a product of an m x k with a k x n matrix, each moved once.'),
    format: z.enum(NUMBER_FORMATS).default('BF16').describe('Format of the numbers.'),
    measuredSeconds: z.number().positive().optional().describe('What it took.'),
  })
  .refine(
    ({ flops, bytes, gemm }) =>
      gemm === undefined ? flops !== undefined && bytes !== undefined : flops === undefined && bytes === undefined,
    'expected either flops with bytes, or gemm',
  );
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  /** Operations a byte. */
  intensity: z.number(),
  ridge: z.number(),
  bound: z.enum(['compute', 'memory']),
  attainableTflops: z.number(),
  /** Share of the peak that memory lets through. */
  ofPeak: z.number(),
  seconds: z.number(),
  /** Bound over measured time; null without one. */
  efficiency: z.number().nullable(),
});
type Result = z.infer<typeof Result>;

function run({ device, flops = 0, bytes = 0, gemm, format, measuredSeconds }: Args): Result {
  const peak = rateOf(device, format);
  if (peak === null)
    throw new PitwallError(
      'TOOL_INVALID',
      `expected a format of the matrix units of ${deviceNamed(device).name} (${Object.keys(generationOf(device).overBf16).join(', ')}), got \`${format}\``,
    );
  const work = gemm === undefined ? flops : 2 * gemm.m * gemm.n * gemm.k;
  const moved =
    gemm === undefined ? bytes : ELEMENT_BYTES[format] * (gemm.m * gemm.k + gemm.k * gemm.n + gemm.m * gemm.n);
  const { memoryGBs } = deviceNamed(device);
  const intensity = work / moved;
  const ridge = (1000 * peak) / memoryGBs;
  const attainableTflops = Math.min(peak, (intensity * memoryGBs) / 1000);
  const seconds = work / (attainableTflops * 1e12);
  refuseFasterThan(
    'roofline',
    seconds,
    measuredSeconds,
    `${(work / 1e9).toPrecision(3)} GFLOPs in ${format} on ${deviceNamed(device).name}`,
  );
  return {
    intensity,
    ridge,
    bound: intensity >= ridge ? 'compute' : 'memory',
    attainableTflops,
    ofPeak: attainableTflops / peak,
    seconds,
    efficiency: measuredSeconds === undefined ? null : seconds / measuredSeconds,
  };
}

function figures(result: Result): Record<string, Figure> {
  const { intensity, ridge, attainableTflops, ofPeak, seconds, efficiency } = result;
  return {
    intensity: { value: intensity, unit: 'FLOPs/byte', formula: 'FLOPs / bytes', source: SOURCE },
    ridge: { value: ridge, unit: 'FLOPs/byte', formula: 'peak / bandwidth', source: 'data sheet of the device' },
    attainableTflops: {
      value: attainableTflops,
      unit: 'TFLOPS',
      formula: 'min(peak, intensity x bandwidth)',
      source: SOURCE,
    },
    ofPeak: { value: ofPeak, unit: 'share', formula: 'attainable / peak', source: SOURCE },
    seconds: { value: seconds, unit: 's', formula: 'FLOPs / attainable', source: SOURCE },
    ...(efficiency === null
      ? {}
      : {
          efficiency: { value: efficiency, unit: 'share', formula: 'bound / measured', source: 'the time as measured' },
        }),
  };
}

/** Whether a kernel is bound by arithmetic or by memory, and how fast it could be at best. */
export const roofline: Tool<Args, Result> = {
  name: 'roofline',
  description:
    'Arithmetic intensity of a kernel or matrix product against the ridge point of a device: what binds it, the rate it can reach and its least time.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['intensity', 'ridge', 'attainableTflops', 'ofPeak', 'seconds', 'efficiency'],
  headline: { figure: 'ofPeak', scale: { neutral: 0, full: 1 } },
  assumption:
    'Peak rates of the data sheet and each byte moved once: caches that are missed move more, and no kernel reaches the roof.',
};
