import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { card } from '../../src/testing.ts';
import { spokenTurn } from '../models/scripted.ts';
import type { WireServer } from '../models/wire-server.ts';
import { drips, status, wireServer } from '../models/wire-server.ts';
import { cacheScript } from './cache-script.ts';
import { emptyFolder, removeFolder } from './cli.ts';

/** A new title, an empty screen, red by one byte, letters from right to left, hidden ones, an overwritten line, and a tag. */
const RAW = '\u001b]0;t\u0007\u001b[2J\u009b31m\u202egnp\u200b\r\u001b[8mx\u{e0041}';
const SHOWN = '⟨U+001B⟩]0;t⟨U+0007⟩⟨U+001B⟩[2J⟨U+009B⟩31m⟨U+202E⟩gnp⟨U+200B⟩⟨U+000D⟩⟨U+001B⟩[8mx⟨U+E0041⟩';
/** Of these what a card may have in it, in its role and its quotes: a name has letters only, and with any other it is no text. */
const IN_CARD = '\u009b31m\u202egnp\u200b\u{e0041}';
/** What ours writes on a terminal: colours, and the line that comes and goes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OURS = /\u001b\[(?:1|2|22|3[1-6]|9[1-6]|39)m|\r\u001b\[2K|\u001b\[1A\u001b\[2K/g;
/** Written out here, and not taken from what is tested. */
const STEERS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u;

let cwd: string;
let server: WireServer;
let isRefusing = false;

beforeAll(async () => {
  cwd = emptyFolder();
  const planted = (text: string) => JSON.stringify(`${text}${RAW}`);
  writeFileSync(
    join(cwd, 'planted.yaml'),
    cacheScript('90 %')
      .replace(/^title: (.*)$/m, (_, title: string) => `title: ${planted(title)}`)
      .replace(
        /^motion: (.*)$/m,
        (_, motion: string) => `motion: ${planted(motion)}\nbackground: ${planted('It is late.')}`,
      )
      .replace('label: cache it', `label: ${planted('cache it')}`)
      .replace('the hit rate', JSON.stringify(`the hit rate${RAW}`))
      .replace('skip: leave it', `skip: ${planted('leave it')}`)
      .replace('cast: [pulse, flux]', 'cast: [ada, flux]'),
  );
  writeFileSync(
    join(cwd, 'ada.md'),
    `${card({ id: 'Ada', values: ['efficiency'] }).replaceAll('Engineer', `Engineer ${IN_CARD}`)}\n## Quotes\n\n> Cache it. ${IN_CARD}\n`,
  );
  server = await wireServer((response, request, index) => {
    if (isRefusing) return status(401, { error: { message: `no such key ${RAW}` } })(response, request, index);
    const stance = { option: 'cache', confidence: 0.6, support: { cache: 0.6, skip: 0.4 }, movedBy: [] };
    const turn = spokenTurn({ utterance: `We cache. ${RAW}`, claims: [], stance });
    drips({ calls: [{ name: 'turn_reply', arguments: JSON.stringify(turn) }] })(response, request, index);
  });
});
afterAll(async () => {
  await server.close();
  removeFolder(cwd);
});

async function typed(args: readonly string[], isTTY: boolean) {
  let [stdout, stderr] = ['', ''];
  const { run } = buildProgram({
    stdout: { isTTY, columns: 80, write: (text) => (stdout += text) },
    stderr: { isTTY, write: (text) => (stderr += text) },
    env: { HOME: cwd, OPENAI_API_KEY: 'none' },
    cwd,
  });
  const code = await run(args);
  return { code, stdout, stderr };
}

const CARD = ['--card', 'ada=ada.md'];
const RUN = ['run', 'planted.yaml', ...CARD, '--pace', '0'];

