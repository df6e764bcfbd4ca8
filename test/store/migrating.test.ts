import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { canonicalLines } from '../../src/report/canonical-export.ts';
import { listDebates } from '../../src/store/catalog.ts';
import { checkDatabase, isSound } from '../../src/store/check.ts';
import { openStore } from '../../src/store/index.ts';
import { SCHEMA_VERSION, schemaVersion } from '../../src/store/migrations.ts';
import { schemaFaults } from '../../src/store/schema.ts';
import { searchDebates } from '../../src/store/search.ts';
import { failureOf } from './failure-of.ts';
import { OLD, oldDatabase } from './old-database.ts';
import { reading } from './place.ts';
import { range } from './sample.ts';
import { WHOLE, wholeDatabase, wholeInVersion1 } from './whole-database.ts';

/** Version of the schema, and whether the file holds exactly that one and sound pages. */
function stateOf(file: string): { version: number; faults: unknown[]; pages: unknown } {
  const db = new Sqlite(file);
  try {
    const version = schemaVersion(db);
    return { version, faults: schemaFaults(db, version), pages: db.pragma('integrity_check', { simple: true }) };
  } finally {
    db.close();
  }
}

function migratingProcess(file: string, at: number): Promise<{ said: string; signal: string | null }> {
  const script = fileURLToPath(new URL('./migrating-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, file, String(at)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  return new Promise((resolve) => child.on('close', (_, signal) => resolve({ said, signal })));
}

describe('a database of schema version 1', () => {
  it('is read as it is, and not a byte of it changes', () => {
    const file = wholeInVersion1();
    const before = readFileSync(file);
    expect(listDebates(file)).toMatchObject([
      { id: WHOLE.unfinished, status: 'unfinished', turns: WHOLE.begunTurns, parent: null },
      { id: WHOLE.closed, status: 'closed', turns: WHOLE.turns, decision: 'buy' },
    ]);
    expect(checkDatabase(file)).toMatchObject({
      faults: [],
      debates: [
        { id: WHOLE.unfinished, state: 'unfinished', events: WHOLE.begun },
        { id: WHOLE.closed, state: 'closed', events: WHOLE.events, effects: WHOLE.effects, damage: [] },
      ],
    });
    const found = searchDebates(file, { text: 'open corpora' });
    expect(found.length).toBeGreaterThan(0);
    const whole = searchDebates(wholeDatabase(), { text: 'open corpora' });
    expect(found.map(({ debate, turn }) => [debate, turn])).toEqual(whole.map(({ debate, turn }) => [debate, turn]));
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(`${file}.version-1`)).toBe(false);
  });

  it('is brought up to date by a writer, who keeps a backup; its debates stay the same and can be gone on with', async () => {
    const file = wholeInVersion1();
    const lines = (of: string) =>
      reading(of, (store) => canonicalLines(store.events(WHOLE.closed).map((one) => one.event)));
    const before = lines(file);
    const store = openStore(file);
    const record = await store.reopen(WHOLE.unfinished);
    await record.end('interrupted');
    store.close();
    expect(stateOf(file)).toEqual({ version: SCHEMA_VERSION, faults: [], pages: 'ok' });
    expect(isSound(checkDatabase(file))).toBe(true);
    expect(lines(file)).toBe(before);
    const backup = `${file}.version-1`;
    expect(stateOf(backup)).toEqual({ version: 1, faults: [], pages: 'ok' });
    expect(lines(backup)).toBe(before);
  });

  it('stays the old one wherever its writer is killed before the commit, and the next writer finishes', async () => {
    const whole = wholeInVersion1();
    const statements = Number((await migratingProcess(whole, 0)).said);
    expect(stateOf(whole)).toEqual({ version: SCHEMA_VERSION, faults: [], pages: 'ok' });
    expect(statements).toBeGreaterThan(20);
    const dieBefore = async (statement: number) => {
      const file = wholeInVersion1();
      expect((await migratingProcess(file, statement)).signal).toBe('SIGKILL');
      expect(stateOf(file)).toEqual({ version: 1, faults: [], pages: 'ok' });
      openStore(file).close();
      expect(stateOf(file).version).toBe(SCHEMA_VERSION);
      expect(isSound(checkDatabase(file))).toBe(true);
    };
    // The last statement is the commit.
    const points = range(statements);
    while (points.length > 0) await Promise.all(points.splice(0, 3).map(dieBefore));
  });

  it('that holds debates from before questions were models is brought up to date too, row for row; they are refused by their events', () => {
    const file = oldDatabase();
    const rows = (of: string) => {
      const db = new Sqlite(of, { readonly: true });
      const all = [
        db.prepare('SELECT * FROM events ORDER BY debate, seq').all(),
        db.prepare('SELECT call, request, result, hash FROM effects ORDER BY rowid').all(),
      ];
      db.close();
      return all;
    };
    const before = rows(file);
    openStore(file).close();
    expect(stateOf(file)).toEqual({ version: SCHEMA_VERSION, faults: [], pages: 'ok' });
    expect(rows(file)).toEqual(before);
    expect(rows(`${file}.version-1`)).toEqual(before);
    expect(listDebates(file).map(({ id, turns }) => [id, turns])).toEqual([
      [OLD.unfinished, 1],
      [OLD.closed, 18],
    ]);
    for (const of of [file, `${file}.version-1`])
      expect(failureOf(() => reading(of, (store) => store.events(OLD.closed)))).toMatchObject({
        code: 'STORE_FAILED',
        message: expect.stringMatching(/found version 1: .*made before questions became models/),
      });
  });
});
