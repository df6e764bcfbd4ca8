import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVENT_SCHEMA_VERSION } from '../../src/core/events.ts';
import { linkHash } from '../../src/store/hashes.ts';
import { failureOf } from './failure-of.ts';
import { reading, tamper, writtenDebate } from './place.ts';
import { debateEvents, newDebate, opened } from './sample.ts';

describe('a record on disk', () => {
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
    const number =
      "INSERT OR REPLACE INTO records SELECT number, 'x', key, scenario, seed, created_at, NULL, NULL FROM records";
    expect(() => tamper(file, 'PRAGMA recursive_triggers = OFF', 'PRAGMA foreign_keys = OFF', number)).toThrow(
      'append-only',
    );
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

  it('catches a gap in the numbers', async () => {
    const { file, id } = await writtenDebate(1);
    tamper(file, 'DROP TRIGGER events_keep_values', "UPDATE events SET seq = 99 WHERE type = 'debate.closed'");
    expect(failureOf(() => reading(file, (store) => store.events(id))).data).toMatchObject({
      seq: debateEvents(1).length,
    });
  });

  it('catches a text that was changed', async () => {
    const { file } = await writtenDebate(1);
    tamper(file, 'DROP TRIGGER texts_keep_values', "UPDATE texts SET body = body || ' '");
    const hash = newDebate().texts[0]?.hash ?? '';
    expect(failureOf(() => reading(file, (store) => store.text(hash))).code).toBe('STORE_FAILED');
  });

  it('names both versions of an event from another version', async () => {
    const { file, id } = await writtenDebate(1);
    const body = JSON.stringify({ ...opened().body, schema: EVENT_SCHEMA_VERSION + 1 });
    const forged = await forge(file, id, 'debate.opened', body);
    expect(failureOf(() => reading(file, (store) => store.events(forged)))).toMatchObject({
      code: 'DATABASE_NEWER',
      data: { found: EVENT_SCHEMA_VERSION + 1, supported: EVENT_SCHEMA_VERSION },
    });
    const unknown = await forge(file, id, 'debate.sung', '{}');
    expect(failureOf(() => reading(file, (store) => store.events(unknown))).message).toContain('"debate.sung"');
  });
});

/** A debate with one event that this version would not write, chained as it should be. */
async function forge(file: string, like: string, type: string, body: string): Promise<string> {
  const id = type === 'debate.opened' ? 'f0rged0001' : 'f0rged0002';
  const hash = linkHash('', type, body);
  tamper(
    file,
    `INSERT INTO records (id, key, scenario, seed, created_at) SELECT '${id}', key, scenario, seed, created_at FROM records WHERE id = '${like}'`,
    `INSERT INTO events VALUES ('${id}', 1, '${type}', '', '', '${hash}', '${body}')`,
  );
  return id;
}
