import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { eventTable, isEventFile } from './event-file.ts';
import { refusalOf, refused } from './files.ts';

/** What a packed log may come to; a string can hold no more. */
const MOST_BYTES = 512 * 1024 * 1024;

/** How files that this Node cannot unpack begin. */
const PACKED: readonly { name: string; begins: readonly number[] }[] = [
  { name: 'zstd', begins: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'bzip2', begins: [0x42, 0x5a, 0x68] },
  { name: 'xz', begins: [0xfd, 0x37, 0x7a, 0x58] },
  { name: 'zip', begins: [0x50, 0x4b, 0x03, 0x04] },
];

/**
 * Text of a data file: UTF-8, UTF-16 as PowerShell writes it, either of them packed with gzip, or an event file of TensorBoard as a
 * table of its scalars. Throws FILE_UNREADABLE for anything else.
 */
export function readDataText(file: string, shown: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw refusalOf(error, file, shown);
  }
  if (begins(bytes, [0x1f, 0x8b])) bytes = unpacked(bytes, file, shown);
  const packed = PACKED.find((one) => begins(bytes, one.begins));
  if (packed !== undefined)
    throw refused(file, shown, `one packed with ${packed.name}: unpack it, or pack it with gzip`);
  if (isEventFile(bytes)) return eventTable(bytes, (what) => refused(file, shown, what));
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (begins(bytes, [0xff, 0xfe])) return buffer.subarray(2).toString('utf16le');
  if (bytes.includes(0)) throw refused(file, shown, 'a binary one');
  if (!isUtf8(bytes)) throw refused(file, shown, 'bytes that are not UTF-8');
  return buffer.toString('utf8');
}

const begins = (bytes: Uint8Array, first: readonly number[]): boolean => first.every((code, at) => bytes[at] === code);

function unpacked(bytes: Uint8Array, file: string, shown: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what = code === 'ERR_BUFFER_TOO_LARGE' ? 'a packed one of more than 512 MiB' : 'a damaged gzip file';
    throw refused(file, shown, what, error);
  }
}
