/** Buckets that grams are hashed into. */
export const BUCKETS = 2 ** 15;

/** Grams of a text by bucket; a bucket may come twice. */
export interface Grams {
  buckets: number[];
  values: number[];
}

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over UTF-16 code units, going on from `hash`. */
function hashed(hash: number, text: string): number {
  let next = hash;
  for (let at = 0; at < text.length; at += 1) next = Math.imul(next ^ text.charCodeAt(at), PRIME);
  return next;
}

const bucket = (hash: number) => (hash >>> 0) % BUCKETS;

const seen = new Int32Array(BUCKETS);
let stamp = 0;

/** Adds a block, each bucket once; the block has length `scale`, however long the text is. */
function addBlock({ buckets, values }: Grams, hashes: readonly number[], scale: number): void {
  stamp += 1;
  const own = hashes.filter((hash) => {
    const isNew = seen[hash] !== stamp;
    seen[hash] = stamp;
    return isNew;
  });
  const value = scale / Math.sqrt(Math.max(1, own.length));
  for (const hash of own) {
    buckets.push(hash);
    values.push(value);
  }
}

const WORDS = /[\p{L}\p{N}①②'’%]+|[!?…~→]+|\p{Extended_Pictographic}/gu;

export const wordsIn = (text: string): string[] => text.match(WORDS) ?? [];

/** Words, and words in twos, in a block of this name. */
export function addWords(grams: Grams, name: string, words: readonly string[], scale: number): void {
  const start = hashed(BASIS, name);
  const hashes = words.flatMap((word, at) => {
    const alone = bucket(hashed(start, word));
    return at === 0 ? [alone] : [alone, bucket(hashed(hashed(start, `${words[at - 1]} `), word))];
  });
  addBlock(grams, hashes, scale);
}

/** Runs of two to four characters. */
export function addCharacters(grams: Grams, text: string, scale: number): void {
  const padded = ` ${text} `;
  const start = hashed(BASIS, 'c');
  const hashes: number[] = [];
  for (let at = 0; at < padded.length - 1; at += 1) {
    let hash = start;
    for (let n = 1; n <= 4 && at + n <= padded.length; n += 1) {
      hash = Math.imul(hash ^ padded.charCodeAt(at + n - 1), PRIME);
      if (n > 1) hashes.push(bucket(hash));
    }
  }
  addBlock(grams, hashes, scale);
}
