import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical.ts';
import type { PitwallError } from '../../src/core/error.ts';
import { listDebates } from '../../src/store/catalog.ts';
import { CHAIN_START, linkHash } from '../../src/store/hashes.ts';
import { openRecordFile, openStore } from '../../src/store/index.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION, schemaVersion } from '../../src/store/migrations.ts';
import { failureOf } from './failure-of.ts';
import { folder, tamper } from './place.ts';
import { debateEvents, newDebate, opened, writeDebate } from './sample.ts';

/** What each way of opening `file` answers; no way leaves a trace in its folder. */
function refusals(file: string): PitwallError[] {
  const before = contents(join(file, '..'));
  const failures = [() => openStore(file), () => openStore(file, { readonly: true }), () => listDebates(file)].map(
    failureOf,
  );
  expect(contents(join(file, '..'))).toEqual(before);
  for (const { message } of failures) expect(message).toContain(file);
  return failures;
}

function contents(path: string): [string, string][] {
  return readdirSync(path, { withFileTypes: true }).map((entry) => [
    entry.name,
    entry.isFile() ? readFileSync(join(path, entry.name), 'latin1') : 'folder',
  ]);
}

describe('a file that is no database of debates', () => {
  it.each([
    ['a text', 'id: ada\n'],
    ['one byte', 'S'],
    ['a long text', 'a line of text\n'.repeat(1000)],
    ['the head of a database alone', 'SQLite format 3\0'],
  ])('is refused untouched: %s', (_, content) => {
    const file = join(folder(), 'notes.txt');
    writeFileSync(file, content);
    expect(refusals(file).map(({ code }) => code)).toEqual(Array(3).fill('NOT_A_DATABASE'));
  });

  it("is refused untouched when it is another program's database", () => {
    const file = join(folder(), 'places.sqlite');
    tamper(file, 'CREATE TABLE bookmarks (url TEXT)');
    expect(refusals(file).map(({ code }) => code)).toEqual(Array(3).fill('NOT_A_DATABASE'));
  });

  it('is refused when it is a folder', () => {
    const file = join(folder(), 'debates.db');
    mkdirSync(file);
    for (const failure of refusals(file))
      expect(failure).toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining('found a folder') });
  });

  it('is refused when a part of its path is a file', () => {
    const notes = join(folder(), 'notes.txt');
    writeFileSync(notes, 'x');
    const file = join(notes, 'debates.db');
    for (const open of [() => openStore(file), () => openStore(file, { readonly: true })]) {
      expect(failureOf(open)).toMatchObject({
        code: expect.stringMatching(/^(FILE_UNREADABLE|STORE_FAILED)$/),
        message: expect.stringContaining(file),
      });
    }
  });
});

describe('a later database', () => {
  it('is refused with both versions and every byte in place', async () => {
    const file = join(folder(), 'debates.db');
    openStore(file).close();
    tamper(file, `PRAGMA user_version = ${SCHEMA_VERSION + 6}`);
    for (const failure of refusals(file)) {
      expect(failure).toMatchObject({
        code: 'DATABASE_NEWER',
        data: { found: SCHEMA_VERSION + 6, supported: SCHEMA_VERSION },
      });
      expect(failure.message).toMatch(
        new RegExp(`version ${SCHEMA_VERSION} or older, found version ${SCHEMA_VERSION + 6}`),
      );
    }
  });

  it('is refused with its log in place when its last writer died', () => {
    const file = join(folder(), 'debates.db');
    openStore(file).close();
    const writer = new Sqlite(file);
    writer.pragma('user_version = 9');
    const copy = join(folder(), 'copy.db');
    for (const end of ['', '-wal']) writeFileSync(copy + end, readFileSync(file + end));
    writer.close();
    for (const open of [() => openStore(copy), () => listDebates(copy)])
      expect(failureOf(open).code).toBe('DATABASE_NEWER');
    expect(readFileSync(`${copy}-wal`).length).toBeGreaterThan(0);
    expect(readFileSync(copy).readUInt32BE(60)).toBe(SCHEMA_VERSION);
  });
});