describe.each([
  ['a terminal', true],
  ['a pipe', false],
])('on %s', (_, isTTY) => {
  const db = ['--db', `${isTTY}.db`];

  it('a debate and every command about it steer nothing', async () => {
    const ran = await typed([...RUN, '--full', ...db], isTTY);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain(SHOWN);
    const second = await typed([...RUN, '--model', `openai:m@${server.url}`, '--seed', '2', ...db], isTTY);
    expect(second.code).toBe(0);
    const commands = [
      ['show', 'last'],
      ['show', 'last', '--full'],
      ['export', 'last', '--format', 'markdown'],
      ['show', 'last', '--memo'],
      ['show', 'last', '--json'],
      ['replay', 'last', '--pace', '0'],
      ['list'],
      ['list', '--json'],
      ['search', 'cache'],
      ['verify', 'last'],
      ['export', 'last'],
      ['export', 'last', '--canonical'],
      ['db', 'check'],
    ].map((args) => [...args, ...db]);
    const others = [
      ['model', 'planted.yaml', ...CARD],
      ['scenario', 'show', 'planted.yaml'],
      ['scenario', 'show', 'planted.yaml', '--chart'],
      ['scenario', 'lint', 'planted.yaml'],
      ['persona', 'lint', 'ada.md'],
      ['persona', 'import', 'ada.md'],
      ['persona', 'import', 'ada.md', '--json'],
      [...RUN, '--dry-run'],
      ['run', `nowhere${RAW}`],
      ['run', `nowhere${RAW}`, '--json'],
      [`rnu${RAW}`],
    ];
    for (const args of [...commands, ...others]) {
      const { stdout, stderr } = await typed(args, isTTY);
      expect([args, STEERS.exec((stdout + stderr).replace(OURS, ''))]).toEqual([args, null]);
      expect(stdout + stderr).not.toBe('');
    }
    for (const { stdout, stderr } of [ran, second]) expect(STEERS.exec((stdout + stderr).replace(OURS, ''))).toBeNull();
  });

  it('an error of an endpoint steers nothing', async () => {
    isRefusing = true;
    const ran = await typed([...RUN, '--model', `openai:m@${server.url}`, ...db], isTTY).finally(() => {
      isRefusing = false;
    });
    expect([ran.code, ran.stderr.includes('401: no such key')]).toEqual([4, true]);
    expect(STEERS.exec((ran.stdout + ran.stderr).replace(OURS, ''))).toBeNull();
  });

  it('an imported file steers nothing by its header, whether it is taken or not', async () => {
    await typed([...RUN, ...db], isTTY);
    const { stdout } = await typed(['export', 'last', ...db], isTTY);
    const [head = '', ...rest] = stdout.split('\n');
    const header = JSON.parse(head) as Record<string, unknown>;
    for (const [name, value] of Object.entries(header)) {
      if (typeof value !== 'string') continue;
      const file = `${name}.jsonl`;
      writeFileSync(join(cwd, file), [JSON.stringify({ ...header, [name]: value + RAW }), ...rest].join('\n'));
      const other = ['--db', `${name}-${isTTY}.db`];
      for (const args of [
        ['import', file, ...other],
        ['list', ...other],
        ['show', file],
      ]) {
        const said = await typed(args, isTTY);
        expect([args, STEERS.exec((said.stdout + said.stderr).replace(OURS, ''))]).toEqual([args, null]);
      }
    }
  });
});

describe('what is written for programs', () => {
  it('has the values as they are, by escapes of JSON', async () => {
    await typed([...RUN, '--db', 'values.db'], false);
    const shown = await typed(['show', 'last', '--json', '--db', 'values.db'], false);
    expect(JSON.parse(shown.stdout)).toMatchObject({ debate: { title: `Cache or not${RAW}` } });
    const { stdout } = await typed(['export', 'last', '--db', 'values.db'], false);
    writeFileSync(join(cwd, 'values.jsonl'), stdout);
    const taken = await typed(['import', 'values.jsonl', '--db', 'taken.db'], false);
    expect([taken.code, taken.stderr]).toEqual([0, '']);
  });
});
