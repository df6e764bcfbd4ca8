import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { status, wireServer } from '../models/wire-server.ts';
import { emptyFolder, pitwall, removeFolder } from './cli.ts';

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
  mkdirSync(join(cwd, 'scenarios'));
  mkdirSync(join(cwd, 'personas/voices'), { recursive: true });
});
afterAll(() => removeFolder(cwd));

const small = (more: string) =>
  `id: small\nmotion: Rent or wait?\nlanguage: en\noptions: { rent: rent more, wait: wait }\ncast: [pulse, cortex]\nprotocol: [opening blind, vote]\n${more}\n`;

/** Nine levels of nine aliases: 387 million words in a few lines. */
const BOMB = [
  'l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]',
  ...Array.from(
    { length: 8 },
    (_, i) => `l${i + 1}: &l${i + 1} [${Array.from({ length: 9 }, () => `*l${i}`).join(', ')}]`,
  ),
].join('\n');

const YAML: [what: string, text: string, says: RegExp][] = [
  ['aliases of aliases', BOMB, /found the alias/],
  ['an alias of itself', 'x: &x [*x]', /found the alias/],
  ['a merge of an alias', 'x: &x { a: 1 }\ny: { <<: *x }', /found the alias/],
  ['a tag for bytes', 'x: !!binary aGVsbG8=', /found the tag/],
  ['a tag for code', 'x: !!js/function "function () { return process.env }"', /found a tag/],
  ['a tag of its own', 'x: !import /etc/passwd', /found a tag/],
  ['a name of every object', '__proto__: { polluted: 1 }', /another name than/],
  ['a constructor', 'constructor: { prototype: { polluted: 1 } }', /another name than/],
  ['20,000 lists in one another', `x: ${'['.repeat(20_000)}`, /at most \d+ (?:levels|characters)/],
  ['20,000 mappings in one another', `x: ${'{a: '.repeat(20_000)}`, /at most \d+ (?:levels|characters)/],
  ['a list never closed', 'x: [', /expected YAML/],
  ['20 lists in one another', `x: ${'['.repeat(20)}${']'.repeat(20)}`, /at most 16 levels/],
  // Front matter ends at its first `---`; what follows is no card.
  ['a second document', '---\nx: 1\n---\ny: 2', /a second one after|expected a level-1 heading/],
];

/** Where YAML of others is read: what is written, and what reads it. */
const READERS: [reader: string, args: string[], write: (text: string) => void][] = [
  [
    'a scenario',
    ['scenario', 'lint', 'scenarios/small.yaml'],
    (text) => writeFileSync(join(cwd, 'scenarios/small.yaml'), small(text)),
  ],
  ['a voice', ['persona', 'list'], (text) => writeFileSync(join(cwd, 'personas/voices/pulse.yaml'), text)],
  ['the models', ['models', 'list'], (text) => writeFileSync(join(cwd, 'models.yaml'), text)],
  [
    'front matter',
    ['persona', 'lint', 'card.md'],
    (text) => {
      const [, , ...body] = readFileSync(new URL('../../personas/flux.md', import.meta.url), 'utf8').split(/^---$/m);
      writeFileSync(join(cwd, 'card.md'), `---\n${text.replaceAll(/^---$/gm, '--- ')}\n---${body.join('---')}`);
    },
  ],
];

describe.each(READERS)('%s', (_, args, write) => {
  it.each(YAML)('with %s is refused in one sentence', async (_what, text, says) => {
    write(text);
    const { code, stdout, stderr } = await pitwall(args, { cwd, env: { PITWALL_MODELS: join(cwd, 'models.yaml') } });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr.length).toBeLessThan(1000);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    write(args[0] === 'scenario' || args[0] === 'models' ? '' : 'ko: {}');
  });
});

describe('a card', () => {
  it('whose tools, names and phrases are patterns is scored by what they say', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'personas'));
    const shipped = readFileSync(new URL('../../personas/flux.md', import.meta.url), 'utf8');
    const patterns = ['(a+)+$', '[', '(?<x', 'a{99999}', '(a|a)*b', '\\'];
    const tools = patterns.map((name) => `- **Compute**: ${name} (GPU 워크로드 only)`).join('\n');
    writeFileSync(
      join(folder, 'personas/flux.md'),
      `${shipped}\n\n## Tool Chain\n\n${tools}\n\n## Slack Messages\n\n${patterns.map((name) => `> "${name} 먼저 봅시다."`).join('\n\n')}\n`,
    );
    const turn = { persona: 'flux', text: `${'a'.repeat(60)}- TPU 8장으로 가자, 40% 빨라.` };
    writeFileSync(join(folder, 'turns.jsonl'), `${JSON.stringify({ id: 1, ...turn, utterance: turn.text })}\n`);
    const { code, stderr } = await pitwall(['eval', 'turns', 'turns.jsonl', '--json'], { cwd: folder });
    expect([[0, 1, 3].includes(code), stderr]).toEqual([true, '']);
    removeFolder(folder);
  });
});

describe('the environment', () => {
  /** As a shell would write it, and a template string may not. */
  const NAMED = ['$', '{OPENAI_API_KEY}'].join('');
  const KEY = 'sk-canary-0123456789abcdef';
  const everything = (folder: string) =>
    Buffer.concat(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== '.env')
        .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
    ).toString('latin1');

  it('is not put into a scenario: a variable’s name stays as it is written, in prompts and on the record', async () => {
    const folder = emptyFolder();
    writeFileSync(
      join(folder, 'small.yaml'),
      small(`background: "$OPENAI_API_KEY ${NAMED} {env:OPENAI_API_KEY}"`).replace(
        'Rent or wait?',
        () => `Rent ${NAMED} or wait?`,
      ),
    );
    const env = { OPENAI_API_KEY: KEY };
    const { code, stdout } = await pitwall(['run', './small.yaml'], { cwd: folder, env });
    const exported = await pitwall(['export', 'last'], { cwd: folder, env });
    expect(code).toBe(0);
    expect(exported.stdout).toContain(NAMED);
    expect(stdout + exported.stdout + everything(folder)).not.toContain(KEY);
    removeFolder(folder);
  });

  it('says where a model is asked, and that is on the record; a folder’s .env does not choose database, models or home', async () => {
    const folder = emptyFolder();
    const server = await wireServer(status(401));
    writeFileSync(join(folder, 'small.yaml'), small(''));
    const others = {
      PITWALL_DB: 'other.db',
      PITWALL_MODELS: 'other.yaml',
      HOME: 'other',
      XDG_CONFIG_HOME: 'other',
      HTTPS_PROXY: server.url,
      NODE_OPTIONS: '--require ./other.js',
    };
    writeFileSync(
      join(folder, '.env'),
      Object.entries(others)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    writeFileSync(join(folder, 'other.yaml'), 'models: {');
    try {
      const env = { OPENAI_BASE_URL: server.url, OPENAI_API_KEY: KEY };
      const { code } = await pitwall(['run', './small.yaml', '--model', 'openai:m'], { cwd: folder, env });
      expect([code, server.requests.length > 0]).toEqual([4, true]);
      const { stdout } = await pitwall(['export', 'last', '--salvage'], { cwd: folder });
      expect(stdout).toContain(`openai:m@${server.url}`);
      expect(everything(folder)).not.toContain(KEY);
      expect(readdirSync(folder).sort()).toEqual(['.env', '.pitwall', 'other.yaml', 'small.yaml']);
    } finally {
      await server.close();
      removeFolder(folder);
    }
  });
});
