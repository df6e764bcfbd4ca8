import { randomUUID } from 'node:crypto';
import type { Budget } from '../../core/budget.ts';
import { canonicalJson } from '../../core/canonical.ts';
import type { Clockwork } from '../writing.ts';
import type { Postgres, PostgresOptions } from './client.ts';
import { connectPostgres } from './client.ts';
import { prepareTables } from './schema.ts';
import type { Fence, KnownContents } from './shipping.ts';
import type { WorkingCopy } from './working-copy.ts';
import { workingCopy } from './working-copy.ts';

/** What holds for all debates of a sweep. */
export interface SweepTerms {
  limits?: { requestsPerMinute?: number | undefined; tokensPerMinute?: number | undefined };
  budget?: { sweep?: Budget['debate']; debate?: Budget['debate'] };
  /** Its budget is spent. */
  stopped?: boolean;
}

export interface PlannedJob {
  key: string;
  /** Whatever says how to hold it: plain data. */
  job: unknown;
}

/** Somebody may hold a debate: alone, as long as it renews this. */
export interface Taken extends Fence {
  sweep: string;
  job: unknown;
  /** Times that it was tried and failed. */
  tries: number;
  /** The debate of this key, where there is one. */
  debate: string | null;
}

export type Answered = Taken | { no: 'held' | 'over' | 'spent' | 'unknown'; sweep: string };

export interface Cost {
  calls: number;
  tokens: number;
  usd: number | null;
}

export interface JobState {
  key: string;
  sweep: string;
  state: 'planned' | 'running' | 'done' | 'failed';
  tries: number;
  reason: string;
  debate: string | null;
  worker: string;
  /** Whether whoever held it last has neither renewed its right nor given it back. */
  isStuck: boolean;
  /** Since anything was said of it. */
  seconds: number;
}

export interface Journal {
  readonly server: Postgres;
  readonly shown: string;
  /** Adds what is not there; `retry` takes up what was given up. */
  plan(sweep: { name: string; plan: SweepTerms }, jobs: readonly PlannedJob[], retry: boolean): Promise<void>;
  /** No debate of the sweep is begun any more: its budget is spent. */
  stop(sweep: string): Promise<void>;
  termsOf(sweep: string): Promise<SweepTerms | null>;
  /** Whether a debate was left without a word, or has failed before: it may take with it whatever runs beside it. */
  isSuspect(key: string): Promise<boolean>;
  take(key: string, terms: { worker: string; ttlMs: number; mostTries: number }): Promise<Answered>;
  /** False when somebody else has taken it. */
  renew(fence: Fence, ttlMs: number): Promise<boolean>;
  giveBack(
    fence: Fence,
    end:
      | { how: 'done'; debate: string; row: unknown; cost: Cost }
      | { how: 'tried'; reason: string; cost: Cost; mostTries: number }
      | { how: 'left'; cost: Cost },
  ): Promise<boolean>;
  /** Keys that may be begun: planned, or left by somebody who is gone. */
  waiting(): Promise<string[]>;
  states(sweep?: string): Promise<JobState[]>;
  /** How many jobs are in each state, of these keys; `stuck` is one that runs nowhere any more. */
  counts(keys: readonly string[]): Promise<Map<JobState['state'] | 'stuck', number>>;
  rows(keys: readonly string[]): Promise<Map<string, { debate: string; row: unknown }>>;
  /** Debate -> its newest report of fidelity. */
  reports(): Promise<Map<string, unknown>>;
  /** Of these keys, those whose debate has closed. */
  closed(keys: readonly string[]): Promise<Set<string>>;
  /** Milliseconds until a request of a sweep may go out, which is promised with that. */
  promise(
    sweep: string,
    tokens: number,
    limits: { requests: number; tokens: number; windowMs: number },
  ): Promise<number>;
  copy(fence: Fence | null, clock?: Clockwork): WorkingCopy;
  close(): Promise<void>;
}

/** The journal at an address; `make` makes its tables where they are not. Throws as `connectPostgres` and `prepareTables` do. */
export async function openJournal(
  address: string,
  { make = true, patienceMs = 0, ...options }: PostgresOptions & { make?: boolean } = {},
): Promise<Journal> {
  // Whoever is not there to begin with is not waited for.
  const first = await connectPostgres(address, { ...options, connections: 1 });
  try {
    await prepareTables(first, { make });
  } finally {
    await first.close();
  }
  return journalOn(await connectPostgres(address, { ...options, patienceMs }));
}

/** Nobody has the right to write it. */
const NOBODY = '(l.key IS NULL OR l.free OR l.until < clock_timestamp())';
const STUCK = `(j.state = 'running' AND ${NOBODY})`;

