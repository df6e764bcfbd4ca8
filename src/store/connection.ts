import type { Stats } from 'node:fs';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { PitwallError } from '../core/error.ts';
import { keepBackup } from './backup.ts';
import { guarded, notADatabase, storeFailure } from './failure.ts';
import { APPLICATION_ID, BARE_MIGRATIONS, MIGRATIONS, migrate, SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { refuseStrangers } from './schema.ts';

// Only SQLite opens a database file that can be written: closing any other descriptor of it would drop the locks that
// SQLite holds in this process (https://www.sqlite.org/howtocorrupt.html, section 2.2).

/** Milliseconds that a writer waits for another one. */
const BUSY_TIMEOUT_MS = 5000;

/** Bytes: one page of the least size. */
const SMALLEST_DATABASE = 512;

/** Each missing folder once, from the top: where a file system refuses one, the recursive call of Node never comes back. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process made it meanwhile.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** A connection that may write; makes the file and its folder, and brings an older schema up to date. */
export function openForWriting(file: string): Database {
  const path = resolve(file);
  const stats = statOf(file, path);
  if (stats !== null) {
    refuseNames(file, stats);
    refuseLogged(file, path);
  }
  try {
    makeFolder(dirname(path));
  } catch (error) {
    throw new PitwallError('STORE_FAILED', `expected to create the folder of ${file}, got ${codeOf(error)}`, {
      cause: error,
    });
  }
  return opened(file, connectTo(path), (db) => {
    inspect(db, file);
    const mode = db.pragma('journal_mode = WAL', { simple: true });
    if (mode !== 'wal') {
      throw new PitwallError(
        'STORE_FAILED',
        `expected a file system that supports SQLite’s write-ahead log, got journal mode "${mode}" for ${file}`,
      );
    }
    keepBackup(db, path);
    migrate(db);
  });
}

/**
 * A connection that only reads and leaves no file behind. A strictly read-only connection would leave `-wal` and `-shm`,
 * so SQLite gets a writable handle under `query_only` and tidies up on close; where that is not allowed, the bytes are
 * read once into memory. Throws FILE_UNREADABLE with `data.missing` when there is no debate to read.
 */
export function openForReading(file: string): Database {
  return openedForReading(file, strict);
}

/**
 * The same for a file of which only part may be readable: one that SQLite refuses as a whole, such as one that was cut
 * short, is opened all the same, and each page that is gone is an error when it is read. `fault` is why SQLite refused it.
 */
export function openForSalvage(file: string): { db: Database; fault: string | null } {
  try {
    return { db: openForReading(file), fault: null };
  } catch (error) {
    if (!(error instanceof PitwallError) || !isCorrupt(error)) throw error;
    const why = error.cause instanceof Error ? error.cause.message : error.message;
    return { db: openedForReading(file, lenient), fault: `SQLite reports "${why}" of the file as a whole` };
  }
}

/** What a connection is told before it reads its first page. */
type Terms = (db: Database) => void;

const strict: Terms = () => undefined;

/** Where the schema may be written, SQLite takes a file shorter than its header says. Nothing is written all the same. */
const lenient: Terms = (db) => {
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
};

const isCorrupt = (error: PitwallError) => String(error.data['sqlite']).startsWith('SQLITE_CORRUPT');

function openedForReading(file: string, terms: Terms): Database {
  const path = resolve(file);
  const stats = statOf(file, path);
  const nothing = (found: string) =>
    new PitwallError('FILE_UNREADABLE', `no debate has been run yet: ${found} at ${file}`, {
      data: { file, missing: true },
    });
  if (stats === null) throw nothing('there is no file');
  if (stats.size === 0) throw nothing('the file is empty');
  if (!allowed(path, constants.R_OK)) throw new PitwallError('FILE_UNREADABLE', `expected permission to read ${file}`);
  const log = refuseLogged(file, path, terms);
  const sealed = !allowed(path, constants.W_OK) || !allowed(dirname(path), constants.W_OK);
  const connect =
    sealed && log === 0
      ? () => new Sqlite(withoutLog(readFileSync(path)), { readonly: true })
      : // The last writable connection to close would move the log into a file whose pages are gone.
        connectTo(path, sealed || (log > 0 && terms === lenient));
  const prepare = (found: Database) => {
    found.pragma('query_only = ON');
    if (inspect(found, file) === 'blank') throw nothing('the file has no tables');
  };
  const db = opened(file, connect, prepare, terms);
  return schemaVersion(db) < SCHEMA_VERSION ? upgradedInMemory(file, db, terms) : db;
}

/** A reader changes no file, so an older one is brought up to date in memory. Closes the connection that it is given. */
function upgradedInMemory(file: string, old: Database, terms: Terms): Database {
  const copy = () => new Sqlite(withoutLog(guarded(file, () => old.serialize())));
  const upgraded = (migrations: readonly string[]) =>
    opened(
      file,
      copy,
      (db) => {
        migrate(db, migrations);
        db.pragma('query_only = ON');
      },
      terms,
    );
  try {
    return upgraded(MIGRATIONS);
  } catch (error) {
    if (!(error instanceof PitwallError) || !isCorrupt(error)) throw error;
    return upgraded(BARE_MIGRATIONS);
  } finally {
    old.close();
  }
}

/** An empty database that nobody else sees. */
export function inMemory(): Database {
  const db = new Sqlite(':memory:');
  distrust(db);
  migrate(db);
  return db;
}

/** A file may come from a stranger: what its schema calls may do no more than compute. */
function distrust(db: Database): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('foreign_keys = ON');
}

