import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** Written by dev/hangul/train.ts; sources and licences are in docs/DATA.md. The build puts it beside the compiled code. */
const FILE = new URL('ngrams.json.br', import.meta.url);

/** `first * WIDTH + second` stands for two symbols in a row; no alphabet is longer. */
export const WIDTH = 4096;

/** What came before -> the symbol that followed -> how often. */
export type Following = Map<number, Map<number, number>>;

/** Counts of one, two and three symbols in a row; a symbol is its place in `alphabet`, the most frequent first. */
export interface Ngrams {
  alphabet: string;
  one: number[];
  two: Following;
  /** After `first * WIDTH + second`. */
  three: Following;
}

/** A `Following` in columns, all ascending keys as the distance from the one before. */
export interface Columns {
  before: number[];
  /** How many symbols followed each. */
  kinds: number[];
  followed: number[];
  counts: number[];
}

export type Packed = Pick<Ngrams, 'alphabet' | 'one'> & Record<'two' | 'three', Columns>;

export function readNgrams(): Ngrams {
  return unpack(readFileSync(FILE));
}

/** @throws Error when the bytes are not those that `pack` made */
export function unpack(bytes: Uint8Array): Ngrams {
  const { alphabet, one, two, three } = JSON.parse(brotliDecompressSync(bytes).toString('utf8')) as Packed;
  return { alphabet, one, two: following(two), three: following(three) };
}

function following({ before, kinds, followed, counts }: Columns): Following {
  const found: Following = new Map();
  let key = 0;
  let at = 0;
  for (const [place, distance] of before.entries()) {
    key += distance;
    const row = new Map<number, number>();
    const end = at + (kinds[place] ?? 0);
    for (let symbol = 0; at < end; at += 1) {
      symbol += followed[at] ?? 0;
      row.set(symbol, counts[at] ?? 0);
    }
    found.set(key, row);
  }
  return found;
}
