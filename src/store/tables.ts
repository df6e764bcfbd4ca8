/**
 * Tables of schema version 1. Comments stand inside the statements, so that SQLite keeps them and any browser shows them.
 * Times are ISO 8601 in UTC; hashes are SHA-256 in hexadecimal; bodies are canonical JSON.
 */
const TABLES = `
CREATE TABLE records (
  -- One row a debate, written when it begins. 'number' counts debates in the order in which they began.
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,          -- hash of scenario, cast, cards, models, seed and protocol version
  scenario TEXT NOT NULL,
  seed INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE events (
  -- What the debate made of its effects. hash = sha256(prev || {"body":...,"type":...}); the first prev is empty.
  debate TEXT NOT NULL REFERENCES records (id),
  seq INTEGER NOT NULL,       -- from 1, without gaps
  type TEXT NOT NULL,
  at TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (debate, seq)
) STRICT;
CREATE INDEX events_by_type ON events (debate, type, seq);

CREATE TABLE effects (
  -- What came from outside, in the order in which it returned. hash = sha256 of the JSON of call, kind, purity, request and result.
  debate TEXT NOT NULL REFERENCES records (id),
  call TEXT NOT NULL,
  kind TEXT NOT NULL,         -- model | tool | consult
  purity TEXT NOT NULL,       -- pure | live
  request TEXT NOT NULL,
  result TEXT NOT NULL,
  hash TEXT NOT NULL,
  at TEXT NOT NULL,
  latency_ms REAL NOT NULL,
  attempts INTEGER NOT NULL,
  input_tokens INTEGER,       -- NULL where nothing was counted
  output_tokens INTEGER,
  PRIMARY KEY (debate, call)
) STRICT;

CREATE TABLE attempts (
  -- A process began to work on a debate, or stopped. An attempt without an end is open while its process lives.
  debate TEXT NOT NULL REFERENCES records (id),
  attempt INTEGER NOT NULL,   -- from 1
  mark TEXT NOT NULL CHECK (mark IN ('started', 'closed', 'failed', 'interrupted')),
  at TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  PRIMARY KEY (debate, attempt, mark)
) STRICT;

CREATE TABLE texts (
  -- Cards, scenarios, voices and data files as they were read; an opening event names them by hash.
  hash TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE messages (
  -- Messages of prompts, each once, whatever debate and prompt they stand in.
  hash TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE prompts (
  -- A prompt is its parent's messages followed by its own.
  hash TEXT NOT NULL PRIMARY KEY,
  parent TEXT REFERENCES prompts (hash),
  appended TEXT NOT NULL      -- JSON array of hashes in 'messages'
) STRICT;

CREATE TABLE projections (
  -- A cache, and the only table that may be changed or emptied. 'head' is the hash of the last event that was read.
  key TEXT NOT NULL,          -- records.key: equal debates share what was computed
  head TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (key, head, kind)
) STRICT;
`;

/**
 * Refuses UPDATE and DELETE, and an INSERT over a row that is there: INSERT OR REPLACE removes the old row without
 * a delete trigger, found by its key or by its row id.
 */
function appendOnly(table: string, keys: readonly string[], again: 'refuse' | 'ignore'): string {
  const same = keys.map((key) => `${key} = NEW.${key}`).join(' AND ');
  const outcome = again === 'ignore' ? 'RAISE(IGNORE)' : `RAISE(ABORT, '${table} is append-only: the row is there')`;
  return `
CREATE TRIGGER ${table}_keep_rows BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_keep_values BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_write_once BEFORE INSERT ON ${table} WHEN EXISTS (SELECT 1 FROM ${table} WHERE (${same}) OR rowid = NEW.rowid)
BEGIN SELECT ${outcome}; END;
`;
}

/** Content-addressed rows are the same when their hash is, so writing one again is nothing and not an error. */
export const TABLES_1 = [
  TABLES,
  appendOnly('records', ['id'], 'refuse'),
  appendOnly('events', ['debate', 'seq'], 'refuse'),
  appendOnly('effects', ['debate', 'call'], 'refuse'),
  appendOnly('attempts', ['debate', 'attempt', 'mark'], 'refuse'),
  appendOnly('texts', ['hash'], 'ignore'),
  appendOnly('messages', ['hash'], 'ignore'),
  appendOnly('prompts', ['hash'], 'ignore'),
].join('');
