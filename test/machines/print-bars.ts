/**
 * Measures sweeps on many machines: `npm run sweep:machines`. Debates a second with two workers against one, with language models and
 * with the playbook, and the most requests in any minute of three workers that may make sixty. Takes about four minutes, and says how
 * busy the machine was.
 */
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { runOnMachines } from '../../src/app/machines/run.ts';
import { planSweep } from '../../src/pitwall.ts';
import { emptyFolder, removeFolder } from '../e2e/cli.ts';
import { SMALL_SCRIPT } from '../e2e/small-script.ts';
import { says, wireServer } from '../models/wire-server.ts';
import { missingServers, startPostgres, startRedis } from './servers.ts';
import { startWorker, stopWorker } from './worker.ts';

const missing = missingServers();
if (missing !== null) throw new Error(missing);

const LATENCY_MS = 250;
const MINUTE_MS = 60_000;
const TURN = { utterance: 'Rent.', act: 'open', option: 'rent', confidence: 0.6, refs: [] };

const cwd = emptyFolder();
const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
const servers = { database: postgres.address, redis: redis.address };
const answer = says({ text: '', calls: [{ name: 'turn_reply', arguments: JSON.stringify(TURN) }] });
let arrivals: number[] = [];
const model = await wireServer((response, request, index) => {
  arrivals.push(performance.now());
  setTimeout(() => answer(response, request, index), LATENCY_MS);
});
const settings = { env: {}, fromFolder: new Set<string>(), named: new Map(), prices: new Map() };

/** Seconds from the first debate that is held to the last. */
async function held(name: string, text: string, workers: number): Promise<{ seconds: number; debates: number }> {
  writeFileSync(join(cwd, `${name}.yaml`), text);
  const plan = await planSweep(`${name}.yaml`, { projectDir: cwd, settings });
  const children = Array.from({ length: workers }, () => startWorker({ ...servers, projectDir: cwd, concurrency: 1 }));
  let [first, last, before] = [0, 0, 0];
  const end = await runOnMachines({
    ...servers,
    plan,
    lookMs: 50,
    on({ done }) {
      // All of them are at work by then.
      if (done >= 2 * workers && first === 0) [first, before] = [performance.now(), done];
      last = performance.now();
    },
  });
  for (const child of children) await stopWorker(child);
  if (end.done !== end.of) throw new Error(JSON.stringify(end));
  return { seconds: (last - first) / 1000, debates: end.of - before };
}

const load = () =>
  loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');

async function compared(what: string, axes: string): Promise<void> {
  const rates: number[] = [];
  for (const workers of [1, 2]) {
    const [from, to] = [workers * 1000 + 1, workers * 1000 + 60];
    const { seconds, debates } = await held(`${what}-${workers}`, `axes: { ${axes}, seed: ${from}..${to} }`, workers);
    rates.push(debates / seconds);
  }
  const [one = 0, two = 0] = rates;
  console.log(
    `${what}: ${one.toFixed(2)} debates a second with one worker, ${two.toFixed(2)} with two: ${(two / one).toFixed(2)} times (bar 1.6)`,
  );
}

try {
  writeFileSync(join(cwd, 'small.yaml'), SMALL_SCRIPT);
  console.log(`load before: ${load()}`);
  await compared('models', `scenario: small.yaml, model: ["openai:m@${model.url}"]`);
  await compared('playbook', 'scenario: loss-drop-3000');
  arrivals = [];
  const paced = `axes: { scenario: small.yaml, model: ["openai:m@${model.url}"], seed: 1..38 }\nlimits: { requestsPerMinute: 60 }`;
  await held('paced', paced, 3);
  const most = Math.max(...arrivals.map((at) => arrivals.filter((one) => one >= at && one < at + MINUTE_MS).length));
  console.log(
    `${arrivals.length} requests of three workers that may make 60 a minute: at most ${most} in any minute (bar 61)`,
  );
  console.log(`load after: ${load()}`);
} finally {
  await Promise.all([postgres.stop(), redis.stop(), model.close()]);
  removeFolder(cwd);
}
