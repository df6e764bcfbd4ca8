/** Buckets that grams are hashed into. */
export const BUCKETS = 2 ** 15;

/** FNV-1a over UTF-16 code units, of a block's name and a gram. */
function bucketOf(block: string, gram: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < block.length; at += 1) hash = Math.imul(hash ^ block.charCodeAt(at), 0x01000193);
  for (let at = 0; at < gram.length; at += 1) hash = Math.imul(hash ^ gram.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % BUCKETS;
}

/** A block of grams as buckets with values; the block has length `scale`, however long the text is. */
export function addBlock(into: Map<number, number>, block: string, grams: Iterable<string>, scale: number): void {
  const own = new Set<number>();
  for (const gram of grams) own.add(bucketOf(block, gram));
  const value = scale / Math.sqrt(Math.max(1, own.size));
  for (const bucket of own) into.set(bucket, (into.get(bucket) ?? 0) + value);
}

const WORDS = /[\p{L}\p{N}①②'’%]+|[!?…~→]+|\p{Extended_Pictographic}/gu;

export const wordsIn = (text: string): string[] => text.match(WORDS) ?? [];

/** Words, and words in twos. */
export function wordGrams(words: readonly string[]): string[] {
  return words.flatMap((word, at) => (at === 0 ? [word] : [word, `${words[at - 1]} ${word}`]));
}

/** Runs of two to four characters. */
export function characterGrams(text: string): string[] {
  const padded = ` ${text} `;
  const grams: string[] = [];
  for (let at = 0; at < padded.length - 1; at += 1)
    for (let n = 2; n <= 4 && at + n <= padded.length; n += 1) grams.push(padded.slice(at, at + n));
  return grams;
}
