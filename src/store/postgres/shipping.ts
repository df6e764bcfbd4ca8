import type { Database } from 'better-sqlite3';
import { PitwallError } from '../../core/error.ts';
import type { Postgres } from './client.ts';

/** The right to write the debate with a key; whoever has taken it since has a higher epoch. */
export interface Fence {
  key: string;
  epoch: number;
}

/** How far the rows of one debate are in the journal. */
export interface Shipped {
  header: boolean;
  seq: number;
  /** Row ids of the working copy. */
  effect: number;
  attempt: number;
  held: Set<string>;
}

/** Contents that a journal is known to have: cards and scenarios are the same in every debate. */
export type KnownContents = Set<string>;

const MOST_KNOWN = 100_000;

export const nothingShipped = (): Shipped => ({ header: false, seq: 0, effect: 0, attempt: 0, held: new Set() });

/** All that a debate has in a working copy counts as shipped: it came from there. */
export function allShipped(db: Database, id: string): Shipped {
  const last = (sql: string) => db.prepare<[string], number | null>(sql).pluck().get(id) ?? 0;
  return {
    header: true,
    seq: last('SELECT max(seq) FROM events WHERE debate = ?'),
    effect: last('SELECT max(rowid) FROM effects WHERE debate = ?'),
    attempt: last('SELECT max(rowid) FROM attempts WHERE debate = ?'),
    held: new Set(db.prepare<[string], string>('SELECT hash FROM holds WHERE debate = ?').pluck().all(id)),
  };
}

/** Columns of a table by the type that Postgres gives them. */
type Columns = Record<string, 'text' | 'int' | 'bigint' | 'float8'>;

const TABLES: Record<string, Columns> = {
  records: {
    ...{ id: 'text', key: 'text', scenario: 'text', seed: 'bigint', created_at: 'text', parent: 'text' },
    parent_turn: 'int',
  },
  texts: { hash: 'text', body: 'text' },
  messages: { hash: 'text', body: 'text' },
  prompts: { hash: 'text', parent: 'text', appended: 'text' },
  holds: { debate: 'text', hash: 'text' },
  events: { debate: 'text', seq: 'int', type: 'text', at: 'text', prev: 'text', hash: 'text', body: 'text' },
  effects: {
    ...{
      debate: 'text',
      call: 'text',
      kind: 'text',
      purity: 'text',
      request: 'text',
      result: 'text',
      hash: 'text',
      at: 'text',
    },
    ...{
      latency_ms: 'float8',
      attempts: 'int',
      input_tokens: 'bigint',
      output_tokens: 'bigint',
      cached_tokens: 'bigint',
    },
    ...{ reasoning_tokens: 'bigint', cost_usd: 'float8' },
  },
  attempts: { debate: 'text', attempt: 'int', mark: 'text', at: 'text', host: 'text', pid: 'int' },
};

type Row = Record<string, unknown>;

interface Parcel {
  rows: Record<string, Row[]>;
  next: Shipped;
}

/** The rows of a debate that are not shipped yet. */
function packed(db: Database, id: string, shipped: Shipped, known: KnownContents): Parcel {
  const all = (sql: string, ...values: unknown[]) => db.prepare<unknown[], Row>(sql).all(...values);
  const columns = (table: string) => Object.keys(TABLES[table] ?? {}).join(', ');
  const events = all(
    `SELECT ${columns('events')} FROM events WHERE debate = ? AND seq > ? ORDER BY seq`,
    id,
    shipped.seq,
  );
  const after = (table: string, mark: number) =>
    all(
      `SELECT rowid AS place, ${columns(table)} FROM ${table} WHERE debate = ? AND rowid > ? ORDER BY rowid`,
      id,
      mark,
    );
  const effects = after('effects', shipped.effect);
  const attempts = after('attempts', shipped.attempt);
  const held = all('SELECT hash FROM holds WHERE debate = ?', id)
    .map(({ hash }) => String(hash))
    .filter((hash) => !shipped.held.has(hash));
  const contents = (table: string, hashes: readonly string[]) =>
    hashes.flatMap((hash) =>
      known.has(hash) ? [] : all(`SELECT ${columns(table)} FROM ${table} WHERE hash = ?`, hash),
    );
  const prompts = promptsBehind(db, held, known);
  const messages = [...new Set(prompts.flatMap(({ appended }) => JSON.parse(String(appended)) as string[]))];
  return {
    rows: {
      records: shipped.header ? [] : all(`SELECT ${columns('records')} FROM records WHERE id = ?`, id),
      texts: contents('texts', held),
      messages: contents('messages', messages),
      prompts,
      holds: held.map((hash) => ({ debate: id, hash })),
      events,
      effects,
      attempts,
    },
    next: {
      header: true,
      seq: Number(events.at(-1)?.['seq'] ?? shipped.seq),
      effect: Number(effects.at(-1)?.['place'] ?? shipped.effect),
      attempt: Number(attempts.at(-1)?.['place'] ?? shipped.attempt),
      held: new Set([...shipped.held, ...held]),
    },
  };
}

