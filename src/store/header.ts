import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { PitwallError } from '../core/error.ts';
import { notADatabase } from './failure.ts';

const MAGIC = 'SQLite format 3\0';

/** `blank`: a file without a byte, or one whose making was cut short before its first table. */
export type Header = { state: 'missing' | 'blank' } | { state: 'database'; applicationId: number; version: number };

/**
 * The file's first bytes, read without SQLite, so that a file that is refused keeps every byte.
 * @param shown the path as the user gave it
 * @see https://www.sqlite.org/fileformat.html section 1.3: schema cookie at byte 40, user version at 60, application id at 68
 */
export function readHeader(path: string, shown: string): Header {
  const bytes = Buffer.alloc(100);
  let length: number;
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return { state: 'missing' };
    if (!stat.isFile()) {
      throw new PitwallError(
        'FILE_UNREADABLE',
        `expected a database file, found ${stat.isDirectory() ? 'a folder' : 'something else'}: ${shown}`,
      );
    }
    const descriptor = openSync(path, 'r');
    try {
      length = readSync(descriptor, bytes, 0, bytes.length, 0);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof PitwallError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new PitwallError('FILE_UNREADABLE', `expected a database that can be read at ${shown}, got ${why}`, {
      cause: error,
    });
  }
  if (length === 0) return { state: 'blank' };
  if (length < bytes.length || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw notADatabase(shown);
  return headerOf({
    cookie: bytes.readUInt32BE(40),
    version: bytes.readUInt32BE(60),
    applicationId: bytes.readUInt32BE(68),
  });
}

/** @param cookie how often the schema was changed; 0 when there never was a table */
export function headerOf({
  cookie,
  version,
  applicationId,
}: {
  cookie: number;
  version: number;
  applicationId: number;
}): Header {
  if (cookie === 0 && version === 0) return { state: 'blank' };
  return { state: 'database', version, applicationId };
}
