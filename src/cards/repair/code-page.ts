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

const NO_BREAK_SPACE = 0xa0;
const SOFT_HYPHEN = 0xad;
const CONTROLS = Array.from({ length: 0x20 }, (_, at) => 0x80 + at);
/** Bytes without a character in Windows-1254 (in 1252 without 0x8E and 0x9E), and the soft hyphen, which editors swallow. */
export const USUALLY_LOST: readonly number[] = [0x81, 0x8d, 0x8e, 0x8f, 0x90, 0x9d, 0x9e, SOFT_HYPHEN];
/** Continuation bytes after which one that was never shown is missing for a reason; each is one in fifty or so. */
const ENOUGH = 300;

/**
 * The continuation bytes that the damage dropped, told from those that it left. A byte that the text shows was not dropped,
 * since the damage treats equal bytes alike; where it shows none below 0xA0, it was Latin-1 and all of them are gone.
 */
export function lostBytes(shown: readonly number[]): number[] {
  const seen = new Set(shown);
  const lost = CONTROLS.some((byte) => seen.has(byte)) ? USUALLY_LOST : [...CONTROLS, SOFT_HYPHEN];
  const spaces = shown.length > ENOUGH ? [NO_BREAK_SPACE] : [];
  return [...lost, ...spaces].filter((byte) => !seen.has(byte));
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
