import type { Command } from 'commander';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { TOOLS } from '../../src/workbench/index.ts';

/** What a command line prints on a page of 80 columns. */
async function printed(args: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const program = buildProgram({
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: { COLUMNS: '80' },
    cwd: '.',
  });
  return { code: await program.run(args), stdout, stderr, command: program.command };
}

const wide = (text: string) => text.split('\n').filter((line) => stringWidth(line) > 80);

/** Every command with the words that lead to it. */
const all = (command: Command, words: readonly string[] = []): string[][] => [
  [...words],
  ...command.commands.flatMap((inner) => all(inner, [...words, inner.name()])),
];

/** Words of a command line that name no command, and flags that its command does not take. */
function unknownIn(line: string): string[] {
  let at = command;
  const unknown: string[] = [];
  for (const word of line
    .replace(/"[^"]*"/g, 'TEXT')
    .split(' ')
    .slice(1)) {
    const next = at.commands.find((one) => one.name() === word);
    if (next !== undefined) at = next;
    else if (at === command) unknown.push(word);
    else if (
      word.startsWith('--') &&
      word !== '--' &&
      word !== '--help' &&
      !at.options.some(({ long }) => long === word)
    )
      unknown.push(word);
  }
  return unknown;
}

const { command } = buildProgram({ stdout: process.stdout, stderr: process.stderr, env: {}, cwd: '.' });

describe('help', () => {
  it('is what the bare program prints, in groups, and is no failure', async () => {
    const { code, stdout, stderr } = await printed([]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe((await printed(['--help'])).stdout);
    const headings = [...stdout.matchAll(/^(\S.*):$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Run', 'Read', 'Re-run', 'Cards and scores', 'Examples', 'Exit codes']);
    // What scripts call, and what is typed once, is not listed.
    for (const one of command.commands.filter((each) => !each.name().startsWith('complet')))
      expect(stdout).toMatch(new RegExp(`^ {2}${one.name()} `, 'm'));
  });

  it.each(all(command).map((words) => [words.join(' '), words] as const))(
    'of `%s` fits 80 columns',
    async (_, words) => {
      const { stdout } = await printed([...words, '--help']);
      expect(stdout).toMatch(/^Usage: pitwall/m);
      expect(wide(stdout)).toEqual([]);
    },
  );

  it.each(all(command).map((words) => [words.join(' '), words] as const))(
    'of `%s` has an example, whose commands and options there are',
    async (_, words) => {
      const { stdout } = await printed([...words, '--help']);
      const [, examples = ''] = /^Examples?:\n((?: {2}pitwall .*\n?)+)/m.exec(stdout) ?? [];
      const typed = examples
        .split(/\n|&&|\|/)
        .map((line) => line.trim().replace(/ {2,}\S.*$/, ''))
        .filter((line) => line.startsWith('pitwall '));
      expect(typed.length).toBeGreaterThan(0);
      for (const line of typed) expect([line, unknownIn(line)]).toEqual([line, []]);
      if (words.length > 0) expect(typed.some((line) => line.startsWith(`pitwall ${words.join(' ')}`))).toBe(true);
    },
  );

  it.each(TOOLS.map(({ name }) => name))(
    'of the calculator %s fits 80 columns, and names each argument',
    async (name) => {
      const { code, stdout } = await printed(['tool', name]);
      expect(code).toBe(0);
      expect(wide(stdout)).toEqual([]);
      expect((await printed(['tool', name, '--help'])).stdout).toBe(stdout);
      const { args } = JSON.parse((await printed(['tool', name, '--json'])).stdout) as {
        args: { properties: Record<string, unknown> };
      };
      for (const argument of Object.keys(args.properties))
        expect(stdout).toMatch(new RegExp(`^${argument} {2,}\\S`, 'm'));
    },
  );

  it('of a calculator that is not there says which is near', async () => {
    const { code, stderr } = await printed(['tool', 'mixture_shft', '--help']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('mixture_shift')]);
  });
});
