import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';

/** One row of the makers' data sheets. Rates are peaks of the sheet, dense, without sparsity. */
export interface Device {
  name: string;
  /** Dense BF16 matrix rate, TFLOPS. */
  bf16Tflops: number;
  memoryGB: number;
  memoryGBs: number;
  /** To other cards, all links and both directions together, GB/s; PCIe where there is nothing else. */
  linkGBs: number;
  /** The fabric of `linkGBs`. */
  link: string;
  source: string;
}

export const DEVICES: readonly Device[] = [
  {
    name: 'A100 80GB SXM',
    bf16Tflops: 312,
    memoryGB: 80,
    memoryGBs: 2039,
    linkGBs: 600,
    link: 'NVLink 3',
    source: 'NVIDIA A100 Tensor Core GPU datasheet',
  },
  {
    name: 'H100 SXM',
    bf16Tflops: 989.4,
    memoryGB: 80,
    memoryGBs: 3352,
    linkGBs: 900,
    link: 'NVLink 4',
    source: 'NVIDIA H100 Tensor Core GPU architecture whitepaper',
  },
  {
    name: 'H100 PCIe',
    bf16Tflops: 756,
    memoryGB: 80,
    memoryGBs: 2039,
    linkGBs: 600,
    link: 'NVLink bridge, pairs of cards',
    source: 'NVIDIA H100 Tensor Core GPU architecture whitepaper',
  },
  {
    name: 'H200',
    bf16Tflops: 989.5,
    memoryGB: 141,
    memoryGBs: 4800,
    linkGBs: 900,
    link: 'NVLink 4',
    source: 'NVIDIA H200 Tensor Core GPU datasheet',
  },
  {
    name: 'B200',
    bf16Tflops: 2250,
    memoryGB: 180,
    memoryGBs: 8000,
    linkGBs: 1800,
    link: 'NVLink 5',
    source: 'NVIDIA DGX B200 datasheet, an eighth of the system',
  },
  {
    name: 'L40S',
    bf16Tflops: 362,
    memoryGB: 48,
    memoryGBs: 864,
    linkGBs: 64,
    link: 'PCIe 4 x16',
    source: 'NVIDIA L40S datasheet',
  },
  {
    name: 'RTX 4090',
    bf16Tflops: 165.2,
    memoryGB: 24,
    memoryGBs: 1008,
    linkGBs: 64,
    link: 'PCIe 4 x16',
    source: 'NVIDIA Ada GPU architecture whitepaper',
  },
  {
    name: 'RTX 5090',
    bf16Tflops: 209.5,
    memoryGB: 32,
    memoryGBs: 1792,
    linkGBs: 128,
    link: 'PCIe 5 x16',
    source: 'NVIDIA RTX Blackwell GPU architecture whitepaper',
  },
  {
    name: 'MI300X',
    bf16Tflops: 1307.4,
    memoryGB: 192,
    memoryGBs: 5300,
    linkGBs: 896,
    link: 'Infinity Fabric',
    source: 'AMD Instinct MI300X accelerator data sheet',
  },
  {
    name: 'TPU v5e',
    bf16Tflops: 197,
    memoryGB: 16,
    memoryGBs: 819,
    linkGBs: 400,
    link: 'inter-chip interconnect, 2D torus',
    source: 'Google Cloud TPU v5e documentation',
  },
  {
    name: 'TPU v5p',
    bf16Tflops: 459,
    memoryGB: 95,
    memoryGBs: 2765,
    linkGBs: 1200,
    link: 'inter-chip interconnect, 3D torus',
    source: 'Google Cloud TPU v5p documentation',
  },
];

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
const byName = new Map(DEVICES.map((device) => [plain(device.name), device]));

/** A row by its name; case, spaces and hyphens do not matter. Throws TOOL_INVALID with the names that are known. */
export function deviceNamed(name: string): Device {
  const device = byName.get(plain(name));
  if (device !== undefined) return device;
  const known = DEVICES.map((row) => row.name);
  throw new PitwallError(
    'TOOL_INVALID',
    `expected a device of the table (${known.join(', ')}), got \`${name}\`${nearest(name, known)}`,
    { data: { name, known } },
  );
}

/** How a tool takes a device: by a name that `deviceNamed` knows. */
export const DeviceArgument = z
  .string()
  .min(1)
  .describe(`One of ${DEVICES.map(({ name }) => name).join(', ')}.`);
