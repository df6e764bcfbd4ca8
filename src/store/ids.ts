const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const EPOCH_MS = Date.UTC(2020, 0, 1);
const SUFFIXES = 32 ** 4;

/**
 * An id that sorts by time: six characters of seconds since 2020-01-01 (good until 2054) and four of chance, in lower-case
 * Crockford base32, which has no letter that reads as a digit. When `taken`, the next suffix is tried.
 * @param random in [0, 1)
 */
export function newId(now: Date, random: () => number, taken: (id: string) => boolean): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - EPOCH_MS) / 1000));
  const first = Math.floor(random() * SUFFIXES);
  for (let step = 0; step < SUFFIXES; step += 1) {
    const id = base32(seconds, 6) + base32((first + step) % SUFFIXES, 4);
    if (!taken(id)) return id;
  }
  return newId(new Date(now.getTime() + 1000), random, taken);
}

/** A typed prefix as it would stand in an id: any case, `o` for 0, `i` and `l` for 1. */
export function typedId(text: string): string {
  return text.trim().toLowerCase().replaceAll('o', '0').replaceAll(/[il]/g, '1');
}

function base32(value: number, width: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 32)) text = ALPHABET.charAt(rest % 32) + text;
  return text.padStart(width, '0');
}
