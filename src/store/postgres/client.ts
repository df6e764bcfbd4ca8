import { PitwallError } from '../../core/error.ts';
import { isPostgres, shownAddress, withoutSecrets } from '../../core/server-address.ts';

/** A pool of connections to one server, which is asked one statement at a time: each is a transaction of its own. */
export interface Postgres {
  /** The server as a sentence names it. */
  readonly shown: string;
  query<T extends object>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export interface PostgresOptions {
  /**
   * Milliseconds for which a statement is said again while the server restarts. A commit whose answer was lost is said again too, so
   * that every statement must come to the same when it is said twice.
   */
  patienceMs?: number;
  connections?: number;
  sleep?: (ms: number) => Promise<void>;
}

const CONNECT_MS = 5000;
/** Of a statement that hangs with its server. */
const STATEMENT_MS = 60_000;
/** For a server that says that it is starting. */
const STARTING_MS = 30_000;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1000;

const waited = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Throws USAGE for what is no address or where the package is not there, STORE_FAILED where nobody answers. */
export async function connectPostgres(
  address: string,
  { patienceMs = 0, connections = 4, sleep = waited }: PostgresOptions = {},
): Promise<Postgres> {
  if (!isPostgres(address)) throw new PitwallError('USAGE', 'expected an address like postgres://USER@HOST/DATABASE');
  const shown = shownAddress(address);
  const { Pool } = await loaded(() => import('pg'), 'pg@8');
  const pool = new Pool({
    connectionString: address,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    application_name: 'pitwall',
  });
  // Without a listener, a connection that ends while nobody uses it would end the process. Whoever asks next is told.
  pool.on('error', () => undefined);
  const failed = (error: unknown) => failure(error, address, shown);
  async function query<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    const began = performance.now();
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        const { rows } = await pool.query<T>(sql, values.length === 0 ? undefined : [...values]);
        return rows;
      } catch (error) {
        const patience = isStarting(error) ? Math.max(patienceMs, STARTING_MS) : isPassing(error) ? patienceMs : 0;
        if (performance.now() + wait - began > patience) throw failed(error);
        await sleep(wait);
      }
    }
  }
  return {
    shown,
    query,
    async close() {
      await pool.end();
    },
  };
}

/** A package that only those need who ask for it. Throws USAGE with how to get it. */
export async function loaded<T>(load: () => Promise<T>, wanted: string): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new PitwallError('USAGE', `this needs packages that are not installed: npm install ${wanted}`, {
      cause: error,
    });
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const isStarting = (error: unknown) => codeOf(error) === '57P03';

/** Whether the server, or the way to it, is gone for a while, or two statements stood in each other's way. */
function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  if (/^(?:ECONN\w+|ETIMEDOUT|EPIPE|EAI_AGAIN|08\w{3}|57P0[123]|40001|40P01|53300)$/.test(code)) return true;
  return code === '' && error instanceof Error && /\b(?:connection|timeout)\b/i.test(error.message);
}

function failure(error: unknown, address: string, shown: string): PitwallError {
  const said = error instanceof Error ? error.message || codeOf(error) : String(error);
  const message = withoutSecrets(said, address);
  return new PitwallError('STORE_FAILED', `Postgres at ${shown} says: ${message}`, {
    data: { postgres: codeOf(error) },
  });
}