function connectTo(path: string, readonly = false): () => Database {
  return () => new Sqlite(path, { readonly, timeout: BUSY_TIMEOUT_MS });
}

function opened(
  file: string,
  connect: () => Database,
  prepare: (db: Database) => void,
  terms: Terms = strict,
): Database {
  const db = guarded(file, connect);
  try {
    terms(db);
    // A file that is in WAL mode already would otherwise open with NORMAL, which may lose commits when power fails.
    db.pragma('synchronous = FULL');
    distrust(db);
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw storeFailure(file, error);
  }
}

/** Throws unless the file is ours and of a version we know; `blank` is a file whose making was cut short. */
function inspect(db: Database, file: string): 'blank' | 'ours' {
  const version = schemaVersion(db);
  const number = (pragma: string) => Number(db.pragma(pragma, { simple: true }));
  if (version === 0 && number('schema_version') === 0) return 'blank';
  if (number('application_id') !== APPLICATION_ID) throw notADatabase(file);
  if (version <= SCHEMA_VERSION) {
    refuseStrangers(db, file, version);
    return 'ours';
  }
  throw new PitwallError(
    'DATABASE_NEWER',
    `expected a database of schema version ${SCHEMA_VERSION} or older, found version ${version}: ${file} was written by a later version of pitwall`,
    { data: { file, found: version, supported: SCHEMA_VERSION } },
  );
}

/**
 * Inspects a file that has commits in its log through a read-only connection: the last writable one to close would
 * move them into the file, and a file that is refused keeps every byte. Returns the size of the log.
 */
function refuseLogged(file: string, path: string, terms: Terms = strict): number {
  const size = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0) opened(file, connectTo(path, true), (db) => inspect(db, file), terms).close();
  return size;
}

function statOf(file: string, path: string): Stats | null {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new PitwallError('FILE_UNREADABLE', `expected a database at ${file}, got ${codeOf(error)}`, { cause: error });
  }
  if (stats === undefined) return null;
  if (stats.isFile()) {
    // SQLite would take the smallest of files for an empty one, and write over it.
    if (stats.size > 0 && stats.size < SMALLEST_DATABASE) throw notADatabase(file);
    return stats;
  }
  const found = stats.isDirectory() ? 'a folder' : 'something that is not a file';
  throw new PitwallError('FILE_UNREADABLE', `expected a database, found ${found}: ${file}`);
}

function allowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** SQLite keeps its log and its locks beside the name by which a file was opened: under a second one they would be others. */
function refuseNames(file: string, { nlink }: Stats): void {
  if (nlink <= 1) return;
  throw new PitwallError(
    'STORE_FAILED',
    `expected a database with one name, found ${nlink} hard links to ${file}: copy it, or remove the other names`,
    { data: { file, links: nlink } },
  );
}

/** A database in memory cannot keep a log; bytes 18 and 19 of the header say that there is none. */
function withoutLog(bytes: Buffer): Buffer {
  bytes[18] = 1;
  bytes[19] = 1;
  return bytes;
}
