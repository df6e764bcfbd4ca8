import { fromProject } from '../../src/app/debate-config.ts';
import { buildSetup, plainSeat, portsOf } from '../../src/app/setup.ts';
import type { DebateDocument } from '../../src/core/document.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
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

export function trial(scenario: LoadedScenario, seed: number): Promise<Trial> {
  return tryDebate({ scenario, team, seed });
}

export interface Voted {
  events: TranscriptEvent[];
  decision: string | null;
}

/** The same debate to its vote: what it decides, without the flips, which cost as much again. */
export async function voted(scenario: LoadedScenario, seed: number): Promise<Voted> {
  const config = fromProject({ loaded: scenario, team, seed, models: {}, without: [] });
  const setup = await buildSetup(config, (seat) => plainSeat(seat, config));
  const events = await holdDebate({ setup, ports: portsOf(config), record: null });
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
