import type { Database } from 'better-sqlite3';
import { canonicalJson } from '../core/canonical.ts';
import type { Adopted } from '../core/record.ts';
import { CHAIN_START } from './hashes.ts';
import { newId } from './ids.ts';
import { hold, insertEffectRow, insertRecord } from './inserting.ts';
import type { WholeRecord } from './rows.ts';
import type { Clockwork } from './writing.ts';

/** Adds a record that has been read and checked, in one commit; under another id where another debate has its own. */
export function adoptRecord(db: Database, record: WholeRecord, { now, random }: Clockwork): Adopted {
  const { header } = record;
  const insert = db.transaction((): Adopted => {
    const there = presentAs(db, record);
    if (there !== null) return { id: there, present: true, given: header.id };
    const taken = db.prepare<[string], number>('SELECT 1 FROM records WHERE id = ?').pluck();
    const isTaken = (id: string) => taken.get(id) !== undefined;
    const id = isTaken(header.id) ? newId(now(), random, isTaken) : header.id;
    insertRows(db, id, record);
    return { id, present: false, given: header.id };
  });
  return insert.immediate();
}

/** The id of the same debate: begun at the same instant from the same key, and come at least as far. */
function presentAs(db: Database, { header, events, effects }: WholeRecord): string | null {
  const { length } = events;
  const same = db
    .prepare<[string, string, number, number, string, number], string>(
      `SELECT id FROM records AS r WHERE created_at = ? AND key = ?
         AND (? = 0 OR (SELECT hash FROM events WHERE debate = r.id AND seq = ?) = ?)
         AND (SELECT count(*) FROM effects WHERE debate = r.id) >= ?
       ORDER BY number LIMIT 1`,
    )
    .pluck();
  const head = events.at(-1)?.hash ?? CHAIN_START;
  return same.get(header.createdAt, header.key, length, length, head, effects.length) ?? null;
}

function insertRows(db: Database, id: string, record: WholeRecord): void {
  const { header, texts, messages, prompts, effects, events, attempts, projections, notes } = record;
  const { key } = header;
  const into = (sql: string) => db.prepare(`INSERT INTO ${sql}`);
  insertRecord(db, { ...header, id });
  for (const [table, contents] of [
    ['texts', texts],
    ['messages', messages],
  ] as const) {
    const content = into(`${table} (hash, body) VALUES (@hash, @body)`);
    for (const row of contents) content.run(row);
  }
  const prompt = into('prompts (hash, parent, appended) VALUES (@hash, @parent, @appended)');
  for (const row of prompts) prompt.run({ ...row, appended: canonicalJson(row.appended) });
  for (const { hash } of [...texts, ...prompts]) hold(db, id, hash);
  for (const row of effects) insertEffectRow(db, id, { ...row, result: canonicalJson(row.result) });
  const event = into(
    'events (debate, seq, type, at, prev, hash, body) VALUES (@id, @seq, @type, @at, @prev, @hash, @body)',
  );
  let prev = CHAIN_START;
  for (const row of events) {
    event.run({ ...row, id, prev, body: canonicalJson(row.body) });
    prev = row.hash;
  }
  const attempt = into("attempts (debate, attempt, mark, at, host, pid) VALUES (@id, @attempt, @mark, @at, '', 0)");
  for (const row of attempts) attempt.run({ ...row, id });
  const note = into('turn_notes (debate, turn, star, text, at) VALUES (@id, @turn, @star, @text, @at)');
  for (const row of notes) note.run({ ...row, id, star: row.star ? 1 : 0 });
  const projection = db.prepare(
    'INSERT OR IGNORE INTO projections (key, head, kind, at, body) VALUES (@key, @head, @kind, @at, @body)',
  );
  for (const row of projections) projection.run({ ...row, key, head: prev, body: canonicalJson(row.body) });
}
