/** Many debates at once in one process, whose model takes its time: how long all of them take, over the longest chain of calls that wait for one another. */
import { built, project, seatsOf } from '../debate.ts';

const [, , debates = '32', turns = '20', latencyMs = '50', file = ''] = process.argv;
const { loadScenario, loadTeam, openStore, runDebate } = await built();
const { projectDir, remove } = project(Number(turns));
const team = loadTeam({ projectDir });
const scenario = loadScenario('./release.yaml', { projectDir, team });
const store = openStore(file);

async function hold(count: number): Promise<{ wallMs: number; cpuMs: number; waves: number }> {
  const [at, cpu] = [performance.now(), process.cpuUsage()];
  let closedAt = at;
  const tables = Array.from({ length: count }, () => seatsOf(Number(turns), Number(latencyMs)));
  await Promise.all(
    tables.map(({ seats }, seed) =>
      runDebate({
        ...{ scenario, team, store, seed, ...seats },
        on: (notice) => {
          if (notice.kind === 'event' && notice.event.type === 'debate.closed') closedAt = performance.now();
        },
      }),
    ),
  );
  const { user, system } = process.cpuUsage(cpu);
  return {
    wallMs: closedAt - at,
    cpuMs: (user + system) / 1000,
    waves: Math.max(...tables.map(({ waves }) => waves())),
  };
}

// The first debate of a process loads what all others use.
const alone = await hold(1);
const together = await hold(Number(debates));
store.close();
remove();
process.stdout.write(
  `${JSON.stringify({ latencyMs: Number(latencyMs), debates: Number(debates), alone, together })}\n`,
);
