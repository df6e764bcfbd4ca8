/**
 * What many debates and many watchers do to one process: `npm run load -- [parallel] [soak] [watchers] [--debates 20000]`. Processor time and
 * memory can be compared; wall time and the delay of the event loop belong to a machine that does nothing else.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { said } from '../bench/run.ts';
import type { Parallel } from './parallel.ts';
import type { Soak } from './soak.ts';
import type { Watched } from './watchers.ts';

const PARTS = ['parallel', 'soak', 'watchers'];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { debates: { type: 'string', default: '20000' } },
});
const stray = positionals.find((name) => !PARTS.includes(name));
if (stray !== undefined) throw new Error(`expected ${PARTS.join(', ')} or nothing for all of them, got ${stray}`);
const isAsked = (part: string) => positionals.length === 0 || positionals.includes(part);
const say = (line: string) => process.stdout.write(`${line}\n`);
const at = (file: string) => new URL(file, import.meta.url);
const delays = ({ p50, p99, max }: Parallel['delayMs']) =>
  `event loop late by ${p50.toFixed(0)} ms (median), ${p99.toFixed(0)} ms (p99, bar 50), ${max.toFixed(0)} ms (most)`;

say(`load of the machine: ${loadavg()[0]?.toFixed(1)}`);
if (isAsked('parallel')) {
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-load-'));
  const one = await said<Parallel>(at('parallel.ts'), [64, 8, 50, join(folder, 'debates.db')]);
  rmSync(folder, { recursive: true, force: true });
  const share = one.cpuMs / one.wallMs;
  say(
    `64 debates at once, model of 50 ms: wall ${(one.wallMs / one.pathMs).toFixed(1)} times the critical path (bar 1.15), processor time ${(one.cpuMs / one.pathMs).toFixed(1)} times it, ${(one.cpuMs / one.turns).toFixed(1)} ms a turn`,
  );
  say(
    `  ${delays(one.delayMs)}; this process had ${(share * 100).toFixed(0)} % of a core; at most ${one.mostAtOnce} turns at once`,
  );
}
if (isAsked('soak')) {
  const { debates, samples, heapEach, residentEach } = await said<Soak>(at('soak.ts'), [values.debates]);
  const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  say(`${debates} short debates in a row: live heap ${samples.map(({ heap }) => mb(heap)).join(' ')} MB`);
  say(
    `  all memory ${samples.map(({ resident }) => mb(resident)).join(' ')} MB; each leaves ${heapEach.toFixed(0)} bytes alive, ${residentEach.toFixed(0)} in all`,
  );
}
if (isAsked('watchers')) {
  const one = await said<Watched>(at('watchers.ts'), [200, 40]);
  const isSame = one.ways.length === 1 && one.ways[0]?.way === one.blocks;
  say(
    `200 watchers of a debate of 40 turns, and one that reads nothing: ${isSame ? 'all saw every block in order' : `${one.ways.length} ways of seeing it`}`,
  );
  say(
    `  processor time ${(one.cpuMs / one.unwatchedMs).toFixed(2)} times that of the debate alone; ${delays(one.delayMs)}; ${one.residentMb.toFixed(0)} MB in all, ${(one.heapEach / 1024).toFixed(0)} kB a watcher alive at the end`,
  );
}
