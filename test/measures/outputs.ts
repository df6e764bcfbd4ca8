/**
 * `npm run outputs -- FOLDER [CHECKOUT]`: what every public command prints, offline and on fixtures, one file a command line. Run it for
 * two checkouts, whose paths are of one length because long lines are wrapped, and compare the folders with `diff -r`: only what was meant to
 * change may differ. Ids, times and places are replaced.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import type { Host } from '../../src/cli/support/shell.ts';
import type { OutputCase } from './output-cases.ts';
import { CASES } from './output-cases.ts';

const HERE = fileURLToPath(new URL('../..', import.meta.url));
const [target, of = '.'] = process.argv.slice(2);
if (target === undefined) throw new Error('expected a folder to write to: npm run outputs -- FOLDER [CHECKOUT]');
const checkout = resolve(of);

interface Built {
  command: Command;
  run(args: readonly string[]): Promise<number>;
}
const { buildProgram } = (await import(pathToFileURL(join(checkout, 'src/cli/program.ts')).href)) as {
  buildProgram(host: Host): Built;
};

const folder = mkdtempSync(join(tmpdir(), 'pitwall-outputs-'));
const ids: string[] = [];

/** Runs one command line in the folder; it is asked to stop once it has printed `until`. */
async function outputOf(args: readonly string[], until?: string) {
  let [stdout, stderr] = ['', ''];
  const stops = new Set<() => void>();
  let isStopped = false;
  const stopWhenPrinted = () => {
    if (until === undefined || isStopped || !(stdout + stderr).includes(until)) return;
    isStopped = true;
    for (const stop of [...stops]) stop();
  };
  const stream = (keep: (text: string) => void) => ({
    write(text: string) {
      keep(text);
      stopWhenPrinted();
    },
  });
  const { command, run } = buildProgram({
    stdout: stream((text) => {
      stdout += text;
    }),
    stderr: stream((text) => {
      stderr += text;
    }),
    env: { HOME: folder, COLUMNS: '100', NO_COLOR: '1' },
    cwd: folder,
    onStop(handle) {
      stops.add(handle);
      if (isStopped) setImmediate(handle);
      return () => stops.delete(handle);
    },
  });
  return { command, code: await run(args), stdout, stderr };
}

/** Commands that can be typed, each with the words before it. */
function leavesOf(command: Command, words: readonly string[] = []): string[] {
  if (command.commands.length === 0) return [words.join(' ')];
  return command.commands.flatMap((child) => leavesOf(child, [...words, child.name()]));
}

/** Debates, the oldest first, those that other commands held included. */
async function knownIds(): Promise<string[]> {
  const { stdout } = await outputOf(['list', '--probes', '--json']);
  const found = [...stdout.matchAll(/"id": "([0-9a-z]{10})"/g)].map(([, id]) => id ?? '');
  return [...new Set(found)].filter((id) => !ids.includes(id)).sort();
}

function normal(text: string): string {
  const named = ids.reduce(
    (all, id, index) => all.replaceAll(id, `DEBATE${index + 1}`).replaceAll(id.slice(0, 8), `DEBATE${index + 1}`),
    text,
  );
  return named
    .replaceAll(folder, 'FOLDER')
    .replaceAll(checkout, 'CHECKOUT')
    .replaceAll(HERE.replace(/\/$/, ''), 'CHECKOUT')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/token=[\w-]+/g, 'token=TOKEN')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?Z?)?/g, 'TIME')
    .replace(/("(?:latencyMs|durationMs|elapsedMs)": ?)[\d.]+/g, '$1MS');
}

mkdirSync(target, { recursive: true });
const { command } = await outputOf(['--version']);
const leaves = leavesOf(command);
const covered = new Set(
  CASES.flatMap(({ args }) => leaves.filter((leaf) => `${args.join(' ')} `.startsWith(`${leaf} `))),
);
const missing = leaves.filter((leaf) => !covered.has(leaf));
if (missing.length > 0) throw new Error(`expected a case for every command, found none for: ${missing.join(', ')}`);

const helps = leaves.map((leaf) => ({ args: [...leaf.split(' '), '--help'] }));
for (const [index, one] of [{ args: ['--help'] }, ...helps, ...CASES].entries()) {
  const { args, until, files = [] }: OutputCase = one;
  const typed = args.map((word) =>
    word
      .replaceAll('FIXTURES', join(HERE, 'test/fixtures'))
      .replaceAll('CHECKOUT', checkout)
      .replace(/DEBATE(\d+)/g, (_, number: string) => ids[Number(number) - 1] ?? ''),
  );
  const { code, stdout, stderr } = await outputOf(typed, until);
  ids.push(...(await knownIds()));
  const written = files.map((file) => `== ${file}\n${readFileSync(join(folder, file), 'utf8')}`);
  const name = `${String(index).padStart(3, '0')} ${args.join(' ')}`.replace(/[^\w가-힣.=+-]+/g, '-').slice(0, 90);
  const text = [`$ pitwall ${args.join(' ')}`, `exit ${code}`, stdout, '== stderr', stderr, ...written].join('\n');
  writeFileSync(join(target, `${name}.txt`), normal(text));
}
rmSync(folder, { recursive: true, force: true });
console.log(`${1 + helps.length + CASES.length} command lines of ${leaves.length} commands in ${target}`);
