import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, pitwall, removeFolder, startingCommand } from './cli.ts';
import { SMALL_SCRIPT } from './small-script.ts';

let cwd: string;
let debate: string;
const type = (...args: string[]) => pitwall(args, { cwd });
const script = async (shell: string) => (await type('completion', shell)).stdout;
const installed = (shell: string) => spawnSync(shell, ['--version']).status === 0;

beforeAll(async () => {
  cwd = emptyFolder();
  mkdirSync(join(cwd, 'scenarios'));
  mkdirSync(join(cwd, 'personas'));
  writeFileSync(join(cwd, 'scenarios/small.yaml'), SMALL_SCRIPT);
  writeFileSync(join(cwd, 'personas/ada.md'), '# A-1: Ada\n## "Ada" | Analyst\n');
  await type('run', 'small', '--quiet');
  [{ id: debate }] = JSON.parse((await type('list', '--json')).stdout).debates;
});
afterAll(() => removeFolder(cwd));

/** What stands in the place of the last word, without what it is. */
const candidates = async (...words: string[]) => {
  const { code, stdout, stderr } = await type('complete', '--', ...words);
  expect([code, stderr]).toEqual([0, '']);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t')[0]);
};

describe('pitwall complete', () => {
  it('gives commands and those of a group, but none that nobody types', async () => {
    expect(await candidates('re')).toEqual(['replay', 'resume']);
    expect(await candidates('eval', 'ba')).toEqual(['baseline']);
    expect(await candidates('')).toContain('init');
    expect(await candidates('comple')).toEqual(['completion']);
  });

  it('gives the options of the command that stands there', async () => {
    expect(await candidates('run', 'small', '--se')).toEqual(['--seed']);
    expect(await candidates('persona', 'try', '--w')).toEqual(['--watch']);
  });

  it('gives scenarios, members and debates where the command takes one, those of the folder first', async () => {
    expect(await candidates('run', 'sm')).toEqual(['small']);
    expect((await candidates('run', ''))[0]).toBe('small');
    expect(await candidates('persona', 'show', 'ad')).toEqual(['ada']);
    expect(await candidates('model', 'small', '--as', 'pul')).toEqual(['pulse']);
    expect(await candidates('show', '')).toEqual(['last', debate]);
    expect(await candidates('diff', debate, debate.slice(0, 3))).toEqual([debate]);
    expect(await candidates('export', 'last', '--format', 'o')).toEqual(['openai']);
    expect(await candidates('eval', 'debate', 'last', '--format', 'pr')).toEqual(['promptfoo']);
    expect(await candidates('tool', 'rooflin')).toEqual(['roofline']);
    expect(await candidates('init', 'x', '--lang', '')).toEqual(['ko', 'en']);
  });

  it('gives nothing where a file or a text is meant, or where names cannot be read', async () => {
    expect(await candidates('run', 'small', '--db', '')).toEqual([]);
    expect(await candidates('ask', 'Do')).toEqual([]);
    expect(await candidates('show', 'last', '')).toEqual([]);
    expect(await candidates('show', '--db', 'nowhere.db', '')).toEqual([]);
    expect(await candidates('run', '--team', 'nowhere', '')).toEqual([]);
  });
});

