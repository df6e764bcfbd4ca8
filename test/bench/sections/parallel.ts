import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { median, said, table } from '../run.ts';
import type { Given } from './section.ts';

const DEBATES = 32;
const TURNS = 20;
const LATENCY_MS = 50;

interface Held {
  wallMs: number;
  cpuMs: number;
  waves: number;
}

/** Debates that share a process, each with a model that takes 50 ms, against the calls that had to wait for one another. */
export async function parallel({ folder, runs, say }: Given) {
  const file = join(folder, 'parallel.db');
  const held: { alone: Held; together: Held }[] = [];
  for (let run = 0; run < runs; run += 1) {
    held.push(await said(new URL('../contestants/parallel.ts', import.meta.url), [DEBATES, TURNS, LATENCY_MS, file]));
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  }
  const rows = (['alone', 'together'] as const).map((how) => ({
    how,
    wallMs: median(held.map((one) => one[how].wallMs)),
    cpuMs: median(held.map((one) => one[how].cpuMs)),
    criticalPathMs: median(held.map((one) => one[how].waves)) * LATENCY_MS,
    ratio: median(held.map((one) => one[how].wallMs / (one[how].waves * LATENCY_MS))),
  }));
  say(
    `\n${DEBATES} debates of ${TURNS} turns, a vote and a close, in one process, with a model of ${LATENCY_MS} ms; medians of ${runs}, ms\n`,
  );
  say(
    table(
      ['', 'wall', 'critical path', 'x path', 'CPU'],
      rows.map(({ how, wallMs, cpuMs, criticalPathMs, ratio }) => [
        how === 'alone' ? 'one, the first of its process' : `${DEBATES} at once`,
        ...[wallMs.toFixed(0), criticalPathMs.toFixed(0), ratio.toFixed(2), cpuMs.toFixed(0)],
      ]),
    ),
  );
  return rows;
}
