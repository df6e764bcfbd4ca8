import { brotliCompressSync, constants } from 'node:zlib';
import type { Columns, Following, Ngrams, Packed } from '../../src/cards/repair/ngrams.ts';

/** Counts are kept exactly up to 5 and within an eighth above. */
const LEVELS = [0, 1];
for (let count = 1; count < 2 ** 31; LEVELS.push(count)) count = Math.max(count + 1, Math.round(count * 1.25));

function rounded(count: number): number {
  const above = LEVELS.findIndex((value) => value >= count);
  const [low = 0, high = 0] = [LEVELS[above - 1], LEVELS[above]];
  return above > 1 && count - low < high - count ? low : high;
}

/** The bytes that `unpack` of src/cards/repair/ngrams.ts reads. */
export function pack({ alphabet, one, two, three }: Ngrams): Uint8Array {
  const packed: Packed = { alphabet, one: one.map(rounded), two: columns(two), three: columns(three) };
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(JSON.stringify(packed), { params });
}

function columns(following: Following): Columns {
  const rows = ascending(following);
  return {
    before: distances(rows.map(([before]) => before)),
    kinds: rows.map(([, counts]) => counts.size),
    followed: rows.flatMap(([, counts]) => distances(ascending(counts).map(([symbol]) => symbol))),
    counts: rows.flatMap(([, counts]) => ascending(counts).map(([, count]) => rounded(count))),
  };
}

const ascending = <T>(map: ReadonlyMap<number, T>) => [...map].sort(([a], [b]) => a - b);

const distances = (keys: readonly number[]) => keys.map((key, at) => key - (keys[at - 1] ?? 0));
