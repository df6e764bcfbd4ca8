import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { decideBuild } from '../../dev/state.mjs';
import { buildProgram } from '../../src/cli/program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd: string;
  env?: Record<string, string>;
  /** What is typed or piped in. */
  stdin?: Readable;
  /** Called with each piece of stdout; may ask the program to stop. */
  onOutput?: (text: string, stop: (signal: NodeJS.Signals) => void) => void;
}

/** The whole command line in this process: its own streams, folder and environment, and none of this shell's. */
export async function pitwall(
  args: readonly string[],
  { cwd, env = {}, stdin, onOutput }: RunOptions,
): Promise<Finished & { code: number }> {
  let [stdout, stderr] = ['', ''];
  const stops = new Set<() => void>();
  const stop = () => {
    for (const handle of [...stops]) handle();
  };
  const { run } = buildProgram({
    stdout: {
      write(text) {
        stdout += text;
        onOutput?.(text, stop);
      },
    },
    stderr: {
      write(text) {
        stderr += text;
      },
    },
    env: { HOME: cwd, ...env },
    ...(stdin === undefined ? {} : { stdin }),
    cwd,
    onStop(handle) {
      stops.add(handle);
      return () => stops.delete(handle);
    },
  });
  const code = await run(args);
  return { code, stdout, stderr };
}

/** Why a command line that ends in `--json` is refused. */
export async function codeOf(args: readonly string[], options: RunOptions): Promise<string> {
  const { stderr } = await pitwall(args, options);
  return (JSON.parse(stderr) as { error: { code: string } }).error.code;
}

/** The same in a process of its own: what signals, pipes and exit codes come to. Started by the build when it is of these sources. */
export function spawned(args: readonly string[], { cwd, env = {}, onOutput }: RunOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [...startingCommand(), ...args], {
      cwd,
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      onOutput?.(text, (signal) => child.kill(signal));
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The build when it is of these sources, else the sources themselves, which start half a second later. */
export function startingCommand(): string[] {
  return decideBuild(ROOT) === undefined
    ? [join(ROOT, 'dist/src/cli/main.js')]
    : ['--import', import.meta.resolve('tsx'), join(ROOT, 'src/cli/main.ts')];
}

export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'pitwall-e2e-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Every path in a folder, sorted; what a command wrote shows here. */
export function pathsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}
