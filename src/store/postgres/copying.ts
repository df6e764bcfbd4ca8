import type { Database } from 'better-sqlite3';
import type { Postgres } from './client.ts';

/** Debates that are copied with one question. */
const AT_ONCE = 25;

type Row = Record<string, string | number | null>;

/**
 * Copies debates of a journal into a SQLite database: what is missing there, so that a copy that is kept grows with its debate. Bodies
 * are the same bytes, and whoever reads them checks their hashes.
 */
export async function copyDebates(server: Postgres, db: Database, ids: readonly string[]): Promise<void> {
  for (let first = 0; first < ids.length; first += AT_ONCE)
    await copySome(server, db, ids.slice(first, first + AT_ONCE));
}

async function copySome(server: Postgres, db: Database, ids: readonly string[]): Promise<void> {
  const count = (what: string) => {
    const mark = db.prepare<[string], number | null>(what).pluck();
    return ids.map((id) => mark.get(id) ?? 0);
  };
  const wanted = 'unnest($1::text[], $2::int[]) AS w (debate, mark)';
  // What an event rests on was written before it, and so is there when the effects are read after the events.
  const events = await server.query<Row>(
    `SELECT e.debate, e.seq, e.type, e.at, e.prev, e.hash, e.body FROM pitwall.events e JOIN ${wanted} ON e.debate = w.debate
     WHERE e.seq > w.mark ORDER BY e.debate, e.seq`,
    [ids, count('SELECT max(seq) FROM events WHERE debate = ?')],
  );
  const effects = await server.query<Row>(
    `SELECT * FROM (SELECT e.*, row_number() OVER (PARTITION BY e.debate ORDER BY e.number) AS place FROM pitwall.effects e
       WHERE e.debate = ANY ($1::text[])) e JOIN ${wanted} ON e.debate = w.debate WHERE e.place > w.mark ORDER BY e.number`,
    [ids, count('SELECT count(*) FROM effects WHERE debate = ?')],
  );
  const attempts = await server.query<Row>(
    `SELECT a.debate, a.attempt, a.mark, a.at, a.host, a.pid FROM pitwall.attempts a WHERE a.debate = ANY ($1::text[])
     ORDER BY a.debate, a.attempt, a.at, a.mark = 'started' DESC`,
    [ids],
  );
  const records = await server.query<Row>(
    'SELECT number, id, key, scenario, seed, created_at, parent, parent_turn FROM pitwall.records WHERE id = ANY ($1::text[]) ORDER BY number',
    [ids],
  );
  const holds = await server.query<Row>('SELECT debate, hash FROM pitwall.holds WHERE debate = ANY ($1::text[])', [
    ids,
  ]);
  const held = [...new Set(holds.map(({ hash }) => String(hash)))];
  const texts = await server.query<Row>('SELECT hash, body FROM pitwall.texts WHERE hash = ANY ($1::text[])', [
    absent(db, 'texts', held),
  ]);
  const prompts = await server.query<Row>(
    `WITH RECURSIVE behind AS (SELECT hash, parent, appended FROM pitwall.prompts WHERE hash = ANY ($1::text[])
       UNION SELECT p.hash, p.parent, p.appended FROM pitwall.prompts p JOIN behind b ON p.hash = b.parent) SELECT * FROM behind`,
    [absent(db, 'prompts', held)],
  );
  const spoken = [...new Set(prompts.flatMap(({ appended }) => JSON.parse(String(appended)) as string[]))];
  const messages = await server.query<Row>('SELECT hash, body FROM pitwall.messages WHERE hash = ANY ($1::text[])', [
    absent(db, 'messages', spoken),
  ]);
  const insert = (table: string, columns: string, rows: readonly Row[], how = '') => {
    const names = columns.split(', ');
    const into = db.prepare(
      `INSERT ${how} INTO ${table} (${columns}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
    );
    for (const row of rows) into.run(Object.fromEntries(names.map((name) => [name, numeric(name, row[name] ?? null)])));
  };
  /** What nobody else has copied meanwhile. */
  const absentRows = (rows: readonly Row[], table: string, keys: readonly string[]) => {
    const there = db
      .prepare<unknown[], number>(`SELECT 1 FROM ${table} WHERE ${keys.map((key) => `${key} = ?`).join(' AND ')}`)
      .pluck();
    return rows.filter((row) => there.get(...keys.map((key) => numeric(key, row[key] ?? null))) === undefined);
  };
  db.transaction(() => {
    const begun = absentRows(records, 'records', ['id']);
    // A debate that began in this copy may have taken the number.
    const numbered = new Set(absentRows(begun, 'records', ['number']));
    const header = 'id, key, scenario, seed, created_at, parent, parent_turn';
    for (const row of begun) insert('records', numbered.has(row) ? `number, ${header}` : header, [row]);
    insert('texts', 'hash, body', texts, 'OR IGNORE');
    insert('messages', 'hash, body', messages, 'OR IGNORE');
    insert('prompts', 'hash, parent, appended', parentsFirst(prompts), 'OR IGNORE');
    insert('holds', 'debate, hash', holds, 'OR IGNORE');
    insert(
      'effects',
      'debate, call, kind, purity, request, result, hash, at, latency_ms, attempts, input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_usd',
      absentRows(effects, 'effects', ['debate', 'call']),
    );
    insert('events', 'debate, seq, type, at, prev, hash, body', absentRows(events, 'events', ['debate', 'seq']));
    insert(
      'attempts',
      'debate, attempt, mark, at, host, pid',
      absentRows(attempts, 'attempts', ['debate', 'attempt', 'mark']),
    );
  }).immediate();
}

const BIG = new Set(['number', 'seed', 'input_tokens', 'output_tokens', 'cached_tokens', 'reasoning_tokens']);

/** Postgres gives its 64-bit numbers as text. */
const numeric = (name: string, value: string | number | null) =>
  BIG.has(name) && value !== null ? Number(value) : value;

function absent(db: Database, table: 'texts' | 'messages' | 'prompts', hashes: readonly string[]): string[] {
  const there = db.prepare<[string], number>(`SELECT 1 FROM ${table} WHERE hash = ?`).pluck();
  return hashes.filter((hash) => there.get(hash) === undefined);
}

function parentsFirst(prompts: readonly Row[]): Row[] {
  const byHash = new Map(prompts.map((row) => [String(row['hash']), row]));
  const placed = new Set<Row>();
  for (const row of prompts) {
    const line: Row[] = [];
    for (
      let next: Row | undefined = row;
      next !== undefined && !placed.has(next);
      next = byHash.get(String(next['parent']))
    )
      line.push(next);
    for (const one of line.reverse()) placed.add(one);
  }
  return [...placed];
}
