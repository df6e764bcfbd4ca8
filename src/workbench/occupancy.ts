import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import type { Figure, Tool } from '../core/tool.ts';
import type { Multiprocessor } from './multiprocessors.ts';
import {
  MOST_REGISTERS,
  MOST_THREADS,
  MULTIPROCESSOR_SOURCE,
  multiprocessorsOf,
  REGISTER_LOT,
  WARP,
  WARP_LOT,
} from './multiprocessors.ts';

const Args = z.strictObject({
  device: z.string().min(1).describe('A device with CUDA multiprocessors, such as A100 80GB SXM or RTX 4090.'),
  threadsPerBlock: z.number().int().min(1).max(MOST_THREADS),
  registersPerThread: z.number().int().min(1).max(MOST_REGISTERS),
  sharedBytesPerBlock: z.number().int().nonnegative().default(0),
});
type Args = z.infer<typeof Args>;

const Limit = z.enum(['warps', 'blocks', 'registers', 'shared memory']);
type Limit = z.infer<typeof Limit>;

const Result = z.strictObject({
  blocks: z.number().int(),
  warps: z.number().int(),
  maxWarps: z.number().int(),
  occupancy: z.number(),
  /** What runs out first. */
  limit: Limit,
  /** Blocks that each resource allows. */
  allows: z.record(Limit, z.number().int()),
  /** Most registers a thread that would still give as many blocks as warps and blocks alone allow; null when none would. */
  registersForFull: z.number().int().nullable(),
});
type Result = z.infer<typeof Result>;

function run({ device, threadsPerBlock, registersPerThread, sharedBytesPerBlock }: Args): Result {
  const { holds } = multiprocessorsOf(device);
  if (sharedBytesPerBlock > holds.sharedBytesPerBlock)
    throw new PitwallError(
      'TOOL_INVALID',
      `occupancy: \`sharedBytesPerBlock\`: expected at most ${holds.sharedBytesPerBlock} at compute capability ${holds.capability}, found ${sharedBytesPerBlock}`,
    );
  const warpsPerBlock = Math.ceil(threadsPerBlock / WARP);
  const byRegisters = (registers: number): number => {
    const lot = Math.ceil((registers * WARP) / REGISTER_LOT) * REGISTER_LOT;
    const warps = Math.floor(Math.floor(holds.registers / lot) / WARP_LOT) * WARP_LOT;
    return Math.floor(warps / warpsPerBlock);
  };
  const allows: Record<Limit, number> = {
    warps: Math.floor(holds.maxWarps / warpsPerBlock),
    blocks: holds.maxBlocks,
    registers: byRegisters(registersPerThread),
    'shared memory': Math.floor(holds.sharedBytes / Math.max(1, sharedOf(sharedBytesPerBlock, holds))),
  };
  const limit = Limit.options.reduce((least, one) => (allows[one] < allows[least] ? one : least));
  const most = Math.min(allows.warps, allows.blocks);
  const blocks = allows[limit];
  if (blocks === 0)
    throw new PitwallError(
      'TOOL_INVALID',
      `occupancy: expected a kernel that can launch, found ${threadsPerBlock} threads of ${registersPerThread} registers, more than the ${holds.registers} of a multiprocessor give to one block`,
    );
  const enough = Array.from({ length: MOST_REGISTERS }, (_, i) => MOST_REGISTERS - i);
  return {
    blocks,
    warps: blocks * warpsPerBlock,
    maxWarps: holds.maxWarps,
    occupancy: (blocks * warpsPerBlock) / holds.maxWarps,
    limit,
    allows,
    registersForFull: enough.find((registers) => byRegisters(registers) >= most) ?? null,
  };
}

/** Bytes that a block takes: its own and what is reserved, in whole lots (CUDA toolkit, cuda_occupancy.h). */
function sharedOf(own: number, { reservedBytes, sharedLot }: Multiprocessor): number {
  return Math.ceil((own + reservedBytes) / sharedLot) * sharedLot;
}

function figures({ blocks, warps, occupancy, registersForFull }: Result): Record<string, Figure> {
  const source = MULTIPROCESSOR_SOURCE;
  return {
    occupancy: { value: occupancy, unit: 'share', formula: 'resident warps / most warps', source },
    blocks: {
      value: blocks,
      unit: 'count',
      formula: 'least that warps, blocks, registers and shared memory allow',
      source,
    },
    warps: { value: warps, unit: 'count', formula: 'blocks x warps a block', source },
    ...(registersForFull === null
      ? {}
      : {
          registersForFull: {
            value: registersForFull,
            unit: 'count',
            formula: 'most registers a thread that do not limit the blocks',
            source,
          },
        }),
  };
}

/** How many warps of a kernel a multiprocessor can hold at once. */
export const occupancy: Tool<Args, Result> = {
  name: 'occupancy',
  description:
    'Share of the warps of a multiprocessor that a kernel can keep resident by its registers, shared memory and block size, and which of them runs out first.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['occupancy', 'blocks', 'warps', 'registersForFull'],
  headline: { figure: 'occupancy', scale: { neutral: 0, full: 1 } },
  assumption:
    'Theoretical occupancy of a full grid: more of it hides latency only until something else binds, and many fast kernels run at a quarter.',
};
