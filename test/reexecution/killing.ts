import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalLines } from '../../src/report/canonical-export.ts';
import { openStore } from '../../src/store/index.ts';
import { pitwall } from '../e2e/cli.ts';

const DRIVER = fileURLToPath(new URL('killed-at.ts', import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A process of its own that holds a debate and is killed at a point, or never. */
export function holdUntilKilled(scenario: string, db: string, point?: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const args = ['--import', import.meta.resolve('tsx'), DRIVER, scenario, db];
    const child = spawn(process.execPath, point === undefined ? args : [...args, String(point)]);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** The canonical form of the only debate of a database, what two equal debates share; null when there is none. */
export function canonicalOf(file: string): string | null {
  const store = openStore(file, { readonly: true });
  try {
    const [only] = store.list();
    return only === undefined ? null : canonicalLines(store.events(only.id).map(({ event }) => event));
  } finally {
    store.close();
  }
}

/** What a kill at one point came to: what was recorded is null when the process died before anything was. */
export interface Survived {
  signal: NodeJS.Signals | null;
  /** Whether something was recorded before it died, and what stands there is how the whole begins. */
  begins: boolean;
  resumeCode: number | null;
  equal: boolean;
}

/** Kills a debate at a point, resumes it through the command line, and compares it with the one that was not killed. */
export async function killAndResume(scenario: string, point: number, cwd: string, whole: string): Promise<Survived> {
  const file = join(cwd, `${scenario}-${point}.db`);
  const { signal } = await holdUntilKilled(scenario, file, point);
  const before = canonicalOf(file);
  const { code } = await pitwall(['resume', 'last', '--quiet', '--db', file], { cwd });
  return {
    signal,
    begins: before !== null && whole.startsWith(before),
    resumeCode: code,
    equal: canonicalOf(file) === whole,
  };
}
