import type { Database } from 'better-sqlite3';
import { guarded } from './failure.ts';

interface Waiting {
  /** Writes rows; what it throws undoes them, and nothing that others write. */
  work: () => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const groups = new WeakMap<Database, Waiting[]>();

/** Commits that begin as soon as everybody has heard of the one before. */
let gathering: (() => void)[] = [];
/** Who has yet to hear that their rows are durable, or why not. */
let due: (() => void)[] = [];
let isGoing = false;

/**
 * Writes within a commit of its own, or, where several debates or seats write in the same turn of the event loop, within one for all
 * of them: the disk is waited for once. Resolves when the rows are durable; of those that shared a commit one in each turn of the event
 * loop, because what they do then would otherwise hold up everything else in the process. Who writes meanwhile shares the next one.
 */
export function committed(db: Database, file: string, work: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const group = groups.get(db) ?? [];
    groups.set(db, group);
    group.push({ work, resolve, reject });
    if (group.length === 1) gathering.push(() => commit(db, file, group));
    go();
  });
}

function go(): void {
  if (isGoing) return;
  isGoing = true;
  setImmediate(() => {
    isGoing = false;
    const [heard, ...others] = due;
    due = others;
    // The first of a commit hears of it as the commit ends, and so has this turn of the loop to itself.
    if (heard !== undefined) heard();
    else {
      const commits = gathering;
      gathering = [];
      for (const begin of commits) begin();
    }
    if (due.length > 0 || gathering.length > 0) go();
  });
}

/** Writes those of a group that can, in one commit, and gives what the others threw. */
type Committing = (file: string, group: readonly Waiting[]) => Map<Waiting, unknown>;

const committing = new WeakMap<Database, Committing>();

function newCommitting(db: Database): Committing {
  // Within a transaction this is a savepoint, to which a failure goes back; it writes each page once more, so who is alone has none.
  const one = db.transaction((file: string, work: () => void) => guarded(file, work));
  const all = db.transaction<Committing>((file, group) => {
    const failures = new Map<Waiting, unknown>();
    const [alone, ...others] = group;
    if (alone !== undefined && others.length === 0) guarded(file, alone.work);
    else
      for (const waiting of group) {
        try {
          one(file, waiting.work);
        } catch (error) {
          // A full disk ends the whole transaction, and then nobody has written anything.
          if (!db.inTransaction) throw error;
          failures.set(waiting, error);
        }
      }
    return failures;
  });
  return all.immediate;
}

function commit(db: Database, file: string, group: readonly Waiting[]): void {
  groups.delete(db);
  const write = committing.get(db) ?? newCommitting(db);
  committing.set(db, write);
  let failures: Map<Waiting, unknown>;
  try {
    failures = guarded(file, () => write(file, group));
  } catch (error) {
    for (const { reject } of group) reject(error);
    return;
  }
  const [first, ...others] = group.map((waiting) => () => {
    if (failures.has(waiting)) waiting.reject(failures.get(waiting));
    else waiting.resolve();
  });
  first?.();
  due.push(...others);
}
