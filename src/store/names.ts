import type { Database } from 'better-sqlite3';
import { PitwallError } from '../core/error.ts';
import { KIND } from './catalog.ts';
import { isCorruption } from './failure.ts';
import { typedId } from './ids.ts';

/** How many ids an error sentence lists. */
const SHOWN = 10;

/** The one id that `name` means: `last`, or the start of an id. */
export function resolveName(db: Database, file: string, name: string): string {
  const total = db.prepare<[], number>('SELECT count(*) FROM records NOT INDEXED').pluck().get() ?? 0;
  if (total === 0) throw unknown(`no debate has been run yet: ${file} holds none`, name, []);
  if (name === 'last') return newestDebate(db) ?? newest(db, '')[0] ?? '';
  const candidates = newest(db, typedId(name));
  const [id] = candidates;
  if (name.trim() === '')
    throw unknown(
      `expected the id of a debate or "last", got an empty name; there are ${listed(candidates)}`,
      name,
      candidates,
    );
  if (id === undefined) {
    const there = newest(db, '');
    throw unknown(
      `expected the id of a debate in ${file}, the start of one, or "last", got "${name}"; there are ${listed(there)}`,
      name,
      there,
    );
  }
  if (candidates.length > 1) {
    throw unknown(
      `expected the start of one id, got "${name}", which begins ${candidates.length}: ${listed(candidates)}`,
      name,
      candidates,
    );
  }
  return id;
}

/** A probe of a debate is younger than it, and is not what somebody means who has just held it. */
function newestDebate(db: Database): string | undefined {
  const kinds = db.prepare<[], string>(
    `SELECT id FROM records AS debates WHERE ${KIND} IS NULL ORDER BY number DESC LIMIT 1`,
  );
  try {
    return kinds.pluck().get();
  } catch (error) {
    // What kind a debate is stands in its events, which may be what is damaged.
    if (!isCorruption(error)) throw error;
    return undefined;
  }
}

function newest(db: Database, prefix: string): string[] {
  return db
    .prepare<[string, string], string>(
      'SELECT id FROM records NOT INDEXED WHERE substr(id, 1, length(?)) = ? ORDER BY number DESC',
    )
    .pluck()
    .all(prefix, prefix);
}

function listed(ids: readonly string[]): string {
  const rest = ids.length - SHOWN;
  return ids.slice(0, SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function unknown(sentence: string, name: string, candidates: readonly string[]): PitwallError {
  return new PitwallError('UNKNOWN_NAME', sentence, { data: { name, candidates } });
}
