import { realpathSync, rmSync, statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';

// Node cannot lock a file, SQLite can: an open exclusive transaction on an empty database of its own, which the system
// ends in the instant in which the process dies. Nothing else may open that file: closing any descriptor of it would
// drop the lock (https://www.sqlite.org/howtocorrupt.html, section 2.2).

/** Milliseconds to wait for somebody who only looks whether there is a holder. */
const LOOK_MS = 250;

/** The right to write one debate. */
export interface Lease {
  release(): void;
  /** Releases it and takes its file away: for a debate that nobody will write again. */
  remove(): void;
}

export interface Leases {
  /** Null while another connection holds it, in this process or in any other. */
  take(debate: string): Lease | null;
  isHeld(debate: string): boolean;
}

/** A connection that nothing refers to is closed with the next garbage collection, and its lease with it. */
const HELD = new Set<Database>();

/** Leases on the debates of the database at `file`, which is there: each a file beside it, whatever link led to it. */
export function fileLeases(file: string): Leases {
  const path = realpathSync(file);
  const fileOf = (debate: string) => `${path}-lease-${debate}`;
  return {
    take(debate) {
      const lease = fileOf(debate);
      const db = locked(() => new Sqlite(lease, { timeout: LOOK_MS }), 'BEGIN EXCLUSIVE');
      if (db === null) return null;
      HELD.add(db);
      const release = () => {
        HELD.delete(db);
        if (db.open) db.close();
      };
      return {
        release,
        remove() {
          if (db.open) rmSync(lease, { force: true });
          release();
        },
      };
    },
    isHeld(debate) {
      const lease = fileOf(debate);
      if (statSync(lease, { throwIfNoEntry: false }) === undefined) return false;
      const db = locked(() => new Sqlite(lease, { readonly: true, timeout: 0 }), 'BEGIN; SELECT 1 FROM sqlite_master');
      db?.close();
      return db === null;
    },
  };
}

/** Leases of debates that no other connection can see. */
export function ownLeases(): Leases {
  const held = new Set<string>();
  return {
    take(debate) {
      if (held.has(debate)) return null;
      held.add(debate);
      const release = () => void held.delete(debate);
      return { release, remove: release };
    },
    isHeld: (debate) => held.has(debate),
  };
}

function locked(connect: () => Database, statement: string): Database | null {
  const db = connect();
  try {
    // A journal on disk would stay behind when its writer is killed; there is never anything in it.
    db.pragma('journal_mode = MEMORY');
    db.exec(statement);
    return db;
  } catch (error) {
    db.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
