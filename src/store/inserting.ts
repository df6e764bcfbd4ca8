import type { Database, Statement } from 'better-sqlite3';
import type { z } from 'zod';
import { ZodError } from 'zod';
import { canonicalJson, storable } from '../core/canonical.ts';
import type { Effect, Measured } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { parseEvent } from '../core/events.ts';
import type { Ending, NewDebate, PromptDelta } from '../core/record.ts';
import { checkPrompt, checkText, effectHash, linkHash } from './hashes.ts';
import { thisWorker } from './liveness.ts';
import type { EffectRow, RecordHeader } from './rows.ts';

/** Where a chain of events stands. */
export interface Head {
  seq: number;
  hash: string;
}

/** An event as it is written. */
interface EventRow extends Head {
  type: string;
  prev: string;
  body: string;
}

/** The rows of events that follow a head, and the head after them. */
export function eventRows(events: readonly TranscriptEvent[], head: Head): [EventRow[], Head] {
  let last = head;
  const rows = events.map(({ type, body }) => {
    const text = canonicalJson(checked(type, body));
    const row = { seq: last.seq + 1, type, prev: last.hash, hash: linkHash(last.hash, type, text), body: text };
    last = row;
    return row;
  });
  return [rows, { seq: last.seq, hash: last.hash }];
}

export function insertEvents(db: Database, id: string, rows: readonly EventRow[], at: string): void {
  const insert = prepared(
    db,
    'INSERT INTO events (debate, seq, type, at, prev, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { seq, type, prev, hash, body } of rows) insert.run(id, seq, type, at, prev, hash, body);
}

type Row = z.infer<typeof EffectRow> & { result: string };

export function effectRow(effect: Effect, measured: Measured): Omit<Row, 'at'> {
  const { kind, purity } = effect;
  const call = storable(effect.call);
  const request = storable(effect.request);
  const result = canonicalJson(effect.result);
  const hash = effectHash({ call, kind, purity, request }, result);
  const { latencyMs, attempts, usage, costUsd = null } = measured;
  const { inputTokens = null, outputTokens = null, cachedTokens = null, reasoningTokens = null } = usage ?? {};
  const tokens = { inputTokens, outputTokens, cachedTokens, reasoningTokens };
  return { call, kind, purity, request, result, hash, latencyMs, attempts, ...tokens, costUsd };
}

/** `row`: its result is the text that goes into the database. */
export function insertEffectRow(db: Database, id: string, row: Row): void {
  prepared(
    db,
    `INSERT INTO effects (debate, call, kind, purity, request, result, hash, at, latency_ms, attempts, input_tokens, output_tokens,
       cached_tokens, reasoning_tokens, cost_usd)
     VALUES (@id, @call, @kind, @purity, @request, @result, @hash, @at, @latencyMs, @attempts, @inputTokens, @outputTokens,
       @cachedTokens, @reasoningTokens, @costUsd)`,
  ).run({ ...row, id });
}

export function insertRecord(
  db: Database,
  debate: Pick<RecordHeader, 'id' | 'key' | 'scenario' | 'seed' | 'createdAt' | 'parent'>,
): void {
  const { id, key, scenario, seed, createdAt, parent } = debate;
  const insert = prepared(
    db,
    'INSERT INTO records (id, key, scenario, seed, created_at, parent, parent_turn) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const lineage = [parent?.id ?? null, parent?.turn ?? null];
  insert.run(id, storable(key), storable(scenario), seed, createdAt, ...lineage);
}

export function markAttempt(
  db: Database,
  id: string,
  { attempt, mark, at }: { attempt: number; mark: 'started' | Ending; at: string },
): void {
  const { host, pid } = thisWorker();
  prepared(db, 'INSERT INTO attempts (debate, attempt, mark, at, host, pid) VALUES (?, ?, ?, ?, ?, ?)').run(
    ...[id, attempt, mark, at, host, pid],
  );
}

/** What cannot be read back is not written: the row would stay for ever. */
function checked(...[type, body]: Parameters<typeof parseEvent>): unknown {
  try {
    return parseEvent(type, body).body;
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const [issue] = error.issues;
    throw new PitwallError(
      'STORE_FAILED',
      `expected a body of ${type} to record, got ${issue?.path.join('.')}: ${issue?.message}`,
      { cause: error },
    );
  }
}

export function hold(db: Database, debate: string, hash: string): void {
  prepared(db, 'INSERT OR IGNORE INTO holds (debate, hash) VALUES (?, ?)').run(debate, hash);
}

type Content = NewDebate['texts'][number];

/** Contents as they are stored, each under its own hash. */
export function checkedContents(file: string, contents: readonly Content[]): Content[] {
  return contents.map(({ hash, body }) => {
    const text = { hash, body: storable(body) };
    checkText(file, 'a text', text);
    return text;
  });
}

export function insertContents(db: Database, table: 'texts' | 'messages', contents: readonly Content[]): void {
  const insert = prepared(db, `INSERT INTO ${table} (hash, body) VALUES (?, ?)`);
  for (const { hash, body } of contents) insert.run(hash, body);
}

/** A prompt as it is written, with the messages that it adds. */
interface PromptRow {
  hash: string;
  parent: string | null;
  appended: string;
  messages: Content[];
}

export function promptRows(file: string, deltas: readonly PromptDelta[]): PromptRow[] {
  return deltas.map(({ hash, parent, appended }) => {
    const hashes = appended.map((message) => message.hash);
    checkPrompt(file, { hash, parent, appended: hashes });
    return { hash, parent, appended: canonicalJson(hashes), messages: checkedContents(file, appended) };
  });
}

export function insertPrompts(db: Database, id: string, rows: readonly PromptRow[]): void {
  const insert = prepared(db, 'INSERT INTO prompts (hash, parent, appended) VALUES (?, ?, ?)');
  for (const { hash, parent, appended, messages } of rows) {
    insertContents(db, 'messages', messages);
    insert.run(hash, parent, appended);
    hold(db, id, hash);
  }
}

const statementsOf = new WeakMap<Database, Map<string, Statement>>();

/** A statement of a database, compiled once: a debate inserts the same rows some hundred times. */
function prepared(db: Database, sql: string): Statement {
  const statements = statementsOf.get(db) ?? new Map<string, Statement>();
  statementsOf.set(db, statements);
  const statement = statements.get(sql) ?? db.prepare(sql);
  statements.set(sql, statement);
  return statement;
}
