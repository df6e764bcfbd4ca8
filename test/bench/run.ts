import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  wallMs: number;
}

/** Runs one process to its end. `onOutput` hears what it has printed so far, each time that it grows, and since when it runs. */
export async function ran(
  args: readonly string[],
  {
    cwd = process.cwd(),
    env = {},
    onOutput,
  }: { cwd?: string; env?: NodeJS.ProcessEnv; onOutput?: (printed: string, sinceMs: number) => void } = {},
): Promise<Ran> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    stdout += piece;
    onOutput?.(stdout, performance.now() - startedAt);
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    stderr += piece;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr, wallMs: performance.now() - startedAt };
}

/** The same for a program that must succeed, read as one line of JSON. */
export async function said<T>(file: URL, args: readonly (string | number)[]): Promise<T> {
  const { code, stdout, stderr } = await ran([await compiled(fileURLToPath(file)), ...args.map(String)]);
  if (code !== 0)
    throw new Error(`expected ${fileURLToPath(file)} to succeed, it ended with ${code}: ${stderr.trim().slice(-500)}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('expected a value');
  return (low + high) / 2;
}

/** Columns under their heads, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)].join('\n');
}

const OUT = fileURLToPath(new URL('../../dist/bench/', import.meta.url));

/** A program as JavaScript, so that no compiler is in its process; each of its files keeps the place that it has. */
async function compiled(file: string): Promise<string> {
  // A peer finds its packages from where it lies.
  const [into, ends] = file.endsWith('.ts') ? [OUT, '.ts'] : [join(dirname(file), 'node_modules/.bench'), '.mjs'];
  const outfile = join(into, `${basename(file, ends)}.mjs`);
  await build({
    ...{ entryPoints: [file], outfile, bundle: true, packages: 'external', format: 'esm', platform: 'node' },
    plugins: [
      {
        name: 'places',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(path).href),
            ),
            loader: 'ts',
          }));
        },
      },
    ],
  });
  return outfile;
}
