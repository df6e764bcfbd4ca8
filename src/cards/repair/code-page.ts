/** 0x80-0x9F of Windows-1252; a space stands where it has no character. */
const UPPER = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
/** Where Windows-1254 differs from 1252 above 0x9F. It has no character at 0x8E and 0x9E either. */
const TURKISH: Record<string, number> = { Ğ: 0xd0, İ: 0xdd, Ş: 0xde, ğ: 0xf0, ı: 0xfd, ş: 0xfe };

const BYTES = new Map<string, number>(Object.entries(TURKISH));
for (let byte = 0x80; byte <= 0xff; byte += 1) BYTES.set(String.fromCharCode(byte), byte);
for (const [at, character] of [...UPPER].entries()) if (character !== ' ') BYTES.set(character, 0x80 + at);

/**
 * The byte from 0x80 up that Windows-1252, Windows-1254 or Latin-1 shows as this character. No character stands for two
 * bytes among the three, so that the page need not be known.
 */
export const byteOf = (character: string): number | undefined => BYTES.get(character);

const SOFT_HYPHEN = 0xad;
/** Bytes without a character in Windows-1254 (in 1252 without 0x8E and 0x9E), and the soft hyphen, which editors swallow. */
const USUALLY_LOST = [0x81, 0x8d, 0x8e, 0x8f, 0x90, 0x9d, 0x9e, SOFT_HYPHEN];
/** Where control characters and no-break spaces were swallowed too. */
const AT_WORST_LOST = [...Array.from({ length: 0x20 }, (_, at) => 0x80 + at), 0xa0, SOFT_HYPHEN];

/**
 * Sets of bytes that may have been dropped, the likeliest first. A byte that the damaged text still shows was not dropped,
 * since the damage treats equal bytes alike.
 */
export function lostBytes(shown: ReadonlySet<number>): number[][] {
  return [USUALLY_LOST, AT_WORST_LOST].map((bytes) => bytes.filter((byte) => !shown.has(byte)));
}

/** The name of the page, as far as the characters tell it. */
export function pageName(characters: Iterable<string>): string {
  const shown = new Set(characters);
  const has = (text: string) => [...text].some((character) => shown.has(character));
  if (has('ğışĞİŞ')) return 'Windows-1254';
  const typeset = has([...UPPER].filter((character) => character !== ' ').join(''));
  if (has('ðýþÐÝÞŽž')) return typeset ? 'Windows-1252' : 'Latin-1';
  if (!typeset && [...shown].some((character) => /[\u0080-\u009f]/.test(character))) return 'Latin-1';
  return typeset ? 'Windows-1252 or 1254' : 'Latin-1 or Windows-1252';
}
