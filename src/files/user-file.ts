import type { Stats } from 'node:fs';
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { PitwallError } from '../core/error.ts';

const MIB = 2 ** 20;
const CHUNK = 2 ** 16;

export interface UserFileOptions {
  /** Bytes. */
  most: number;
  /** A folder that the file must be in, wherever links lead. */
  within?: string | undefined;
  /** The error for what was found in the place of a file that may be read. */
  refuse: (what: string, cause?: unknown) => PitwallError;
}

/**
 * A descriptor of a file that a person named or that somebody else may have written: a regular one of at most `most` bytes, and, under
 * `within`, the very file that this folder holds. Pipes and devices, which would wait or never end, are not opened.
 */
export function openUserFile(file: string, { most, within, refuse }: UserFileOptions): number {
  if (file.includes('\0')) throw refuse('a name with a NUL in it');
  let descriptor: number | undefined;
  try {
    refuseOther(statSync(file), refuse);
    // A pipe that has taken the file's place since is opened without waiting, and refused.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(descriptor);
    refuseOther(found, refuse);
    if (found.size > most) throw refuse(tooLong(found.size, most));
    if (within !== undefined) refuseOutside(file, found, within, refuse);
    return descriptor;
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    throw unreadable(error, refuse);
  }
}

/** All bytes of such a file. One that grows beyond `most` while it is read is refused as well. */
export function readUserFile(file: string, options: UserFileOptions): Uint8Array {
  const descriptor = openUserFile(file, options);
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for (let read = 1; read > 0; ) {
      const chunk = Buffer.allocUnsafe(Math.max(CHUNK, fstatSync(descriptor).size - length));
      read = readSync(descriptor, chunk);
      length += read;
      if (length > options.most) throw options.refuse(tooLong(length, options.most));
      if (read > 0) chunks.push(chunk.subarray(0, read));
    }
    return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  } catch (error) {
    throw unreadable(error, options.refuse);
  } finally {
    closeSync(descriptor);
  }
}

const KNOWN: Record<string, string> = {
  ENOENT: 'nothing',
  ENOTDIR: 'nothing',
  EISDIR: 'a folder',
  EACCES: 'one that may not be read',
  ELOOP: 'links that lead to one another',
  ENAMETOOLONG: 'a name that is too long for a file',
  // A socket, or a pipe to which nobody writes.
  ENXIO: 'something that is not a file',
};

/** What the system said, in our words; anything else that was thrown stays as it is. */
function unreadable(error: unknown, refuse: UserFileOptions['refuse']): unknown {
  const code = error instanceof PitwallError ? undefined : (error as NodeJS.ErrnoException).code;
  return code === undefined ? error : refuse(KNOWN[code] ?? `one that cannot be read (${code})`, error);
}

function refuseOther(stats: Stats, refuse: UserFileOptions['refuse']): void {
  if (stats.isFile()) return;
  const kind = stats.isDirectory()
    ? 'a folder'
    : stats.isFIFO()
      ? 'a named pipe'
      : stats.isCharacterDevice() || stats.isBlockDevice()
        ? 'a device'
        : 'something that is not a file';
  throw refuse(kind);
}

/** Where the name leads now must be inside, and must be what was opened: a link that was changed in between is caught. */
function refuseOutside(file: string, opened: Stats, within: string, refuse: UserFileOptions['refuse']): void {
  const real = realpathSync(file);
  const inside = relative(realpathSync(within), real);
  const named = statSync(real);
  const isSame = named.dev === opened.dev && named.ino === opened.ino;
  if (isSame && !/^\.\.(?:[/\\]|$)/.test(inside) && !isAbsolute(inside)) return;
  throw refuse('a link that leads out of the folder');
}

/** How many bytes were found, and how many may be. */
function tooLong(found: number, most: number): string {
  const size = (bytes: number) =>
    bytes >= MIB ? `${(bytes / MIB).toFixed(1).replace(/\.0$/, '')} MB` : `${Math.ceil(bytes / 1024)} KB`;
  return `one of ${size(found)}, more than the ${size(most)} that are read`;
}
