import { USUALLY_LOST } from '../../src/cards/repair/code-page.ts';
import type { Ngrams } from '../../src/cards/repair/ngrams.ts';
import { WIDTH } from '../../src/cards/repair/ngrams.ts';
import { SPACE, symbolsOf } from '../../src/cards/repair/symbols.ts';

/** Symbols in a row -> how often they were seen; one map a length, the shortest first. */
export type Counts = [Map<string, number>, Map<string, number>, Map<string, number>];

export const noCounts = (): Counts => [new Map(), new Map(), new Map()];

/** Adds a sentence or a word, which begins and ends with a space. */
export function count(counts: Counts, text: string): void {
  const symbols = symbolsOf(` ${text} `);
  for (const [at, symbol] of symbols.entries()) {
    let gram = symbol;
    for (const [back, map] of counts.entries()) {
      if (back > at) break;
      if (back > 0) gram = (symbols[at - back] ?? SPACE) + gram;
      map.set(gram, (map.get(gram) ?? 0) + 1);
    }
  }
}

const LOST = new Set(USUALLY_LOST);
const encoder = new TextEncoder();
/** Whether the usual damage takes a byte of this character. */
const breaks = (symbol: string): boolean =>
  encoder.encode(symbol).length === 3 && encoder.encode(symbol).some((byte) => LOST.has(byte));

/**
 * What tells one candidate from another: pairs and triples with at least one syllable that the damage breaks. All others
 * count alike for every candidate and are left out.
 */
export function ngramsOf([ones, twos, threes]: Counts): Ngrams {
  const byCount = [...ones].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const place = new Map(byCount.map(([symbol], at) => [symbol, at]));
  const ngrams: Ngrams = {
    alphabet: byCount.map(([symbol]) => symbol).join(''),
    one: byCount.map(([, n]) => n),
    two: new Map(),
    three: new Map(),
  };
  const placed = (gram: string): number[] => [...gram].map((symbol) => place.get(symbol) ?? 0);
  for (const [gram, n] of twos) {
    const [first = 0, second = 0] = placed(gram);
    if ([...gram].some(breaks)) inner(ngrams.two, first).set(second, n);
  }
  for (const [gram, n] of threes) {
    const [first = 0, second = 0, third = 0] = placed(gram);
    if ([...gram].some(breaks)) inner(ngrams.three, first * WIDTH + second).set(third, n);
  }
  return ngrams;
}

function inner<K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const found = map.get(key) ?? new Map<L, V>();
  map.set(key, found);
  return found;
}
