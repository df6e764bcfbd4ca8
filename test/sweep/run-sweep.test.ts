import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planSweep, runSweep, sweepRows } from '../../src/pitwall.ts';
import { openStore } from '../../src/store/index.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { emptyFolder, pitwall, removeFolder } from '../e2e/cli.ts';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';

const SWEEP = `title: Rent or wait?
axes:
  scenario: small.yaml
  cast: [as-written, +axiom]
  seed: 1..1
arms: [vote, solo, { repeat: 2 }]
truth: { small: rent }
`;

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
  writeFileSync(join(cwd, 'small.yaml'), SMALL_SCRIPT);
  writeFileSync(join(cwd, 's.yaml'), SWEEP);
});
afterAll(() => removeFolder(cwd));

const settings = { env: {}, fromFolder: new Set<string>(), named: new Map(), prices: new Map() };
const grounds = () => ({ projectDir: cwd, settings });
const recorded = (database: string) => {
  const store = openStore(database);
  try {
    return store.list().map(({ id, status }) => `${store.summary(id).key} ${status}`);
  } finally {
    store.close();
  }
};

describe('a floor that somebody gives', () => {
  const planned = (text: string) => {
    writeFileSync(join(cwd, 'floors.yaml'), text);
    return planSweep('floors.yaml', grounds());
  };

  it('is an axis like any other, and its controls need no moderator', async () => {
    const moderator = SMALL_SCRIPT.match(/^cast: \[(\w+)/m)?.[1] ?? '';
    writeFileSync(join(cwd, 'led.yaml'), `${SMALL_SCRIPT}\nfloor: moderated\nmoderator: ${moderator}\n`);
    const { cells } = await planned('axes: { scenario: led.yaml, floor: [relevance, moderated] }\narms: solo\n');
    expect(new Set(cells.map(({ key }) => key)).size).toBe(4);
  });

  it('needs a list where no person can be asked', async () => {
    await expect(
      planned('axes:\n  scenario: small.yaml\n  floor: manual\n  protocol: opening, rebuttal 1, vote\n'),
    ).rejects.toMatchObject({
      code: 'SWEEP_INVALID',
      place: { line: 3 },
      sentence: expect.stringContaining('expected a person or a list to say who speaks next'),
    });
  });
});

describe('a plan', () => {
  const planned = (text: string) => {
    writeFileSync(join(cwd, 'plan.yaml'), text);
    return planSweep('plan.yaml', grounds());
  };

  it('names the level that is wrong, and not one that stands beside it', async () => {
    const table =
      'axes:\n  scenario: loss-drop-3000\n  facts: { dear: { gpuHourUsd: 9 } }\n  cast: [as-written, -forge]\n';
    await expect(planned(table)).rejects.toMatchObject({
      code: 'SWEEP_INVALID',
      place: { line: 4, column: 22 },
    });
  });

  it('counts a cell once that an entry of `include` shares with the table', async () => {
    const { cells } = await planned('axes: { scenario: small.yaml, seed: 1..3 }\ninclude: { seed: 2..4 }\n');
    expect(cells.map(({ at }) => at.seed)).toEqual(['1', '2', '3', '4']);
  });

  it('has each control that does not hang on the cast under one key', async () => {
    const { cells } = await planned('axes: { scenario: small.yaml, cast: leave-one-out }\narms: { repeat: 2 }\n');
    const samples = cells.filter(({ arm }) => arm.kind === 'repeat');
    expect([samples.length > 2, new Set(samples.map(({ key }) => key)).size]).toEqual([true, 2]);
  });
});

describe('a sweep on the command line', () => {
  const run = (...args: string[]) => pitwall(['sweep', ...args], { cwd });

  it('prints what it would take, and holds nothing', async () => {
    const { code, stdout } = await run('s.yaml', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('2 debates, 2 vote controls, 3 solo controls, 2 repeat controls.');
    expect(stdout).toContain('9 debates to hold, all offline: no model is called.');
    expect(stdout).not.toMatch(/model calls|free/);
    expect((await run('report', 's.yaml')).code).toBe(3);
  });

  it('holds each debate once, whatever is called again, and what was added and nothing else', async () => {
    const first = await run('s.yaml', '--concurrency', '1');
    expect([first.code, first.stdout.includes('9 of 9 debates are held, 9 of them now')]).toEqual([0, true]);
    const again = JSON.parse((await run('s.yaml', '--concurrency', '1', '--json')).stdout);
    expect(again.end).toMatchObject({ done: 9, held: 0 });
    writeFileSync(join(cwd, 'more.yaml'), SWEEP.replace('1..1', '1..2'));
    const more = JSON.parse(
      (await run('more.yaml', '--concurrency', '1', '--json', '--db', '.pitwall/sweeps/s.db')).stdout,
    );
    expect(more.end).toMatchObject({ done: 18, held: 9 });
    const all = recorded(join(cwd, '.pitwall/sweeps/s.db'));
    expect([all.length, new Set(all).size]).toEqual([18, 18]);
  });

  it('is read as a page, as Markdown, as a table of cells, and in Korean', async () => {
    const markdown = (await run('report', 's.yaml', '--format', 'markdown')).stdout;
    expect(markdown).toContain('# Rent or wait?\n\n2 debates and 7 controls: 2 casts.');
    expect(markdown).toContain('| who decides');
    const [head = '', ...lines] = (await run('report', 's.yaml', '--format', 'csv')).stdout.trimEnd().split('\n');
    expect(head).toMatch(
      /^scenario,facts,cast,card,model,protocol,floor,visibility,stop,seed,arm,member,sample,debate,decision,truth,right,/,
    );
    // Solo and samples stand beside each cast that they are compared with.
    expect(lines.length).toBe(2 + 2 + 5 + 4);
    expect((await run('report', 's.yaml', '--lang', 'ko')).stdout).toContain('토론이 한 번 묻는 것보다 나은가?');
    expect((await run('report', 's.yaml', '--format', 'html')).code).toBe(2);
    await run('report', 's.yaml', '--format', 'html', '--out', 'page.html');
    const page = readFileSync(join(cwd, 'page.html'), 'utf8');
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/<script|https?:\/\/|@import|url\(/);
  });

  it('is a Parquet file with the cells, the columns and the values of the CSV, each in its type', async () => {
    expect((await run('report', 's.yaml', '--format', 'parquet')).code).toBe(2);
    await run('report', 's.yaml', '--format', 'parquet', '--out', 'cells.parquet');
    const { buffer } = new Uint8Array(readFileSync(join(cwd, 'cells.parquet')));
    const rows = await parquetReadObjects({ file: buffer });
    const csv = (await run('report', 's.yaml', '--format', 'csv')).stdout;
    const table = rows.map((row) => Object.values(row).map((value) => value?.toString() ?? ''));
    const lines = [Object.keys(rows[0] ?? {}), ...table].map((line) => `${line.join(',')}\n`);
    // A cast such as `+axiom` is kept from being a formula in a spreadsheet alone.
    expect(lines.join('')).toBe(csv.replaceAll(",'+", ',+'));
    const types = parquetMetadata(buffer).schema.flatMap(({ name, type }) =>
      type === undefined ? [] : [[name, type]],
    );
    expect(Object.fromEntries(types)).toMatchObject({
      scenario: 'BYTE_ARRAY',
      right: 'BOOLEAN',
      margin: 'DOUBLE',
      turns: 'INT32',
      tokens: 'INT64',
    });
    expect(rows.find(({ arm }) => arm === 'solo')).toMatchObject({ sample: null, right: false });
  });

  it('says what a file names that is not there, by line', async () => {
    writeFileSync(join(cwd, 'wrong.yaml'), 'axes:\n  scenario: small.yaml\n  cast: [+axim]\n');
    const { code, stderr } = await run('wrong.yaml');
    expect([code, stderr]).toEqual([2, 'wrong.yaml:3:10: no member is called `axim`; did you mean `Axiom`?\n']);
  });
});

describe('a debate of a sweep that fails', () => {
  it('is tried three times and left with its reason, while its neighbours are held', async () => {
    const { seats } = scripted({ pulse: [] });
    writeFileSync(
      join(cwd, 'poison.yaml'),
      'axes: { scenario: small.yaml, model: { good: playbook, bad: { pulse: "scripted:pulse" } }, seed: 1..2 }',
    );
    const plan = await planSweep('poison.yaml', grounds());
    const database = join(cwd, 'poison.db');
    const around = { plan, grounds: grounds(), database, concurrency: 1, chatModels: seats.chatModels };
    const end = await runSweep(around);
    expect(end).toMatchObject({ done: 2, failed: 2, left: 0, stopped: null });
    expect(end.failures.map(({ tries }) => tries)).toEqual([3, 3]);
    expect(end.failures[0]?.reason).toContain('expected');
    expect([...sweepRows(plan, database).values()].map(({ stop }) => stop)).toEqual(['rounds', 'rounds']);
    // Given up for good, unless somebody asks for it.
    expect(await runSweep(around)).toMatchObject({ failed: 2, held: 0 });
  });
});

describe('a sweep that is stopped', () => {
  it('goes on with the record of the debate that was under way', async () => {
    writeFileSync(join(cwd, 'stopped.yaml'), 'axes: { scenario: small.yaml, seed: 1..3 }');
    const plan = await planSweep('stopped.yaml', grounds());
    const database = join(cwd, 'stopped.db');
    const stop = new AbortController();
    const around = { plan, grounds: grounds(), database, concurrency: 1 };
    const cut = await runSweep({
      ...around,
      signal: stop.signal,
      on({ held }) {
        // While the second one speaks.
        if (held === 1) setImmediate(() => setImmediate(() => stop.abort()));
      },
    });
    expect(cut).toMatchObject({ stopped: 'interrupted', failures: [] });
    expect(cut.left).toBeGreaterThan(0);
    expect(await runSweep(around)).toMatchObject({ done: 3, failed: 0, stopped: null });
    const all = recorded(database);
    expect([all.length, all.every((one) => one.endsWith(' closed'))]).toEqual([3, true]);
  });

  it('stops where its budget ends, before a debate that may not fit', async () => {
    writeFileSync(
      join(cwd, 'capped.yaml'),
      'axes: { scenario: small.yaml, seed: 1..5 }\nbudget: { sweep: { calls: 12 }, debate: { calls: 5 } }',
    );
    const plan = await planSweep('capped.yaml', grounds());
    const database = join(cwd, 'capped.db');
    const end = await runSweep({ plan, grounds: grounds(), database, concurrency: 1 });
    expect(end.stopped).toBe('budget');
    const taken = [...sweepRows(plan, database).values()].reduce((sum, { calls }) => sum + calls, 0);
    expect(taken).toBeLessThanOrEqual(12);
    expect(end.left).toBeGreaterThan(0);
  });
});
