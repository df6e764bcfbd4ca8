import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PitwallError } from '../../src/core/error.ts';
import { PitwallError as Failure } from '../../src/core/error.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import { checkDatabase, isSound } from '../../src/store/check.ts';
import { openRecordFile, openStore } from '../../src/store/index.ts';
import { failureOf } from './failure-of.ts';
import { folder, reading, tamper } from './place.ts';
import { newDebate, opened, range, recorded } from './sample.ts';
import { KEPT, WHOLE, wholeDatabase } from './whole-database.ts';

const exported = (file: string, id: string) => reading(file, (store) => [...store.exported(id).lines]);

function written(lines: readonly string[]): string {
  const file = join(folder(), 'debate.jsonl');
  writeFileSync(file, lines.join(''));
  return file;
}

let kept: string[] | undefined;
function whole(): string[] {
  kept ??= exported(wholeDatabase(), WHOLE.closed);
  return kept;
}

function empty(): { file: string; store: TranscriptStore } {
  const file = join(folder(), 'debates.db');
  const store = openStore(file);
  onTestFinished(() => store.close());
  return { file, store };
}

/** All of a debate that two equal ones share, and the times beside it. */
const contentOf = (store: TranscriptStore, id: string) => ({
  events: store.events(id),
  effects: store.effects(id),
  prompts: store
    .events(id)
    .flatMap(({ event }) => (event.type === 'turn.recorded' ? [store.promptMessages(event.body.prompt)] : [])),
  kept: store.projection(id, KEPT),
  summary: { ...store.summary(id), id: '' },
});

describe('an exported debate', () => {
  it('is equal in another database, and its export is the same to the byte', async () => {
    const { file, store } = empty();
    expect(await store.adopt(written(whole()))).toEqual({ id: WHOLE.closed, given: WHOLE.closed, present: false });
    const before = reading(wholeDatabase(), (old) => contentOf(old, WHOLE.closed));
    expect([before.prompts.length, before.kept === null]).toEqual([WHOLE.turns, false]);
    expect(contentOf(store, WHOLE.closed)).toEqual(before);
    expect(exported(file, WHOLE.closed).join('') === whole().join('')).toBe(true);
    expect(isSound(checkDatabase(file))).toBe(true);
  });

  it('takes a reader’s notes along, and is the same to the byte as before where there are none', async () => {
    const file = wholeDatabase();
    const source = openStore(file);
    onTestFinished(() => source.close());
    source.keepNote(WHOLE.closed, { turn: 2, star: true, text: 'ask again' });
    const lines = exported(file, WHOLE.closed);
    expect(lines.filter((line) => !whole().includes(line)).map((line) => JSON.parse(line).row)).toEqual([
      'note',
      'end',
    ]);
    const { store } = empty();
    await store.adopt(written(lines));
    expect(store.notes(WHOLE.closed)).toEqual(source.notes(WHOLE.closed));
    const { store: read, id } = openRecordFile(written(lines));
    expect(read.notes(id)).toEqual(source.notes(WHOLE.closed));
    read.close();
    source.keepNote(WHOLE.closed, { turn: 2, star: false, text: '' });
    expect(exported(file, WHOLE.closed).join('') === whole().join('')).toBe(true);
  });

  it('that is unfinished stays so, and can be gone on with', async () => {
    const { store } = empty();
    await store.adopt(written(exported(wholeDatabase(), WHOLE.unfinished)));
    expect(store.status(WHOLE.unfinished)).toBe('unfinished');
    await (await store.reopen(WHOLE.unfinished)).append([
      { type: 'moderator.spoke', body: { turn: 2, text: 'go on' } },
    ]);
    expect(store.events(WHOLE.unfinished)).toHaveLength(WHOLE.begun + 1);
  });

  it('changes nothing the second time', async () => {
    const { store } = empty();
    const file = written(whole());
    await store.adopt(file);
    expect(await store.adopt(file)).toEqual({ id: WHOLE.closed, given: WHOLE.closed, present: true });
    expect(store.list()).toHaveLength(1);
  });

  it('gets another id where a different debate has its own, once', async () => {
    const { store } = empty();
    const other = exported(wholeDatabase(), WHOLE.unfinished).map((line) =>
      line.replace(WHOLE.unfinished, WHOLE.closed),
    );
    await store.adopt(written(other));
    const { id, given, present } = await store.adopt(written(whole()));
    expect([given, present, id === WHOLE.closed]).toEqual([WHOLE.closed, false, false]);
    expect(store.events(id)).toHaveLength(WHOLE.events);
    expect(store.events(WHOLE.closed)).toHaveLength(WHOLE.begun);
    expect(await store.adopt(written(whole()))).toEqual({ id, given, present: true });
  });

  it('is read from its file as from a database, and cannot be gone on with there', async () => {
    const { store, id } = openRecordFile(written(whole()));
    expect(contentOf(store, id)).toEqual(reading(wholeDatabase(), (old) => contentOf(old, WHOLE.closed)));
    expect([...store.exported(id).lines].join('') === whole().join('')).toBe(true);
    await expect(store.reopen(id)).rejects.toThrow(/to be open for writing, it is open for reading.*STORE_FAILED/);
    store.close();
  });

  it('names the line that was changed, wherever a byte of a value is another one', () => {
    const bytes = Buffer.from(whole().join(''));
    const ends = [...whole().keys()].map((line) =>
      Buffer.byteLength(
        whole()
          .slice(0, line + 1)
          .join(''),
      ),
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const line = ends.findIndex((end) => at < end) + 1;
        const file = join(folder(), 'debate.jsonl');
        writeFileSync(file, changed);
        const failure = refusal(file);
        // What no hash covers: the first line, times and measures, and white space between rows of JSON.
        if (failure === null) {
          expect(hashedPart(changed)).toEqual(hashedPart(bytes));
          return;
        }
        expect(failure.message).toMatch(/ \[(RECORD_INVALID|DATABASE_NEWER)\]$/);
        expect(failure.place.line).toBeGreaterThanOrEqual(line);
        expect(failure.place.line).toBeLessThanOrEqual(whole().length + 1);
      }),
      { numRuns: 60 },
    );
  });

  it('that was cut is refused at its end, wherever the cut is', () => {
    const file = written(whole());
    const { length } = readFileSync(file);
    for (const part of [0, 0.3, 0.9, 0.9999]) {
      truncateSync(file, Math.floor(length * part));
      expect(refusal(file)).toMatchObject({ code: 'RECORD_INVALID', place: { file } });
      writeFileSync(file, whole().join(''));
    }
    const lastLine = written(whole().slice(0, -1));
    expect(refusal(lastLine)?.message).toMatch(/debate\.jsonl:\d+: .*the file was cut here \[RECORD_INVALID\]/);
  });

  it('of a later format is refused by both numbers', () => {
    const later = whole().map((line, index) => (index === 0 ? line.replace('"format":1', '"format":2') : line));
    expect(refusal(written(later))?.message).toMatch(
      /debate\.jsonl:1: expected an exported debate of format 1, found format 2: .*DATABASE_NEWER/,
    );
  });
});

