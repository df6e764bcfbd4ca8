import { gunzipSync } from 'node:zlib';
import type { PitwallError } from '../core/error.ts';
import { readUserFile } from '../files/user-file.ts';
import { userText } from '../files/user-text.ts';
import { eventTable, isEventFile } from './event-file.ts';
import { refusing } from './files.ts';

const MIB = 2 ** 20;
/** Of a file that a calculator reads alone; a string can hold no more. */
const MOST_BYTES = 512 * MIB;

/** How files that this Node cannot unpack begin. */
const PACKED: readonly { name: string; begins: readonly number[] }[] = [
  { name: 'zstd', begins: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'bzip2', begins: [0x42, 0x5a, 0x68] },
  { name: 'xz', begins: [0xfd, 0x37, 0x7a, 0x58] },
  { name: 'zip', begins: [0x50, 0x4b, 0x03, 0x04] },
];

export interface DataTextOptions {
  /** Bytes of the file, and of what is packed in it. */
  most?: number;
  /** A folder that the file must be in, wherever links lead. */
  within?: string | undefined;
}

/**
 * Text of a data file: UTF-8, UTF-16 as PowerShell writes it, either of them packed with gzip, or an event file of TensorBoard as a
 * table of its scalars. Throws FILE_UNREADABLE for anything else.
 */
export function readDataText(file: string, shown: string, { most = MOST_BYTES, within }: DataTextOptions = {}): string {
  const refuse = refusing(file, shown);
  let bytes = readUserFile(file, { most, within, refuse });
  if (begins(bytes, [0x1f, 0x8b])) bytes = unpacked(bytes, most, refuse);
  const packed = PACKED.find((one) => begins(bytes, one.begins));
  if (packed !== undefined) throw refuse(`one packed with ${packed.name}: unpack it, or pack it with gzip`);
  if (isEventFile(bytes)) return eventTable(bytes, refuse);
  if (begins(bytes, [0xff, 0xfe]))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(2).toString('utf16le').toWellFormed();
  return userText(bytes, refuse);
}

const begins = (bytes: Uint8Array, first: readonly number[]): boolean => first.every((code, at) => bytes[at] === code);

function unpacked(
  bytes: Uint8Array,
  most: number,
  refuse: (what: string, cause?: unknown) => PitwallError,
): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what =
      code === 'ERR_BUFFER_TOO_LARGE' ? `a packed one of more than ${most / MIB} MiB` : 'a damaged gzip file';
    throw refuse(what, error);
  }
}