/** Held prompts and all that they extend. */
function promptsBehind(db: Database, held: readonly string[], known: KnownContents): Row[] {
  const find = db.prepare<[string], Row>('SELECT hash, parent, appended FROM prompts WHERE hash = ?');
  const found = new Map<string, Row>();
  for (const hash of held) {
    for (let next: string | null = hash; next !== null && !known.has(next) && !found.has(next); ) {
      const row = find.get(next);
      if (row === undefined) break;
      found.set(next, row);
      next = row['parent'] as string | null;
    }
  }
  return [...found.values()];
}

/**
 * Sends what a debate has in a working copy and the journal has not, in one statement, and gives how far it is then. Under a fence it
 * writes nothing once somebody else has taken the debate, and throws STORE_FAILED with `data.lost`. Said again after its answer was
 * lost, it writes nothing twice; a row that is there and says something else is STORE_FAILED too.
 */
export async function ship(
  server: Postgres,
  {
    db,
    id,
    shipped,
    known,
    fence,
  }: { db: Database; id: string; shipped: Shipped; known: KnownContents; fence: Fence | null },
): Promise<Shipped> {
  const { rows, next } = packed(db, id, shipped, known);
  const filled = Object.entries(rows).filter(([, list]) => list.length > 0);
  if (filled.length === 0) return next;
  const values: unknown[] = fence === null ? [] : [fence.key, fence.epoch];
  const parts = filled.map(([table, list]) => {
    const columns = Object.entries(TABLES[table] ?? {});
    const arrays = columns.map(([name, type]) => `$${values.push(list.map((row) => row[name] ?? null))}::${type}[]`);
    const names = columns.map(([name]) => name).join(', ');
    return `${table}_in AS (INSERT INTO pitwall.${table} (${names}) SELECT ${columns.map(([name]) => `r.${name}`).join(', ')}
      FROM mine, unnest(${arrays.join(', ')}) WITH ORDINALITY AS r (${names}, place) ORDER BY r.place ON CONFLICT DO NOTHING RETURNING 1)`;
  });
  // Whoever wants to take the debate waits until this is written.
  const mine =
    fence === null ? 'SELECT 1' : 'SELECT 1 FROM pitwall.leases WHERE key = $1 AND epoch = $2 AND NOT free FOR SHARE';
  const counted = ['events', 'effects', 'attempts'].map((table) =>
    rows[table]?.length ? `(SELECT count(*) FROM ${table}_in)::int AS ${table}` : `0 AS ${table}`,
  );
  const [answer] = await server.query<{ mine: number; events: number; effects: number; attempts: number }>(
    `WITH mine AS (${mine}), ${parts.join(', ')} SELECT (SELECT count(*) FROM mine)::int AS mine, ${counted.join(', ')}`,
    values,
  );
  if (answer === undefined || answer.mine === 0) {
    throw new PitwallError('STORE_FAILED', `somebody else has taken debate ${id}: what was not written yet is theirs`, {
      data: { debate: id, lost: true },
    });
  }
  if (answer.events < (rows['events']?.length ?? 0) || answer.effects < (rows['effects']?.length ?? 0))
    await checkSame(server, id, rows);
  for (const list of [rows['texts'], rows['messages'], rows['prompts']])
    for (const { hash } of list ?? []) known.add(String(hash));
  if (known.size > MOST_KNOWN) known.clear();
  return next;
}

/** A row that was there must be the one that was to be written. */
async function checkSame(server: Postgres, id: string, { events = [], effects = [] }: Parcel['rows']): Promise<void> {
  const there = await server.query<{ name: string; hash: string }>(
    `SELECT seq::text AS name, hash FROM pitwall.events WHERE debate = $1 AND seq = ANY ($2::int[])
     UNION ALL SELECT call, hash FROM pitwall.effects WHERE debate = $1 AND call = ANY ($3::text[])`,
    [id, events.map(({ seq }) => seq), effects.map(({ call }) => call)],
  );
  const found = new Map(there.map(({ name, hash }) => [name, hash]));
  const wanted = [
    ...events.map(({ seq, hash }) => [String(seq), hash]),
    ...effects.map(({ call, hash }) => [String(call), hash]),
  ];
  const other = wanted.find(([name, hash]) => found.get(String(name)) !== hash);
  if (other === undefined) return;
  throw new PitwallError(
    'STORE_FAILED',
    `expected to be the first to record ${other[0]} of debate ${id} in ${server.shown}: another row is there`,
    { data: { debate: id, lost: true } },
  );
}
