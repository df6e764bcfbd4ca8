/** Many debates at once in one process, whose model takes 50 ms: how late the event loop runs, and how many replies it takes up in one turn of it. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { built, project, seatsOf } from '../bench/debate.ts';

export interface Parallel {
  debates: number;
  wallMs: number;
  cpuMs: number;
  /** The longest chain of calls that wait for one another, times what each takes. */
  pathMs: number;
  delayMs: { p50: number; p99: number; max: number };
  /** Turns that were recorded between two turns of the event loop, at most. */
  mostAtOnce: number;
  turns: number;
}

const [, , debates = '64', turns = '8', latencyMs = '50', file = ''] = process.argv;
const { loadScenario, loadTeam, openStore, runDebate } = await built();
const { projectDir, remove } = project(Number(turns));
const team = loadTeam({ projectDir });
const scenario = loadScenario('./release.yaml', { projectDir, team });
const store = openStore(file);
let loop = 0;
const counting = setInterval(() => undefined, 1 << 30);
const count = () => {
  loop += 1;
  if (!isOver) setImmediate(count);
};
let isOver = false;

async function hold(seed: number, latency: number, onTurn: () => void) {
  const { seats, waves } = seatsOf(Number(turns), latency);
  await runDebate({
    ...{ scenario, team, store, seed, ...seats },
    on: (notice) => {
      if (notice.kind === 'event' && notice.event.type === 'turn.recorded') onTurn();
    },
  });
  return waves();
}

// The first debate of a process loads what all others use.
await hold(0, 0, () => undefined);
const byLoop = new Map<number, number>();
let spoken = 0;
const delay = monitorEventLoopDelay({ resolution: 1 });
const [at, cpu] = [performance.now(), process.cpuUsage()];
setImmediate(count);
delay.enable();
const waves = await Promise.all(
  Array.from({ length: Number(debates) }, (_, seed) =>
    hold(seed, Number(latencyMs), () => {
      spoken += 1;
      byLoop.set(loop, (byLoop.get(loop) ?? 0) + 1);
    }),
  ),
);
delay.disable();
isOver = true;
const wallMs = performance.now() - at;
const { user, system } = process.cpuUsage(cpu);
clearInterval(counting);
store.close();
remove();
const ms = (nanoseconds: number) => nanoseconds / 1e6;
const measured: Parallel = {
  ...{ debates: Number(debates), wallMs, cpuMs: (user + system) / 1000, turns: spoken },
  pathMs: Math.max(...waves) * Number(latencyMs),
  delayMs: { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) },
  mostAtOnce: Math.max(...byLoop.values()),
};
process.stdout.write(`${JSON.stringify(measured)}\n`);
