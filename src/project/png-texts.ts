import { crc32, inflateSync } from 'node:zlib';
import type { PitwallError } from '../core/error.ts';

export const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Characters of one text, once it is unpacked. */
const MOST_TEXT = 16 * 2 ** 20;
/** Text chunks of a picture; tools write a handful. */
const MOST_TEXTS = 64;

export interface PngText {
  keyword: string;
  text: string;
}

export const isPng = (bytes: Uint8Array): boolean => PNG_SIGNATURE.every((byte, at) => bytes[at] === byte);

/**
 * The texts that a PNG picture carries (tEXt, zTXt and iTXt), in their order; nothing of the picture itself is decoded.
 * Throws what `refuse` makes of a file that is cut, of a text whose checksum is not its own, and of one that unpacks to more than 16 MB.
 * @see https://www.w3.org/TR/png-3/#11textinfo
 */
export function pngTexts(bytes: Uint8Array, refuse: (found: string, cause?: unknown) => PitwallError): PngText[] {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: PngText[] = [];
  let at: number = PNG_SIGNATURE.length;
  let unpacked = 0;
  while (at < data.length) {
    if (at + 12 > data.length) throw refuse('a picture that is cut short');
    const length = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    const end = at + 8 + length;
    if (end + 4 > data.length) throw refuse('a picture that is cut short');
    if (/^(?:tEXt|zTXt|iTXt)$/.test(type)) {
      if (crc32(data.subarray(at + 4, end)) !== data.readUInt32BE(end))
        throw refuse(`a picture whose ${type} chunk at offset ${at} has the wrong checksum`);
      if (texts.length === MOST_TEXTS) throw refuse(`a picture with more than ${MOST_TEXTS} texts`);
      const read = textOf(type, data.subarray(at + 8, end), refuse);
      unpacked += read.text.length;
      if (unpacked > MOST_TEXT) throw refuse('a picture whose texts hold more than 16 MB');
      texts.push(read);
    }
    if (type === 'IEND') break;
    at = end + 4;
  }
  return texts;
}

function textOf(type: string, chunk: Buffer, refuse: (found: string, cause?: unknown) => PitwallError): PngText {
  const zero = chunk.indexOf(0);
  if (zero < 1 || zero > 79) throw refuse(`a picture with a ${type} chunk without a keyword`);
  const keyword = chunk.toString('latin1', 0, zero);
  const rest = chunk.subarray(zero + 1);
  if (type === 'tEXt') return { keyword, text: rest.toString('latin1') };
  if (type === 'zTXt') return { keyword, text: unpack(rest.subarray(1), keyword, refuse).toString('latin1') };
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  if (translated < 0) throw refuse(`a picture with an iTXt chunk \`${keyword}\` that is cut short`);
  const words = rest.subarray(translated + 1);
  return { keyword, text: (rest[0] === 1 ? unpack(words, keyword, refuse) : words).toString('utf8') };
}

/** Unpacking stops at the limit: a few bytes cannot fill the memory. */
function unpack(packed: Buffer, keyword: string, refuse: (found: string, cause?: unknown) => PitwallError): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: MOST_TEXT });
  } catch (error) {
    const isTooMuch = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw refuse(
      isTooMuch
        ? `a picture whose text \`${keyword}\` unpacks to more than 16 MB`
        : `a picture whose text \`${keyword}\` cannot be unpacked`,
      error,
    );
  }
}
