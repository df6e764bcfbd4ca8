/**
 * Measures sweeps with the playbook: `npm run sweep:bars -- [debates] [short]`. Debates a second with two threads against one, what
 * processor time a debate takes with each, and the most memory that ten times as many short debates take. Says how busy the machine was.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const [debates = 60, short = 1000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'sweep-bars-'));
const END = `import { existsSync, readFileSync } from "node:fs";
process.on("exit", () => {
  const own = "/proc/thread-self/schedstat";
  const thread = existsSync(own) ? Number(readFileSync(own, "utf8").split(" ")[0]) / 1e9 : null;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  gc();
  process.stderr.write("end " + JSON.stringify({ peak: maxRSS, cpu: userCPUTime + systemCPUTime, thread, heap: process.memoryUsage().heapUsed }));
})`;

interface Held {
  seconds: number;
  /** Processor seconds of the whole process: V8 compiles and collects beside the threads that hold debates. */
  cpu: number;
  /** Processor seconds of the thread that took most; null where the system does not tell. */
  busiest: number | null;
  /** Most memory of the whole process, MB. */
  peakMb: number;
  /** What is alive in the first thread at the end, MB. */
  heapMb: number;
}

function held(name: string, axes: string, threads: number): Held {
  const file = `${name}.yaml`;
  writeFileSync(join(folder, file), `axes: ${axes}`);
  const began = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--expose-gc',
      '--import',
      `data:text/javascript,${encodeURIComponent(END)}`,
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
  const ends = [...stderr.matchAll(/end (\{[^}]*\})/g)].map(
    ([, end = '']) => JSON.parse(end) as Record<'peak' | 'cpu' | 'heap', number> & { thread: number | null },
  );
  // The last to end is the first thread.
  const last = ends.at(-1);
  if (last === undefined) throw new RangeError('expected the process to tell what it took');
  const { peak, cpu, heap } = last;
  const busiest = ends.some(({ thread }) => thread === null) ? null : Math.max(...ends.map((end) => end.thread ?? 0));
  const seconds = (performance.now() - began) / 1000;
  return { seconds, cpu: cpu / 1e6, busiest, peakMb: peak / 1024, heapMb: heap / 2 ** 20 };
}

try {
  writeFileSync(join(folder, 'small.yaml'), SMALL_SCRIPT.replace('[opening blind, vote]', '[opening blind]'));
  console.log(
    `load before: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
  const start = held('none', '{ scenario: loss-drop-3000, seed: 1..1 }', 1);
  const seeds = `{ scenario: loss-drop-3000, seed: 1..${debates} }`;
  const each = [1, 2].map((threads) => {
    const { seconds, cpu, busiest } = held('full', seeds, threads);
    const each = (all: number, before: number) => (all - before) / (debates - 1);
    return {
      seconds: each(seconds, start.seconds),
      cpu: each(cpu, start.cpu),
      busiest: busiest === null || start.busiest === null ? null : each(busiest, start.busiest),
    };
  });
  const [one, two] = each;
  if (one === undefined || two === undefined) throw new RangeError('expected two measurements');
  console.log(
    `${debates} debates: ${(1 / one.seconds).toFixed(2)} a second with one thread, ${(1 / two.seconds).toFixed(2)} with two: ${(one.seconds / two.seconds).toFixed(2)} times (bar 1.7)`,
  );
  const cores = availableParallelism();
  console.log(
    `a debate takes ${(one.cpu * 1000).toFixed(0)} ms of processor time with one thread, ${(two.cpu * 1000).toFixed(0)} with two: one keeps ${(one.cpu / one.seconds).toFixed(2)} of ${cores} cores busy, ` +
      `so that two come to ${Math.min(2, (cores * one.seconds) / two.cpu).toFixed(2)} times at most`,
  );
  if (one.busiest !== null && two.busiest !== null)
    console.log(
      `by the processor time of threads, which others on the machine change little: ${(one.busiest * 1000).toFixed(0)} ms a debate in the only thread, ${(two.busiest * 1000).toFixed(0)} in the busier of two: ` +
        `with ${cores} cores to itself the second makes it ${(one.busiest / Math.max(two.busiest, two.cpu / cores)).toFixed(2)} times as fast`,
    );
  const few = held('few', `{ scenario: small.yaml, seed: 1..${short} }`, 2);
  const many = held('many', `{ scenario: small.yaml, seed: 1..${short * 10} }`, 2);
  console.log(
    `peak of ${short} short debates ${few.peakMb.toFixed(0)} MB, of ${short * 10} ${many.peakMb.toFixed(0)} MB: ${(many.peakMb / few.peakMb).toFixed(2)} times (bar 1.2); alive in the first thread at the end ${few.heapMb.toFixed(0)} and ${many.heapMb.toFixed(0)} MB`,
  );
  console.log(
    `load after: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
