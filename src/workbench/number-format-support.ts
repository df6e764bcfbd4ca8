import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import type { Figure, Tool } from '../core/tool.ts';
import { DeviceArgument, deviceNamed } from './devices.ts';
import { drawTable } from './draw-table.ts';
import type { NumberFormat } from './number-formats.ts';
import { ELEMENT_BYTES, generationOf, LAYOUTS, NUMBER_FORMATS, rateOf } from './number-formats.ts';

const LAYOUT = 'definition of the format';

const Args = z.strictObject({
  device: DeviceArgument,
  format: z.enum(NUMBER_FORMATS).describe('Format of the numbers that are multiplied.'),
});
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  generation: z.string(),
  native: z.boolean(),
  /** Of the matrix units; of BF16 when they do not have the format and it is widened first. */
  tflops: z.number(),
  speedup: z.number(),
  bytes: z.number(),
  /** Memory of an operand over that in BF16. */
  size: z.number(),
  exponentBits: z.number().int(),
  mantissaBits: z.number().int(),
  /** Largest number; that of E4M3 for FP8 and of E2M3 for FP6. */
  largest: z.number(),
  /** What changes against BF16, in a sentence. */
  changes: z.string(),
  formats: z.array(z.enum(NUMBER_FORMATS)),
  source: z.string(),
});
type Result = z.infer<typeof Result>;

function run({ device, format }: Args): Result {
  const { name, overBf16, source } = generationOf(device);
  const { bf16Tflops } = deviceNamed(device);
  const native = rateOf(device, format);
  if (native === null && format === 'BF16')
    throw new PitwallError(
      'TOOL_INVALID',
      `number_format_support: \`format\`: expected one that the matrix units of ${deviceNamed(device).name} have (${NUMBER_FORMATS.filter((one) => overBf16[one] !== undefined).join(', ')}), found BF16, which runs there in FP32 outside of them`,
    );
  const tflops = native ?? bf16Tflops;
  return {
    generation: name,
    native: native !== null,
    tflops,
    speedup: tflops / bf16Tflops,
    bytes: ELEMENT_BYTES[format],
    size: ELEMENT_BYTES[format] / ELEMENT_BYTES.BF16,
    ...LAYOUTS[format],
    changes: changesOf(format),
    formats: NUMBER_FORMATS.filter((one) => overBf16[one] !== undefined),
    source,
  };
}

/** Range and steps against BF16, and what training has to do about it. */
function changesOf(format: NumberFormat): string {
  if (format === 'BF16') return 'Nothing: BF16 is what the others are held against.';
  const { exponentBits, mantissaBits, largest } = LAYOUTS[format];
  const bf16 = LAYOUTS.BF16;
  if (exponentBits === 0)
    return `Even steps from -${largest + 1} to ${largest} under a scale of one's own, so outliers decide the scale.`;
  const steps = 2 ** Math.abs(mantissaBits - bf16.mantissaBits);
  const precision = `steps ${steps} times as ${mantissaBits > bf16.mantissaBits ? 'fine' : 'coarse'}`;
  if (exponentBits === bf16.exponentBits) return `The range of BF16 with ${precision}, in operands kept in four bytes.`;
  return `A range up to ${largest} instead of ${bf16.largest.toExponential(1).replace('e+', 'e')}, so values need a scale (in training a loss scale), with ${precision}.`;
}

function figures({
  tflops,
  speedup,
  size,
  native,
  source,
  exponentBits,
  mantissaBits,
}: Result): Record<string, Figure> {
  const rate = native ? 'dense rate of the data sheet' : 'widened to BF16, so the rate of BF16';
  return {
    tflops: { value: tflops, unit: 'TFLOPS', formula: rate, source },
    speedup: { value: speedup, unit: 'x', formula: 'rate / rate of BF16', source },
    size: { value: size, unit: 'x', formula: 'bytes / bytes of BF16', source: LAYOUT },
    exponentBits: { value: exponentBits, unit: 'bits', formula: 'bits of range; 8 in BF16', source: LAYOUT },
    mantissaBits: { value: mantissaBits, unit: 'bits', formula: 'bits of precision; 7 in BF16', source: LAYOUT },
  };
}

/** Whether matrix units multiply a number format themselves, and what it brings. */
export const numberFormatSupport: Tool<Args, Result> = {
  name: 'number_format_support',
  description:
    'Whether the matrix units of a device have a number format, its dense rate beside BF16, how much smaller the operands get, and what its range and steps change.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['tflops', 'speedup', 'size', 'exponentBits', 'mantissaBits'],
  headline: { figure: 'speedup' },
  draw: ({ changes }, _, __, width) => drawTable([], [], width, changes).trim(),
  assumption:
    'Peak of the data sheet with sums in FP32: a kernel for the format must exist, and memory-bound work gains by size and not by rate.',
};
