import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import { ZodError } from 'zod';
import type { Effect, Measured } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { EVENT_SCHEMA_VERSION, isEventType, parseEvent } from '../core/events.ts';
import type { StoredEffect, StoredEvent } from '../core/record.ts';
import { CHAIN_START, checkText, effectHash, linkHash } from './hashes.ts';
import { madeBeforeModels } from './older-events.ts';
import type { EffectRow } from './rows.ts';
import { EFFECT_COLUMNS } from './rows.ts';

interface EventRow {
  seq: number;
  type: string;
  at: string;
  prev: string;
  hash: string;
  body: string;
}

/** As the database has it: the result is still text. */
type StoredRow = z.infer<typeof EffectRow> & { result: string };

/** A debate's events in order, each checked against the chain before it is parsed. */
export function readEvents(db: Database, file: string, debate: string): StoredEvent[] {
  const rows = db
    .prepare<[string], EventRow>('SELECT seq, type, at, prev, hash, body FROM events WHERE debate = ? ORDER BY seq')
    .iterate(debate);
  const events: StoredEvent[] = [];
  let prev = CHAIN_START;
  for (const row of rows) {
    const place = `event ${events.length + 1} of debate ${debate} in ${file}`;
    if (row.seq !== events.length + 1 || row.prev !== prev || row.hash !== linkHash(prev, row.type, row.body)) {
      throw new PitwallError(
        'STORE_FAILED',
        `expected ${place} to continue the hash chain, found that it was changed or an earlier one removed`,
        {
          data: { debate, seq: events.length + 1 },
        },
      );
    }
    events.push({ seq: row.seq, at: row.at, hash: row.hash, event: parsed(row, place) });
    prev = row.hash;
  }
  return events;
}

function parsed({ type, body: json }: EventRow, place: string): TranscriptEvent {
  const body: unknown = JSON.parse(json);
  const version = typeof body === 'object' && body !== null && 'schema' in body ? body.schema : EVENT_SCHEMA_VERSION;
  if (type === 'debate.opened' && version !== EVENT_SCHEMA_VERSION) {
    if (typeof version === 'number' && version < EVENT_SCHEMA_VERSION) {
      throw new PitwallError('STORE_FAILED', madeBeforeModels(version, place), {
        data: { found: version, supported: EVENT_SCHEMA_VERSION },
      });
    }
    throw new PitwallError(
      'DATABASE_NEWER',
      `expected events of version ${EVENT_SCHEMA_VERSION}, found version ${String(version)}: ${place} was written by another version of pitwall`,
      {
        data: { found: version, supported: EVENT_SCHEMA_VERSION },
      },
    );
  }
  if (!isEventType(type)) {
    throw new PitwallError(
      'STORE_FAILED',
      `expected a type of event that version ${EVENT_SCHEMA_VERSION} knows, found "${type}": ${place}`,
    );
  }
  try {
    return parseEvent(type, body);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const [issue] = error.issues;
    throw new PitwallError(
      'STORE_FAILED',
      `expected a body of ${type}, found ${issue?.path.join('.')}: ${issue?.message}: ${place}`,
      { cause: error },
    );
  }
}

/** A debate's effects in the order in which they were written, each checked against its hash. */
export function readEffects(db: Database, file: string, debate: string): StoredEffect[] {
  const rows = db
    .prepare<[string], StoredRow>(`SELECT ${EFFECT_COLUMNS} FROM effects WHERE debate = ? ORDER BY rowid`)
    .all(debate);
  return rows.map(({ call, kind, purity, request, ...row }) => {
    if (row.hash !== effectHash({ call, kind, purity, request }, row.result)) {
      throw new PitwallError(
        'STORE_FAILED',
        `expected effect ${call} of debate ${debate} in ${file} to match its hash, found that it was changed`,
        {
          data: { debate, call },
        },
      );
    }
    return {
      call,
      kind,
      purity,
      request,
      result: JSON.parse(row.result) as unknown,
      hash: row.hash,
      at: row.at,
      measured: measuredIn(row),
    };
  });
}

function measuredIn({
  latencyMs,
  attempts,
  inputTokens,
  outputTokens,
  cachedTokens,
  reasoningTokens,
  costUsd,
}: Omit<StoredRow, keyof Effect>): Measured {
  const usage =
    inputTokens === null || outputTokens === null
      ? null
      : {
          ...{ inputTokens, outputTokens },
          ...(cachedTokens === null ? {} : { cachedTokens }),
          ...(reasoningTokens === null ? {} : { reasoningTokens }),
        };
  return { latencyMs, attempts, usage, costUsd };
}

export function readText(db: Database, file: string, hash: string): string {
  return contentIn(db, file, 'texts', hash);
}

/** Message bodies in order: the parents' first. */
export function readPrompt(db: Database, file: string, hash: string): string[] {
  const find = db.prepare<[string], { parent: string | null; appended: string }>(
    'SELECT parent, appended FROM prompts WHERE hash = ?',
  );
  const deltas: string[][] = [];
  for (let next: string | null = hash; next !== null; ) {
    const row: { parent: string | null; appended: string } | undefined = find.get(next);
    if (row === undefined)
      throw new PitwallError('UNKNOWN_NAME', `expected a prompt with the hash ${next} in ${file}, found none`);
    deltas.push(JSON.parse(row.appended) as string[]);
    next = row.parent;
  }
  return deltas
    .reverse()
    .flat()
    .map((message) => contentIn(db, file, 'messages', message));
}

function contentIn(db: Database, file: string, table: 'texts' | 'messages', hash: string): string {
  const body = db.prepare<[string], string>(`SELECT body FROM ${table} WHERE hash = ?`).pluck().get(hash);
  if (body === undefined)
    throw new PitwallError('UNKNOWN_NAME', `expected a text with the hash ${hash} in ${file}, found none`);
  checkText(file, 'text', { hash, body });
  return body;
}
