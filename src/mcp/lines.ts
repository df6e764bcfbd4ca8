import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { PitwallError } from '../core/error.ts';
import { userText } from '../files/user-text.ts';

const NEWLINE = 0x0a;

/**
 * The lines of a stream that may be read: a longer one is passed over to its end, and one with bytes that are not UTF-8 would be read
 * as other words; `refuse` hears of both. Ends with the stream.
 */
export function readableLines(input: Readable, most: number, refuse: (sentence: string) => void): Readable {
  const lines = new PassThrough();
  let pieces: Buffer[] = [];
  let length = 0;
  const heard = (piece: Buffer) => {
    const wasLong = length > most;
    length += piece.length;
    if (length <= most) return void pieces.push(piece);
    pieces = [];
    if (!wasLong) refuse(`expected a line of at most ${most} bytes`);
  };
  const ended = () => {
    const line = Buffer.concat(pieces);
    const isLong = length > most;
    pieces = [];
    length = 0;
    if (isLong) return;
    try {
      lines.write(`${userText(line, (what) => new PitwallError('USAGE', `expected a line of JSON, found ${what}`))}\n`);
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      refuse(error.sentence);
    }
  };
  input.on('data', (chunk: Buffer | string) => {
    const bytes = Buffer.from(chunk as string);
    let begun = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, begun)) {
      heard(bytes.subarray(begun, at));
      ended();
      begun = at + 1;
    }
    if (begun < bytes.length) heard(bytes.subarray(begun));
  });
  input.on('error', (error) => lines.destroy(error));
  input.once('end', () => lines.end());
  input.once('close', () => lines.end());
  return lines;
}
