import { BitReader, BitWriter } from './bits.ts';

/** Counts of one, two and three symbols in a row; a symbol is its place in `alphabet`, the most frequent first. */
export interface Ngrams {
  alphabet: string;
  one: number[];
  /** first -> second -> count */
  two: Map<number, Map<number, number>>;
  /** first -> second -> third -> count */
  three: Map<number, Map<number, Map<number, number>>>;
}

/** Counts are kept exactly up to 5 and within an eighth above. */
const LEVELS = [0, 1];
for (let count = 1; count < 2 ** 31; LEVELS.push(count)) count = Math.max(count + 1, Math.round(count * 1.25));

function levelOf(count: number): number {
  const above = LEVELS.findIndex((value) => value >= count);
  const [low = 0, high = 0] = [LEVELS[above - 1], LEVELS[above]];
  return above > 1 && count - low < high - count ? above - 1 : above;
}

/** Low bits for the gaps in an ascending list of `length` numbers below `size`. */
const gapBits = (size: number, length: number): number => Math.max(0, Math.floor(Math.log2(size / (length + 1))) - 2);

export function pack({ alphabet, one, two, three }: Ngrams): Uint8Array {
  const writer = new BitWriter();
  const size = one.length;
  const ascending = (keys: Iterable<number>, each: (key: number) => void) => {
    const sorted = [...keys].sort((a, b) => a - b);
    writer.number(sorted.length, 1);
    sorted.forEach((key, at) => {
      writer.number(key - (sorted[at - 1] ?? -1) - 1, gapBits(size, sorted.length));
      each(key);
    });
  };
  if ([...alphabet].length !== size) throw new RangeError(`Expected ${size} symbols, got ${[...alphabet].length}.`);
  for (const count of one) writer.number(levelOf(count), 3);
  for (let first = 0; first < size; first += 1) {
    const pairs = two.get(first);
    const triples = three.get(first);
    ascending(new Set([...(pairs?.keys() ?? []), ...(triples?.keys() ?? [])]), (second) => {
      writer.number(levelOf(pairs?.get(second) ?? 0), 0);
      const thirds = triples?.get(second) ?? new Map<number, number>();
      ascending(thirds.keys(), (third) => writer.number(levelOf(thirds.get(third) ?? 1) - 1, 0));
    });
  }
  return writer.bytes();
}

/** @throws RangeError when the bytes end early */
export function unpack(alphabet: string, bytes: Uint8Array): Ngrams {
  const reader = new BitReader(bytes);
  const size = [...alphabet].length;
  const count = (level: number): number => LEVELS[level] ?? 0;
  const ascending = (each: (key: number) => void) => {
    const length = reader.number(1);
    let key = -1;
    for (let n = 0; n < length; n += 1) {
      key += reader.number(gapBits(size, length)) + 1;
      each(key);
    }
  };
  const one = Array.from({ length: size }, () => count(reader.number(3)));
  const ngrams: Ngrams = { alphabet, one, two: new Map(), three: new Map() };
  for (let first = 0; first < size; first += 1) {
    const pairs = new Map<number, number>();
    const triples = new Map<number, Map<number, number>>();
    ascending((second) => {
      const pair = count(reader.number(0));
      if (pair > 0) pairs.set(second, pair);
      const thirds = new Map<number, number>();
      ascending((third) => thirds.set(third, count(reader.number(0) + 1)));
      if (thirds.size > 0) triples.set(second, thirds);
    });
    ngrams.two.set(first, pairs);
    ngrams.three.set(first, triples);
  }
  return ngrams;
}
