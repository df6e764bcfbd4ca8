/** `npm run bench`: what prompts cost a cache, and what a debate adds to the time of its models. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PromptMessage } from '../../src/core/effects.ts';
import { eventsOf as bodiesOf } from '../../src/core/events.ts';
import { loadScenario, loadTeam, openStore, readModelSettings, runDebate } from '../../src/pitwall.ts';
import { prefixShares } from '../models/prefix.ts';
import { spokenTurn } from '../models/scripted.ts';
import { says, wireServer } from '../models/wire-server.ts';

const projectDir = new URL('../..', import.meta.url).pathname;
const LATENCY_MS = 200;
const dir = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
const team = loadTeam({ projectDir });

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

/** Wall clock of a debate whose model takes its time, against the calls that must wait for each other. */
async function wallClock(): Promise<string> {
  const scenario = loadScenario('loss-drop-3000', { projectDir, team });
  const support = { keep: 0.5, rollback: 0.2, ablate: 0.3 };
  const turn = spokenTurn({ claims: [], stance: { option: 'keep', confidence: 0.5, support, movedBy: [] } });
  const answer = says({ calls: [{ name: 'turn_reply', arguments: JSON.stringify(turn) }] });
  const server = await wireServer(
    (response, request, index) => void setTimeout(() => answer(response, request, index), LATENCY_MS),
  );
  const store = openStore(join(dir, 'clock.db'));
  const models = { '*': `openai:m@${server.url}` };
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  const { events } = await runDebate({ scenario, team, store, models, modelSettings: readModelSettings({}) });
  const tookMs = performance.now() - startedAt;
  const cpu = process.cpuUsage(cpuBefore);
  const cpuMs = Math.round((cpu.user + cpu.system) / 1000);
  const phases = bodiesOf(events, 'turn.recorded').map(({ phase }) => phase);
  // Openings and votes are given at once; every other turn waits for the one before it.
  const steps = phases.filter((phase) => phase === 'rebuttal' || phase === 'close').length + 2;
  store.close();
  await server.close();
  const path = steps * LATENCY_MS;
  return `a ${LATENCY_MS} ms model: ${Math.round(tookMs)} ms for a critical path of ${path} ms (${steps} steps), ${(tookMs / path).toFixed(2)} times; ${cpuMs} ms of CPU`;
}

for (const name of ['loss-drop-3000', 'spike-at-12k']) process.stdout.write(`${await prefixes(name)}\n`);
await wallClock();
// Once to load what is loaded lazily.
await wallClock();
process.stdout.write(`${await wallClock()}\n`);
rmSync(dir, { recursive: true, force: true });
