import type { TranscriptEvent } from '../core/events.ts';
import type { Outcome } from '../core/outcome.ts';
import { holdDebate } from '../debate/debate.ts';
import { outcomeFrom } from './held.ts';
import { fromProject } from './ingredients.ts';
import type { RunOptions } from './run-debate.ts';
import { layTable, outsideOf, plainSeat } from './table.ts';

export interface Trial {
  events: TranscriptEvent[];
  outcome: Outcome | null;
}

/** Runs a scenario with the playbook in every seat and keeps nothing: the same turns as `runDebate`, in milliseconds. */
export async function tryDebate({
  scenario,
  team,
  seed = 1,
  without = [],
}: Omit<RunOptions, 'store' | 'models'>): Promise<Trial> {
  const ingredients = fromProject({ loaded: scenario, team, seed, models: {}, without });
  const table = await layTable(ingredients, (seat) => plainSeat(seat, ingredients));
  const outside = outsideOf(ingredients);
  const events = await holdDebate({ table, outside, record: null });
  return { events, outcome: outcomeFrom('trial', events, ingredients) };
}
