import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { OLD } from '../store/old-database.ts';
import { tamper } from '../store/place.ts';
import { newDebate, opened } from '../store/sample.ts';
import { codeOf, emptyFolder, pitwall, removeFolder } from './cli.ts';

let cwd: string;
beforeAll(async () => {
  cwd = emptyFolder();
  const packed = readFileSync(new URL('../fixtures/databases/version-1.db.gz', import.meta.url));
  for (const name of ['old.db', 'broken.db']) writeFileSync(join(cwd, name), gunzipSync(packed));
  writeFileSync(join(cwd, 'debate.jsonl'), (await pitwall(['export', OLD.closed, '--db', 'old.db'], { cwd })).stdout);
});
afterAll(() => removeFolder(cwd));

const ok = async (args: string[]) => {
  const { code, stdout, stderr } = await pitwall(args, { cwd });
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};

describe('an exported file', () => {
  it('is a debate wherever one is asked for', async () => {
    const fromFile = await ok(['show', './debate.jsonl']);
    expect(fromFile).toBe(await ok(['show', OLD.closed, '--db', 'old.db']));
    expect(await ok(['replay', 'debate.jsonl', '--instant'])).toContain('A loss that went flat');
    expect(await ok(['export', 'debate.jsonl'])).toBe(readFileSync(join(cwd, 'debate.jsonl'), 'utf8'));
    expect(await ok(['export', 'debate.jsonl', '--canonical'])).toBe(
      await ok(['export', OLD.closed, '--canonical', '--db', 'old.db']),
    );
  });

  it('is taken in once', async () => {
    expect(await ok(['import', 'debate.jsonl', '--db', 'new.db'])).toMatch(
      /^6fks86k8x0 {3}example, 18 turns, closed\nNext {3}pitwall show 6fks86k8x0\n$/,
    );
    expect(await ok(['import', 'debate.jsonl', '--db', 'new.db'])).toBe(
      '6fks86k8x0 is already in new.db; nothing was changed.\n',
    );
    expect(JSON.parse(await ok(['import', 'debate.jsonl', '--db', 'new.db', '--json']))).toEqual({
      id: OLD.closed,
      given: OLD.closed,
      present: true,
    });
  });

  it('that was changed is refused by its line, and one that is not there by its name', async () => {
    const changed = readFileSync(join(cwd, 'debate.jsonl'), 'utf8').split('\n');
    changed[3] = changed[3]?.replace('e', 'f') ?? '';
    writeFileSync(join(cwd, 'changed.jsonl'), changed.join('\n'));
    const { code, stderr, stdout } = await pitwall(['show', 'changed.jsonl'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^changed\.jsonl:4: expected [^[]*\n$/);
    const none = await pitwall(['import', 'none.jsonl', '--db', 'new.db'], { cwd });
    expect([none.code, none.stderr]).toEqual([2, 'expected an exported debate, found no file: none.jsonl\n']);
    expect(await codeOf(['show', 'changed.jsonl', '--json'], { cwd })).toBe('RECORD_INVALID');
    expect(await codeOf(['import', 'none.jsonl', '--db', 'new.db', '--json'], { cwd })).toBe('FILE_UNREADABLE');
  });
});

describe('db check', () => {
  it('says of each debate how it stands', async () => {
    expect(await ok(['db', 'check', '--db', 'old.db'])).toBe(
      'old.db   2 debates   sound\n\n6fks8ap3xq   example   unfinished, 6 events\n6fks86k8x0   example   closed, 56 events, 28 effects\n',
    );
  });

  it('exits 1 at damage and names the event; what is sound can be saved and read', async () => {
    const sql = `UPDATE events SET body = replace(body, 'a', 'b') WHERE debate = '${OLD.closed}' AND seq = 30`;
    tamper(join(cwd, 'broken.db'), 'DROP TRIGGER events_keep_values', sql);
    const checked = await pitwall(['db', 'check', '--db', 'broken.db'], { cwd });
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain('damaged at event 30: it does not continue the chain of hashes');
    const json = await pitwall(['db', 'check', '--db', 'broken.db', '--json'], { cwd });
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
      1,
      { sound: false, debates: [{ damage: [] }, { events: 29, damage: [{ what: 'event', at: '30' }] }] },
    ]);
    const refused = await pitwall(['export', OLD.closed, '--db', 'broken.db'], { cwd });
    expect([refused.code, refused.stdout]).toEqual([4, '']);
    const saved = await pitwall(['export', OLD.closed, '--salvage', '--db', 'broken.db'], { cwd });
    expect([saved.code, saved.stderr]).toEqual([0, expect.stringMatching(/^left out event 30: /)]);
    writeFileSync(join(cwd, 'saved.jsonl'), saved.stdout);
    expect(await ok(['show', 'saved.jsonl', '--json'])).toContain('"status": "unfinished"');
  });
});

describe('search', () => {
  it('says who said it where, with the words marked', async () => {
    expect(await ok(['search', 'ring', '--db', 'old.db'])).toMatch(
      /^6fks86k8x0 {2}turn 5 {2}pulse {2}.*\[ring\].*\n\n1 turn in 1 debate {3}pitwall replay 6fks86k8x0 --from 5\n$/,
    );
    expect(await ok(['search', 'no such words', '--db', 'old.db'])).toBe('Nothing found in old.db.\n');
    expect(await ok(['search', 'ring', '--db', 'none.db'])).toBe('Nothing found in none.db.\n');
    expect(JSON.parse(await ok(['search', 'ring', '--db', 'old.db', '--json']))).toMatchObject({
      found: [{ debate: OLD.closed, turn: 5, speaker: 'pulse' }],
    });
  });
});

describe('list', () => {
  it('names an unfinished debate to go on with, and forks under what they parted from', async () => {
    const store = openStore(join(cwd, 'tree.db'));
    const begin = async (parent?: { id: string; turn: number }) => {
      const debate = { ...newDebate(), opening: [opened()], ...(parent ? { parent } : {}) };
      const record = await store.create(debate);
      await record.end('interrupted');
      return record.id;
    };
    const root = await begin();
    const late = await begin({ id: root, turn: 9 });
    const early = await begin({ id: root, turn: 4 });
    const deep = await begin({ id: late, turn: 12 });
    const stray = await begin({ id: '0000000000', turn: 2 });
    store.close();
    const tree = await ok(['list', '--tree', '--db', 'tree.db']);
    expect(tree.split('\n').map((line) => line.replace(/(?<=\S) {2,}.*?(?=from|forked|$)/, ' ').trimEnd())).toEqual([
      'id',
      `${stray} forked from 0000000000 at turn 2`,
      root,
      `├─ ${early} from turn 4`,
      `└─ ${late} from turn 9`,
      `   └─ ${deep} from turn 12`,
      '',
      `Continue an unfinished debate: pitwall resume ${stray}`,
      '',
    ]);
    expect(JSON.parse(await ok(['list', '--json', '--db', 'tree.db']))).toMatchObject({
      debates: [
        { parent: { id: '0000000000', turn: 2 } },
        { parent: { id: late, turn: 12 } },
        {},
        {},
        { parent: null },
      ],
    });
  });
});
