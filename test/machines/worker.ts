import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { decideBuild } from '../../dev/state.mjs';
import type { Timing } from '../../src/app/machines/queue.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WORKER = fileURLToPath(new URL('worker-process.mjs', import.meta.url));

/** What a worker in a process of its own is started with. */
interface Work {
  database: string;
  redis: string;
  projectDir: string;
  concurrency: number;
  timing?: Timing;
  /** Keys of models. */
  env?: Record<string, string>;
}

/** As it is when the first one starts. */
const isBuilt = decideBuild(ROOT) === undefined;

export function startWorker(options: Work): ChildProcess {
  const module = new URL(
    isBuilt ? '../../dist/src/app/machines/work.js' : '../../src/app/machines/work.ts',
    import.meta.url,
  );
  const loader = isBuilt ? [] : ['--import', import.meta.resolve('tsx')];
  return spawn(process.execPath, [...loader, WORKER, module.href, JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
}

/** Asks it to stop, and waits until it has. */
export function stopWorker(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
