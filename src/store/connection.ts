import { accessSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { PitwallError } from '../core/error.ts';
import { guarded, notADatabase, storeFailure } from './failure.ts';
import type { Header } from './header.ts';
import { headerOf, readHeader } from './header.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION, schemaVersion } from './migrations.ts';

/** Milliseconds that a writer waits for another one. */
const BUSY_TIMEOUT_MS = 5000;

/** A connection that may write; makes the file and its folder, and brings an older schema up to date. */
export function openForWriting(file: string): Database {
  const path = resolve(file);
  refuseForeign(file, currentHeader(file, path));
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new PitwallError('STORE_FAILED', `expected to be able to make the folder of ${file}, got ${why}`, {
      cause: error,
    });
  }
  return opened(
    file,
    () => new Sqlite(path, { timeout: BUSY_TIMEOUT_MS }),
    (db) => {
      const mode = db.pragma('journal_mode = WAL', { simple: true });
      if (mode !== 'wal') {
        throw new PitwallError(
          'STORE_FAILED',
          `expected a file system with shared memory for ${file}: SQLite offers journal mode ${mode} there`,
        );
      }
      migrate(db);
    },
  );
}

/**
 * A connection that only reads and leaves no file behind. A strictly read-only connection would leave `-wal` and `-shm`,
 * so SQLite gets a writable handle under `query_only` and tidies up on close; where that is not allowed, the bytes are
 * read once into memory.
 */
export function openForReading(file: string): Database {
  const path = resolve(file);
  const header = currentHeader(file, path);
  if (header.state !== 'database') {
    throw new PitwallError(
      'FILE_UNREADABLE',
      `no debate has been run yet: ${header.state === 'missing' ? 'there is no file' : 'the file is empty'} at ${file}`,
      {
        data: { file, missing: true },
      },
    );
  }
  refuseForeign(file, header);
  const connect = () => {
    if (writable(path) && writable(dirname(path)))
      return new Sqlite(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    if (walSize(path) > 0) return new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    return new Sqlite(withoutWal(readFileSync(path)), { readonly: true });
  };
  return opened(file, connect, (db) => {
    db.pragma('query_only = ON');
    // Read under a lock: this is where a file that only looks like a database shows.
    schemaVersion(db);
  });
}

function opened(file: string, connect: () => Database, prepare: (db: Database) => void): Database {
  const db = guarded(file, connect);
  try {
    // A file that is in WAL mode already would otherwise open with NORMAL, which may lose commits when power fails.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw storeFailure(file, error);
  }
}

/** The header as SQLite would see it: while commits wait in the log, the file's own first page may be old. */
function currentHeader(file: string, path: string): Header {
  const header = readHeader(path, file);
  if (header.state !== 'database' || walSize(path) === 0) return header;
  return guarded(file, () => {
    const db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    try {
      const number = (pragma: string) => Number(db.pragma(pragma, { simple: true }));
      return headerOf({
        cookie: number('schema_version'),
        version: number('user_version'),
        applicationId: number('application_id'),
      });
    } finally {
      db.close();
    }
  });
}

function refuseForeign(file: string, header: Header): void {
  if (header.state !== 'database') return;
  const { applicationId, version } = header;
  if (applicationId !== APPLICATION_ID) throw notADatabase(file);
  if (version > SCHEMA_VERSION) {
    throw new PitwallError(
      'DATABASE_NEWER',
      `expected a database of schema version ${SCHEMA_VERSION} or older, found version ${version}: ${file} was written by a later pitwall`,
      {
        data: { file, found: version, supported: SCHEMA_VERSION },
      },
    );
  }
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function walSize(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/** A database in memory cannot keep a log; bytes 18 and 19 of the header say that there is none. */
function withoutWal(bytes: Buffer): Buffer {
  bytes[18] = 1;
  bytes[19] = 1;
  return bytes;
}
