import type { TranscriptEvent } from '../core/events.ts';
import type { Outcome } from '../core/outcome.ts';
import { holdDebate } from '../debate/debate.ts';
import { fromProject } from './debate-config.ts';
import { outcomeFrom } from './document.ts';
import type { RunOptions } from './run-debate.ts';
import { buildSetup, plainSeat, portsOf } from './setup.ts';

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
  const config = fromProject({ loaded: scenario, team, seed, models: {}, without });
  const setup = await buildSetup(config, (seat) => plainSeat(seat, config));
  const events = await holdDebate({ setup, ports: portsOf(config), record: null });
  return { events, outcome: outcomeFrom('trial', events, config) };
}
