import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { DeviceArgument, deviceNamed } from './devices.ts';
import { ELEMENT_BYTES, generationOf, NUMBER_FORMATS, rateOf } from './number-formats.ts';

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
  formats: z.array(z.enum(NUMBER_FORMATS)),
  source: z.string(),
});
type Result = z.infer<typeof Result>;

function run({ device, format }: Args): Result {
  const { name, overBf16, source } = generationOf(device);
  const { bf16Tflops } = deviceNamed(device);
  const native = rateOf(device, format);
  const tflops = native ?? bf16Tflops;
  return {
    generation: name,
    native: native !== null,
    tflops,
    speedup: tflops / bf16Tflops,
    bytes: ELEMENT_BYTES[format],
    size: ELEMENT_BYTES[format] / ELEMENT_BYTES.BF16,
    formats: NUMBER_FORMATS.filter((one) => overBf16[one] !== undefined),
    source,
  };
}

function figures({ tflops, speedup, size, native, source }: Result): Record<string, Figure> {
  const rate = native ? 'dense rate of the data sheet' : 'widened to BF16, so the rate of BF16';
  return {
    tflops: { value: tflops, unit: 'TFLOPS', formula: rate, source },
    speedup: { value: speedup, unit: 'x', formula: 'rate / rate of BF16', source },
    size: { value: size, unit: 'x', formula: 'bytes / bytes of BF16', source: 'definition of the format' },
  };
}

/** Whether matrix units multiply a number format themselves, and what it brings. */
export const numberFormatSupport: Tool<Args, Result> = {
  name: 'number_format_support',
  description:
    'Whether the matrix units of a device have a number format, its dense rate beside BF16, and how much smaller the operands get.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['tflops', 'speedup', 'size'],
  headline: { figure: 'speedup' },
  assumption:
    'Peak of the data sheet with sums in FP32: a kernel for the format must exist, and memory-bound work gains by size and not by rate.',
};
