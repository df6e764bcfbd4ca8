import type { Database } from 'better-sqlite3';
import { PitwallError } from '../core/error.ts';
import type { EventType, TranscriptEvent } from '../core/events.ts';
import type { DebateRecord, NewDebate, Waiting } from '../core/record.ts';
import { committed } from './commits.ts';
import { guarded } from './failure.ts';
import { CHAIN_START } from './hashes.ts';
import { newId } from './ids.ts';
import type { Head } from './inserting.ts';
import {
  checkedContents,
  effectRow,
  eventRows,
  hold,
  insertContents,
  insertEffectRow,
  insertEvents,
  insertPrompts,
  insertRecord,
  markAttempt,
  promptRows,
} from './inserting.ts';
import type { Lease, Leases } from './lease.ts';
import { readEvents } from './reading.ts';

export interface Clockwork {
  now: () => Date;
  random: () => number;
}

/** Where a debate's rows go, and the right to write them. */
export interface Desk {
  db: Database;
  /** The database as a sentence names it. */
  file: string;
  leases: Leases;
  clock: Clockwork;
}

/** Nobody can want a debate that comes with its end. */
const NOBODYS: Lease = { release: () => undefined, remove: () => undefined };

/**
 * Begins a debate: its row, the texts that it names, and an open attempt of this process, in one commit, or all of a debate that has
 * ended. What can be worked out before is, because others wait while this commit is written.
 */
export function createRecord(desk: Desk, debate: NewDebate): DebateRecord {
  const { db, file, leases, clock } = desk;
  const { opening = [], effects = [], prompts = [], ended = null } = debate;
  const taken = db.prepare<[string], number>('SELECT 1 FROM records WHERE id = ?').pluck();
  const texts = checkedContents(file, debate.texts);
  const [events, head] = eventRows(opening, { seq: 0, hash: CHAIN_START });
  const answered = effects.map((effect) => effectRow(effect, effect.measured));
  const asked = promptRows(file, prompts);
  let lease: Lease | null = null;
  const begin = db.transaction((): { id: string; lease: Lease } => {
    const now = clock.now();
    const at = now.toISOString();
    const id = newId(now, clock.random, (candidate) => taken.get(candidate) !== undefined);
    // Before anybody can see the debate, and so before anybody can want it.
    lease = ended === null ? leases.take(id) : NOBODYS;
    if (lease === null) throw heldBy(desk, id);
    insertRecord(db, { ...debate, parent: debate.parent ?? null, id, createdAt: at });
    insertContents(db, 'texts', texts);
    for (const { hash } of texts) hold(db, id, hash);
    markAttempt(db, id, { attempt: 1, mark: 'started', at });
    for (const row of answered) insertEffectRow(db, id, { ...row, at });
    insertPrompts(db, id, asked);
    insertEvents(db, id, events, at);
    if (ended !== null) markAttempt(db, id, { attempt: 1, mark: ended, at });
    return { id, lease };
  });
  try {
    const begun = guarded(file, () => begin.immediate());
    return recordOf(desk, begun.id, { lease: begun.lease, attempt: 1, head, ended: ended !== null });
  } catch (error) {
    (lease as Lease | null)?.remove();
    throw error;
  }
}

/** Goes on with a debate that has no last event, after the events that are there, which are checked first. */
export function reopenRecord(desk: Desk, id: string): DebateRecord {
  const { db, file, leases, clock } = desk;
  const lease = guarded(file, () => leases.take(id));
  if (lease === null) throw heldBy(desk, id);
  const begin = db.transaction(() => {
    const last = readEvents(db, file, id).at(-1);
    if (last !== undefined && isLast(last.event.type)) return last.event.type;
    const attempt = lastAttempt(db, id) + 1;
    markAttempt(db, id, { attempt, mark: 'started', at: clock.now().toISOString() });
    return { attempt, head: { seq: last?.seq ?? 0, hash: last?.hash ?? CHAIN_START }, ended: false };
  });
  try {
    const begun = guarded(file, () => begin.immediate());
    if (typeof begun === 'object') return recordOf(desk, id, { lease, ...begun });
    lease.remove();
    throw new PitwallError('CHECK_FAILED', `expected an unfinished debate, ${id} ends with ${begun}`, {
      data: { debate: id, last: begun },
    });
  } catch (error) {
    lease.release();
    throw error;
  }
}

