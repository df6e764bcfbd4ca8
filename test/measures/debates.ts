import type { DebateDocument } from '../../src/core/document.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import type { Trial } from '../../src/pitwall.ts';
import { loadScenario, loadTeam, tryDebate } from '../../src/pitwall.ts';
import type { LoadedScenario } from '../../src/project/index.ts';
import { packageRoot, readFrom } from '../../src/project/index.ts';
import { raisable, reread, supportOf } from '../../src/reasoning/closing-graph.ts';
import { documentOf } from '../../src/report/document.ts';
import { runTool } from '../../src/workbench/index.ts';

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

/** What a cast would think of a scenario had everybody heard every reason: mean share of each option. */
export function supportOn(
  scenario: Scenario,
  { data }: LoadedScenario,
  seed: number,
  without?: string,
): Record<string, number> {
  const cards = scenario.cast.map((id) => team.find(id).card);
  const desks = team.members.flatMap(({ card }) => card.persona.desk.map((topic) => ({ member: card.id, topic })));
  const files = Object.fromEntries(Object.entries(data).map(([name, { file }]) => [name, file]));
  const reasons = reread(
    raisable(scenario, cards, desks),
    scenario.facts,
    files,
    ({ name, args }) => runTool(name, args, readFrom(data)).figures,
  ).filter(({ consideration }) => consideration.id !== without);
  const members = cards.map(({ id, persona }) => ({
    id,
    values: persona.values,
    trust: new Map(persona.relationships.map(({ to, trust }) => [to.toLowerCase(), trust])),
  }));
  return supportOf(reasons, Object.keys(scenario.options), members, seed);
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
