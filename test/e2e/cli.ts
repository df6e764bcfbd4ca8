import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decideBuild } from '../../src/dev/state.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The build when it is of these sources, else the sources themselves, which start half a second later. */
const COMMAND =
  decideBuild(ROOT) === undefined
    ? [join(ROOT, 'dist/src/cli/main.js')]
    : ['--import', import.meta.resolve('tsx'), join(ROOT, 'src/cli/main.ts')];

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd: string;
  env?: Record<string, string>;
  /** Called with each piece of stdout; may signal the process. */
  onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** The real command line in a process of its own, with no key and no setting of this shell. */
export function pitwall(args: readonly string[], { cwd, env = {}, onOutput }: RunOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [...COMMAND, ...args], {
      cwd,
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
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
