import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cut, PICTURES, pictureOf, screenOf, withExcerpt } from '../../dev/pictures.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { packageRoot } from '../../src/project/index.ts';
import { pitwall } from './cli.ts';

const read = (file: string) => readFileSync(join(packageRoot(), file), 'utf8');
const LANGUAGES = ['README.md', 'README.ko.md'] as const;
const PAGES = [...LANGUAGES, 'docs/COMMANDS.md'] as const;
const MOST_WORDS = 1200;

/** What stands in a page's shell blocks, without comments. */
function commandsIn(page: string): string[] {
  const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n'));
  return blocks.map((line) => line.replace(/\s+#\s.*$/, '').trim()).filter((line) => line !== '');
}

/** The words of a command line; quotes keep spaces. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
}

const ours = (page: string) => commandsIn(page).flatMap((line) => line.split('npx pitwall ')[1] ?? []);

/** The command that words name, at whatever depth, and the words that are left for it. */
function find(program: Command, words: readonly string[]): { command: Command; rest: readonly string[] } {
  const [first, ...rest] = words;
  const inner = program.commands.find((command) => command.name() === first);
  return inner === undefined ? { command: program, rest: words } : find(inner, rest);
}

describe.each(PAGES)('%s', (file) => {
  const { command: program } = buildProgram({ stdout: process.stdout, stderr: process.stderr, env: {}, cwd: '' });

  it.each(ours(read(file)))('names a command and options that there are: %s', (line) => {
    const { command, rest } = find(program, wordsOf(line));
    expect(command).not.toBe(program);
    const known = command.options.flatMap(({ long }) => long ?? []);
    for (const word of rest.filter((one) => one.startsWith('--'))) expect(known).toContain(word.split('=')[0]);
  });

  it.each([...read(file).matchAll(/\]\(((?!https?:|#)[^)]+)\)/g)].map(([, path]) => path))(
    'links to %s, which is there',
    (path) => {
      expect(() => readFileSync(join(packageRoot(), dirname(file), path ?? '')).length).not.toThrow(/ENOENT/);
    },
  );
});

it('has the same commands and as many headings in both languages', () => {
  const [english, korean] = LANGUAGES.map(read);
  expect(commandsIn(korean ?? '')).toEqual(commandsIn(english ?? ''));
  const headings = (page = '') => page.split('\n').filter((line) => /^#{1,3} /.test(line)).length;
  expect(headings(korean)).toBe(headings(english));
});

it.each(LANGUAGES)('%s is short', (file) => {
  expect(read(file).split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(MOST_WORDS);
});

describe.each(PICTURES)('the picture of pitwall $command in $name.svg', (picture) => {
  it('is what the command prints today, and so is the excerpt: else npm run pictures', async () => {
    const screen = await screenOf(picture);
    expect(read(`docs/pictures/${picture.name}.svg`)).toBe(pictureOf(picture, screen));
    if (picture.excerpt === undefined) return;
    const { file, name, cuts } = picture.excerpt;
    const page = read(file);
    expect(page).toBe(withExcerpt(page, name, cut(screen, cuts)));
  });
});

/**
 * What only somebody with a key, a server, a browser or a chair can do; what another line does as well; what goes on where a
 * budget stopped a debate, and a profile that only the reader has.
 */
const NOT_HERE =
  /^init\b|^run$|bullmq|^worker|^sweep doctor|postgres:|API_KEY|localhost|bridge|^view|^serve|^mcp|^chat|--view|--watch|^replay|--seed 7|--at end|openai:|persona import|\byou\b|^resume/;

/** Whoever follows the page brings these. */
const BROUGHT: Record<string, string> = {
  'my-pulse.md': 'personas/pulse.md',
  'their-pulse.md': 'personas/pulse.md',
  'their-profile.md': 'personas/blaze.md',
  'mine.jsonl': 'scenarios/loss-drop-3000.csv',
  'edited.yaml': 'scenarios/loss-drop-3000.yaml',
};

describe('whoever types what the page says', () => {
  let place = '';
  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), 'readme-'));
    for (const folder of ['scenarios', 'personas', 'test/fixtures/records'])
      cpSync(join(packageRoot(), folder), join(place, folder), { recursive: true });
    for (const [name, like] of Object.entries(BROUGHT)) cpSync(join(packageRoot(), like), join(place, name));
    const rows = read('scenarios/loss-drop-3000.csv').trim().split('\n').slice(1);
    writeFileSync(
      join(place, 'mine.jsonl'),
      rows
        .map((row) => JSON.stringify({ step: Number(row.split(',')[0]), loss: Number(row.split(',')[1]) }))
        .join('\n'),
    );
    writeFileSync(join(place, 'study.yaml'), 'axes: { scenario: [nan-for-a-junior], seed: 1..2 }\n');
    writeFileSync(
      join(place, 'answers.jsonl'),
      `${JSON.stringify({ id: '1', persona: 'pulse', lang: 'en', context: '', utterance: 'The curve first.' })}\n`,
    );
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it.each(['README.md', 'docs/COMMANDS.md'] as const)(
    'gets what %s says from every command that needs no key, no browser and no person',
    async (page) => {
      const ids: string[] = [];
      // What the README has had typed is not typed again.
      const before = page === 'README.md' ? [] : ours(read('README.md')).filter((one) => one !== 'list');
      const lines = ours(read(page)).filter((one) => !NOT_HERE.test(one) && !before.includes(one));
      // From `list` on the page speaks of the last debate.
      const [runs, rest] = [lines.slice(0, lines.indexOf('list')), lines.slice(lines.indexOf('list'))];
      expect(runs.length).toBeGreaterThan(3);
      for (const line of [...runs, 'run loss-drop-3000', ...rest]) {
        const [written, into] = line.split(' > ');
        const args = wordsOf(written ?? '').map((word) =>
          word === 'ID' ? 'last' : word === 'OTHER' ? (ids[0] ?? '') : word,
        );
        const { code, stdout, stderr } = await pitwall(args, { cwd: place });
        if (into !== undefined) writeFileSync(join(place, into), stdout);
        const id = /^── .* ([a-z0-9]{10}) ──$/m.exec(stdout)?.[1];
        if (id !== undefined) ids.push(id);
        // 1 says that it ran and something differs, as with an edited card; anything above is the reader's trouble.
        expect(code, `pitwall ${line}\n${stderr}`).toBeLessThanOrEqual(1);
      }
    },
  );
});
