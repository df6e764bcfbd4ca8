import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { listDebates } from '../../src/store/catalog.ts';
import { checkDatabase, isSound } from '../../src/store/check.ts';
import { openStore } from '../../src/store/index.ts';
import { failureOf } from './failure-of.ts';
import { OLD, oldDatabase } from './old-database.ts';
import { folder, reading, tamper } from './place.ts';
import { newDebate, opened, range, recorded } from './sample.ts';
import { WHOLE, wholeDatabase, wholeInVersion1 } from './whole-database.ts';

/** A file of this version with a debate that closed and one that is unfinished, both of them real. */
const database = wholeDatabase;

const damageIn = (file: string, id = WHOLE.closed) => checkDatabase(file).debates.find((debate) => debate.id === id);
const unguarded = (table: string) => [`DROP TRIGGER ${table}_keep_values`, `DROP TRIGGER ${table}_keep_rows`];

function triggersIn(file: string): string[] {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all();
  } finally {
    db.close();
  }
}

describe('checking a database', () => {
  it('finds nothing in a sound one, and says how each debate stands', () => {
    const file = database();
    const checked = checkDatabase(file);
    expect(isSound(checked)).toBe(true);
    expect(checked).toEqual({
      file,
      faults: [],
      debates: [
        {
          id: WHOLE.unfinished,
          scenario: 'build-or-buy',
          state: 'unfinished',
          events: WHOLE.begun,
          effects: WHOLE.begunEffects,
          damage: [],
        },
        {
          id: WHOLE.closed,
          scenario: 'build-or-buy',
          state: 'closed',
          events: WHOLE.events,
          effects: WHOLE.effects,
          damage: [],
        },
      ],
    });
  });

  it.each([
    ['event 20', 'events', "body = replace(body, 'e', 'f')", 'seq = 20', { what: 'event', at: '20' }, 19],
    ['the time of no event', 'events', "at = 'x'", 'seq = 20', null, WHOLE.events],
    ['an effect', 'effects', "result = '{}'", 'rowid = 4', { what: 'effect' }, WHOLE.events],
    ['a card', 'texts', "body = body || ' '", 'rowid = 2', { what: 'text' }, WHOLE.events],
    ['a message', 'messages', "body = body || ' '", 'rowid = 9', { what: 'message' }, WHOLE.events],
    ['a prompt', 'prompts', "appended = '[]'", 'rowid = 9', { what: 'prompt' }, WHOLE.events],
    ['a body that is no JSON', 'events', "body = 'x'", 'seq = 1', { what: 'event', at: '1' }, 0],
  ])('names %s that was changed', (_, table, set, where, damage, events) => {
    const file = database();
    const own = table === 'events' || table === 'effects' ? ` AND debate = '${WHOLE.closed}'` : '';
    tamper(file, ...unguarded(table), `UPDATE ${table} SET ${set} WHERE ${where}${own}`);
    const checked = damageIn(file);
    expect(checked?.events).toBe(events);
    if (damage === null) expect(checked?.damage).toEqual([]);
    else expect(checked?.damage[0]).toMatchObject(damage);
    expect(checked?.state).toBe(damage === null ? 'closed' : 'damaged');
    expect(isSound(checkDatabase(file))).toBe(false);
    expect(listDebates(file)).toHaveLength(2);
  });

  it('names an effect that a turn rests on and that is gone, and a trigger that is', () => {
    const file = database();
    const ofTurn = `SELECT body ->> '$.effect' FROM events WHERE debate = '${WHOLE.closed}' AND type = 'turn.recorded' LIMIT 1`;
    tamper(file, ...unguarded('effects'), `DELETE FROM effects WHERE hash = (${ofTurn})`);
    expect(damageIn(file)?.damage).toMatchObject([
      { what: 'effect', why: /event \d+ rests on it, and it is not there/ },
    ]);
    expect(checkDatabase(file).faults).toEqual([
      'the trigger "effects_keep_rows" is missing',
      'the trigger "effects_keep_values" is missing',
    ]);
  });

  it('names each trigger that keeps rows as they were written, when it is gone', () => {
    const good = database();
    const triggers = triggersIn(good).filter((name) => /_(keep_rows|keep_values|write_once)$/.test(name));
    expect(triggers).toHaveLength(21);
    for (const trigger of triggers) {
      const file = join(folder(), 'debates.db');
      copyFileSync(good, file);
      tamper(file, `DROP TRIGGER ${trigger}`);
      const checked = checkDatabase(file);
      expect([checked.faults, isSound(checked)]).toEqual([[`the trigger "${trigger}" is missing`], false]);
    }
  });

  it('calls a debate without its last event unfinished, whatever its attempts say', () => {
    const file = database();
    tamper(file, ...unguarded('events'), "DELETE FROM events WHERE type = 'debate.closed'");
    expect(damageIn(file)).toMatchObject({ state: 'unfinished', events: WHOLE.events - 1, damage: [] });
    expect(listDebates(file).map(({ status, decision }) => [status, decision])).toEqual([
      ['unfinished', null],
      ['unfinished', null],
    ]);
  });
});