describe('pitwall completion', () => {
  it('completes in bash at a press of tab', async () => {
    const bin = join(cwd, 'bin');
    mkdirSync(bin);
    const words = startingCommand().map((word) => `'${word}'`);
    writeFileSync(join(bin, 'pitwall'), `#!/bin/sh\nexec '${process.execPath}' ${words.join(' ')} "$@"\n`);
    chmodSync(join(bin, 'pitwall'), 0o755);
    const press = (...typed: string[]) => {
      const array = typed.map((word) => `'${word}'`).join(' ');
      const lines = [
        script_,
        `COMP_WORDS=(${array}); COMP_CWORD=${typed.length - 1}; _pitwall; printf '%s\\n' "\${COMPREPLY[@]}"`,
        "complete -p pitwall | grep -q -- '-F _pitwall' && echo bound",
      ];
      const { HOME = '' } = process.env;
      return execFileSync('bash', ['--norc', '-eu', '-c', lines.join('\n')], {
        cwd,
        env: { PATH: `${bin}:${process.env['PATH']}`, HOME },
        encoding: 'utf8',
      })
        .trim()
        .split('\n');
    };
    const script_ = await script('bash');
    expect(press('pitwall', 'repl')).toEqual(['replay', 'bound']);
    expect(press('pitwall', 'run', 'sma')).toEqual(['small', 'bound']);
    expect(press('pitwall', 'show', '')).toEqual(['last', debate, 'bound']);
  });

  /** A pitwall on the path of a shell. */
  function onPath() {
    const bin = join(cwd, 'path');
    mkdirSync(bin, { recursive: true });
    const words = startingCommand().map((word) => `'${word}'`);
    writeFileSync(join(bin, 'pitwall'), `#!/bin/sh\nexec '${process.execPath}' ${words.join(' ')} "$@"\n`);
    chmodSync(join(bin, 'pitwall'), 0o755);
    return { PATH: `${bin}:${process.env['PATH']}`, HOME: cwd, TERM: 'dumb' };
  }

  it('completes in zsh at a press of tab, also where nothing had loaded its completions', async ({ skip, signal }) => {
    if (!installed('zsh')) skip('zsh is not installed here');
    writeFileSync(join(cwd, 'pitwall.zsh'), await script('zsh'));
    // A terminal of zsh's own in which tab is pressed; a read waits for what is to come.
    const lines = [
      'zmodload zsh/zpty; zpty pressed zsh -f -i',
      `zpty -w pressed "PS1=; unsetopt zle_bracketed_paste; source ./pitwall.zsh; bindkey '^I' complete-word; print rea''dy"`,
      `zpty -r pressed seen '*ready*'; zpty -w -n pressed "pitwall run sma"$'\\t'; zpty -r pressed seen '*run small*'`,
      `zpty -w -n pressed $'\\C-upitwall resu\\t'; zpty -r pressed seen '*resume*'; print both; zpty -d pressed`,
    ];
    const run = promisify(execFile);
    const { stdout } = await run('zsh', ['-f', '-c', lines.join('\n')], { cwd, env: onPath(), signal });
    expect(stdout).toBe('both\n');
  });

  it('completes in fish, files where it has nothing to give', async ({ skip }) => {
    if (!installed('fish')) skip('fish is not installed here');
    writeFileSync(join(cwd, 'pitwall.fish'), await script('fish'));
    const env = onPath();
    const completed = (line: string) =>
      execFileSync('fish', ['--no-config', '-c', `source pitwall.fish; complete -C '${line}'`], {
        cwd,
        env,
        encoding: 'utf8',
      })
        .trim()
        .split('\n');
    expect(completed('pitwall ru')).toEqual(['run\trun a scenario: its id, a YAML file, or the only one']);
    expect(completed('pitwall show ')).toEqual([
      'last\tthe newest',
      expect.stringMatching(new RegExp(`^${debate}\tsmall: `)),
    ]);
    expect(completed('pitwall run small --db pit')).toContain('pitwall.fish');
  });

  it.each(['zsh', 'fish'])(
    'prints a script that %s reads, where it is installed; else one that is whole',
    async (shell) => {
      const text = await script(shell);
      if (installed(shell)) execFileSync(shell, ['-n'], { input: text });
      const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
      expect(count(/'/g) % 2).toBe(0);
      if (shell === 'zsh') {
        expect(text.startsWith('#compdef pitwall\n')).toBe(true);
        expect([count(/\bdo\b/g), count(/\{$/gm)]).toEqual([count(/\bdone\b/g), count(/^\}$/gm)]);
        expect(count(/\bif .*; then/g)).toBe(count(/\bfi\b/g));
      } else expect(count(/^\s*(?:function|if)\b/gm)).toBe(count(/^\s*end$/gm));
      expect(text).toContain('pitwall complete -- ');
    },
  );

  it('refuses another shell with what there is', async () => {
    const { code, stderr } = await type('completion', 'bahs');
    expect([code, stderr]).toEqual([
      2,
      'expected one of `bash`, `zsh`, `fish` behind `completion`, got `bahs`; did you mean `bash`?\n',
    ]);
  });
});

describe('a slip of the pen', () => {
  it.each([
    ['a command', ['rum', 'small'], 'run'],
    ['a command of a group', ['persona', 'shwo', 'ada'], 'show'],
    ['an option', ['run', 'small', '--sede', '2'], '--seed'],
    ['a scenario', ['run', 'smal'], 'small'],
    ['a scenario of another command', ['model', 'spike-at-12'], 'spike-at-12k'],
    ['a member', ['persona', 'show', 'plse'], 'pulse'],
    ['a member of an option', ['model', 'small', '--as', 'cortx'], 'Cortex'],
    ['a calculator', ['tool', 'rofline'], 'roofline'],
    ['a format', ['export', 'last', '--format', 'cvs'], 'csv'],
  ])('in %s is answered with what was meant', async (_, args, meant) => {
    const { code, stderr } = await type(...args);
    expect(code).toBe(2);
    expect(stderr.toLowerCase()).toContain(`did you mean \`${meant.toLowerCase()}\`?`);
  });
});
