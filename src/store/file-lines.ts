import { closeSync, readSync } from 'node:fs';
import { PitwallError } from '../core/error.ts';
import { openUserFile } from '../files/user-file.ts';

/** Bytes. The longest line that an export writes is a text: a card, a script or a data file. */
const LONGEST_LINE = 32 * 2 ** 20;
const LARGEST_FILE = 2 ** 30;
const CHUNK = 2 ** 16;

/** The lines of a file without their ends, each decoded on its own, so that no length is taken on trust; `shown` names it in errors. */
export function* linesOf(file: string, shown: string = file): Generator<string> {
  const refuse = (line: number, sentence: string) =>
    new PitwallError('RECORD_INVALID', sentence, { place: { file: shown, line } });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  const decoded = (bytes: Buffer): string => {
    try {
      return decoder.decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw refuse(line, 'expected UTF-8, found bytes that are none');
    }
  };
  let rest: Buffer[] = [];
  let length = 0;
  for (const chunk of chunksOf(file, shown)) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      yield decoded(Buffer.concat([...rest, chunk.subarray(from, end)]));
      line += 1;
      from = end + 1;
      rest = [];
      length = 0;
    }
    length += chunk.length - from;
    if (length > LONGEST_LINE)
      throw refuse(line, `expected a line of at most ${LONGEST_LINE} bytes, found a longer one`);
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (length > 0) yield decoded(Buffer.concat(rest));
}

function* chunksOf(file: string, shown: string): Generator<Buffer> {
  const refuse = (what: string, cause?: unknown) =>
    new PitwallError(
      'FILE_UNREADABLE',
      `expected an exported debate, found ${what === 'nothing' ? 'no file' : what}: ${shown}`,
      { cause },
    );
  const descriptor = openUserFile(file, { most: LARGEST_FILE, refuse });
  try {
    for (let read = 1; read > 0; ) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      read = readSync(descriptor, chunk);
      if (read > 0) yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(descriptor);
  }
}
