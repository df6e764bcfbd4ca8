import type { LoadedScenario } from '../../src/project/index.ts';
import { script, supportOn, trial, votedSupport } from './debates.ts';

export interface Deletion {
  scenario: string;
  seed: number;
  reason: string;
  /** Whether the memo names it, and what it does to the decision. */
  cited: 'for' | 'against' | null;
  /** Change of the decision's support when it is taken away: on the graph where everybody has heard everything, and in a debate held anew. */
  onGraph: number;
  inDebate: number;
}

/** Takes each reason away in turn, with what only disputes it. */
export async function deletions(name: string, seed: number): Promise<Deletion[]> {
  const loaded = script(name);
  const held = await trial(loaded, seed);
  const decision = held.outcome?.decision ?? '';
  const whole = supportOn(loaded.scenario, loaded, seed)[decision] ?? 0;
  const voted = votedSupport(held, loaded.scenario)[decision] ?? 0;
  const cited = new Map(
    held.outcome?.figures.map(({ reason, weight }) => [reason, weight > 0 ? ('for' as const) : ('against' as const)]),
  );
  const rows: Deletion[] = [];
  for (const { id } of loaded.scenario.considerations) {
    const rest = withoutReason(loaded, id);
    const again = await trial(rest, seed);
    rows.push({
      scenario: name,
      seed,
      reason: id,
      cited: cited.get(id) ?? null,
      onGraph: (supportOn(loaded.scenario, loaded, seed, id)[decision] ?? 0) - whole,
      inDebate: (votedSupport(again, rest.scenario)[decision] ?? 0) - voted,
    });
  }
  return rows;
}

function withoutReason(loaded: LoadedScenario, reason: string): LoadedScenario {
  const gone = new Set([reason]);
  for (let size = 0; size !== gone.size; ) {
    size = gone.size;
    for (const { id, for: inFavour, against } of loaded.scenario.considerations) {
      if (gone.has(inFavour ?? against ?? '')) gone.add(id);
    }
  }
  const considerations = loaded.scenario.considerations.filter(({ id }) => !gone.has(id));
  const { experiment, ...scenario } = loaded.scenario;
  const kept = experiment && !gone.has(experiment.consideration) ? { experiment } : {};
  return { ...loaded, scenario: { ...scenario, ...kept, considerations } };
}