describe('a file without a debate', () => {
  it('is missing: reading says so and makes neither file nor folder', () => {
    const file = join(folder(), '.pitwall', 'debates.db');
    for (const open of [() => openStore(file, { readonly: true }), () => listDebates(file)]) {
      expect(failureOf(open)).toMatchObject({ code: 'FILE_UNREADABLE', data: { missing: true } });
      expect(failureOf(open).message).toBe(`no debate has been run yet: there is no file at ${file} [FILE_UNREADABLE]`);
    }
    expect(existsSync(join(file, '..'))).toBe(false);
  });

  it('is empty, or was cut short before its first table: reading refuses, the next debate begins in it', async () => {
    for (const begin of [
      (file: string) => writeFileSync(file, ''),
      (file: string) => tamper(file, 'PRAGMA journal_mode = WAL'),
    ]) {
      const file = join(folder(), 'debates.db');
      begin(file);
      expect(failureOf(() => listDebates(file))).toMatchObject({ code: 'FILE_UNREADABLE', data: { missing: true } });
      const store = openStore(file);
      const id = await writeDebate(store, 1);
      store.close();
      expect(listDebates(file).map((debate) => debate.id)).toEqual([id]);
    }
  });
});

describe('a folder that must not be written', () => {
  it('can be read, and answers a write with a sentence', async () => {
    const path = folder();
    const file = join(path, 'debates.db');
    const store = openStore(file);
    const id = await writeDebate(store, 3);
    store.close();
    chmodSync(file, 0o444);
    chmodSync(path, 0o555);
    // Permissions do not bind the superuser, who sends somebody else.
    const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const child = spawnSync(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./sealed-folder.ts', import.meta.url)), path],
      {
        encoding: 'utf8',
        ...identity,
      },
    );
    chmodSync(path, 0o755);
    expect(child.stderr).toBe('');
    expect(JSON.parse(child.stdout)).toEqual({
      listed: [id],
      events: debateEvents(3).length,
      written: 'STORE_FAILED',
      made: 'STORE_FAILED',
      left: ['debates.db'],
    });
  });
});

describe('migrations', () => {
  it('are taken in order and together, and a step that fails leaves the file as it was', () => {
    const db = new Sqlite(':memory:');
    migrate(db, ['CREATE TABLE a (x TEXT)']);
    const steps = [
      'CREATE TABLE a (x TEXT)',
      'CREATE TABLE b (x TEXT)',
      'CREATE TABLE c (x TEXT); CREATE TABLE a (x TEXT)',
    ];
    expect(() => migrate(db, steps)).toThrow(/already exists/);
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck();
    expect([schemaVersion(db), tables.all()]).toEqual([1, ['a']]);
    migrate(db, [...steps.slice(0, 2), 'CREATE TABLE c (x TEXT); CREATE TABLE d (x TEXT)']);
    expect([schemaVersion(db), tables.all()]).toEqual([3, ['a', 'b', 'c', 'd']]);
    expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
  });

  it('make every table strict', () => {
    const db = new Sqlite(':memory:');
    migrate(db);
    const tables = db
      .prepare<[], { name: string; strict: number }>(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
      )
      .all();
    expect(
      tables
        .filter(({ strict }) => strict === 1)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'attempts',
      'effects',
      'evaluations',
      'events',
      'holds',
      'messages',
      'projections',
      'prompts',
      'records',
      'said',
      'texts',
      'turn_notes',
    ]);
    expect(tables.filter(({ strict }) => strict === 0)).toEqual([]);
  });
});

describe('a debate from before questions were models', () => {
  const WHY = /found version 1: .*made before questions became models/;

  it('is refused in one sentence that says why, from the database and from a file', async () => {
    const file = join(folder(), 'debates.db');
    const store = openStore(file);
    const record = await store.create(newDebate(1));
    const { type, body } = opened(1);
    await record.append([opened(1)]);
    await record.end('interrupted');
    store.close();
    const old = canonicalJson({ ...body, schema: 1 });
    tamper(file, 'DROP TRIGGER events_keep_values');
    tamper(file, `UPDATE events SET body = '${old}', hash = '${linkHash(CHAIN_START, type, old)}'`);
    const reader = openStore(file, { readonly: true });
    expect(failureOf(() => reader.events(record.id))).toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringMatching(WHY),
    });
    expect(failureOf(() => reader.exported(record.id)).message).toMatch(WHY);
    reader.close();
    const line = `${JSON.stringify({ row: 'record', format: 1, schema: 1, id: 'old', key: 'k', scenario: 's', seed: 1, createdAt: '', parent: null })}\n`;
    const exported = join(folder(), 'old.jsonl');
    writeFileSync(exported, line);
    const failure = failureOf(() => openRecordFile(exported, 'old.jsonl'));
    expect(failure.message).toMatch(WHY);
  });
});
