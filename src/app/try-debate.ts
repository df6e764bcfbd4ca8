import type { TranscriptEvent } from '../core/events.ts';
import type { Outcome } from '../core/outcome.ts';
import { holdDebate } from '../debate/debate.ts';
import type { Member } from '../reasoning/closing-graph.ts';
import { outcomeOf } from '../report/outcome.ts';
import { fromProject, memberOf } from './debate-config.ts';
import type { RunOptions } from './run-debate.ts';
import { buildSetup, plainSeat, portsOf } from './setup.ts';

export interface Trial {
  events: TranscriptEvent[];
  outcome: Outcome | null;
  members: Member[];
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
  const ports = portsOf(config);
  const events = await holdDebate({ setup, ports, record: null });
  const members = config.seats.map(({ card }) => memberOf(card));
  const outcome = outcomeOf({
    id: 'trial',
    events,
    scenario: config.scenario,
    members,
  });
  return { events, outcome, members };
}
