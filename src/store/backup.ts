import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { thisWorker } from './liveness.ts';
import { SCHEMA_VERSION, schemaVersion } from './migrations.ts';

/** Before an older file is brought up to date: `debates.db.version-1` beside it, whole or not there. */
export function keepBackup(db: Database, path: string): void {
  const version = schemaVersion(db);
  if (version === 0 || version >= SCHEMA_VERSION) return;
  const making = `${path}.version-${version}-${thisWorker().pid}`;
  try {
    rmSync(making, { force: true });
    db.prepare('VACUUM INTO ?').run(making);
    // Another process may have brought the file up to date meanwhile, and made its own backup before.
    if (versionOf(making) !== version) return;
    flush(making);
    renameSync(making, `${path}.version-${version}`);
  } finally {
    rmSync(making, { force: true });
  }
}

function versionOf(path: string): number {
  const db = new Sqlite(path, { readonly: true });
  try {
    return schemaVersion(db);
  } finally {
    db.close();
  }
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
