import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { tamper } from '../store/place.ts';
import { newDebate, opened } from '../store/sample.ts';
import { WHOLE } from '../store/whole-database.ts';
import { codeOf, emptyFolder, pitwall, removeFolder } from './cli.ts';

let cwd: string;
beforeAll(async () => {
  cwd = emptyFolder();
  for (const name of ['debates.db', 'broken.db']) copyFileSync(WHOLE.file, join(cwd, name));
  writeFileSync(
    join(cwd, 'debate.jsonl'),
    (await pitwall(['export', WHOLE.closed, '--db', 'debates.db'], { cwd })).stdout,
  );
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
    expect(fromFile).toBe(await ok(['show', WHOLE.closed, '--db', 'debates.db']));
    expect(await ok(['replay', 'debate.jsonl', '--instant'])).toContain('Build the pipeline or buy the text');
    expect(await ok(['export', 'debate.jsonl'])).toBe(readFileSync(join(cwd, 'debate.jsonl'), 'utf8'));
    expect(await ok(['export', 'debate.jsonl', '--canonical'])).toBe(
      await ok(['export', WHOLE.closed, '--canonical', '--db', 'debates.db']),
    );
  });

  it('is taken in once', async () => {
    expect(await ok(['import', 'debate.jsonl', '--db', 'new.db'])).toBe(
      `${WHOLE.closed}   build-or-buy, ${WHOLE.turns} turns, closed\nNext   pitwall show ${WHOLE.closed}\n`,
    );
    expect(await ok(['import', 'debate.jsonl', '--db', 'new.db'])).toBe(
      `${WHOLE.closed} is already in new.db; nothing was changed.\n`,
    );
    expect(JSON.parse(await ok(['import', 'debate.jsonl', '--db', 'new.db', '--json']))).toEqual({
      id: WHOLE.closed,
      given: WHOLE.closed,
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
    expect(await ok(['db', 'check', '--db', 'debates.db'])).toBe(
      `debates.db   2 debates   sound\n\n${WHOLE.unfinished}   build-or-buy   unfinished, ${WHOLE.begun} events\n${WHOLE.closed}   build-or-buy   closed, ${WHOLE.events} events, ${WHOLE.effects} effects\n`,
    );
  });

  it('exits 1 at damage and names the event; what is sound can be saved and read', async () => {
    const sql = `UPDATE events SET body = replace(body, 'a', 'b') WHERE debate = '${WHOLE.closed}' AND seq = 30`;
    tamper(join(cwd, 'broken.db'), 'DROP TRIGGER events_keep_values', sql);
    const checked = await pitwall(['db', 'check', '--db', 'broken.db'], { cwd });
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain('damaged at event 30: it does not continue the chain of hashes');
    const json = await pitwall(['db', 'check', '--db', 'broken.db', '--json'], { cwd });
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
      1,
      { sound: false, debates: [{ damage: [] }, { events: 29, damage: [{ what: 'event', at: '30' }] }] },
    ]);
    const refused = await pitwall(['export', WHOLE.closed, '--db', 'broken.db'], { cwd });
    expect([refused.code, refused.stdout]).toEqual([4, '']);
    const saved = await pitwall(['export', WHOLE.closed, '--salvage', '--db', 'broken.db'], { cwd });
    expect([saved.code, saved.stderr]).toEqual([0, expect.stringMatching(/^left out event 30: /)]);
    writeFileSync(join(cwd, 'saved.jsonl'), saved.stdout);
    expect(await ok(['show', 'saved.jsonl', '--json'])).toContain('"status": "unfinished"');
  });
});

describe('a database that was cut short', () => {
  /** Events of an export, as they stand in it. */
  const eventsOf = (text: string) => text.split('\n').filter((line) => line.includes('"row":"event"'));

  it('gives its whole beginning by `export last --salvage`, at every cut, or says that nothing of it is left', async () => {
    const size = statSync(WHOLE.file).size;
    const whole = eventsOf(readFileSync(join(cwd, 'debate.jsonl'), 'utf8'));
    const counts: number[] = [];
    for (let part = 19; part > 0; part -= 1) {
      copyFileSync(WHOLE.file, join(cwd, 'cut.db'));
      truncateSync(join(cwd, 'cut.db'), Math.floor((size * part) / 20));
      const checked = await pitwall(['db', 'check', '--db', 'cut.db', '--json'], { cwd });
      // The schema itself is on the first pages.
      if (checked.stdout === '')
        expect([checked.code, checked.stderr]).toEqual([4, expect.stringMatching(/is damaged: .*\n$/)]);
      const { debates } = JSON.parse(checked.stdout || '{"debates":[]}') as {
        debates: { id: string; events: number }[];
      };
      const sound = debates.find(({ id }) => id === WHOLE.closed)?.events ?? 0;
      const saved = await pitwall(['export', WHOLE.closed.slice(0, 9), '--salvage', '--db', 'cut.db'], { cwd });
      counts.push(sound);
      if (sound === 0) {
        expect([saved.code, saved.stdout]).toEqual([4, '']);
        expect(saved.stderr).toMatch(/^.*(?:nothing is left to save|is damaged: .*)\n$/);
        continue;
      }
      expect([part, saved.code, saved.stderr]).toEqual([part, 0, expect.anything()]);
      expect(eventsOf(saved.stdout)).toEqual(whole.slice(0, sound));
      expect(saved.stderr.split('\n').length).toBeLessThan(8);
      writeFileSync(join(cwd, 'saved.jsonl'), saved.stdout);
      expect((await pitwall(['import', 'saved.jsonl', '--db', `saved${part}.db`], { cwd })).stderr).toBe('');
      expect((await pitwall(['export', 'last', '--salvage', '--db', 'cut.db'], { cwd })).stderr).toMatch(
        /^(?:left out|no event of debate) /,
      );
    }
    expect(counts[0]).toBeGreaterThan(whole.length * 0.8);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts.at(-1)).toBe(0);
    const checked = await pitwall(['db', 'check', '--db', 'cut.db'], { cwd });
    expect(checked.stdout).not.toContain('--salvage');
  });
});

describe('search', () => {
  it('says who said it where, with the words marked', async () => {
    const found = await ok(['search', 'vendor', '--db', 'debates.db']);
    expect(found).toMatch(new RegExp(`^${WHOLE.closed} +turn 6 +axiom +.*\\[vendor\\]`, 'm'));
    expect(found).toMatch(/\n\n\d+ turns? in [12] debates? {3}pitwall replay \w+ --from \d+\n$/);
    expect(await ok(['search', 'no such words', '--db', 'debates.db'])).toBe('Nothing found in debates.db.\n');
    expect(await ok(['search', 'vendor', '--db', 'none.db'])).toBe('Nothing found in none.db.\n');
    expect(JSON.parse(await ok(['search', 'vendor', '--db', 'debates.db', '--json'])).found).toContainEqual(
      expect.objectContaining({ debate: WHOLE.closed, turn: 6, speaker: 'axiom' }),
    );
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
    const { stdout: tree } = await pitwall(['list', '--tree', '--db', 'tree.db'], { cwd, env: { COLUMNS: '110' } });
    expect(tree.split('\n').map((line) => line.replace(/(?<=\S) {2,}.*?(?=from|forked|$)/, ' ').trimEnd())).toEqual([
      'id',
      stray,
      // What does not fit beside its row stands below it.
      '            forked from 0000000000 at turn 2 · seed 7',
      root,
      `├─ ${early} from turn 4 · seed 7`,
      `└─ ${late} from turn 9 · seed 7`,
      `   └─ ${deep} from turn 12 · seed 7`,
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
