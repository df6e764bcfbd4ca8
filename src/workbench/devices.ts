import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { nearest } from '../core/nearest.ts';

export type Maker = 'NVIDIA' | 'AMD' | 'Google' | 'other';

/** One row of the makers' data sheets. Rates are peaks of the sheet, dense, without sparsity. */
export interface Device {
  name: string;
  maker: Maker;
  /** Compute capability; null where there is none. */
  capability: number | null;
  /** Dense BF16 matrix rate, TFLOPS; that of FP16 where the units have no BF16 (T4). */
  bf16Tflops: number;
  /** As the sheet names it. Of graphics cards it is a count of 2^30 bytes, part of which error correction may take. */
  memoryGB: number;
  /** What the driver gives to programs, MiB. */
  memoryMiB: number;
  memoryGBs: number;
  /** To other cards, all links and both directions together, GB/s; PCIe where there is nothing else. */
  linkGBs: number;
  /** The fabric of `linkGBs`. */
  link: string;
  /** What one card sends to the others of its node in a collective, one direction, GB/s, and how many share a node. */
  nodeGBs: number;
  nodeCards: number;
  /** What the network card of one GPU sends to other nodes in the maker's system, one direction, GB/s; null where there is no usual one. */
  networkGBs: number | null;
  source: string;
}

type Sheet = Omit<Device, 'networkGBs' | 'nodeCards' | 'maker'> & Partial<Pick<Device, 'networkGBs' | 'nodeCards'>>;
const from = (maker: Maker, sheet: Sheet): Device => ({ maker, nodeCards: 8, networkGBs: null, ...sheet });
const nvidia = (sheet: Sheet) => from('NVIDIA', sheet);
const amd = (sheet: Omit<Sheet, 'capability'>) => from('AMD', { ...sheet, capability: null });
const google = (sheet: Omit<Sheet, 'capability' | 'nodeGBs'>) =>
  from('Google', { nodeCards: 256, ...sheet, capability: null, nodeGBs: sheet.linkGBs / 2 });

const MIB = 1024;
/** Cards of one direction each of 200, 400 Gbit/s a GPU, as in NVIDIA's DGX A100, and DGX H100 and B200. */
const HDR = 25;
const NDR = 50;
/** Bus bandwidth of an all-reduce among eight cards through PCIe 4 and the host, without peer access. */
const THROUGH_HOST = 12;
/** PCIe 4 x16 and PCIe 3 x16, both directions. */
const PCIE4 = { linkGBs: 64, link: 'PCIe 4 x16', nodeGBs: THROUGH_HOST };

