import { PitwallError } from '../../core/error.ts';
import type { Postgres } from './client.ts';
import { FUNCTIONS } from './functions.ts';

const VERSION = 1;
/** Any number that nobody else takes: whoever makes the tables has it. */
const MAKING = 5_049_545_701;

/**
 * The record of many machines: the tables of a SQLite file, with the same columns of text, so that a row has the same bytes in both; who
 * may write which debate; and what sweeps have planned. `jsonb` would refuse and reorder what was hashed.
 */
const TABLES = `
SELECT pg_advisory_xact_lock(${MAKING});
CREATE SCHEMA IF NOT EXISTS pitwall;
CREATE TABLE IF NOT EXISTS pitwall.schema_version (version int PRIMARY KEY);
CREATE TABLE IF NOT EXISTS pitwall.records (
  number bigint GENERATED ALWAYS AS IDENTITY, id text PRIMARY KEY, key text NOT NULL, scenario text NOT NULL, seed bigint NOT NULL,
  created_at text NOT NULL, parent text, parent_turn int
);
CREATE INDEX IF NOT EXISTS records_by_key ON pitwall.records (key);
CREATE UNIQUE INDEX IF NOT EXISTS records_by_number ON pitwall.records (number);
CREATE TABLE IF NOT EXISTS pitwall.events (
  debate text NOT NULL REFERENCES pitwall.records (id), seq int NOT NULL, type text NOT NULL, at text NOT NULL, prev text NOT NULL,
  hash text NOT NULL, body text NOT NULL, PRIMARY KEY (debate, seq)
);
CREATE TABLE IF NOT EXISTS pitwall.effects (
  number bigint GENERATED ALWAYS AS IDENTITY, debate text NOT NULL REFERENCES pitwall.records (id), call text NOT NULL,
  kind text NOT NULL, purity text NOT NULL, request text NOT NULL, result text NOT NULL, hash text NOT NULL, at text NOT NULL,
  latency_ms float8 NOT NULL, attempts int NOT NULL, input_tokens bigint, output_tokens bigint, cached_tokens bigint,
  reasoning_tokens bigint, cost_usd float8, PRIMARY KEY (debate, call)
);
CREATE TABLE IF NOT EXISTS pitwall.attempts (
  debate text NOT NULL REFERENCES pitwall.records (id), attempt int NOT NULL, mark text NOT NULL, at text NOT NULL,
  host text NOT NULL, pid int NOT NULL, PRIMARY KEY (debate, attempt, mark)
);
CREATE TABLE IF NOT EXISTS pitwall.texts (hash text PRIMARY KEY, body text NOT NULL);
CREATE TABLE IF NOT EXISTS pitwall.messages (hash text PRIMARY KEY, body text NOT NULL);
CREATE TABLE IF NOT EXISTS pitwall.prompts (hash text PRIMARY KEY, parent text, appended text NOT NULL);
CREATE TABLE IF NOT EXISTS pitwall.holds (
  debate text NOT NULL REFERENCES pitwall.records (id), hash text NOT NULL, PRIMARY KEY (debate, hash)
);
CREATE TABLE IF NOT EXISTS pitwall.evaluations (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, name text NOT NULL, at text NOT NULL, body text NOT NULL
);

-- Who may write the debate with a key. Each taker has a higher epoch than the one before, and what it writes names it.
CREATE TABLE IF NOT EXISTS pitwall.leases (
  key text PRIMARY KEY, holder text NOT NULL, epoch int NOT NULL, until timestamptz NOT NULL, free boolean NOT NULL
);
CREATE TABLE IF NOT EXISTS pitwall.sweeps (name text PRIMARY KEY, plan text NOT NULL);
-- state: planned | running | done | failed. progress: turns and replies that the record had when it was last begun.
CREATE TABLE IF NOT EXISTS pitwall.jobs (
  key text PRIMARY KEY, sweep text NOT NULL, job text NOT NULL, place bigint GENERATED ALWAYS AS IDENTITY, state text NOT NULL,
  tries int NOT NULL, reason text NOT NULL, progress int NOT NULL, begun int NOT NULL, debate text, "row" text,
  calls bigint NOT NULL, tokens bigint NOT NULL, usd float8, worker text NOT NULL, changed timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS jobs_by_state ON pitwall.jobs (state);
CREATE INDEX IF NOT EXISTS jobs_by_sweep ON pitwall.jobs (sweep, state);
-- Requests of the last minute and those that are promised.
CREATE TABLE IF NOT EXISTS pitwall.requests (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sweep text NOT NULL, at timestamptz NOT NULL, tokens bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS requests_by_time ON pitwall.requests (sweep, at);

CREATE OR REPLACE FUNCTION pitwall.keep_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
${['records', 'events', 'effects', 'attempts', 'texts', 'messages', 'prompts', 'holds']
  .map(
    (table) => `CREATE OR REPLACE TRIGGER ${table}_keep_rows BEFORE UPDATE OR DELETE ON pitwall.${table}
FOR EACH ROW EXECUTE FUNCTION pitwall.keep_rows();`,
  )
  .join('\n')}
${FUNCTIONS}
INSERT INTO pitwall.schema_version VALUES (${VERSION}) ON CONFLICT DO NOTHING;
`;

/** Makes the tables where they are not. Throws DATABASE_NEWER, and STORE_FAILED where `make` is not asked for and nothing is there. */
export async function prepareTables(server: Postgres, { make }: { make: boolean }): Promise<void> {
  const [there] = await server.query<{ made: boolean }>(
    "SELECT to_regclass('pitwall.schema_version') IS NOT NULL AS made",
  );
  if (there?.made !== true) {
    if (!make) {
      throw new PitwallError(
        'FILE_UNREADABLE',
        `no debate has been run yet: ${server.shown} has no tables of pitwall`,
        {
          data: { file: server.shown, missing: true },
        },
      );
    }
    await server.query(TABLES);
  }
  const [found] = await server.query<{ version: number }>('SELECT max(version) AS version FROM pitwall.schema_version');
  if (found !== undefined && found.version > VERSION) {
    throw new PitwallError(
      'DATABASE_NEWER',
      `expected tables of version ${VERSION} in ${server.shown}, found ${found.version}: a later version of pitwall made them`,
      { data: { found: found.version, supported: VERSION } },
    );
  }
}