describe('a file from a stranger', () => {
  const header = () => whole()[0] ?? '';

  it.each([
    ['nothing at all', () => '', /:1: expected a line of JSON/],
    ['another kind of text', () => '# Notes\n', /:1: expected a line of JSON: it is no JSON/],
    ['JSON of another kind', () => '[1, 2]\n', /:1: expected the first line of an exported debate/],
    [
      'a row that no record has',
      (header: string) => `${header}{"row":"__proto__"}\n`,
      /:2: expected a row of a debate, found "__proto__"/,
    ],
    [
      'a number for a text',
      (header: string) => `${header}{"row":"text","hash":1,"body":2}\n`,
      /:2: expected a row of a debate, `hash`: expected string, found 1/,
    ],
    [
      'a nest without a floor',
      (header: string) => `${header}${'['.repeat(100_000)}\n`,
      /:2: .*nested deeper than 200 levels/,
    ],
    [
      'an id that is a path',
      (header: string) => header.replace(WHOLE.closed, '../../etc/'),
      /:1: expected a row of a debate, `id`: expected the id of a debate/,
    ],
  ])('with %s is refused in a sentence', (_, text, sentence) => {
    const failure = refusal(written([text(header())]));
    expect(failure?.message).toMatch(sentence);
    expect(failure?.exitCode).toBe(2);
  });

  it.each([
    ['record', 'createdAt', '2026-13-45T00:00:00Z', 'expected an ISO 8601 time in UTC'],
    ['record', 'createdAt', '', 'expected an ISO 8601 time in UTC'],
    ['effect', 'at', 'yesterday', 'expected an ISO 8601 time in UTC'],
    ['event', 'at', '2026-02-30T10:00:00.000Z', 'expected an ISO 8601 time in UTC'],
    ['attempt', 'at', '2026-11-28 13:46', 'expected an ISO 8601 time in UTC'],
    ['effect', 'costUsd', -0.5, 'expected 0 or more'],
    ['effect', 'latencyMs', -1, 'expected 0 or more'],
    ['effect', 'outputTokens', -7, 'expected 0 or more'],
  ])('with %s %s of %j is refused with the number of its line', (row, field, value, sentence) => {
    const at = whole().findIndex((line) => JSON.parse(line).row === row);
    const lines = whole().map((line, index) =>
      index === at ? `${JSON.stringify({ ...JSON.parse(line), [field]: value })}\n` : line,
    );
    expect(at).toBeGreaterThanOrEqual(0);
    const failure = refusal(written(lines));
    expect(failure?.message).toContain(`:${at + 1}: expected a row of a debate, \`${field}\`: `);
    expect(failure?.message).toContain(sentence);
  });

  it('with a line that is too long, or bytes that are no text, is refused in a sentence', () => {
    const long = join(folder(), 'long.jsonl');
    writeFileSync(long, Buffer.concat([Buffer.from(header()), Buffer.alloc(33 * 2 ** 20, 0x20)]));
    expect(refusal(long)?.message).toMatch(/long\.jsonl:2: expected a line of at most 33554432 bytes/);
    const binary = join(folder(), 'binary.jsonl');
    writeFileSync(binary, Buffer.concat([Buffer.from(header()), Buffer.from([0xff, 0xfe, 0x0a])]));
    expect(refusal(binary)?.message).toMatch(/binary\.jsonl:2: expected UTF-8/);
  });

  it('that is no file is not waited for', () => {
    const at = join(folder(), 'debate.jsonl');
    expect(refusal(at)?.message).toMatch(/found no file: .*FILE_UNREADABLE/);
    mkdirSync(at);
    expect(refusal(at)?.message).toMatch(/found a folder: .*FILE_UNREADABLE/);
    const pipe = join(folder(), 'pipe.jsonl');
    execFileSync('mkfifo', [pipe]);
    expect(refusal(pipe)?.message).toMatch(/found a named pipe: .*FILE_UNREADABLE/);
  });

  it('leaves nothing in the database that was to take it in', async () => {
    const { store } = empty();
    await expect(store.adopt(written(whole().slice(0, -2)))).rejects.toThrow(/RECORD_INVALID/);
    expect(store.list()).toEqual([]);
  });
});

