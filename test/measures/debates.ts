import { saidReasons, type SaidReason, supportOf } from '../../src/core/closing-graph.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import { loadScenario, loadTeam, type Trial, tryDebate } from '../../src/pitwall.ts';
import type { LoadedScenario } from '../../src/project.ts';
import { packageRoot } from '../../src/project.ts';

export const team = loadTeam({ projectDir: packageRoot() });

export function script(name: string, change: { facts?: Record<string, unknown>; cast?: string } = {}): LoadedScenario {
  return loadScenario(name, { projectDir: packageRoot(), team, ...change });
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

export function decisionOf({ outcome }: Trial): string | null {
  return outcome?.decision ?? null;
}

/** Support on the closing graph: everybody has heard the same reasons. */
export function graphSupport(said: readonly SaidReason[], { members }: Trial, { options }: Scenario, seed: number) {
  return supportOf(said, Object.keys(options), members, seed);
}

export function reasonsSaid({ events }: Trial, scenario: Scenario): SaidReason[] {
  return saidReasons(events, scenario);
}
