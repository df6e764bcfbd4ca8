import iconv from 'iconv-lite';
import { PitwallError } from '../../core/error.ts';

/** A card of a hundred kilobytes is long; this is a file picked by mistake. */
export const MOST_BYTES = 2 * 1024 * 1024;

export interface Decoded {
  text: string;
  encoding: string;
}

const SIGNATURES: [number[], string][] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive, such as a Word document'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an Office or HWP document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0x1f, 0x8b], 'a gzip archive'],
];
const MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'UTF-8'],
  [[0xff, 0xfe], 'UTF-16LE'],
  [[0xfe, 0xff], 'UTF-16BE'],
];

/**
 * The text of a file in UTF-8, UTF-16 or CP949, without byte order mark and with `\n` at line ends.
 * @throws PitwallError FILE_UNREADABLE when it is too large or no text, CARD_INVALID when its bytes fit no encoding
 */
export function decode(bytes: Uint8Array, file: string): Decoded {
  if (bytes.length > MOST_BYTES) {
    const found = (bytes.length / 1024 / 1024).toFixed(1);
    throw unreadable(file, `expected a card of at most ${MOST_BYTES / 1024 / 1024} MB, found ${found} MB`);
  }
  const signature = SIGNATURES.find(([first]) => startsWith(bytes, first));
  if (signature !== undefined) throw unreadable(file, `expected a card as text, found ${signature[1]}`);
  const decoded = decodeText(bytes, file);
  const control = [...decoded.text].find(isBinary);
  if (control !== undefined) {
    throw unreadable(file, `expected a card as text, found binary data (character code ${control.charCodeAt(0)})`);
  }
  const text = decoded.text.replace(/\r\n?/g, '\n');
  const lost = text.indexOf('\uFFFD');
  if (lost >= 0) {
    throw invalid(file, text, lost, 'expected text, found U+FFFD, the mark of a character whose bytes are gone');
  }
  return { text, encoding: decoded.encoding };
}

function decodeText(bytes: Uint8Array, file: string): Decoded {
  const mark = MARKS.find(([first]) => startsWith(bytes, first));
  const encoding = mark?.[1] ?? utf16Of(bytes);
  if (encoding !== undefined && encoding !== 'UTF-8') {
    const text = tryDecode(bytes, encoding);
    if (text !== undefined) return { text, encoding };
    throw new PitwallError('CARD_INVALID', `expected ${encoding}, found half a character`, { place: { file } });
  }
  const utf8 = tryDecode(bytes, 'UTF-8');
  if (utf8 !== undefined) return { text: utf8, encoding: 'UTF-8' };
  const broken = new TextDecoder('utf-8').decode(bytes);
  const korean = isMostlyUtf8(broken) ? undefined : iconv.decode(bytes, 'CP949');
  if (korean?.includes('\uFFFD') === false) return { text: korean, encoding: 'CP949' };
  throw invalid(
    file,
    broken,
    broken.indexOf('\uFFFD'),
    'expected UTF-8, UTF-16 or CP949, found bytes that are no character in UTF-8',
  );
}

/** UTF-16 without a mark: ASCII and line ends put a zero into every second byte. */
function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes.length < 2 || bytes.length % 2 !== 0) return undefined;
  const zeros: [number, number] = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  const [even, odd] = zeros;
  const enough = bytes.length / 2 / 10;
  if (odd > enough && even === 0) return 'UTF-16LE';
  if (even > enough && odd === 0) return 'UTF-16BE';
  return undefined;
}

/** More sound multi-byte characters than broken ones: UTF-8 with a fault, not another encoding. */
function isMostlyUtf8(text: string): boolean {
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  const sound = text.match(/[\p{Script=Hangul}\p{Script=Han}\p{Extended_Pictographic}—–“”‘’·…]/gu)?.length ?? 0;
  return sound > broken;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}

/** Control characters that no text editor writes; those from 0x80 up can be damaged text. */
const isBinary = (character: string): boolean => character < ' ' && !'\t\n\v\f\r\u001b'.includes(character);

const startsWith = (bytes: Uint8Array, first: readonly number[]): boolean =>
  first.every((byte, at) => bytes[at] === byte);

const unreadable = (file: string, sentence: string) =>
  new PitwallError('FILE_UNREADABLE', sentence, { place: { file } });

function invalid(file: string, text: string, at: number, sentence: string): PitwallError {
  const before = text.slice(0, at).split('\n');
  return new PitwallError('CARD_INVALID', sentence, {
    place: { file, line: before.length, column: [...(before.at(-1) ?? '')].length + 1 },
  });
}
