import type { DebateDocument } from '../../src/core/document.ts';
import type { EventBody } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import type { Trial } from '../../src/pitwall.ts';
import type { LoadedScenario } from '../../src/project/index.ts';
import { documentFrom, SHIPPED, script, trial } from './debates.ts';

/** One debate of a shipped scenario, with the projections that the measures read. */
export interface Held {
  name: string;
  seed: number;
  loaded: LoadedScenario;
  scenario: Scenario;
  trial: Trial;
  turns: EventBody<'turn.recorded'>[];
  document: DebateDocument;
}

export const SEEDS: readonly number[] = Array.from({ length: 10 }, (_, index) => index + 1);

/**
 * Those that tests look at; `npm run measure` prints all. Who holds what follows from the question and the cards and hardly from the seed, so that a
 * second half of the seeds adds words, and few cases.
 */
export const TESTED_SEEDS: readonly number[] = SEEDS.slice(0, 5);

const scripts = new Map<string, LoadedScenario>();
const debates = new Map<string, Promise<Held>>();

/** A debate with the playbook in every seat; measures and behaviours that look at the same one share it, in whatever worker they run. */
export function held(name: string, seed: number): Promise<Held> {
  const key = `${name} ${seed}`;
  const known = debates.get(key) ?? hold(name, seed);
  debates.set(key, known);
  return known;
}

async function hold(name: string, seed: number): Promise<Held> {
  const loaded = scripts.get(name) ?? script(name);
  scripts.set(name, loaded);
  return heldFrom(loaded, seed, await trial(loaded, seed));
}

export function heldFrom(loaded: LoadedScenario, seed: number, done: Trial): Held {
  const { scenario } = loaded;
  return {
    name: scenario.id,
    seed,
    loaded,
    scenario,
    trial: done,
    turns: eventsOf(done.events, 'turn.recorded'),
    document: documentFrom(done, scenario, seed),
  };
}

/**
 * Every shipped scenario under each of the seeds. Held from the last to the first: whoever takes them one by one, in another worker, begins
 * at the other end, and each reads what the other has held.
 */
export async function heldAll(seeds = SEEDS): Promise<Held[]> {
  const all: Held[] = [];
  for (const name of [...SHIPPED].reverse()) for (const seed of [...seeds].reverse()) all.push(await held(name, seed));
  return all.reverse();
}
