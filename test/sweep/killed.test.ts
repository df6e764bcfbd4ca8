import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { emptyFolder, removeFolder, spawned, startingCommand } from '../e2e/cli.ts';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';

const SWEEP = ['sweep', 's.yaml', '--concurrency', '2', '--db', 's.db'];

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
  writeFileSync(join(cwd, 'small.yaml'), SMALL_SCRIPT);
  writeFileSync(join(cwd, 's.yaml'), 'axes: { scenario: small.yaml, seed: 1..40 }');
});
afterAll(() => removeFolder(cwd));

/** Starts the sweep and kills it as soon as so many of its debates are held. */
function killedAt(held: number): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...startingCommand(), ...SWEEP], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: cwd },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      for (const [, done] of text.matchAll(/^(\d+) of 40/gm)) if (Number(done) >= held) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => resolve(signal));
  });
}

it('a sweep of two threads that is killed goes on with what is missing, and holds nothing twice', async () => {
  for (const held of [4, 16]) expect(await killedAt(held)).toBe('SIGKILL');
  const whole = await spawned(SWEEP, { cwd });
  expect([whole.code, whole.stdout.includes('40 of 40 debates are held')]).toEqual([0, true]);
  const store = openStore(join(cwd, 's.db'));
  try {
    const all = store.list();
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 'closed'));
    expect(new Set(all.map(({ id }) => store.summary(id).key)).size).toBe(40);
    for (const { id } of all) store.events(id);
  } finally {
    store.close();
  }
});
