import { isSyllable } from './symbols.ts';

/** Continuation bytes that a lead byte asks for; undefined where the byte leads nothing. */
export function tailLength(lead: number): number | undefined {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  if (lead >= 0xf0 && lead <= 0xf4) return 3;
  return undefined;
}

export const isTail = (byte: number): boolean => byte >= 0x80 && byte <= 0xbf;

/** The character of a complete sequence; undefined where it is none (too long a form, surrogate, nothing assigned). */
export function characterOf(bytes: readonly number[]): string | undefined {
  const [lead = 0, ...tail] = bytes;
  if (tail.length !== tailLength(lead)) return undefined;
  const point = tail.reduce((value, byte) => value * 64 + (byte & 0x3f), lead & (0x3f >> tail.length));
  const least = [0x80, 0x800, 0x10000][tail.length - 1] ?? 0;
  if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
  const character = String.fromCodePoint(point);
  return character !== '\uFFFD' && /[^\p{Cc}\p{Cn}\p{Co}]/u.test(character) ? character : undefined;
}

/** Scripts whose block lies beside that of Hangul syllables, with the same lead bytes. */
const BESIDE_HANGUL = /[\u{A000}-\u{ABFF}\u{D7B0}-\u{D7FF}]/u;

/**
 * The characters whose bytes are `bytes` once the bytes in `lost` are dropped: usually 16, with 64 where two are missing.
 * Lead bytes have a character in every page and are never lost.
 */
export function fits(bytes: readonly number[], lost: readonly number[]): string[] {
  const [lead = 0, ...tail] = bytes;
  const length = tailLength(lead) ?? 0;
  const found = new Set<string>();
  const dropped = new Set(lost);
  if (tail.some((byte) => dropped.has(byte))) return [];
  const fill = (made: number[], at: number): void => {
    if (made.length === length + 1) {
      const character = at === tail.length ? characterOf(made) : undefined;
      if (character !== undefined) found.add(character);
      return;
    }
    const missing = length + 1 - made.length - (tail.length - at);
    const next = tail[at];
    if (next !== undefined) fill([...made, next], at + 1);
    if (missing > 0) for (const byte of lost) fill([...made, byte], at);
  };
  fill([lead], 0);
  const all = [...found];
  return all.some(isSyllable) ? all.filter((character) => !BESIDE_HANGUL.test(character)) : all;
}
