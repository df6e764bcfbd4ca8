import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DebateDocument } from '../../src/core/document.ts';
import { isEventType, parseEvent } from '../../src/core/events.ts';
import { packageRoot } from '../../src/project/index.ts';
import { spokenTurn } from '../models/scripted.ts';
import { says, wireServer } from '../models/wire-server.ts';
import type { Finished } from './cli.ts';
import { emptyFolder, pathsIn, pitwall, removeFolder } from './cli.ts';

const ID = /^[0-9a-z]{10}$/;

let cwd: string;
let printed: Finished;
beforeAll(async () => {
  cwd = emptyFolder();
  printed = await pitwall(['run', 'loss-drop-3000', '--seed', '3'], { cwd });
});
afterAll(() => removeFolder(cwd));

const documentOf = (text: string) => DebateDocument.parse(JSON.parse(text));

describe('run', () => {
  it('ends well and writes a database and nothing else', () => {
    expect([printed.code, printed.stderr]).toEqual([0, '']);
    expect(pathsIn(cwd).filter((path) => !/-(wal|shm)$|\.lock$/.test(path))).toEqual([
      '.pitwall',
      join('.pitwall', 'debates.db'),
    ]);
  });

  it('prints the cast, every turn, and a card that ends with what to type next, without a colour code', () => {
    for (const name of ['Pulse', 'Cortex', 'Flux', 'Sentinel']) expect(printed.stdout).toContain(name);
    const lines = printed.stdout.trimEnd().split('\n');
    const card = lines.slice(lines.findLastIndex((line) => line.startsWith('── 3000 step의 급락 ─')));
    expect(card.length).toBeLessThanOrEqual(22);
    for (const label of ['결정', '표결', '바꾼 사람', '뒤집힘', '다음'])
      expect(card.filter((line) => line.startsWith(`${label} `))).toHaveLength(1);
    expect(card.at(-2)).toMatch(/pitwall run loss-drop-3000 --fact \S+=\S+/);
    expect(card.at(-1)).toMatch(/pitwall show [0-9a-z]{10} --memo/);
    expect(printed.stdout).not.toMatch(/^── 메모 ─/m);
    expect(printed.stdout).not.toContain('\u001b');
  });

  it('with --full ends with the memo and all that can be typed next', async () => {
    const full = await pitwall(['show', 'last', '--full'], { cwd });
    expect(full.stdout).toMatch(/^── 메모 ─/m);
    for (const label of ['결정', '비교', '이유', '바뀌는 조건', '할 일', '기록'])
      expect(full.stdout).toMatch(new RegExp(`^${label} `, 'm'));
    expect(full.stdout).toMatch(/pitwall run loss-drop-3000 --fact \S+=\S+/);
    expect(full.stdout).toMatch(/pitwall run loss-drop-3000 --cast \+you --card you=you\.md/);
    const ran = await pitwall(['run', 'loss-drop-3000', '--seed', '3', '--full', '--db', 'full.db'], { cwd });
    const anyId = (text: string) => text.replaceAll(/\b6[0-9a-z]{9}\b/g, 'ID');
    expect(anyId(ran.stdout)).toBe(anyId(full.stdout));
  });

  it('with --json is one document that says the same as the record', async () => {
    const { code, stdout } = await pitwall(['run', 'loss-drop-3000', '--seed', '3', '--json', '--db', 'json.db'], {
      cwd,
    });
    const shown = await pitwall(['show', 'last', '--json', '--db', 'json.db'], { cwd });
    expect(code).toBe(0);
    expect(documentOf(shown.stdout)).toEqual(documentOf(stdout));
    expect(documentOf(stdout).debate).toMatchObject({ scenario: 'loss-drop-3000', seed: 3, status: 'closed' });
    expect(documentOf(stdout).outcome?.votes.filter(({ blind }) => !blind)).toHaveLength(
      documentOf(stdout).cast.length,
    );
  });

  it('with --quiet prints the memo only', async () => {
    const { stdout } = await pitwall(['run', 'loss-drop-3000', '--seed', '3', '--quiet', '--db', 'quiet.db'], { cwd });
    expect(stdout.split('\n')[0]).toMatch(/^결정 /);
    expect(stdout).not.toContain('── ');
  });

  it('with a changed cast, rounds and fact has them on the record', async () => {
    const args = ['--cast', '-sentinel', '--rounds', '1', '--fact', 'gpuHourUsd=3', '--json', '--db', 'changed.db'];
    const { stdout, stderr } = await pitwall(['run', 'loss-drop-3000', ...args], { cwd });
    if (stdout === '') throw new Error(stderr);
    const document = documentOf(stdout);
    expect(document.cast.map(({ persona }) => persona)).not.toContain('sentinel');
    expect(Math.max(...document.turns.filter(({ phase }) => phase === 'rebuttal').map(({ round }) => round))).toBe(1);
    const exported = await pitwall(['export', 'last', '--db', 'changed.db'], { cwd });
    expect(exported.stdout).toContain('"overrides":{"gpuHourUsd":3}');
  });

  it('exits 1 when an expectation does not hold, and says which', async () => {
    const script = `id: sure
title: Sure
language: en
motion: Is it?
options: { "yes": { label: it is, set: { doubts: $doubt } }, "no": it is not }
facts:
  doubt: { value: 9 doubts, label: the doubts that we have }
  doubts: { value: 0 doubts, label: the doubts that stay }
criteria:
  - { less: doubts, worth: 1, value: reliability }
cast: [pulse, flux]
protocol: [opening blind, rebuttal 1, vote, close]
expect: { decision: ['yes'] }
`;
    writeFileSync(join(cwd, 'sure.yaml'), script);
    const { code, stderr, stdout } = await pitwall(['run', 'sure.yaml', '--db', 'sure.db'], { cwd });
    expect(stderr).toMatch(/yes/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^── Sure ─/m);
    expect(stdout).toMatch(/^Decision {3}it is not\n/m);
  });

  it('says 130 when it is interrupted, and keeps the record so far', async () => {
    let told = false;
    const { code, stderr } = await pitwall(['run', 'loss-drop-3000', '--pace', '300', '--db', 'cut.db'], {
      cwd,
      onOutput(text, kill) {
        if (!told && text.includes(' 2  ')) {
          told = true;
          kill('SIGINT');
        }
      },
    });
    expect(code).toBe(130);
    const [, id = ''] = /the record so far is kept: pitwall resume ([0-9a-z]{10})/.exec(stderr) ?? [];
    expect(id).toMatch(ID);
    const kept = documentOf((await pitwall(['show', id, '--json', '--db', 'cut.db'], { cwd })).stdout);
    expect(kept.turns.length).toBeGreaterThanOrEqual(1);
    expect(kept.debate.status).not.toBe('closed');
  });
});

