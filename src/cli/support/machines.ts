import { PitwallError } from '../../core/error.ts';
import { isPostgres } from '../../core/server-address.ts';
import type { Shell } from './shell.ts';

/** The database that `--db` or PITWALL_DB names, where that is a server; null for a file. */
export function databaseServer(shell: Shell, { db }: { db?: string | undefined }): string | null {
  const name = db ?? shell.env['PITWALL_DB'] ?? '';
  return isPostgres(name) ? name : null;
}

/** Where the debates of many machines are, and who hands them out: `--db` or DATABASE_URL, and REDIS_URL. Throws USAGE naming what is not set. */
export function serversAtHand(shell: Shell, flags: { db?: string | undefined }): { database: string; redis: string } {
  const database = databaseServer(shell, flags) ?? shell.env['DATABASE_URL'] ?? '';
  const redis = shell.env['REDIS_URL'] ?? '';
  const missing = [...(database === '' ? ['DATABASE_URL'] : []), ...(redis === '' ? ['REDIS_URL'] : [])];
  if (missing.length > 0) {
    throw new PitwallError(
      'USAGE',
      `debates on many machines need Postgres and Redis: set ${missing.join(' and ')}, like DATABASE_URL=postgres://USER@HOST/DATABASE and REDIS_URL=redis://HOST`,
      { data: { missing } },
    );
  }
  return { database, redis };
}
