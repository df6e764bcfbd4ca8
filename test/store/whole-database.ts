import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { loadScenario, loadTeam, openStore, runDebate } from '../../src/pitwall.ts';
import { APPLICATION_ID, MIGRATIONS, migrate } from '../../src/store/migrations.ts';
import { folder } from './place.ts';

const SCENARIO = 'build-or-buy';

/** The kind of a projection that was kept of the closed debate. */
export const KEPT = 'note';

/** A database with a debate that closed, and one that was cut short after its opening: held by the playbook, through the front door. */
async function hold() {
  const projectDir = mkdtempSync(join(tmpdir(), 'pitwall-whole-'));
  process.on('exit', () => rmSync(projectDir, { recursive: true, force: true }));
  const file = join(projectDir, 'debates.db');
  const team = loadTeam({ projectDir });
  const scenario = loadScenario(SCENARIO, { projectDir, team, rounds: 1 });
  const store = openStore(file);
  try {
    const { id: closed } = await runDebate({ scenario, team, store, seed: 1 });
    store.keepProjection(closed, KEPT, { kept: true });
    const stop = new AbortController();
    await runDebate({
      scenario,
      team,
      store,
      seed: 2,
      signal: stop.signal,
      on: (notice) => {
        if (notice.kind === 'event' && notice.event.type === 'turn.recorded') stop.abort();
      },
    }).catch(() => undefined);
    const unfinished = store.list().find(({ id }) => id !== closed)?.id;
    if (unfinished === undefined) throw new Error('expected a debate that was cut short');
    const turns = store.summary(closed).turns;
    return {
      file,
      closed,
      unfinished,
      turns,
      events: store.events(closed).length,
      begun: store.events(unfinished).length,
      begunTurns: store.summary(unfinished).turns,
      begunEffects: store.effects(unfinished).length,
      effects: store.effects(closed).length,
    };
  } finally {
    store.close();
  }
}

export const WHOLE = await hold();

/** A copy of it that goes away with the test. */
export function wholeDatabase(): string {
  const file = join(folder(), 'debates.db');
  copyFileSync(WHOLE.file, file);
  return file;
}

/** The same debates in a file as schema version 1 kept them. */
export function wholeInVersion1(): string {
  const file = join(folder(), 'debates.db');
  const db = new Sqlite(file);
  try {
    migrate(db, MIGRATIONS.slice(0, 1));
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.prepare('ATTACH ? AS whole').run(WHOLE.file);
    const tables = db.prepare<[], string>("SELECT name FROM main.sqlite_master WHERE type = 'table'").pluck().all();
    db.pragma('foreign_keys = OFF');
    for (const table of tables) {
      const columns = db
        .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
        .pluck()
        .all(table)
        .join(', ');
      db.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM whole.${table} ORDER BY rowid`);
    }
    db.exec('DETACH whole');
  } finally {
    db.close();
  }
  return file;
}
