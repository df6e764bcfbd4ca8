import { deviceNamed } from './devices.ts';

export const NUMBER_FORMATS = ['TF32', 'FP16', 'BF16', 'FP8', 'INT8', 'FP6', 'FP4', 'INT4'] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

/** Bytes of one element. */
export const ELEMENT_BYTES: Record<NumberFormat, number> = {
  TF32: 4,
  FP16: 2,
  BF16: 2,
  FP8: 1,
  INT8: 1,
  FP6: 0.75,
  FP4: 0.5,
  INT4: 0.5,
};

/** Rate over that of BF16 on the matrix units of a generation, dense; a format that is not there is not supported. */
interface Generation {
  name: string;
  devices: readonly string[];
  overBf16: Partial<Record<NumberFormat, number>>;
  source: string;
}

export const GENERATIONS: readonly Generation[] = [
  {
    name: 'Ampere',
    devices: ['A100 80GB SXM'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, INT8: 2, INT4: 4 },
    source: 'NVIDIA A100 Tensor Core GPU architecture whitepaper, table 3',
  },
  {
    name: 'Hopper',
    devices: ['H100 SXM', 'H100 PCIe', 'H200'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, FP8: 2, INT8: 2 },
    source: 'NVIDIA H100 Tensor Core GPU architecture whitepaper, table 2',
  },
  {
    name: 'Blackwell, data centre',
    devices: ['B200'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, FP8: 2, INT8: 2, FP6: 2, FP4: 4 },
    source: 'NVIDIA DGX B200 datasheet',
  },
  {
    name: 'Ada, data centre',
    devices: ['L40S'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, FP8: 2, INT8: 2, INT4: 2 },
    source: 'NVIDIA L40S datasheet',
  },
  {
    name: 'Ada, consumer',
    devices: ['RTX 4090'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, FP8: 2, INT8: 4, INT4: 8 },
    source: 'NVIDIA Ada GPU architecture whitepaper, table 2, sums in FP32',
  },
  {
    name: 'Blackwell, consumer',
    devices: ['RTX 5090'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, FP8: 2, INT8: 4, FP6: 2, FP4: 8 },
    source: 'NVIDIA RTX Blackwell GPU architecture whitepaper, sums in FP32',
  },
  {
    name: 'CDNA 3',
    devices: ['MI300X'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, FP8: 2, INT8: 2 },
    source: 'AMD Instinct MI300X accelerator data sheet',
  },
  {
    name: 'TPU v5',
    devices: ['TPU v5e', 'TPU v5p'],
    overBf16: { BF16: 1, INT8: 2 },
    source: 'Google Cloud TPU v5e and v5p documentation',
  },
];

export function generationOf(device: string): Generation {
  const { name } = deviceNamed(device);
  const generation = GENERATIONS.find(({ devices }) => devices.includes(name));
  if (generation === undefined) throw new RangeError(`no generation lists the device ${name}`);
  return generation;
}

/** Dense matrix rate in a format, TFLOPS or TOPS; null when the matrix units do not have it. Throws TOOL_INVALID for an unknown device. */
export function rateOf(device: string, format: NumberFormat): number | null {
  const ratio = generationOf(device).overBf16[format];
  return ratio === undefined ? null : ratio * deviceNamed(device).bf16Tflops;
}
