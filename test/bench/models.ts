/** `npm run bench:models`: what prompts cost a cache, and what a debate adds to the time of its models. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PromptMessage } from '../../src/core/effects.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf as bodiesOf } from '../../src/core/events.ts';
import { loadScenario, loadTeam, openStore, readModelSettings, runDebate } from '../../src/pitwall.ts';
import { prefixShares } from '../models/prefix.ts';

const projectDir = new URL('../..', import.meta.url).pathname;
const LATENCY_MS = 200;
const RUNS = 5;
const TIMED = 'loss-drop-3000';
const dir = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
const team = loadTeam({ projectDir });
const timed = loadScenario(TIMED, { projectDir, team });

/** Share of prompt tokens at the beginning of a member's last prompt, over a shipped debate. */
async function prefixes(name: string): Promise<string> {
  const store = openStore(join(dir, `${name}.db`));
  const { events } = await runDebate({ scenario: loadScenario(name, { projectDir, team }), team, store });
  const prompts = bodiesOf(events, 'turn.recorded').map(({ speaker, prompt }) => ({
    seat: speaker,
    messages: store.promptMessages(prompt).map((body) => JSON.parse(body) as PromptMessage),
  }));
  store.close();
  const { reached, attainable, tokens } = prefixShares(prompts);
  return `${name}: ${tokens.toLocaleString('en-US')} prompt tokens (estimate), seen before ${reached.toFixed(3)} of ${attainable.toFixed(3)} attainable`;
}

/** An endpoint that takes its time, in a process of its own. */
async function slowServer(options: string[]): Promise<{ url: string; stop: () => void }> {
  const file = new URL('slow-server.ts', import.meta.url);
  const child = fork(file, [String(LATENCY_MS), options.join(',')], { execArgv: ['--import', 'tsx'] });
  const [url] = (await once(child, 'message')) as [string];
  return { url, stop: () => child.disconnect() };
}

/** Openings and votes are given at once; every other turn waits for the one before it. */
function criticalPathMs(events: readonly TranscriptEvent[]): number {
  const phases = bodiesOf(events, 'turn.recorded').map(({ phase }) => phase);
  return (phases.filter((phase) => phase === 'rebuttal' || phase === 'close').length + 2) * LATENCY_MS;
}

interface Clocked {
  tookMs: number;
  pathMs: number;
  cpuMs: number;
}

/** A debate whose models take their time, held in this process. */
async function heldHere(url: string): Promise<Clocked> {
  const store = openStore(join(dir, 'clock.db'));
  const models = { '*': `openai:m@${url}` };
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  const { events } = await runDebate({ scenario: timed, team, store, models, modelSettings: readModelSettings({}) });
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(before);
  store.close();
  return { tookMs, pathMs: criticalPathMs(events), cpuMs: (user + system) / 1000 };
}

/** The same by the command, from its start to the close of the debate: what it works out of it then asks no model. */
async function heldByCommand(url: string): Promise<Clocked> {
  const file = join(dir, 'command.db');
  const startedAt = Date.now();
  const args = [join(projectDir, 'dist/src/cli/main.js'), 'run', TIMED, '--model', `openai:m@${url}`, '--db', file];
  const child = spawn(process.execPath, args, { cwd: projectDir, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  // 1: the debate came to something else than its scenario expects, as one of equal turns will.
  if (code !== 0 && code !== 1) throw new Error(`expected the command to end with 0 or 1, it ended with ${code}`);
  const store = openStore(file);
  const chain = store.events(store.resolve('last'));
  store.close();
  const tookMs = Date.parse(chain.at(-1)?.at ?? '') - startedAt;
  return { tookMs, pathMs: criticalPathMs(chain.map(({ event }) => event)), cpuMs: 0 };
}

function sentence(what: string, runs: readonly Clocked[]): string {
  const [middle] = [...runs].sort((a, b) => a.tookMs - b.tookMs).slice(Math.floor(runs.length / 2));
  if (middle === undefined) throw new RangeError('expected a run');
  const { tookMs, pathMs, cpuMs } = middle;
  const ratios = runs.map((run) => (run.tookMs / run.pathMs).toFixed(2)).join(', ');
  const cpu = cpuMs === 0 ? '' : `, ${Math.round(cpuMs)} ms of CPU`;
  return `${what}: ${Math.round(tookMs)} ms for a critical path of ${pathMs} ms (${pathMs / LATENCY_MS} steps)${cpu}; times the path: ${ratios}`;
}

for (const name of ['loss-drop-3000', 'spike-at-12k']) process.stdout.write(`${await prefixes(name)}\n`);
const server = await slowServer(Object.keys(timed.scenario.options));
const cold = await heldHere(server.url);
const warm: Clocked[] = [];
const commands: Clocked[] = [];
for (let run = 0; run < RUNS; run += 1) warm.push(await heldHere(server.url));
for (let run = 0; run < 3; run += 1) commands.push(await heldByCommand(server.url));
process.stdout.write(`${sentence(`a ${LATENCY_MS} ms model, the first debate of a process`, [cold])}\n`);
process.stdout.write(`${sentence('  later ones', warm)}\n`);
process.stdout.write(`${sentence('  the command, until its debate has closed', commands)}\n`);
server.stop();
rmSync(dir, { recursive: true, force: true });
