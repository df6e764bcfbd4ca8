import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hashText } from '../../src/core/hash.ts';
import { canonicalLines } from '../../src/report/canonical-export.ts';
import { listDebates } from '../../src/store/catalog.ts';
import { openForReading, openForWriting } from '../../src/store/connection.ts';
import { promptHash } from '../../src/store/hashes.ts';
import { openStore } from '../../src/store/index.ts';
import { createRecord } from '../../src/store/writing.ts';
import { storeContract } from './contract.ts';
import { deskAt, folder, reading, writtenDebate } from './place.ts';
import { debateEvents, newDebate, opened, range, recorded, writeDebate } from './sample.ts';

storeContract('SQLite', (options) => {
  const store = openStore(join(folder(), 'debates.db'), options);
  onTestFinished(() => store.close());
  return store;
});

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
    const file = join(folder(), '.pitwall', 'debates.db');
    const store = openStore(file);
    store.close();
    expect(statSync(file).isFile()).toBe(true);
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

  it('cannot write through a connection that reads', async () => {
    const { file } = await writtenDebate(1);
    const db = openForReading(file);
    expect(() => db.exec('DELETE FROM projections')).toThrow(/readonly/);
    db.close();
  });

  it('refuses a prompt that extends one it does not have', async () => {
    const store = openStore(join(folder(), 'debates.db'));
    const record = await store.create(newDebate());
    const appended = [{ hash: hashText('heard'), body: 'heard' }];
    const hash = promptHash('a', [hashText('heard')]);
    const orphan = record.prompt({ hash, parent: 'a', appended });
    await expect(orphan).rejects.toThrow(/FOREIGN KEY.*STORE_FAILED/);
    store.close();
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
    const desk = deskAt(file);
    const { db } = desk;
    const record = createRecord(desk, newDebate());
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