describe('what can be saved of a damaged debate', () => {
  it('is its events up to the damage, and all that is sound beside them', async () => {
    const file = wholeDatabase();
    tamper(
      file,
      'DROP TRIGGER events_keep_values',
      `UPDATE events SET body = replace(body, 'a', 'b') WHERE debate = '${WHOLE.closed}' AND seq = 30`,
    );
    expect(failureOf(() => exported(file, WHOLE.closed)).message).toMatch(/found damage at event 30: .*--salvage/);
    const { lines, damage } = reading(file, (store) => {
      const saved = store.exported(WHOLE.closed, { salvage: true });
      return { lines: [...saved.lines], damage: saved.damage };
    });
    expect(damage).toEqual([expect.stringMatching(/^event 30: it does not continue the chain/)]);
    const { store } = empty();
    const { id } = await store.adopt(written(lines));
    expect(store.status(id)).toBe('unfinished');
    expect(store.events(id)).toEqual(reading(wholeDatabase(), (old) => old.events(WHOLE.closed)).slice(0, 29));
    expect(store.effects(id)).toHaveLength(WHOLE.effects);
  });

  it('is all that stands before the end of a file that was cut short, and the check says how much that is', async () => {
    const file = join(folder(), 'debates.db');
    const writer = openStore(file);
    const record = await writer.create(newDebate());
    await record.append([opened(), ...range(39).map((turn) => recorded(turn))]);
    await record.end('interrupted');
    writer.close();
    truncateSync(file, Math.floor((statSync(file).size * 0.95) / 4096) * 4096);
    const bytes = readFileSync(file);
    expect(failureOf(() => reading(file, (store) => store.events(record.id))).message).toMatch(/is damaged.*db check/);
    const { faults, debates } = checkDatabase(file);
    expect(faults[0]).toBe('SQLite reports "database disk image is malformed" of the file as a whole');
    expect(debates).toMatchObject([{ id: record.id, state: 'damaged' }]);
    const sound = debates[0]?.events ?? 0;
    expect(sound).toBeGreaterThan(30);
    const salvage = openStore(file, { salvage: true });
    const { lines } = salvage.exported(salvage.resolve(record.id.slice(0, 6)), { salvage: true });
    const saved = [...lines];
    await expect(salvage.create(newDebate())).rejects.toThrow(/to be open for writing/);
    salvage.close();
    const { store } = empty();
    const { id } = await store.adopt(written(saved));
    expect(store.events(id)).toHaveLength(sound);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});

function refusal(file: string): PitwallError | null {
  try {
    openRecordFile(file).store.close();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** Hashes of an export's rows, in order. */
const hashedPart = (bytes: Buffer) => bytes.toString('utf8').match(/"hash":"[0-9a-f]{64}"/g);
