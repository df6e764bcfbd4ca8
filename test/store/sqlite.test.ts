import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { canonicalLines } from '../../src/core/export.ts';
import { listDebates } from '../../src/store/catalog.ts';
import { openForWriting } from '../../src/store/connection.ts';
import { defaultDatabase, openStore } from '../../src/store/index.ts';
import { memoryRecord } from '../../src/store/memory.ts';
import { storeContract } from './contract.ts';
import { failureOf } from './failure-of.ts';
import { folder, tamper } from './place.ts';
import { debateEvents, newDebate, opened, range, recorded, writeDebate } from './sample.ts';

storeContract('SQLite', (options) => {
  const store = openStore(join(folder(), 'debates.db'), options);
  onTestFinished(() => store.close());
  return store;
});

async function writtenDebate(turns: number): Promise<{ file: string; id: string }> {
  const file = join(folder(), 'debates.db');
  const store = openStore(file);
  const id = await writeDebate(store, turns);
  store.close();
  return { file, id };
}

function reading<T>(file: string, work: (store: ReturnType<typeof openStore>) => T): T {
  const store = openStore(file, { readonly: true });
  try {
    return work(store);
  } finally {
    store.close();
  }
}

describe('the SQLite store', () => {
  it('writes ahead with a full sync, the second time a file is opened as well', () => {
    const file = join(folder(), 'debates.db');
    for (const _ of range(2)) {
      const db = openForWriting(file);
      const pragmas = ['journal_mode', 'synchronous', 'busy_timeout'].map((name) => db.pragma(name, { simple: true }));
      db.close();
      expect(pragmas).toEqual(['wal', 2, 5000]);
    }
  });

  it('makes the folder of a new file', async () => {
    const file = defaultDatabase(folder(), {});
    const store = openStore(file);
    store.close();
    expect(file.endsWith(join('.pitwall', 'debates.db'))).toBe(true);
    expect(statSync(file).isFile()).toBe(true);
    expect(defaultDatabase('/project', { PITWALL_DB: '/elsewhere/d.db' })).toBe('/elsewhere/d.db');
  });

  it('refuses to change or remove a row of the record, or to write over one', async () => {
    const { file, id } = await writtenDebate(2);
    const before = reading(file, (store) => store.events(id));
    for (const table of ['records', 'events', 'effects', 'attempts', 'texts', 'messages', 'prompts']) {
      const column =
        { records: 'key', attempts: 'host', prompts: 'parent', texts: 'body', messages: 'body' }[table] ?? 'hash';
      expect(() => tamper(file, `UPDATE ${table} SET ${column} = 'x'`)).toThrow(`${table} is append-only`);
      expect(() => tamper(file, 'PRAGMA foreign_keys = OFF', `DELETE FROM ${table}`)).toThrow(
        `${table} is append-only`,
      );
    }
    const copy = "INSERT OR REPLACE INTO events SELECT debate, seq, type, at, prev, 'x', body FROM events";
    expect(() => tamper(file, 'PRAGMA recursive_triggers = OFF', copy)).toThrow('append-only');
    const texts = "INSERT OR REPLACE INTO texts SELECT hash, 'x' FROM texts";
    tamper(file, 'PRAGMA recursive_triggers = OFF', texts);
    expect(reading(file, (store) => store.events(id))).toEqual(before);
    expect(reading(file, (store) => store.text(newDebate().texts[0]?.hash ?? ''))).toBe(newDebate().texts[0]?.body);
  });

  it('names the first event whose bytes on disk were changed', async () => {
    const { file, id } = await writtenDebate(12);
    const bytes = readFileSync(file);
    const word = Buffer.from('7번째 차례입니다. 코드', 'utf8');
    const rows = reading(file, (store) => store.events(id));
    const seq = rows.find(({ event }) => event.type === 'turn.recorded' && event.body.turn === 7)?.seq;
    for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) bytes[at] = 0x38;
    writeFileSync(file, bytes);
    expect(failureOf(() => reading(file, (store) => store.events(id)))).toMatchObject({
      code: 'STORE_FAILED',
      data: { seq },
    });
  });

  it('catches a row that was taken out, moved, or given another effect', async () => {
    const { file, id } = await writtenDebate(6);
    tamper(
      file,
      'DROP TRIGGER events_keep_rows',
      'DROP TRIGGER effects_keep_values',
      'DELETE FROM events WHERE seq = 9',
    );
    expect(failureOf(() => reading(file, (store) => store.events(id))).data).toMatchObject({ seq: 9 });
    tamper(file, `UPDATE effects SET result = '{"predicted":-0.29}' WHERE call = 'rebuttal/2/cortex/model#1/tool[0]'`);
    expect(failureOf(() => reading(file, (store) => store.effects(id))).message).toContain(
      'rebuttal/2/cortex/model#1/tool[0]',
    );
  });

  it('catches a text that was changed', async () => {
    const { file } = await writtenDebate(1);
    tamper(file, 'DROP TRIGGER texts_keep_values', "UPDATE texts SET body = body || ' '");
    const hash = newDebate().texts[0]?.hash ?? '';
    expect(failureOf(() => reading(file, (store) => store.text(hash))).code).toBe('STORE_FAILED');
  });

  it('names both versions of an event from another version', async () => {
    const { file, id } = await writtenDebate(1);
    const body = JSON.stringify({ ...opened().body, schema: 2 });
    const forged = await forge(file, id, 'debate.opened', body);
    expect(failureOf(() => reading(file, (store) => store.events(forged)))).toMatchObject({
      code: 'DATABASE_NEWER',
      data: { found: 2, supported: 1 },
    });
    const unknown = await forge(file, id, 'debate.sung', '{}');
    expect(failureOf(() => reading(file, (store) => store.events(unknown))).message).toContain('"debate.sung"');
  });

  it('grows with the turns and not with their square', async () => {
    const sizes = new Map<number, number>();
    for (const turns of [40, 200, 400]) sizes.set(turns, statSync((await writtenDebate(turns)).file).size);
    const perTurn = (from: number, to: number) => ((sizes.get(to) ?? 0) - (sizes.get(from) ?? 0)) / (to - from);
    expect(perTurn(40, 200)).toBeGreaterThan(2000);
    expect(perTurn(200, 400)).toBeLessThanOrEqual(1.2 * perTurn(40, 200));
  });

  it('leaves no file beside the database after reading', async () => {
    const { file } = await writtenDebate(1);
    const before = readFileSync(file);
    expect(listDebates(file)).toHaveLength(1);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(statSync(`${file}-wal`, { throwIfNoEntry: false })).toBeUndefined();
    expect(statSync(`${file}-shm`, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('reads beside a writer what the writer has committed', async () => {
    const file = join(folder(), 'debates.db');
    const writer = openStore(file);
    const record = await writer.create(newDebate());
    const reader = openStore(file, { readonly: true });
    await record.append([opened(), recorded(1)]);
    expect(reader.events(record.id)).toHaveLength(2);
    expect(reader.list()).toMatchObject([{ id: record.id, turns: 1, status: 'running' }]);
    reader.close();
    writer.close();
  });

  it('keeps nothing when it was opened to read', async () => {
    const { file, id } = await writtenDebate(1);
    reading(file, (store) => store.keepProjection(id, 'flips', [1]));
    expect(reading(file, (store) => store.projection(id, 'flips'))).toBeNull();
    const store = openStore(file, { readonly: true });
    await expect(store.create(newDebate())).rejects.toMatchObject({ code: 'STORE_FAILED' });
    store.close();
  });

  it('says that no space is left, keeps what it has, and goes on when there is', async () => {
    const file = join(folder(), 'debates.db');
    const store = openStore(file);
    const id = await writeDebate(store, 4);
    store.close();
    const db = openForWriting(file);
    const { createRecord } = await import('../../src/store/writing.ts');
    const record = createRecord(db, file, newDebate(), { now: () => new Date(), random: () => 0.5 });
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    const write = async () => {
      for (const turn of range(40)) await record.append([recorded(turn)]);
    };
    await expect(write()).rejects.toThrow(/no space is left to write .*debates\.db \(\d+ bytes so far\).*STORE_FAILED/);
    db.pragma('max_page_count = 100000');
    await record.append([recorded(41)]);
    db.close();
    expect(reading(file, (s) => s.events(record.id)).at(-1)?.event).toEqual(recorded(41));
    expect(reading(file, (s) => s.events(id))).toHaveLength(debateEvents(4).length);
  });
});

describe('the record of a trial', () => {
  it('holds the events and nothing else', async () => {
    const record = memoryRecord();
    await record.append([opened()]);
    await record.append([recorded(1)]);
    const effect = { call: 'a', kind: 'tool', purity: 'pure', request: 'r', result: 1 } as const;
    expect(await record.effect(effect, { latencyMs: 0, attempts: 1, usage: null })).toBe('');
    await record.end('closed');
    expect(record.events).toEqual([opened(), recorded(1)]);
  });
});

describe('canonical lines', () => {
  it('are the same for a debate and for what a store gives back', async () => {
    const { file, id } = await writtenDebate(5);
    const lines = canonicalLines(reading(file, (store) => store.events(id)).map(({ event }) => event));
    expect(lines).toBe(canonicalLines(debateEvents(5)));
    expect(lines.split('\n')).toHaveLength(debateEvents(5).length + 1);
    expect(lines.split('\n')[1]).toBe('{"body":{"index":0,"phase":"opening"},"type":"phase.opened"}');
    expect(lines).not.toContain(id);
  });
});

/** A debate with one event that this version would not write, chained as it should be. */
async function forge(file: string, like: string, type: string, body: string): Promise<string> {
  const { linkHash } = await import('../../src/store/hashes.ts');
  const id = `forged${type}`;
  const hash = linkHash('', type, body);
  tamper(
    file,
    `INSERT INTO records (id, key, scenario, seed, created_at) SELECT '${id}', key, scenario, seed, created_at FROM records WHERE id = '${like}'`,
    `INSERT INTO events VALUES ('${id}', 1, '${type}', '', '', '${hash}', '${body}')`,
  );
  return id;
}
