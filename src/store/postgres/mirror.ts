import type { Database } from 'better-sqlite3';
import type { Adopted } from '../../core/record.ts';
import { openForWriting } from '../connection.ts';
import { typedId } from '../ids.ts';
import { readRecordFile } from '../record-file.ts';
import type { Postgres } from './client.ts';
import { connectPostgres } from './client.ts';
import { copyDebates } from './copying.ts';
import { prepareTables } from './schema.ts';
import { nothingShipped, ship } from './shipping.ts';
import { workingCopy } from './working-copy.ts';

/** A file with a copy of debates of a server, for whoever reads files. */
export interface Mirror {
  /** Brings what is new; `name`: only debates whose id begins so. `on` hears how many will be copied. */
  refresh(name?: string, on?: (debates: number) => void): Promise<void>;
  /** Sends debates and evaluations that began in the file. */
  send(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the copy at `file`, or makes it. Throws as `connectPostgres` and `prepareTables` do. */
export async function openMirror(address: string, file: string): Promise<Mirror> {
  const server = await connectPostgres(address, { connections: 1 });
  try {
    await prepareTables(server, { make: false });
    const db = openForWriting(file);
    return {
      async refresh(name, on) {
        const ids = await behind(server, db, name);
        on?.(ids.length);
        await copyDebates(server, db, ids);
        await sendEvaluations(server, db);
        await copyEvaluations(server, db);
      },
      async send() {
        await sendDebates(server, db);
        await sendEvaluations(server, db);
      },
      async close() {
        db.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Debates of which the copy has not all. */
async function behind(server: Postgres, db: Database, name: string | undefined): Promise<string[]> {
  const rows = await server.query<{ id: string; events: number; effects: number; attempts: number }>(
    `SELECT id, (SELECT count(*)::int FROM pitwall.events WHERE debate = r.id) AS events,
       (SELECT count(*)::int FROM pitwall.effects WHERE debate = r.id) AS effects,
       (SELECT count(*)::int FROM pitwall.attempts WHERE debate = r.id) AS attempts
     FROM pitwall.records r WHERE $1::text IS NULL OR starts_with(id, $1) ORDER BY number`,
    [name === undefined ? null : typedId(name)],
  );
  const here = db.prepare<[string], { events: number; effects: number; attempts: number }>(
    `SELECT (SELECT count(*) FROM events WHERE debate = r.id) AS events, (SELECT count(*) FROM effects WHERE debate = r.id) AS effects,
       (SELECT count(*) FROM attempts WHERE debate = r.id) AS attempts FROM records AS r WHERE id = ?`,
  );
  return rows.flatMap(({ id, events, effects, attempts }) => {
    const copied = here.get(id);
    const isWhole =
      copied !== undefined && copied.events >= events && copied.effects >= effects && copied.attempts >= attempts;
    return isWhole ? [] : [id];
  });
}

const newestEvaluation = (db: Database) =>
  db.prepare<[], number | null>('SELECT max(number) FROM evaluations').pluck().get() ?? 0;

/** The number of the newest evaluation that came from the server; what is newer began here. */
const COPIED = 'evaluations copied';

const copiedUpTo = (db: Database): number =>
  Number(
    db
      .prepare<[string], string>("SELECT body FROM projections WHERE key = ? AND kind = 'mirror'")
      .pluck()
      .get(COPIED) ?? 0,
  );

async function copyEvaluations(server: Postgres, db: Database): Promise<void> {
  const rows = await server.query<{ number: string; kind: string; name: string; at: string; body: string }>(
    'SELECT number, kind, name, at, body FROM pitwall.evaluations WHERE number > $1 ORDER BY number',
    [copiedUpTo(db)],
  );
  const last = Number(rows.at(-1)?.number ?? 0);
  if (last === 0) return;
  const insert = db.prepare('INSERT INTO evaluations (kind, name, at, body) VALUES (@kind, @name, @at, @body)');
  const there = db
    .prepare<[string, string, string], number>('SELECT 1 FROM evaluations WHERE kind = ? AND name = ? AND at = ?')
    .pluck();
  db.transaction(() => {
    for (const row of rows) if (there.get(row.kind, row.name, row.at) === undefined) insert.run(row);
    keepMark(db, COPIED, last);
    keepMark(db, SENT, newestEvaluation(db));
  }).immediate();
}

/** The number, here, of the newest evaluation that the server has. */
const SENT = 'evaluations sent';

function keepMark(db: Database, key: string, number: number): void {
  db.prepare("INSERT OR REPLACE INTO projections (key, head, kind, at, body) VALUES (?, '', 'mirror', '', ?)").run(
    key,
    String(number),
  );
}

async function sendEvaluations(server: Postgres, db: Database): Promise<void> {
  const sent = Number(
    db.prepare<[string], string>("SELECT body FROM projections WHERE key = ? AND kind = 'mirror'").pluck().get(SENT) ??
      0,
  );
  const rows = db
    .prepare<[number], { kind: string; name: string; at: string; body: string }>(
      'SELECT kind, name, at, body FROM evaluations WHERE number > ? ORDER BY number',
    )
    .all(sent);
  if (rows.length === 0) return;
  await server.query(
    `INSERT INTO pitwall.evaluations (kind, name, at, body)
     SELECT kind, name, at, body FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS r (kind, name, at, body, place)
     ORDER BY place`,
    [
      rows.map(({ kind }) => kind),
      rows.map(({ name }) => name),
      rows.map(({ at }) => at),
      rows.map(({ body }) => body),
    ],
  );
  keepMark(db, SENT, newestEvaluation(db));
}

/** Only whole debates that the server has nothing of: one of its own is written under a lease. */
async function sendDebates(server: Postgres, db: Database): Promise<void> {
  const ids = db.prepare<[], string>('SELECT id FROM records ORDER BY number').pluck().all();
  const there = await server.query<{ id: string }>('SELECT id FROM pitwall.records WHERE id = ANY ($1::text[])', [ids]);
  const known = new Set(there.map(({ id }) => id));
  for (const id of ids) {
    if (known.has(id)) continue;
    await ship(server, { db, id, shipped: nothingShipped(), known: new Set(), fence: null });
  }
}

/** Takes an exported debate into a journal, as `adopt` takes it into a file. */
export async function importInto(
  address: string,
  source: string,
  shown: string,
): Promise<Adopted & { summary: { scenario: string; status: string; turns: number } }> {
  const server = await connectPostgres(address, { connections: 1 });
  try {
    await prepareTables(server, { make: true });
    const { id, key, createdAt } = readRecordFile(source, shown).header;
    const copy = workingCopy(server, new Set(), null);
    try {
      // The same debate, and another one that has its id.
      const rows = await server.query<{ id: string }>(
        'SELECT id FROM pitwall.records WHERE id = $1 OR (key = $2 AND created_at = $3)',
        [id, key, createdAt],
      );
      for (const row of rows) await copy.fetch(row.id);
      const adopted = await copy.store.adopt(source, shown);
      return { ...adopted, summary: copy.store.summary(adopted.id) };
    } finally {
      copy.close();
    }
  } finally {
    await server.close();
  }
}
