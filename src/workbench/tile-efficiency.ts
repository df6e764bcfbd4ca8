import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';
import { MULTIPROCESSOR_SOURCE, multiprocessorsOf } from './multiprocessors.ts';
import { ELEMENT_BYTES, NUMBER_FORMATS } from './number-formats.ts';

const GUIDE = 'NVIDIA Matrix Multiplication Background user guide';
/** Bytes to which rows should be aligned for the matrix units to be used at all without padding, and at their best. */
const NEEDED = 16;
const BEST = 128;

const side = z.number().int().positive().max(1e9);

const Args = z.strictObject({
  m: side.describe('Rows of the result: tokens, as a rule.'),
  n: side.describe('Columns of the result.'),
  k: side.describe('Length of the sums.'),
  device: z.string().min(1).describe('A device with CUDA multiprocessors, such as A100 80GB SXM or H100 SXM.'),
  format: z.enum(NUMBER_FORMATS).default('BF16'),
  tileM: z.number().int().min(8).max(1024).default(256).describe('Rows of one tile.'),
  tileN: z.number().int().min(8).max(1024).default(128).describe('Columns of one tile.'),
});
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  tiles: z.number().int(),
  waves: z.number().int(),
  /** Useful part of the tiles, busy part of the waves, and both. */
  tileShare: z.number(),
  waveShare: z.number(),
  efficiency: z.number(),
  /** Largest power of two that divides the row of the worst operand, bytes. */
  alignmentBytes: z.number().int(),
  alignment: z.enum(['best', 'sufficient', 'missed']),
  /** Least that n and k would have to grow by to be aligned at best. */
  padN: z.number().int(),
  padK: z.number().int(),
});
type Result = z.infer<typeof Result>;

function run({ m, n, k, device, format, tileM, tileN }: Args): Result {
  const { count } = multiprocessorsOf(device);
  const tiles = Math.ceil(m / tileM) * Math.ceil(n / tileN);
  const waves = Math.ceil(tiles / count);
  const tileShare = (m * n) / (tiles * tileM * tileN);
  const waveShare = tiles / (waves * count);
  const bytes = ELEMENT_BYTES[format];
  const alignmentBytes = Math.min(alignmentOf(n, bytes), alignmentOf(k, bytes));
  const unit = BEST / bytes;
  return {
    tiles,
    waves,
    tileShare,
    waveShare,
    efficiency: tileShare * waveShare,
    alignmentBytes,
    alignment: alignmentBytes >= BEST ? 'best' : alignmentBytes >= NEEDED ? 'sufficient' : 'missed',
    padN: (unit - (n % unit)) % unit,
    padK: (unit - (k % unit)) % unit,
  };
}

/** Largest power of two, at most 128, that divides the bytes of a row; 1 where a row does not end on a byte. */
function alignmentOf(elements: number, bytes: number): number {
  const row = elements * bytes;
  let aligned = BEST;
  while (aligned > 1 && row % aligned !== 0) aligned /= 2;
  return aligned;
}

function figures({
  tiles,
  waves,
  tileShare,
  waveShare,
  efficiency,
  alignmentBytes,
  padN,
  padK,
}: Result): Record<string, Figure> {
  return {
    efficiency: {
      value: efficiency,
      unit: 'share',
      formula: 'useful part of tiles x busy part of waves',
      source: GUIDE,
    },
    tileShare: {
      value: tileShare,
      unit: 'share',
      formula: 'm n / (tiles x tile size)',
      source: `${GUIDE}, section 3.1`,
    },
    waveShare: {
      value: waveShare,
      unit: 'share',
      formula: 'tiles / (waves x multiprocessors)',
      source: `${GUIDE}, section 3.2; ${MULTIPROCESSOR_SOURCE}`,
    },
    tiles: { value: tiles, unit: 'count', formula: 'ceil(m / tile rows) x ceil(n / tile columns)', source: GUIDE },
    waves: { value: waves, unit: 'count', formula: 'ceil(tiles / multiprocessors)', source: GUIDE },
    alignmentBytes: {
      value: alignmentBytes,
      unit: 'bytes',
      formula: 'largest power of two, at most 128, that divides the rows of n and of k',
      source: `${GUIDE}, section 2.2`,
    },
    padding: {
      value: padN,
      unit: 'count',
      formula: 'columns of n to the next 128 bytes',
      source: `${GUIDE}, section 2.2`,
    },
    paddingK: {
      value: padK,
      unit: 'count',
      formula: 'length of k to the next 128 bytes',
      source: `${GUIDE}, section 2.2`,
    },
  };
}

/** What the sides of a matrix product cost by tiles, waves and alignment. */
export const tileEfficiency: Tool<Args, Result> = {
  name: 'tile_efficiency',
  description:
    'Share of a matrix product that tiles and waves of multiprocessors leave useful, and whether its rows are aligned for the matrix units, with the padding that would help.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['efficiency', 'tileShare', 'waveShare', 'tiles', 'waves', 'alignmentBytes', 'padding', 'paddingK'],
  headline: { figure: 'efficiency', scale: { neutral: 0, full: 1 } },
  assumption:
    'One tile size and one tile a multiprocessor at a time: libraries choose among many kernels, some of which split the sums or run tiles persistently.',
};
