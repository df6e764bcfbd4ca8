/** Many watchers on one live debate of the page's server, one of whom reads nothing: what each sees, and what the server takes for it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { built, project, seatsOf } from '../bench/debate.ts';

export interface Watched {
  watchers: number;
  /** Blocks that the record has, as numbers of events. */
  blocks: string;
  /** Each way in which watchers saw them; one, if all saw the same. */
  ways: { way: string; watchers: number }[];
  turns: number;
  /** Processor time of the server from the first turn to the last watcher's end, and that of the same debate that nobody watches. */
  cpuMs: number;
  unwatchedMs: number;
  delayMs: { p50: number; p99: number; max: number };
  /** Bytes of live heap that are left a watcher, when all are gone. */
  heapEach: number;
  /** The most live heap and the most of all memory, in MB, while they watched. */
  residentMb: number;
}

type Server = typeof import('../../src/view/server/index.ts');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const [, , watchers = '200', turns = '40'] = process.argv;
const { loadScenario, loadTeam, runDebate } = await built();
const { openViewer } = (await import(new URL('../../dist/src/view/server/index.js', import.meta.url).href)) as Server;
const { projectDir, remove } = project(Number(turns));
const folder = mkdtempSync(join(tmpdir(), 'pitwall-watched-'));
const team = loadTeam({ projectDir });
const scenario = loadScenario('./release.yaml', { projectDir, team });
const viewer = await openViewer({
  ...{ file: join(folder, 'debates.db'), place: { projectDir }, program: 'pitwall', port: 0 },
  shown: (file) => file,
  report(fault) {
    throw fault;
  },
});

function held(gate: Promise<unknown>, seed: number) {
  const { seats } = seatsOf(Number(turns), 20);
  const model = seats.chatModels['instant:model'];
  const generate = model._generate.bind(model);
  model._generate = async () => {
    await gate;
    return generate();
  };
  return viewer.live.begin(viewer.records.write(), (around) =>
    runDebate({ scenario, team, seed, ...seats, ...around }),
  );
}

const cpuMs = (since?: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
// The first debate loads what the second uses.
await held(Promise.resolve(), 1).over;
const alone = process.cpuUsage();
await held(Promise.resolve(), 2).over;
const unwatchedMs = cpuMs(alone);

let begin: (value?: unknown) => void = () => undefined;
const { id, over } = held(
  new Promise((resolve) => {
    begin = resolve;
  }),
  3,
);
const name = await id;
collect();
const before = process.memoryUsage().heapUsed;
const child = spawn(
  process.execPath,
  [
    new URL('../../test/load/watching.mjs', import.meta.url).pathname,
    `${viewer.origin}/api/debates/${name}/stream`,
    watchers,
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const delay = monitorEventLoopDelay({ resolution: 1 });
let since = process.cpuUsage();
let [seen, residentMb] = ['', 0];
for await (const line of createInterface({ input: child.stdout })) {
  residentMb = Math.max(residentMb, process.memoryUsage().rss / 2 ** 20);
  if (line === 'open') {
    since = process.cpuUsage();
    delay.enable();
    begin();
  } else seen = line;
}
delay.disable();
const took = cpuMs(since);
await over;
const { ways } = JSON.parse(seen) as Pick<Watched, 'ways'>;
const { blocks } = (await (await fetch(`${viewer.origin}/api/debates/${name}/transcript`)).json()) as {
  blocks: { seq: number }[];
};
residentMb = Math.max(residentMb, process.memoryUsage().rss / 2 ** 20);
await new Promise((resolve) => setTimeout(resolve, 200));
collect();
const heapEach = (process.memoryUsage().heapUsed - before) / Number(watchers);
await viewer.close();
remove();
rmSync(folder, { recursive: true, force: true });
const ms = (nanoseconds: number) => nanoseconds / 1e6;
const measured: Watched = {
  ...{ watchers: Number(watchers), blocks: blocks.map(({ seq }) => seq).join(), ways, turns: Number(turns) },
  ...{ cpuMs: took, unwatchedMs, heapEach, residentMb },
  delayMs: { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) },
};
process.stdout.write(`${JSON.stringify(measured)}\n`);
