import { isUtf8 } from 'node:buffer';
import type { PitwallError } from '../core/error.ts';

/** Text of bytes in UTF-8, without byte order mark. Throws what `refuse` makes of a NUL, and of a byte that is not UTF-8 with its offset. */
export function userText(bytes: Uint8Array, refuse: (what: string, cause?: unknown) => PitwallError): string {
  if (bytes.includes(0)) throw refuse('a binary one');
  if (!isUtf8(bytes)) throw refuse(`bytes that are not UTF-8, from offset ${brokenAt(bytes)} on`);
  return new TextDecoder().decode(bytes);
}

/** Offset of the first byte that no character in UTF-8 has; the length where the last character breaks off. */
function brokenAt(bytes: Uint8Array): number {
  const isBroken = (length: number) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return false;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return true;
    }
  };
  if (!isBroken(bytes.length)) return bytes.length;
  let [sound, broken] = [0, bytes.length];
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (isBroken(middle)) broken = middle;
    else sound = middle;
  }
  return sound;
}
