import type { Database } from 'better-sqlite3';
import { PitwallError } from '../core/error.ts';
import { EVENT_SCHEMA_VERSION } from '../core/events.ts';
import { isCorruption } from './failure.ts';

/** Why events of an older version are refused: a record of listed reasons holds no model to compute anything from. */
export function madeBeforeModels(version: number, place: string): string {
  return `expected events of version ${EVENT_SCHEMA_VERSION}, found version ${version}: ${place} was made before questions became models, and nothing of it can be computed again; read it with the version of pitwall that made it`;
}

/** Throws STORE_FAILED for a debate of an older version; a damaged opening is left to whoever looks for damage. */
export function refuseOlder(db: Database, file: string, id: string): void {
  const version = versionOf(db, id);
  if (typeof version !== 'number' || version >= EVENT_SCHEMA_VERSION) return;
  throw new PitwallError('STORE_FAILED', madeBeforeModels(version, `debate ${id} in ${file}`), {
    data: { debate: id, found: version, supported: EVENT_SCHEMA_VERSION },
  });
}

function versionOf(db: Database, id: string): number | null | undefined {
  const version = db
    .prepare<[string], number | null>(
      "SELECT CASE WHEN json_valid(body) THEN json_extract(body, '$.schema') END FROM events WHERE debate = ? AND seq = 1",
    )
    .pluck();
  try {
    return version.get(id);
  } catch (error) {
    if (!isCorruption(error)) throw error;
    return undefined;
  }
}
