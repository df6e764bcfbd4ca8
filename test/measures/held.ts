import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
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
  return heldFrom(loaded, seed, await sharedTrial(loaded, seed));
}

/** What another worker of this run of the tests has held is read. */
async function sharedTrial(loaded: LoadedScenario, seed: number): Promise<Trial> {
  const folder = process.env['PITWALL_TESTS_SHARED'];
  if (folder === undefined) return trial(loaded, seed);
  const file = join(folder, `${loaded.scenario.id}-${seed}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Trial;
  const { events, outcome } = await trial(loaded, seed);
  writeFileSync(`${file}.${threadId}`, JSON.stringify({ events, outcome }));
  renameSync(`${file}.${threadId}`, file);
  return { events, outcome };
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

/** Every shipped scenario under each of the seeds. */
export async function heldAll(seeds = SEEDS): Promise<Held[]> {
  const all: Held[] = [];
  for (const name of SHIPPED) for (const seed of seeds) all.push(await held(name, seed));
  return all;
}