export const DEVICES: readonly Device[] = [
  nvidia({
    ...{ name: 'A100 80GB SXM', capability: 8, bf16Tflops: 312, memoryGB: 80, memoryMiB: 81_920, memoryGBs: 2039 },
    ...{ linkGBs: 600, link: 'NVLink 3', nodeGBs: 300, networkGBs: HDR },
    source: 'NVIDIA A100 Tensor Core GPU datasheet',
  }),
  nvidia({
    ...{ name: 'A100 40GB SXM', capability: 8, bf16Tflops: 312, memoryGB: 40, memoryMiB: 40_960, memoryGBs: 1555 },
    ...{ linkGBs: 600, link: 'NVLink 3', nodeGBs: 300, networkGBs: HDR },
    source: 'NVIDIA A100 Tensor Core GPU datasheet',
  }),
  nvidia({
    ...{ name: 'H100 SXM', capability: 9, bf16Tflops: 989.4, memoryGB: 80, memoryMiB: 81_559, memoryGBs: 3352 },
    ...{ linkGBs: 900, link: 'NVLink 4', nodeGBs: 450, networkGBs: NDR },
    source: 'NVIDIA H100 Tensor Core GPU architecture whitepaper',
  }),
  nvidia({
    ...{ name: 'H100 PCIe', capability: 9, bf16Tflops: 756, memoryGB: 80, memoryMiB: 81_559, memoryGBs: 2039 },
    ...{ linkGBs: 600, link: 'NVLink bridge, pairs of cards', nodeGBs: 300, nodeCards: 2, networkGBs: HDR },
    source: 'NVIDIA H100 Tensor Core GPU architecture whitepaper',
  }),
  nvidia({
    ...{ name: 'H200', capability: 9, bf16Tflops: 989.5, memoryGB: 141, memoryMiB: 143_771, memoryGBs: 4800 },
    ...{ linkGBs: 900, link: 'NVLink 4', nodeGBs: 450, networkGBs: NDR },
    source: 'NVIDIA H200 Tensor Core GPU datasheet',
  }),
  nvidia({
    ...{ name: 'B200', capability: 10, bf16Tflops: 2250, memoryGB: 180, memoryMiB: 183_359, memoryGBs: 8000 },
    ...{ linkGBs: 1800, link: 'NVLink 5', nodeGBs: 900, networkGBs: NDR },
    source: 'NVIDIA DGX B200 datasheet, an eighth of the system',
  }),
  nvidia({
    ...{ name: 'L40S', capability: 8.9, bf16Tflops: 362, memoryGB: 48, memoryMiB: 46_068, memoryGBs: 864, ...PCIE4 },
    source: 'NVIDIA L40S datasheet',
  }),
  nvidia({
    ...{ name: 'L4', capability: 8.9, bf16Tflops: 121, memoryGB: 24, memoryMiB: 23_034, memoryGBs: 300, ...PCIE4 },
    source: 'NVIDIA L4 Tensor Core GPU datasheet',
  }),
  nvidia({
    ...{ name: 'A10', capability: 8.6, bf16Tflops: 125, memoryGB: 24, memoryMiB: 23_028, memoryGBs: 600, ...PCIE4 },
    source: 'NVIDIA A10 Tensor Core GPU datasheet',
  }),
  nvidia({
    ...{ name: 'T4', capability: 7.5, bf16Tflops: 65, memoryGB: 16, memoryMiB: 15_360, memoryGBs: 320 },
    ...{ linkGBs: 32, link: 'PCIe 3 x16', nodeGBs: THROUGH_HOST / 2 },
    source: 'NVIDIA T4 Tensor Core GPU datasheet',
  }),
  nvidia({
    ...{ name: 'RTX A6000', capability: 8.6, bf16Tflops: 154.8, memoryGB: 48, memoryMiB: 49_140, memoryGBs: 768 },
    ...PCIE4,
    source: 'NVIDIA RTX A6000 datasheet',
  }),
  nvidia({
    ...{ name: 'RTX 3090', capability: 8.6, bf16Tflops: 71, memoryGB: 24, memoryMiB: 24_576, memoryGBs: 936 },
    ...PCIE4,
    source: 'NVIDIA Ampere GA102 GPU architecture whitepaper',
  }),
  nvidia({
    ...{ name: 'RTX 4090', capability: 8.9, bf16Tflops: 165.2, memoryGB: 24, memoryMiB: 24_564, memoryGBs: 1008 },
    ...PCIE4,
    source: 'NVIDIA Ada GPU architecture whitepaper',
  }),
  nvidia({
    ...{ name: 'RTX 5090', capability: 12, bf16Tflops: 209.5, memoryGB: 32, memoryMiB: 32_607, memoryGBs: 1792 },
    ...{ linkGBs: 128, link: 'PCIe 5 x16', nodeGBs: 2 * THROUGH_HOST },
    source: 'NVIDIA RTX Blackwell GPU architecture whitepaper',
  }),
  amd({
    ...{ name: 'MI300X', bf16Tflops: 1307.4, memoryGB: 192, memoryMiB: 192 * MIB, memoryGBs: 5300 },
    ...{ linkGBs: 896, link: 'Infinity Fabric', nodeGBs: 448, networkGBs: NDR },
    source: 'AMD Instinct MI300X accelerator data sheet',
  }),
  amd({
    ...{ name: 'MI325X', bf16Tflops: 1307.4, memoryGB: 256, memoryMiB: 256 * MIB, memoryGBs: 6000 },
    ...{ linkGBs: 896, link: 'Infinity Fabric', nodeGBs: 448, networkGBs: NDR },
    source: 'AMD Instinct MI325X accelerator data sheet',
  }),
  amd({
    ...{ name: 'MI350X', bf16Tflops: 2306.9, memoryGB: 288, memoryMiB: 288 * MIB, memoryGBs: 8000 },
    ...{ linkGBs: 1075, link: 'Infinity Fabric', nodeGBs: 537.5, networkGBs: NDR },
    source: 'AMD Instinct MI350X GPU data sheet',
  }),
  amd({
    ...{ name: 'MI355X', bf16Tflops: 2516.6, memoryGB: 288, memoryMiB: 288 * MIB, memoryGBs: 8000 },
    ...{ linkGBs: 1075, link: 'Infinity Fabric', nodeGBs: 537.5, networkGBs: NDR },
    source: 'AMD Instinct MI355X GPU data sheet',
  }),
  google({
    ...{ name: 'TPU v5e', bf16Tflops: 197, memoryGB: 16, memoryMiB: 16 * MIB, memoryGBs: 819 },
    ...{ linkGBs: 400, link: 'inter-chip interconnect, 2D torus' },
    source: 'Google Cloud TPU v5e documentation',
  }),
  google({
    ...{ name: 'TPU v5p', bf16Tflops: 459, memoryGB: 95, memoryMiB: 95 * MIB, memoryGBs: 2765, nodeCards: 8960 },
    ...{ linkGBs: 1200, link: 'inter-chip interconnect, 3D torus' },
    source: 'Google Cloud TPU v5p documentation',
  }),
  google({
    ...{ name: 'TPU v6e', bf16Tflops: 918, memoryGB: 32, memoryMiB: 32 * MIB, memoryGBs: 1638 },
    ...{ linkGBs: 800, link: 'inter-chip interconnect, 2D torus' },
    source: 'Google Cloud TPU v6e documentation',
  }),
];

