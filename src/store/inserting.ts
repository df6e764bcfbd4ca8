import type { Database, Statement } from 'better-sqlite3';
import type { z } from 'zod';
import { ZodError } from 'zod';
import { canonicalJson, storable } from '../core/canonical.ts';
import type { Effect, Measured } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { parseEvent } from '../core/events.ts';
import type { NewDebate } from '../core/record.ts';
import { checkText, effectHash, linkHash } from './hashes.ts';
import { thisWorker } from './liveness.ts';
import type { EffectRow, RecordHeader } from './rows.ts';

/** Where a chain of events stands. */
export interface Head {
  seq: number;
  hash: string;
}

/** The head of the chain after the events. */
export function insertEvents(
  db: Database,
  id: string,
  events: readonly TranscriptEvent[],
  head: Head,
  at: string,
): Head {
  const insert = prepared(
    db,
    'INSERT INTO events (debate, seq, type, at, prev, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  let next = head;
  for (const event of events) {
    const body = canonicalJson(checked(event.type, event.body));
    const link = { seq: next.seq + 1, hash: linkHash(next.hash, event.type, body) };
    insert.run(id, link.seq, event.type, at, next.hash, link.hash, body);
    next = link;
  }
  return next;
}

/** The effect's hash. */
export function insertEffect(db: Database, id: string, effect: Effect, measured: Measured, at: string): string {
  const { kind, purity } = effect;
  const call = storable(effect.call);
  const request = storable(effect.request);
  const result = canonicalJson(effect.result);
  const hash = effectHash({ call, kind, purity, request }, result);
  const { latencyMs, attempts, usage, costUsd = null } = measured;
  const { inputTokens = null, outputTokens = null, cachedTokens = null, reasoningTokens = null } = usage ?? {};
  const tokens = { inputTokens, outputTokens, cachedTokens, reasoningTokens };
  insertEffectRow(db, id, { call, kind, purity, request, result, hash, at, latencyMs, attempts, ...tokens, costUsd });
  return hash;
}

/** `row`: its result is the text that goes into the database. */
export function insertEffectRow(db: Database, id: string, row: z.infer<typeof EffectRow> & { result: string }): void {
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

export function startAttempt(db: Database, id: string, attempt: number, at: Date): void {
  const { host, pid } = thisWorker();
  prepared(db, "INSERT INTO attempts (debate, attempt, mark, at, host, pid) VALUES (?, ?, 'started', ?, ?, ?)").run(
    ...[id, attempt, at.toISOString(), host, pid],
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

export function insertContent(
  db: Database,
  file: string,
  table: 'texts' | 'messages',
  contents: NewDebate['texts'],
): void {
  const insert = prepared(db, `INSERT INTO ${table} (hash, body) VALUES (?, ?)`);
  for (const { hash, body } of contents) {
    const text = { hash, body: storable(body) };
    checkText(file, 'a text', text);
    insert.run(text.hash, text.body);
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
