/**
 * Measures sweeps with the playbook: `npm run sweep:bars -- [debates] [short]`. Debates a second with two threads against one, and
 * the most memory that ten times as many short debates take. Says how busy the machine was.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const [debates = 60, short = 200] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'sweep-bars-'));
const PEAK = 'process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS))';

/** Seconds for the debates themselves, and the peak of the whole process in MB. */
function held(name: string, axes: string, threads: number): { seconds: number; peakMb: number } {
  const file = `${name}.yaml`;
  writeFileSync(join(folder, file), `axes: ${axes}`);
  const began = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${PEAK}`,
      MAIN,
      'sweep',
      file,
      '--concurrency',
      String(threads),
      '--db',
      `${name}-${threads}.db`,
    ],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, HOME: folder } },
  );
  if (status !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - began) / 1000, peakMb: Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024 };
}

try {
  writeFileSync(join(folder, 'small.yaml'), SMALL_SCRIPT.replace('[opening blind, vote]', '[opening blind]'));
  console.log(
    `load before: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
  const start = held('none', '{ scenario: loss-drop-3000, seed: 1..1 }', 1).seconds;
  const seeds = `{ scenario: loss-drop-3000, seed: 1..${debates} }`;
  const rates = [1, 2].map((threads) => (debates - 1) / (held('full', seeds, threads).seconds - start));
  const [one = 0, two = 0] = rates;
  console.log(
    `${debates} debates: ${one.toFixed(2)} a second with one thread, ${two.toFixed(2)} with two: ${(two / one).toFixed(2)} times (bar 1.7)`,
  );
  const few = held('few', `{ scenario: small.yaml, seed: 1..${short} }`, 2).peakMb;
  const many = held('many', `{ scenario: small.yaml, seed: 1..${short * 10} }`, 2).peakMb;
  console.log(
    `peak of ${short} short debates ${few.toFixed(0)} MB, of ${short * 10} ${many.toFixed(0)} MB: ${(many / few).toFixed(2)} times (bar 1.2)`,
  );
  console.log(
    `load after: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
