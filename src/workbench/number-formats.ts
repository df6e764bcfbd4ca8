import type { DeviceArgument } from './devices.ts';
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

/** How a format spends its bits, the sign apart, and the largest number that it holds; integers have no exponent. */
export interface Layout {
  exponentBits: number;
  mantissaBits: number;
  largest: number;
}

const float = (exponentBits: number, mantissaBits: number): Layout => ({
  exponentBits,
  mantissaBits,
  largest: 2 ** (2 ** (exponentBits - 1) - 1) * (2 - 2 ** -mantissaBits),
});
const integer = (bits: number): Layout => ({ exponentBits: 0, mantissaBits: bits - 1, largest: 2 ** (bits - 1) - 1 });

/** IEEE 754 for FP16; BF16 and TF32 as NVIDIA and Google define them; E4M3, E2M3 and E2M1 (OCP Microscaling Formats, v1.0) have no infinity. */
export const LAYOUTS: Record<NumberFormat, Layout> = {
  TF32: float(8, 10),
  FP16: float(5, 10),
  BF16: float(8, 7),
  FP8: { exponentBits: 4, mantissaBits: 3, largest: 448 },
  INT8: integer(8),
  FP6: { exponentBits: 2, mantissaBits: 3, largest: 7.5 },
  FP4: { exponentBits: 2, mantissaBits: 1, largest: 6 },
  INT4: integer(4),
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
    name: 'Turing',
    devices: ['T4'],
    overBf16: { FP16: 1, INT8: 2, INT4: 4 },
    source: 'NVIDIA T4 Tensor Core GPU datasheet',
  },
  {
    name: 'Ampere',
    devices: ['A100 80GB SXM', 'A100 40GB SXM'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, INT8: 2, INT4: 4 },
    source: 'NVIDIA A100 Tensor Core GPU architecture whitepaper, table 3',
  },
  {
    name: 'Ampere, graphics',
    devices: ['A10', 'RTX A6000'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, INT8: 2, INT4: 4 },
    source: 'NVIDIA A10 Tensor Core GPU datasheet; NVIDIA Ampere GA102 GPU architecture whitepaper',
  },
  {
    name: 'Ampere, consumer',
    devices: ['RTX 3090'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, INT8: 4, INT4: 8 },
    source: 'NVIDIA Ampere GA102 GPU architecture whitepaper, sums in FP32',
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
    devices: ['L40S', 'L4'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, FP8: 2, INT8: 2, INT4: 2 },
    source: 'NVIDIA L40S and L4 datasheets',
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
    devices: ['MI300X', 'MI325X'],
    overBf16: { TF32: 1 / 2, FP16: 1, BF16: 1, FP8: 2, INT8: 2 },
    source: 'AMD Instinct MI300X accelerator data sheet',
  },
  {
    name: 'CDNA 4',
    devices: ['MI350X', 'MI355X'],
    overBf16: { FP16: 1, BF16: 1, FP8: 2, INT8: 2, FP6: 4, FP4: 4 },
    source: 'AMD Instinct MI350X and MI355X GPU data sheets',
  },
  {
    name: 'TPU',
    devices: ['TPU v5e', 'TPU v5p', 'TPU v6e'],
    overBf16: { BF16: 1, INT8: 2 },
    source: 'Google Cloud TPU v5e, v5p and v6e documentation',
  },
];

const GIVEN: Generation = { name: 'given', devices: [], overBf16: { BF16: 1 }, source: 'the device as given' };

export function generationOf(device: DeviceArgument): Generation {
  const { name } = deviceNamed(device);
  if (typeof device !== 'string') return GIVEN;
  const generation = GENERATIONS.find(({ devices }) => devices.includes(name));
  if (generation === undefined) throw new RangeError(`no generation lists the device ${name}`);
  return generation;
}

/** Dense matrix rate in a format, TFLOPS or TOPS; null when the matrix units do not have it. Throws TOOL_INVALID for an unknown device. */
export function rateOf(device: DeviceArgument, format: NumberFormat): number | null {
  const ratio = generationOf(device).overBf16[format];
  return ratio === undefined ? null : ratio * deviceNamed(device).bf16Tflops;
}
