import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { fromProject } from '../../src/app/debate-config.ts';
import { buildSetup, plainSeat, portsOf } from '../../src/app/setup.ts';
import { canonicalJson } from '../../src/core/canonical.ts';
import type { DebateDocument } from '../../src/core/document.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import { hashText } from '../../src/core/hash.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import { holdDebate } from '../../src/debate/debate.ts';
import type { Trial } from '../../src/pitwall.ts';
import { loadScenario, loadTeam, tryDebate } from '../../src/pitwall.ts';
import type { LoadedScenario } from '../../src/project/index.ts';
import { packageRoot, scenarioFrom } from '../../src/project/index.ts';
import { heardIn } from '../../src/reasoning/heard.ts';
import { documentOf } from '../../src/report/document.ts';
import { verdictOf } from '../../src/report/outcome.ts';

/** Every scenario that ships, the annotated reference apart. */
export const SHIPPED = [
  'loss-drop-3000',
  'spike-at-12k',
  'qlora-32b',
  'tokens-for-7b',
  'step-time',
  'serve-32b',
  'lost-checkpoint',
  'build-or-buy',
  'rlhf-or-data',
  'nan-for-a-junior',
] as const;

export const team = loadTeam({ projectDir: packageRoot() });

export interface ScriptChange {
  facts?: Record<string, unknown>;
  cast?: string;
}

export function script(name: string, change: ScriptChange = {}): LoadedScenario {
  return loadScenario(name, { projectDir: packageRoot(), team, ...change });
}

/** A script that stands in a test. */
export function scriptOf(text: string, change: ScriptChange = {}): LoadedScenario {
  return scenarioFrom(text, `${packageRoot()}/scenarios/of-a-test.yaml`, {
    projectDir: packageRoot(),
    team,
    ...change,
  });
}

/** A debate with the playbook in every seat. Tests that look at the same one share it, in whatever worker they run. */
export function trial(scenario: LoadedScenario, seed: number): Promise<Trial> {
  return shared('trial', scenario, seed, async () => {
    const { events, outcome } = await tryDebate({ scenario, team, seed });
    return { events, outcome };
  });
}

/** What another test of this run has made of a scenario is read. */
async function shared<T>(what: string, loaded: LoadedScenario, seed: number, make: () => Promise<T>): Promise<T> {
  const folder = process.env['PITWALL_TESTS_SHARED'];
  if (folder === undefined) return make();
  const { scenario, hash, file: script, overrides, data } = loaded;
  const files = Object.values(data).map((one) => [one.file, one.hash]);
  const file = join(
    folder,
    `${what}-${hashText(canonicalJson({ scenario, hash, script, overrides, files, seed }))}.json`,
  );
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T;
  const made = await make();
  writeFileSync(`${file}.${threadId}`, JSON.stringify(made));
  renameSync(`${file}.${threadId}`, file);
  return made;
}

export interface Voted {
  events: TranscriptEvent[];
  decision: string | null;
}

/** The same debate to its vote: what it decides, without the flips, which cost as much again. */
export async function voted(scenario: LoadedScenario, seed: number): Promise<Voted> {
  const config = fromProject({ loaded: scenario, team, seed, models: {}, without: [] });
  const events = await shared('voted', scenario, seed, async () => {
    const setup = await buildSetup(config, (seat) => plainSeat(seat, config));
    return holdDebate({ setup, ports: portsOf(config), record: null });
  });
  const heard = heardIn(events, config.scenario.facts);
  return { events, decision: verdictOf({ events, scenario: config.scenario, heard })?.decision ?? null };
}

/** Mean final share of each option over the voters. */
export function votedSupport({ events }: Pick<Trial, 'events'>, { options }: Scenario): Record<string, number> {
  const votes = eventsOf(events, 'turn.recorded').filter(({ phase }) => phase === 'vote');
  return Object.fromEntries(
    Object.keys(options).map((option) => [
      option,
      votes.reduce((sum, { stance }) => sum + (stance.support[option] ?? 0), 0) / votes.length,
    ]),
  );
}

/** A trial as `--json` would print it. */
export function documentFrom({ events, outcome }: Trial, scenario: Scenario, seed: number): DebateDocument {
  const summary = {
    id: 'trial',
    scenario: scenario.id,
    seed,
    status: 'closed' as const,
    decision: outcome?.decision ?? null,
    turns: 0,
    createdAt: '',
    parent: null,
  };
  return documentOf({ summary, scenario, events, outcome, usage: { modelCalls: 0, reported: [] } });
}
