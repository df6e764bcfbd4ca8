import type { Database } from 'better-sqlite3';
import type { EventType, TranscriptEvent } from '../core/events.ts';
import { EVENT_SCHEMA_VERSION } from '../core/events.ts';
import { isCorruption } from './failure.ts';
import type { Hurt, Raw } from './raw-rows.ts';
import { parsed, parsedRows, rowsOf } from './raw-rows.ts';
import type { ListName, RecordHeader, WholeRecord } from './rows.ts';
import {
  AttemptRow,
  ContentRow,
  EFFECT_COLUMNS,
  EffectRow,
  EventRow,
  RecordHeader as Header,
  NoteRow,
  ProjectionRow,
  PromptRow,
  RECORD_FORMAT,
} from './rows.ts';
import type { Damage, References } from './soundness.ts';
import {
  bodyFault,
  chainCheck,
  contentFault,
  effectFault,
  firstIssue,
  promptFault,
  readJson,
  referencesOf,
} from './soundness.ts';

/** What is sound in a debate, and what is not. The events are the longest sound beginning. */
export interface Inspected {
  record: WholeRecord;
  damage: Damage[];
}

/**
 * Reads all of a debate, row by row, and goes on past what is damaged. Where something is, it reads again in the order of
 * the file and without its indexes, which may be what is damaged. `known` are hashes of contents found sound before.
 */
export function inspectRecord(db: Database, id: string, known: Set<string> = new Set()): Inspected {
  const inspected = inspectedBy(db, id, known, 'ORDER BY');
  if (inspected.damage.length === 0) return inspected;
  const scanned = inspectedBy(db, id, known, 'NOT INDEXED');
  const gain = scanned.record.events.length - inspected.record.events.length;
  return gain > 0 || (gain === 0 && scanned.damage.length < inspected.damage.length) ? scanned : inspected;
}

type Way = 'ORDER BY' | 'NOT INDEXED';

function inspectedBy(db: Database, id: string, known: Set<string>, way: Way): Inspected {
  const damage: Damage[] = [];
  const hurt = (what: Damage['what'], at: unknown, why: string) => damage.push({ what, at: String(at), why });
  const header = headerOf(db, id, hurt);
  const events = eventsIn(db, id, way, hurt);
  const effects = effectsIn(db, id, way, hurt);
  const references = referencesOf(
    events.map(({ seq, type, body }) => ({ seq, event: { type, body } as TranscriptEvent })),
  );
  const held = rowsOf(db, 'SELECT hash FROM holds WHERE debate = ?', id, hurt).map(({ hash }) => String(hash));
  const texts = contentsIn(db, 'texts', wanted(references.texts, held), known, hurt);
  const prompts = promptsIn(db, wanted(references.prompts, held), hurt);
  const spoken = new Map(
    prompts.flatMap(({ hash, appended }) => appended.map((message) => [message, `prompt ${hash}`])),
  );
  const messages = contentsIn(db, 'messages', spoken, known, hurt);
  const attempts = parsedRows(
    rowsOf(db, 'SELECT attempt, mark, at FROM attempts WHERE debate = ? ORDER BY rowid', id, hurt),
    AttemptRow,
    (row, why) => hurt('attempt', row['attempt'], why),
  );
  const whole = withMessages(prompts, messages);
  const projections = projectionsIn(db, header.key, events.at(-1)?.hash ?? '');
  const notes = notesIn(db, id, hurt);
  const record = { header, texts, messages, prompts: whole, effects, events, attempts, projections, notes };
  for (const gap of gapsIn(record, references)) hurt(gap.what, gap.at, gap.why);
  return { record, damage };
}

/** What a record's events name and the record does not have. */
export function gapsIn(record: WholeRecord, references: References): Damage[] {
  const lists = [
    ['text', references.texts, record.texts],
    ['prompt', references.prompts, record.prompts],
    ['effect', references.effects, record.effects],
  ] as const;
  return lists.flatMap(([what, named, rows]) => {
    const there = new Set(rows.map(({ hash }) => hash));
    const missing = new Map(named.filter(({ hash }) => !there.has(hash)).map(({ hash, of }) => [hash, of]));
    return [...missing].map(([at, of]) => ({ what, at, why: `${of} rests on it, and it is not there` }));
  });
}

function headerOf(db: Database, id: string, hurt: Hurt): RecordHeader {
  const sql = `SELECT id, key, scenario, seed, created_at AS createdAt, parent, parent_turn AS turn
    FROM records WHERE id = ?`;
  const [row = {}] = rowsOf(db, sql, id, hurt);
  const { parent, turn, ...rest } = row;
  const header = {
    row: 'record' as const,
    format: RECORD_FORMAT as typeof RECORD_FORMAT,
    schema: EVENT_SCHEMA_VERSION as typeof EVENT_SCHEMA_VERSION,
    ...rest,
    parent: parent === null || turn === null ? null : { id: parent, turn },
  };
  try {
    return Header.parse(header);
  } catch (error) {
    hurt('debate', id, firstIssue(error, header));
    const { row, format, schema } = header;
    return { row, format, schema, id, key: '', scenario: '', seed: 0, createdAt: '', parent: null };
  }
}

function eventsIn(db: Database, id: string, way: Way, hurt: Hurt): WholeRecord['events'] {
  const fault = chainCheck();
  const events: WholeRecord['events'] = [];
  const sql = `SELECT seq, at, hash, type, body FROM events ${found(way, 'seq')}`;
  for (const row of rowsOf(db, sql, id, hurt)) {
    const text = String(row['body']);
    const json = readJson(text);
    const place = events.length + 1;
    const checked = 'fault' in json ? json.fault : parsed(EventRow, { ...row, body: json.value });
    const why = typeof checked === 'string' ? checked : (fault(checked, text) ?? bodyFault(checked.type, checked.body));
    if (typeof checked === 'string' || why !== null) {
      hurt('event', place, String(why));
      break;
    }
    events.push({ ...checked, type: checked.type as EventType });
  }
  return events;
}

