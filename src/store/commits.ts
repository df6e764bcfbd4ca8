import type { Database } from 'better-sqlite3';
import { committedInLog, onDisk } from './durable.ts';
import { guarded } from './failure.ts';

interface Waiting {
  /** Writes rows; what it throws undoes them, and nothing that others write. */
  work: () => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const groups = new WeakMap<Database, Waiting[]>();

/**
 * Writes within a commit of its own, or, where several debates or seats write in the same turn of the event loop, within one for all
 * of them. Resolves when the rows are durable; the disk is waited for beside the event loop, and once for all who have written meanwhile.
 */
export function committed(db: Database, file: string, work: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const group = groups.get(db) ?? [];
    groups.set(db, group);
    group.push({ work, resolve, reject });
    if (group.length === 1) setImmediate(() => commit(db, file, group));
  });
}

function commit(db: Database, file: string, group: readonly Waiting[]): void {
  groups.delete(db);
  const failures = new Map<Waiting, unknown>();
  const [alone, ...others] = group;
  // Within a transaction this is a savepoint, to which a failure goes back; it writes each page once more, so who is alone has none.
  const one = db.transaction((work: () => void) => guarded(file, work));
  const all = db.transaction(() => {
    if (alone !== undefined && others.length === 0) return guarded(file, alone.work);
    for (const waiting of group) {
      try {
        one(waiting.work);
      } catch (error) {
        // A full disk ends the whole transaction, and then nobody has written anything.
        if (!db.inTransaction) throw error;
        failures.set(waiting, error);
      }
    }
  });
  try {
    committedInLog(db, () => guarded(file, () => all.immediate()));
  } catch (error) {
    for (const { reject } of group) reject(error);
    return;
  }
  for (const [waiting, error] of failures) waiting.reject(error);
  const written = group.filter((waiting) => !failures.has(waiting));
  onDisk(db, file).then(
    () => {
      for (const { resolve } of written) resolve();
    },
    (error: unknown) => {
      for (const { reject } of written) reject(error);
    },
  );
}
