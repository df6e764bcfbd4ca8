import type { Database } from 'better-sqlite3';
import { FILL_2, SCHEMA_2 } from './schema-2.ts';
import { SCHEMA_3 } from './schema-3.ts';
import { SCHEMA_4 } from './schema-4.ts';
import { TABLES_1 } from './tables.ts';
import { VIEWS_1 } from './views.ts';

/** `PITW` in the file's header: what tells our file from another program's. */
export const APPLICATION_ID = 0x50495457;

/** Step N (from 1) turns schema version N - 1 into N. A step that has shipped is never edited. */
export const MIGRATIONS: readonly string[] = [TABLES_1 + VIEWS_1, SCHEMA_2 + FILL_2, SCHEMA_3, SCHEMA_4];

/** The same schema without reading what is in the file: for one that is damaged. */
export const BARE_MIGRATIONS: readonly string[] = [TABLES_1 + VIEWS_1, SCHEMA_2, SCHEMA_3, SCHEMA_4];

export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings the file to the last step in one transaction, so that a death leaves the schema as it was or as it will be. The
 * version is read again under the write lock, because another process may be doing the same.
 */
export function migrate(db: Database, migrations: readonly string[] = MIGRATIONS): void {
  if (schemaVersion(db) >= migrations.length) return;
  const bringUpToDate = db.transaction(() => {
    for (const step of migrations.slice(schemaVersion(db))) db.exec(step);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${migrations.length}`);
  });
  bringUpToDate.immediate();
}

export function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}