describe('show', () => {
  it('prints what run printed, byte for byte, by prefix and by `last`', async () => {
    const id = JSON.parse((await pitwall(['list', '--json'], { cwd })).stdout).debates[0].id as string;
    for (const name of ['last', id, id.slice(0, 8)]) {
      expect((await pitwall(['show', name], { cwd })).stdout).toBe(printed.stdout);
    }
  });

  it('does not need the scenario or the card any more', async () => {
    const folder = join(cwd, 'moved');
    mkdirSync(join(folder, 'scenarios'), { recursive: true });
    await pitwall(['scenario', 'new', 'loader'], { cwd: folder });
    const ran = await pitwall(['run', 'loader'], { cwd: folder });
    expect(ran.code).toBe(0);
    writeFileSync(join(folder, 'scenarios', 'loader.yaml'), 'not a scenario any more');
    expect((await pitwall(['show', 'last'], { cwd: folder })).stdout).toBe(ran.stdout);
  });

  it('has a memo for a pull request', async () => {
    const { stdout, code } = await pitwall(['show', 'last', '--memo'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^### .+\n\n.+\n\n\*\*결정: /);
    expect(stdout).toContain('| --- |');
  });

  it('has the whole debate as Markdown', async () => {
    const { stdout } = await pitwall(['export', 'last', '--format', 'markdown'], { cwd });
    const document = documentOf((await pitwall(['show', 'last', '--json'], { cwd })).stdout);
    expect(stdout.match(/^\d+\\\. \*\*/gm)).toHaveLength(document.turns.length);
  });

  it('refuses an id that begins no debate', async () => {
    const { code, stderr } = await pitwall(['show', 'zzzz'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('zzzz')]);
  });
});

describe('list', () => {
  it('names the decision as the card does, and says what makes a debate another one', async () => {
    const run = (...args: string[]) =>
      pitwall(['run', 'spike-at-12k', '--quiet', '--db', 'several.db', ...args], { cwd });
    for (const args of [[], ['--fact', 'rewindSteps=1200'], ['--cast', '-flux', '--seed', '4', '--rounds', '1']])
      expect((await run(...args)).code).toBeLessThanOrEqual(1);
    const wide = (await pitwall(['list', '--db', 'several.db'], { cwd, env: { COLUMNS: '110' } })).stdout;
    const rows = wide.trimEnd().split('\n').slice(1);
    expect(rows.map((row) => row.replace(/^.* closed +\d+ +/, '').replaceAll(/ {2,}/g, ' | '))).toEqual([
      expect.stringMatching(/^.+ \| -flux · seed 4$/),
      'carrying on | rewindSteps=1200',
      'rewinding',
    ]);
    const narrow = (await pitwall(['list', '--db', 'several.db'], { cwd, env: { COLUMNS: '70' } })).stdout;
    expect(narrow).toMatch(/carrying on\n {12}rewindSteps=1200\n/);
    expect(narrow.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const card = (await pitwall(['show', 'last', '--db', 'several.db'], { cwd })).stdout;
    const [, decided = '?'] = /^Decision +(.+)$/m.exec(card) ?? [];
    expect(rows[0]).toContain(` ${decided.split(',')[0]}  `);
  });

  it('names the model of all seats, and those of single ones', async () => {
    const listed = async (record: string) => {
      const file = join('test/fixtures/records', `${record}.language-models.jsonl`);
      await pitwall(['import', join(packageRoot(), file), '--db', `${record}.db`], { cwd });
      return (await pitwall(['list', '--db', `${record}.db`], { cwd, env: { COLUMNS: '140' } })).stdout;
    };
    expect(await listed('spike-at-12k')).toMatch(/(?:openai|bridge):\S+/);
  });
});

describe('replay', () => {
  it('prints what run printed, at once when asked', async () => {
    expect((await pitwall(['replay', 'last', '--instant'], { cwd })).stdout).toBe(printed.stdout);
  });

  it('begins at a turn, and refuses one that is not there', async () => {
    const late = await pitwall(['replay', 'last', '--from', '5'], { cwd });
    expect(late.stdout).toMatch(/^ 5 {2}/m);
    expect(late.stdout).not.toMatch(/^ 4 {2}/m);
    expect((await pitwall(['replay', 'last', '--from', '500'], { cwd })).code).toBe(2);
  });
});

describe('list and export', () => {
  it('list debates newest first', async () => {
    const { stdout } = await pitwall(['list', '--json'], { cwd });
    const { debates } = JSON.parse(stdout) as { debates: Record<string, unknown>[] };
    expect(debates).toHaveLength(1);
    expect(Object.keys(debates[0] ?? {}).sort()).toEqual([
      'createdAt',
      'decision',
      'id',
      'kind',
      'parent',
      'scenario',
      'seed',
      'status',
      'turns',
    ]);
    expect((await pitwall(['list'], { cwd })).stdout).toMatch(/^id +created \(UTC\) +scenario/);
  });

  it('an empty project has an empty list, and still has no database', async () => {
    const folder = emptyFolder();
    expect(JSON.parse((await pitwall(['list', '--json'], { cwd: folder })).stdout)).toEqual({ debates: [] });
    expect(pathsIn(folder)).toEqual([]);
    removeFolder(folder);
  });

  it('each event of an export is one of the schema', async () => {
    const { stdout } = await pitwall(['export', 'last'], { cwd });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { row: string; type: string; body: unknown; seq: number });
    expect([rows[0]?.row, rows.at(-1)?.row]).toEqual(['record', 'end']);
    const events = rows.filter(({ row }) => row === 'event');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.length).toBeGreaterThan(20);
    for (const { type, body } of events) {
      if (!isEventType(type)) throw new Error(`unknown event ${type}`);
      expect(parseEvent(type, body).type).toBe(type);
    }
  });

  it('one seed has one canonical export, byte for byte, and another seed another', async () => {
    const export3 = (await pitwall(['export', 'last', '--canonical'], { cwd })).stdout;
    for (const seed of ['3', '4']) {
      const ran = await pitwall(['run', 'loss-drop-3000', '--seed', seed, '--quiet', '--db', `seed-${seed}.db`], {
        cwd,
      });
      const again = (await pitwall(['export', 'last', '--canonical', '--db', `seed-${seed}.db`], { cwd })).stdout;
      expect([ran.code, again.split('\n').length > 40]).toEqual([0, true]);
      expect(again === export3).toBe(seed === '3');
    }
  });
});

describe('ask', () => {
  it('calculates what a calculation covers, says whose it is, and how to calculate it again', async () => {
    const asked = await pitwall(['ask', 'How many tokens a second can 8 H100s give for a 70B model?'], { cwd });
    expect(asked.code).toBe(0);
    expect(asked.stdout).toMatch(/^Blaze: One sequence gets at most 193 tokens a second/);
    const [, args = ''] = /tool decode_bound --args '(.+)'$/m.exec(asked.stdout) ?? [];
    const again = await pitwall(['tool', 'decode_bound', '--args', args, '--json'], { cwd });
    expect(JSON.parse(again.stdout).figures.tokensPerSecond.value).toBeCloseTo(192.5, 1);
  });

  it('asks once for what is missing, in the language of the question, and gives no verdict', async () => {
    const asked = await pitwall(['ask', '70B면 초당 몇 토큰까지 나오나요?'], { cwd });
    expect([asked.code, asked.stdout]).toEqual([3, expect.stringContaining('빠진 것이 있음: 카드 종류')]);
  });

  it('holds no debate in which nobody could choose: says what was calculated and what is missing, and leaves nothing', async () => {
    const place = emptyFolder();
    onTestFinished(() => removeFolder(place));
    const question = 'How many tokens a second can 8 H100s give for a 70B model?';
    const asked = await pitwall(['ask', question, '--options', 'enough; too few', '--cast', 'pulse,blaze'], {
      cwd: place,
    });
    expect([asked.code, asked.stderr]).toEqual([3, '']);
    expect(asked.stdout.replaceAll('\n', ' ')).toMatch(/193 tokens a second.*No debate was held\..*`--model`/);
    const korean = await pitwall(['ask', 'GPU 64장을 빌릴까 살까?', '--options', '빌린다; 산다', '--json'], {
      cwd: place,
    });
    expect([korean.code, JSON.parse(korean.stdout).says]).toEqual([
      3,
      expect.stringMatching(/^토론을 열지 않았습니다/),
    ]);
    expect(readdirSync(place)).toEqual([]);
    // The script that it gives is one that can be filled in and run.
    writeFileSync(join(place, 'rent.yaml'), JSON.parse(korean.stdout).script);
    expect((await pitwall(['scenario', 'lint', 'rent.yaml'], { cwd: place })).code).toBeLessThanOrEqual(1);
  });

  it('writes a question with its numbers as a scenario to fill in, over nothing, and says what comes next', async () => {
    const place = emptyFolder();
    onTestFinished(() => removeFolder(place));
    const asked = ['ask', 'Do we cut 40 replicas at $310 a month to 26?', '--options', 'cut; keep'];
    const printed = await pitwall(asked, { cwd: place });
    expect(printed.code).toBe(3);
    // Whatever the question has in it, the command that is printed hands it on as it is.
    expect(printed.stdout).toMatch(
      /To save it:\n[\s\S]*'Do we cut 40 replicas at \$310 a month to 26\?'[\s\S]*--save scenarios\//,
    );
    const save = [...asked, '--save', 'scenarios/replicas.yaml'];
    const saved = await pitwall(save, { cwd: place });
    expect([saved.code, saved.stdout]).toEqual([
      0,
      expect.stringMatching(/^Wrote scenarios[/\\]replicas\.yaml\..*\n.* model /),
    ]);
    const script = readFileSync(join(place, 'scenarios', 'replicas.yaml'), 'utf8');
    expect(script).toMatch(/^id: replicas$[\s\S]*^ {2}replicas: \{ value: "40 replicas"/m);
    expect((await pitwall(['model', 'replicas'], { cwd: place })).code).toBe(0);
    expect((await pitwall(save, { cwd: place })).code).toBe(2);
    expect((await pitwall([...asked.slice(0, 2), '--save', 'x.yaml'], { cwd: place })).code).toBe(2);
  });

  it('debates with a language model in a seat: the calculation is a quantity of the scenario, which is written and runs again by its id', async () => {
    const place = emptyFolder();
    onTestFinished(() => removeFolder(place));
    const server = await wireServer(
      says({
        calls: [
          {
            name: 'turn_reply',
            arguments: JSON.stringify({
              ...spokenTurn({ utterance: 'Enough for us.', claims: [] }),
              stance: { option: 'enough', confidence: 0.6, support: { enough: 0.6, short: 0.4 }, movedBy: [] },
            }),
          },
        ],
      }),
    );
    onTestFinished(() => server.close());
    const question = 'How many tokens a second can 8 H100s give for a 70B model?';
    const asked = await pitwall(
      ['ask', question, '--options', 'enough; short', '--cast', 'pulse,blaze', '--model', `openai:m@${server.url}`],
      { cwd: place },
    );
    expect(asked.code).toBe(0);
    expect(asked.stderr).toContain('One sequence gets at most 193 tokens a second');
    const [, path = ''] = /^Wrote (.+\.yaml)$/m.exec(asked.stderr) ?? [];
    expect((await pitwall(['model', path, '--json'], { cwd: place })).stdout).toContain('192.');
    const [, id = ''] = /^id: (.+)$/m.exec(readFileSync(join(place, path), 'utf8')) ?? [];
    expect((await pitwall(['run', id, '--quiet', '--db', 'asked.db'], { cwd: place })).code).toBe(0);
  });
});