const NOTHING: Waiting = { events: [], prompts: [], effects: [] };

interface Position {
  lease: Lease;
  attempt: number;
  head: Head;
  ended: boolean;
}

function recordOf(
  { db, file, clock: { now } }: Desk,
  id: string,
  { lease, attempt, ...start }: Position,
): DebateRecord {
  let { head, ended } = start;

  /** One immediate transaction: all rows or none. A row of ours that is there already was written by somebody else. */
  const commit = async (what: string, work: (at: string) => void): Promise<void> => {
    if (ended)
      throw new PitwallError(
        'STORE_FAILED',
        `expected an open attempt at debate ${id} to record ${what}, found that it has ended`,
      );
    let before: Head = head;
    try {
      await committed(db, file, () => {
        before = head;
        work(now().toISOString());
      });
    } catch (error) {
      // Of several writes whose commit failed, the first stood furthest back.
      if (before.seq < head.seq) head = before;
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

  /** The head of the chain after them. */
  const chain = (events: readonly TranscriptEvent[], at: string): Head => {
    const [rows, next] = eventRows(events, head);
    insertEvents(db, id, rows, at);
    return next;
  };

  return {
    id,

    async append(events) {
      await commit(`event ${head.seq + 1}`, (at) => {
        head = chain(events, at);
      });
    },

    async effect(effect, measured, { events, prompts, effects } = NOTHING) {
      let hash = '';
      await commit(`effect ${effect.call}`, (at) => {
        const next = chain(events, at);
        insertPrompts(db, id, promptRows(file, prompts));
        for (const before of effects) insertEffectRow(db, id, { ...effectRow(before.effect, before.measured), at });
        const row = effectRow(effect, measured);
        insertEffectRow(db, id, { ...row, at });
        hash = row.hash;
        head = next;
      });
      return hash;
    },

    prompt: async (...deltas) =>
      commit(`prompt ${deltas.at(-1)?.hash}`, () => insertPrompts(db, id, promptRows(file, deltas))),

    async end(how) {
      // The first word counts: an interruption may arrive while a debate that has closed is being put away.
      if (ended) return;
      const written = commit('the end of the attempt', (at) => markAttempt(db, id, { attempt, mark: how, at }));
      ended = true;
      try {
        await written;
      } catch (error) {
        ended = false;
        throw error;
      }
      if (hasLast(db, id)) lease.remove();
      else lease.release();
    },
  };
}

function lastAttempt(db: Database, id: string): number {
  return (
    db.prepare<[string], number>('SELECT ifnull(max(attempt), 0) FROM attempts WHERE debate = ?').pluck().get(id) ?? 0
  );
}

const isLast = (type: EventType) => type === 'debate.closed' || type === 'debate.failed';

function hasLast(db: Database, id: string): boolean {
  const last = db.prepare("SELECT 1 FROM events WHERE debate = ? AND type IN ('debate.closed', 'debate.failed')");
  return last.get(id) !== undefined;
}

function heldBy({ db }: Desk, id: string): PitwallError {
  const holder = db
    .prepare<[string], { host: string; pid: number; at: string }>(
      "SELECT host, pid, at FROM attempts WHERE debate = ? AND mark = 'started' ORDER BY attempt DESC LIMIT 1",
    )
    .get(id);
  const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.at}` : 'another process';
  return new PitwallError('STORE_FAILED', `debate ${id} is being written by ${who}`, {
    data: { debate: id, ...holder },
  });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
