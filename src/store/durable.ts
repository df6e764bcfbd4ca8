import { closeSync, existsSync, fdatasync, openSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { PitwallError } from '../core/error.ts';

/** The sync of a log that is under way, and the one that begins when it is over, for all who have committed meanwhile. */
interface Log {
  syncing: Promise<void> | null;
  next: Promise<void> | null;
  /** Why one has failed: what the disk kept is not known since. */
  failed: PitwallError | null;
}

const logs = new WeakMap<Database, Log>();

/**
 * Commits without waiting for the disk. In a write-ahead log, NORMAL leaves out one thing that FULL does: it does not sync the log
 * behind each commit. `onDisk` makes up for that, off this thread and after the lock on the database is given back. Throws
 * STORE_FAILED where that has failed before.
 */
export function committedInLog<T>(db: Database, commit: () => T): T {
  const failed = logs.get(db)?.failed;
  if (failed) throw failed;
  db.pragma('synchronous = NORMAL');
  try {
    return commit();
  } finally {
    db.pragma('synchronous = FULL');
  }
}

/** Resolves when everything that is committed by now would outlast a loss of power. Throws STORE_FAILED. */
export function onDisk(db: Database, file: string): Promise<void> {
  if (db.memory) return Promise.resolve();
  const log: Log = logs.get(db) ?? { syncing: null, next: null, failed: null };
  logs.set(db, log);
  const begin = () => {
    log.syncing = synced(db, file).then(
      () => {
        log.syncing = null;
      },
      (error: PitwallError) => {
        log.failed = error;
        throw error;
      },
    );
    return log.syncing;
  };
  if (log.syncing === null) return begin();
  log.next ??= log.syncing.then(() => {
    log.next = null;
    return begin();
  });
  return log.next;
}

/** SQLite holds no lock on its log, as it does on the database: a second descriptor of it may be closed. */
function synced(db: Database, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      reject(
        new PitwallError('STORE_FAILED', `expected the disk to keep what was written to ${file}, got "${why}"`, {
          cause: error,
          data: { file },
        }),
      );
    };
    try {
      const path = `${db.name}-wal`;
      // The last connection to close has moved the log into the database, and has synced that.
      if (!db.open && !existsSync(path)) return resolve();
      const log = openSync(path, 'r+');
      fdatasync(log, (error) => {
        closeSync(log);
        if (error) failed(error);
        else resolve();
      });
    } catch (error) {
      failed(error);
    }
  });
}