const names = DEVICES.map(({ name }) => name);
const positive = z.number().positive();

/** A device of one's own, by the numbers of its sheet. */
const CustomDevice = z.strictObject({
  name: z.string().min(1).default('the given device'),
  bf16Tflops: positive.describe('Dense BF16 matrix rate, TFLOPS.'),
  memoryGB: positive.describe('Memory that programs can use, 10^9 bytes.'),
  memoryGBs: positive.describe('Memory bandwidth, GB/s.'),
  linkGBs: positive.optional().describe('What one card sends to the others, one direction, GB/s.'),
});

/** How a tool takes a device: by a name that `deviceNamed` knows, or by its numbers. */
export const DeviceArgument = z
  .union([z.string().min(1), CustomDevice])
  .describe(`One of ${names.join(', ')}, or a device by its numbers.`);
export type DeviceArgument = z.infer<typeof DeviceArgument>;

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
const byName = new Map(DEVICES.map((device) => [plain(device.name), device]));

/** A row by its name, or a device of one's own; case, spaces and hyphens do not matter. Throws TOOL_INVALID with the names that are known. */
export function deviceNamed(given: DeviceArgument): Device {
  if (typeof given !== 'string') return customDevice(given);
  const device = byName.get(plain(given));
  if (device !== undefined) return device;
  throw new PitwallError(
    'TOOL_INVALID',
    `expected a device of the table (${names.join(', ')}) or its numbers, got \`${given}\`${nearest(given, names)}`,
    { data: { name: given, known: names } },
  );
}

function customDevice({ linkGBs = 0, ...numbers }: z.infer<typeof CustomDevice>): Device {
  return {
    ...numbers,
    maker: 'other',
    capability: null,
    memoryMiB: (numbers.memoryGB * 1e9) / 2 ** 20,
    linkGBs: 2 * linkGBs,
    link: 'as given',
    nodeGBs: linkGBs,
    nodeCards: Number.POSITIVE_INFINITY,
    networkGBs: null,
    source: 'as given',
  };
}

/** Memory that programs can use, in 10^9 bytes as all figures of memory are. */
export function usableGB({ memoryMiB }: Device): number {
  return (memoryMiB * 2 ** 20) / 1e9;
}

/** A rate that one card sends at among `cards`, GB/s in one direction, and where it is from. */
export interface LinkRate {
  gbs: number;
  from: string;
}

/**
 * The table's rate for cards in one node or across nodes. A ring that enters and leaves each node once has all its network cards for itself, so a
 * card sends in it as fast as they do together (NVIDIA nccl-tests, PERFORMANCE.md and issue 119). Throws TOOL_INVALID where the table has none for so many.
 */
export function linkRateOf(device: DeviceArgument, cards: number): LinkRate {
  const { name, nodeGBs, nodeCards, networkGBs, link } = deviceNamed(device);
  if (cards <= nodeCards && nodeGBs > 0)
    return {
      gbs: nodeGBs,
      from: nodeGBs < THROUGH_HOST * 3 ? `${link}, as an all-reduce gets it` : `${link}, full rate`,
    };
  if (networkGBs !== null)
    return {
      gbs: Math.min(nodeGBs, networkGBs * nodeCards),
      from: `the ${nodeCards} network cards of a node of the usual system, full rate`,
    };
  throw new PitwallError(
    'TOOL_INVALID',
    `expected \`linkGBs\`: the table has no usual link among ${cards} of ${name}, found none`,
    { data: { device: name, cards } },
  );
}