describe('a file from a stranger', () => {
  it.each([
    [
      'a trigger of its own',
      'CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM projections; END',
      'trigger "t" added',
    ],
    ['another view in place of ours', 'DROP VIEW turns; CREATE VIEW turns AS SELECT 1 AS turn', 'view "turns" changed'],
    [
      'a table that takes any type',
      'DROP TABLE projections; CREATE TABLE projections (key)',
      'table "projections" changed',
    ],
    [
      'an id that is a path',
      "PRAGMA foreign_keys = OFF; DROP TRIGGER records_keep_values; UPDATE records SET id = '/../../evil' WHERE number = 1",
      'found "/../../evil"',
    ],
    [
      'an id that is an order to a shell',
      "PRAGMA foreign_keys = OFF; DROP TRIGGER records_keep_values; UPDATE records SET id = ';reboot #1' WHERE number = 1",
      'found ";reboot #1"',
    ],
  ])('is refused with %s, to be read and to be written', (_, sql, found) => {
    const file = database();
    tamper(file, sql);
    const before = readFileSync(file);
    for (const open of [() => listDebates(file), () => openStore(file), () => checkDatabase(file)])
      expect(failureOf(open)).toMatchObject({ code: 'NOT_A_DATABASE', message: expect.stringContaining(found) });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('may hold tables and views that are not ours', () => {
    const file = database();
    tamper(file, 'CREATE TABLE notes (x)', 'CREATE VIEW mine AS SELECT * FROM turns');
    expect(isSound(checkDatabase(file))).toBe(true);
  });
});

describe('a damaged file', () => {
  it('gives up the pages that are bad and nothing else: every answer is a sentence, and no byte is written', () => {
    const good = database();
    const pageSize = 4096;
    const pages = statSync(good).size / pageSize;
    const answers = { sound: 0, damaged: 0, refused: 0 };
    for (let page = 0; page < pages; page += 9) {
      const file = join(folder(), 'debates.db');
      const bytes = readFileSync(good);
      bytes.fill(0, page * pageSize, (page + 1) * pageSize);
      writeFileSync(file, bytes);
      try {
        const checked = checkDatabase(file);
        answers[isSound(checked) ? 'sound' : 'damaged'] += 1;
        for (const { id, damage, events } of checked.debates) {
          if (damage.length === 0) expect(reading(file, (store) => store.events(id))).toHaveLength(events);
          const saved = reading(file, (store) => [...store.exported(id, { salvage: true }).lines]);
          expect(saved.length).toBeGreaterThanOrEqual(events + 2);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(PitwallError);
        answers.refused += 1;
      }
      expect(readFileSync(file).equals(bytes)).toBe(true);
    }
    expect(answers.sound).toBeLessThanOrEqual(1);
    expect(answers.damaged).toBeGreaterThan(answers.refused);
  });

  it('that was cut, is empty or a folder answers in a sentence', () => {
    const good = database();
    const { size } = statSync(good);
    for (const part of [0.9, 0.5, 0.1]) {
      const file = join(folder(), 'debates.db');
      copyFileSync(good, file);
      truncateSync(file, Math.floor(size * part));
      const before = readFileSync(file);
      for (const open of [() => listDebates(file), () => openStore(file).close(), () => checkDatabase(file)]) {
        try {
          open();
        } catch (error) {
          expect(error).toBeInstanceOf(PitwallError);
        }
      }
      expect(readFileSync(file).equals(before)).toBe(true);
      const checked = () => checkDatabase(file);
      expect(isSoundOrThrows(checked)).toBe(false);
    }
    truncateSync(good, 0);
    expect(failureOf(() => checkDatabase(good))).toMatchObject({ code: 'FILE_UNREADABLE', data: { missing: true } });
    expect(failureOf(() => checkDatabase(folder())).message).toMatch(/expected a database, found a folder/);
  });

  it('of schema version 1 is still read as far as it goes', () => {
    const file = wholeInVersion1();
    tamper(file, ...unguarded('events'), `UPDATE events SET body = 'x' WHERE debate = '${WHOLE.closed}' AND seq = 7`);
    expect(damageIn(file)).toMatchObject({ state: 'damaged', events: 6 });
    expect(listDebates(file)).toHaveLength(2);
  });

  it('says of a debate from before questions were models that its events are of another version', () => {
    const file = oldDatabase();
    expect(damageIn(file, OLD.closed)).toMatchObject({
      state: 'damaged',
      damage: [{ what: 'event', at: '1', why: expect.stringMatching(/^`schema`: expected 2, found \d+$/) }],
    });
    expect(listDebates(file)).toHaveLength(2);
  });
});

/** A debate of twelve turns whose rows are in the log alone: its store stays open. */
async function twelveTurns() {
  const file = join(folder(), 'debates.db');
  const store = openStore(file);
  onTestFinished(() => store.close());
  const record = await store.create(newDebate());
  await record.append([opened()]);
  for (const turn of range(12)) await record.append([recorded(turn)]);
  return { file, record };
}

describe('a log that was shortened or deleted', () => {
  it('leaves an unfinished debate with a whole beginning, at every cut', async () => {
    const { file, record } = await twelveTurns();
    await record.append([
      { type: 'debate.closed', body: { stopReason: 'rounds', decision: null, margin: 0, confidence: 0, turns: 12 } },
    ]);
    const [main, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
    const lengths: number[] = [];
    for (let part = 0; part <= 20; part += 1) {
      const copy = join(folder(), 'debates.db');
      writeFileSync(copy, main);
      const cut = Math.floor((log.length * part) / 20);
      if (cut > 0) writeFileSync(`${copy}-wal`, log.subarray(0, cut));
      else rmSync(`${copy}-wal`, { force: true });
      lengths.push(eventsLeft(copy));
    }
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    expect(lengths.at(-1)).toBe(14);
    expect(new Set(lengths).size).toBeGreaterThan(4);
  });
});

describe('a log with a byte that was changed', () => {
  it('leaves a whole beginning, or a sentence, wherever the byte is; never a debate that closed', async () => {
    const { file } = await twelveTurns();
    const [main, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
    const counts = new Set<number>();
    for (let part = 0; part < 60; part += 1) {
      const copy = join(folder(), 'debates.db');
      const changed = Buffer.from(log);
      const at = Math.floor((log.length * part) / 60);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      writeFileSync(copy, main);
      writeFileSync(`${copy}-wal`, changed);
      counts.add(eventsLeft(copy));
    }
    expect(Math.max(...counts)).toBeLessThan(14);
    expect(counts.size).toBeGreaterThan(4);
  });
});

describe('a database that another process has locked', () => {
  it('is said to be, after five seconds, and the record so far is kept', async () => {
    const file = join(folder(), 'debates.db');
    const store = openStore(file);
    onTestFinished(() => store.close());
    const record = await store.create(newDebate());
    await record.append([opened()]);
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(record.append([recorded(1)])).rejects.toThrow(
      /another process kept .* locked for longer than 5 s.*STORE_FAILED/,
    );
    other.exec('ROLLBACK');
    other.close();
    await record.append([recorded(1)]);
    expect(store.events(record.id)).toHaveLength(2);
  });
});

/** How many events a cut log leaves; whatever there is continues its chain, and is closed only when all of it is there. */
function eventsLeft(file: string): number {
  try {
    const [debate] = checkDatabase(file).debates;
    if (debate === undefined) return 0;
    expect(debate.damage.filter(({ what }) => what === 'event' || what === 'database')).toEqual([]);
    expect(listDebates(file)[0]?.status).toBe(debate.events === 14 ? 'closed' : 'unfinished');
    return debate.events;
  } catch (error) {
    if (error instanceof PitwallError && error.data['missing'] === true) return 0;
    throw error;
  }
}

function isSoundOrThrows(check: () => ReturnType<typeof checkDatabase>): boolean {
  try {
    return isSound(check());
  } catch (error) {
    if (error instanceof PitwallError) return false;
    throw error;
  }
}