const found = (way: Way, order: string) =>
  way === 'NOT INDEXED' ? 'NOT INDEXED WHERE debate = ?' : `WHERE debate = ? ORDER BY ${order}`;

function effectsIn(db: Database, id: string, way: Way, hurt: Hurt): WholeRecord['effects'] {
  const sql = `SELECT ${EFFECT_COLUMNS} FROM effects ${found(way, 'rowid')}`;
  return rowsOf(db, sql, id, hurt).flatMap((row) => {
    const text = String(row['result']);
    const json = readJson(text);
    const effect = 'fault' in json ? json.fault : parsed(EffectRow, { ...row, result: json.value });
    const why = typeof effect === 'string' ? effect : effectFault(effect, text);
    if (why === null && typeof effect !== 'string') return [effect];
    hurt('effect', row['call'], String(why));
    return [];
  });
}

/** A reader's own words are worth a line where they cannot be read. */
function notesIn(db: Database, id: string, hurt: Hurt): WholeRecord['notes'] {
  const rows = rowsOf(db, 'SELECT turn, star, text, at FROM turn_notes WHERE debate = ? ORDER BY turn', id, hurt);
  return parsedRows(
    rows.map((row) => ({ ...row, star: row['star'] === 1 })),
    NoteRow,
    (row, why) => hurt('note', row['turn'], why),
  );
}

/** A cache: what cannot be read of it is computed again by whoever wants it. */
function projectionsIn(db: Database, key: string, head: string): WholeRecord['projections'] {
  const sql = 'SELECT kind, at, body FROM projections WHERE head = ? AND key = ? ORDER BY kind';
  const rows: Raw[] = [];
  try {
    rows.push(...db.prepare<[string, string], Raw>(sql).all(head, key));
  } catch (error) {
    if (!isCorruption(error)) throw error;
  }
  return rows.flatMap((row) => {
    const json = readJson(String(row['body']));
    const projection = 'fault' in json ? json.fault : parsed(ProjectionRow, { ...row, body: json.value });
    return typeof projection === 'string' ? [] : [projection];
  });
}

function contentsIn(
  db: Database,
  table: 'texts' | 'messages',
  wantedBy: ReadonlyMap<string, string>,
  known: Set<string>,
  hurt: Hurt,
): WholeRecord['texts'] {
  const what = table === 'texts' ? 'text' : 'message';
  return [...wantedBy].flatMap(([hash, of]) => {
    const [row] = rowsOf(db, `SELECT hash, body FROM ${table} WHERE hash = ?`, hash, hurt);
    if (row === undefined) {
      if (what === 'message') hurt(what, hash, `${of} rests on it, and it is not there`);
      return [];
    }
    const content = parsed(ContentRow, row);
    const why = typeof content === 'string' ? content : known.has(hash) ? null : contentFault(content);
    if (why === null && typeof content !== 'string') {
      known.add(hash);
      return [content];
    }
    hurt(what, hash, String(why));
    return [];
  });
}

/** The prompts and all that they extend, each after its parent; one whose parent is gone is gone itself. */
function promptsIn(db: Database, wantedBy: ReadonlyMap<string, string>, hurt: Hurt): WholeRecord['prompts'] {
  const found = new Map<string, WholeRecord['prompts'][number]>();
  for (const hash of wantedBy.keys()) {
    const chain: WholeRecord['prompts'] = [];
    for (let next: string | null = hash; next !== null && !found.has(next); ) {
      const [row] = rowsOf(db, 'SELECT hash, parent, appended FROM prompts WHERE hash = ?', next, hurt);
      if (row === undefined) {
        // A held text is no prompt.
        if (next !== hash) hurt('prompt', next, `prompt ${chain.at(-1)?.hash} extends it, and it is not there`);
        chain.length = 0;
        break;
      }
      const json = readJson(String(row['appended']));
      const prompt = 'fault' in json ? json.fault : parsed(PromptRow, { ...row, appended: json.value });
      const why = typeof prompt === 'string' ? prompt : promptFault(prompt);
      if (typeof prompt === 'string' || why !== null) {
        hurt('prompt', next, String(why));
        chain.length = 0;
        break;
      }
      chain.push(prompt);
      next = prompt.parent;
    }
    for (const prompt of chain.reverse()) found.set(prompt.hash, prompt);
  }
  return [...found.values()];
}

/** Prompts whose messages are all there, and whose parents are. */
function withMessages(prompts: WholeRecord['prompts'], messages: WholeRecord['messages']): WholeRecord['prompts'] {
  const there = new Set(messages.map(({ hash }) => hash));
  const whole = new Set<string>();
  for (const { hash, parent, appended } of prompts) {
    if ((parent === null || whole.has(parent)) && appended.every((message) => there.has(message))) whole.add(hash);
  }
  return prompts.filter(({ hash }) => whole.has(hash));
}

function wanted(named: References[ListName & ('texts' | 'prompts')], held: readonly string[]): Map<string, string> {
  // In the order of the events, so that a debate that was taken in is exported as it came.
  const byUse = new Map(named.map(({ hash, of }) => [hash, of]));
  for (const hash of [...held].sort()) if (!byUse.has(hash)) byUse.set(hash, 'the debate');
  return byUse;
}
