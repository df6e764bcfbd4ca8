import type { Database } from 'better-sqlite3';
import { ZodError } from 'zod';
import { canonicalJson } from '../core/canonical.ts';
import { PitwallError } from '../core/error.ts';
import { parseEvent } from '../core/events.ts';
import type { DebateRecord, NewDebate } from '../core/record.ts';
import { guarded } from './failure.ts';
import { CHAIN_START, checkText, effectHash, linkHash } from './hashes.ts';
import { newId } from './ids.ts';
import { thisWorker } from './liveness.ts';

export interface Clockwork {
  now: () => Date;
  random: () => number;
}

/** Begins a debate: its row, the texts that it names, and an open attempt of this process, in one commit. */
export function createRecord(db: Database, file: string, debate: NewDebate, clock: Clockwork): DebateRecord {
  const taken = db.prepare<[string], number>('SELECT 1 FROM records WHERE id = ?').pluck();
  const begin = db.transaction((): string => {
    const now = clock.now();
    const at = now.toISOString();
    const id = newId(now, clock.random, (candidate) => taken.get(candidate) !== undefined);
    db.prepare('INSERT INTO records (id, key, scenario, seed, created_at) VALUES (?, ?, ?, ?, ?)').run(
      id,
      debate.key.toWellFormed(),
      debate.scenario.toWellFormed(),
      debate.seed,
      at,
    );
    insertContent(db, file, 'texts', debate.texts);
    const { host, pid } = thisWorker();
    db.prepare("INSERT INTO attempts (debate, attempt, mark, at, host, pid) VALUES (?, 1, 'started', ?, ?, ?)").run(
      id,
      at,
      host,
      pid,
    );
    return id;
  });
  const id = guarded(file, () => begin.immediate());
  return recordOf(db, file, id, clock);
}

function recordOf(db: Database, file: string, id: string, { now }: Clockwork): DebateRecord {
  let head = { seq: 0, hash: CHAIN_START };
  let ended = false;
  const insertEvent = db.prepare(
    'INSERT INTO events (debate, seq, type, at, prev, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const insertEffect = db.prepare(
    `INSERT INTO effects (debate, call, kind, purity, request, result, hash, at, latency_ms, attempts, input_tokens, output_tokens)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertPrompt = db.prepare('INSERT INTO prompts (hash, parent, appended) VALUES (?, ?, ?)');
  const insertEnd = db.prepare('INSERT INTO attempts (debate, attempt, mark, at, host, pid) VALUES (?, 1, ?, ?, ?, ?)');

  /** One immediate transaction: all rows or none. A row of ours that is there already was written by somebody else. */
  const commit = (what: string, work: (at: string) => void): void => {
    if (ended)
      throw new PitwallError(
        'STORE_FAILED',
        `expected an open attempt at debate ${id} to record ${what}, found that it has ended`,
      );
    const transaction = db.transaction(work);
    try {
      guarded(file, () => transaction.immediate(now().toISOString()));
    } catch (error) {
      if (!(error instanceof PitwallError) || error.data['sqlite'] !== 'SQLITE_CONSTRAINT_TRIGGER') throw error;
      throw new PitwallError(
        'STORE_FAILED',
        `expected to be the first to record ${what} of debate ${id} in ${file}: ${messageOf(error.cause)}`,
        {
          cause: error.cause,
          data: { debate: id, file },
        },
      );
    }
  };

  return {
    id,

    async append(events) {
      const first = head.seq + 1;
      let next = head;
      commit(`event ${first}`, (at) => {
        next = head;
        for (const event of events) {
          const body = canonicalJson(checked(event.type, event.body));
          const link = { seq: next.seq + 1, hash: linkHash(next.hash, event.type, body) };
          insertEvent.run(id, link.seq, event.type, at, next.hash, link.hash, body);
          next = link;
        }
      });
      head = next;
    },

    async effect(effect, measured) {
      const call = effect.call.toWellFormed();
      const request = effect.request.toWellFormed();
      const result = canonicalJson(effect.result);
      const hash = effectHash({ call, kind: effect.kind, purity: effect.purity, request }, result);
      const { latencyMs, attempts, usage } = measured;
      commit(`effect ${call}`, (at) => {
        const tokens = [usage?.inputTokens ?? null, usage?.outputTokens ?? null];
        insertEffect.run(
          id,
          call,
          effect.kind,
          effect.purity,
          request,
          result,
          hash,
          at,
          latencyMs,
          attempts,
          ...tokens,
        );
      });
      return hash;
    },

    async prompt({ hash, parent, appended }) {
      commit(`prompt ${hash}`, () => {
        insertContent(db, file, 'messages', appended);
        insertPrompt.run(hash, parent, canonicalJson(appended.map((message) => message.hash)));
      });
    },

    async end(how) {
      // The first word counts: an interruption may arrive while a debate that has closed is being put away.
      if (ended) return;
      const { host, pid } = thisWorker();
      commit('the end of the attempt', (at) => insertEnd.run(id, how, at, host, pid));
      ended = true;
    },
  };
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

function insertContent(db: Database, file: string, table: 'texts' | 'messages', contents: NewDebate['texts']): void {
  const insert = db.prepare(`INSERT INTO ${table} (hash, body) VALUES (?, ?)`);
  for (const { hash, body } of contents) {
    const text = { hash, body: body.toWellFormed() };
    checkText(file, 'a text', text);
    insert.run(text.hash, text.body);
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
