import { PitwallError } from '../core/error.ts';
import { deviceNamed } from './devices.ts';

/** What one multiprocessor holds, by compute capability. */
export interface Multiprocessor {
  capability: string;
  maxWarps: number;
  maxBlocks: number;
  registers: number;
  /** Bytes, together and for one block. */
  sharedBytes: number;
  sharedBytesPerBlock: number;
  /** Shared memory that each block costs besides its own; from compute capability 8 on. */
  reservedBytes: number;
  /** Shared memory is given to a block in lots of so many bytes. */
  sharedLot: number;
}

const GUIDE = 'CUDA C++ Programming Guide, technical specifications per compute capability';
export const MULTIPROCESSOR_SOURCE = GUIDE;

const KB = 1024;
const limits = (
  capability: string,
  maxWarps: number,
  maxBlocks: number,
  sharedKB: number,
  reservedKB = 1,
  sharedLot = 128,
): Multiprocessor => ({
  capability,
  maxWarps,
  maxBlocks,
  registers: 65_536,
  sharedBytes: sharedKB * KB,
  sharedBytesPerBlock: (sharedKB - reservedKB) * KB,
  reservedBytes: reservedKB * KB,
  sharedLot,
});

/** Threads of a warp, threads of a block at most, registers of a thread at most. */
export const WARP = 32;
export const MOST_THREADS = 1024;
export const MOST_REGISTERS = 255;
/** Registers are given to a warp in lots of 256, and to four warps at a time. */
export const REGISTER_LOT = 256;
export const WARP_LOT = 4;

const TURING = limits('7.5', 32, 16, 64, 0, 256);
const AMPERE = limits('8.0', 64, 32, 164);
const AMPERE_GRAPHICS = limits('8.6', 48, 16, 100);
const ADA = limits('8.9', 48, 24, 100);
const HOPPER = limits('9.0', 64, 32, 228);
const BLACKWELL = limits('10.0', 64, 32, 228);
const BLACKWELL_RTX = limits('12.0', 48, 24, 100);

/** Multiprocessors on each device of the table that has them, and what each holds. */
const BY_DEVICE: Record<string, { count: number; holds: Multiprocessor }> = {
  'A100 80GB SXM': { count: 108, holds: AMPERE },
  'A100 40GB SXM': { count: 108, holds: AMPERE },
  'H100 SXM': { count: 132, holds: HOPPER },
  'H100 PCIe': { count: 114, holds: HOPPER },
  H200: { count: 132, holds: HOPPER },
  B200: { count: 148, holds: BLACKWELL },
  L40S: { count: 142, holds: ADA },
  L4: { count: 58, holds: ADA },
  A10: { count: 72, holds: AMPERE_GRAPHICS },
  'RTX A6000': { count: 84, holds: AMPERE_GRAPHICS },
  T4: { count: 40, holds: TURING },
  'RTX 3090': { count: 82, holds: AMPERE_GRAPHICS },
  'RTX 4090': { count: 128, holds: ADA },
  'RTX 5090': { count: 170, holds: BLACKWELL_RTX },
};

/** Throws TOOL_INVALID for a device that is not in the table, or is not made of CUDA multiprocessors. */
export function multiprocessorsOf(device: string): { count: number; holds: Multiprocessor } {
  const { name } = deviceNamed(device);
  const found = BY_DEVICE[name];
  if (found !== undefined) return found;
  const known = Object.keys(BY_DEVICE);
  throw new PitwallError(
    'TOOL_INVALID',
    `expected a device with CUDA multiprocessors (${known.join(', ')}), got \`${name}\``,
    {
      data: { name, known },
    },
  );
}
