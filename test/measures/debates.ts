import type { DebateDocument } from '../../src/core/document.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import type { Trial } from '../../src/pitwall.ts';
import { loadScenario, loadTeam, tryDebate } from '../../src/pitwall.ts';
import type { LoadedScenario } from '../../src/project/index.ts';
import { packageRoot, scenarioFrom } from '../../src/project/index.ts';
import { documentOf } from '../../src/report/document.ts';

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

/** Mean final share of each option over the voters. */
export function votedSupport({ events }: Trial, { options }: Scenario): Record<string, number> {
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
