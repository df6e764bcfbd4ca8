/** Code pages by what they show for a byte from 0x80 to 0x9F; a space where they show nothing. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const WINDOWS_1254 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ    ‘’“”•–—˜™š›œ  Ÿ';
const TURKISH: Record<number, string> = { 208: 'Ğ', 221: 'İ', 222: 'Ş', 240: 'ğ', 253: 'ı', 254: 'ş' };

/** `latin1` keeps control characters, `latin1-printable` drops them. */
export type CodePage = 'windows-1252' | 'windows-1254' | 'latin1' | 'latin1-printable';

/** What the page shows for a byte, or nothing. Soft hyphens vanish in each. */
function shown(byte: number, page: CodePage): string {
  if (byte === 0xad) return '';
  if (byte < 0x80 || page === 'latin1') return String.fromCharCode(byte);
  if (page === 'latin1-printable') return byte < 0xa0 ? '' : String.fromCharCode(byte);
  if (byte < 0xa0) return (page === 'windows-1252' ? WINDOWS_1252 : WINDOWS_1254).charAt(byte - 0x80).trim();
  return (page === 'windows-1254' ? TURKISH[byte] : undefined) ?? String.fromCharCode(byte);
}

/** The text as it stands in a file after its UTF-8 was read as `page` and saved; bytes that the page does not show are gone. */
export function damage(text: string, page: CodePage): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => shown(byte, page)).join('');
}

/** Whether the damage took a byte of this character. */
export const isBroken = (character: string, page: CodePage): boolean =>
  [...Buffer.from(character, 'utf8')].some((byte) => shown(byte, page) === '');