function journalOn(server: Postgres): Journal {
  const known: KnownContents = new Set();
  return {
    server,
    shown: server.shown,
    async plan({ name, plan }, jobs, retry) {
      await server.query(
        'INSERT INTO pitwall.sweeps VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET plan = EXCLUDED.plan',
        [name, canonicalJson(plan)],
      );
      await server.query(
        `INSERT INTO pitwall.jobs AS j (key, sweep, job, state, tries, reason, progress, begun, calls, tokens, worker, changed)
         SELECT key, $1, job, 'planned', 0, '', 0, 0, 0, 0, '', clock_timestamp()
         FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS w (key, job, place) ORDER BY place
         ON CONFLICT (key) DO UPDATE SET sweep = $1, job = EXCLUDED.job,
           state = CASE WHEN $4 AND j.state = 'failed' THEN 'planned' ELSE j.state END,
           tries = CASE WHEN $4 AND j.state = 'failed' THEN 0 ELSE j.tries END`,
        [name, jobs.map(({ key }) => key), jobs.map(({ job }) => canonicalJson(job)), retry],
      );
    },
    async stop(sweep) {
      await server.query(`UPDATE pitwall.sweeps SET plan = (plan::jsonb || '{"stopped":true}')::text WHERE name = $1`, [
        sweep,
      ]);
    },
    async termsOf(sweep) {
      const [row] = await server.query<{ plan: string }>('SELECT plan FROM pitwall.sweeps WHERE name = $1', [sweep]);
      return row === undefined ? null : (JSON.parse(row.plan) as SweepTerms);
    },
    async isSuspect(key) {
      const [row] = await server.query<{ suspect: boolean }>(
        "SELECT state = 'running' OR tries > 0 AS suspect FROM pitwall.jobs WHERE key = $1",
        [key],
      );
      return row?.suspect === true;
    },
    async take(key, { worker, ttlMs, mostTries }) {
      const [row] = await server.query<Omit<Taken, 'key' | 'job'> & { answer: string; job: string }>(
        'SELECT * FROM pitwall.take($1, $2, $3, $4, $5)',
        [key, randomUUID(), worker, ttlMs, mostTries],
      );
      if (row === undefined) throw new RangeError('expected an answer to each question');
      const { answer, epoch, tries, sweep, job, debate } = row;
      if (answer === 'taken') return { key, epoch, tries, sweep, job: JSON.parse(job) as unknown, debate };
      return { no: answer as 'held' | 'over' | 'spent' | 'unknown', sweep };
    },
    async renew({ key, epoch }, ttlMs) {
      const rows = await server.query(
        `UPDATE pitwall.leases SET until = clock_timestamp() + $3 * interval '1 ms' WHERE key = $1 AND epoch = $2 AND NOT free
         RETURNING 1 AS renewed`,
        [key, epoch, ttlMs],
      );
      return rows.length > 0;
    },
    async giveBack({ key, epoch }, end) {
      const { cost } = end;
      const [row] = await server.query<{ given: boolean }>(
        'SELECT pitwall.give_back($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS given',
        [
          ...[key, epoch, end.how, end.how === 'tried' ? end.reason.toWellFormed().replaceAll('\0', '\u2400') : ''],
          ...(end.how === 'done' ? [end.debate, canonicalJson(end.row)] : [null, null]),
          ...[cost.calls, cost.tokens, cost.usd, end.how === 'tried' ? end.mostTries : 0],
        ],
      );
      return row?.given === true;
    },
    async waiting() {
      const rows = await server.query<{ key: string }>(
        `SELECT j.key FROM pitwall.jobs j LEFT JOIN pitwall.leases l ON l.key = j.key LEFT JOIN pitwall.sweeps s ON s.name = j.sweep
         WHERE j.state IN ('planned', 'running') AND ${NOBODY}
           AND s.plan::jsonb ->> 'stopped' IS NULL ORDER BY j.place`,
      );
      return rows.map(({ key }) => key);
    },
    async states(sweep) {
      return server.query<JobState>(
        `SELECT j.key, j.sweep, j.state, j.tries, j.reason, j.debate, j.worker,
           ${STUCK} AS "isStuck",
           extract(epoch FROM clock_timestamp() - j.changed)::float8 AS seconds
         FROM pitwall.jobs j LEFT JOIN pitwall.leases l ON l.key = j.key WHERE $1::text IS NULL OR j.sweep = $1 ORDER BY j.place`,
        [sweep ?? null],
      );
    },
    async counts(keys) {
      const rows = await server.query<{ state: JobState['state'] | 'stuck'; count: number }>(
        `SELECT CASE WHEN ${STUCK} THEN 'stuck' ELSE j.state END AS state, count(*)::int AS count
         FROM pitwall.jobs j LEFT JOIN pitwall.leases l ON l.key = j.key WHERE j.key = ANY ($1::text[]) GROUP BY 1`,
        [keys],
      );
      return new Map(rows.map(({ state, count }) => [state, count]));
    },
    async rows(keys) {
      const rows = await server.query<{ key: string; debate: string; row: string }>(
        `SELECT key, debate, "row" FROM pitwall.jobs WHERE state = 'done' AND "row" IS NOT NULL AND key = ANY ($1::text[])`,
        [keys],
      );
      return new Map(rows.map(({ key, debate, row }) => [key, { debate, row: JSON.parse(row) as unknown }]));
    },
    async reports() {
      const rows = await server.query<{ name: string; body: string }>(
        "SELECT DISTINCT ON (name) name, body FROM pitwall.evaluations WHERE kind = 'report' ORDER BY name, number DESC",
      );
      return new Map(rows.map(({ name, body }) => [name, JSON.parse(body) as unknown]));
    },
    async closed(keys) {
      const rows = await server.query<{ key: string }>(
        `SELECT DISTINCT r.key FROM pitwall.records r JOIN pitwall.events e ON e.debate = r.id AND e.type = 'debate.closed'
         WHERE r.key = ANY ($1::text[])`,
        [keys],
      );
      return new Set(rows.map(({ key }) => key));
    },
    async promise(sweep, tokens, limits) {
      const most = 2 ** 31 - 1;
      const [row] = await server.query<{ ms: number }>('SELECT pitwall.promise($1, $2, $3, $4, $5) AS ms', [
        ...[sweep, Math.ceil(tokens), Math.min(limits.requests, most), Math.min(limits.tokens, most), limits.windowMs],
      ]);
      return Math.max(0, row?.ms ?? 0);
    },
    copy: (fence, clock) => workingCopy(server, known, fence, clock),
    close: () => server.close(),
  };
}
