import { z } from 'zod';
import type { DebateChanges } from '../../core/changes.ts';
import { PitwallError } from '../../core/error.ts';
import { eventsOf } from '../../core/events.ts';
import { jsonOrText } from '../../core/json.ts';
import type { ModelSettings } from '../../door.ts';
import { forkDebate, loadScenario, loadTeam, recipesFor, resumeDebate, runDebate, withAgents } from '../../door.ts';
import type { Place } from '../../project/index.ts';
import { checkedBody } from './body.ts';
import type { Around, LiveDebates } from './live.ts';
import type { Records } from './records.ts';

const Models = z.record(z.string().max(100), z.string().max(300)).default({});

/** What the page sends to begin a debate. */
const NewDebate = z.strictObject({
  scenario: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  seed: z.number().int().default(1),
  cast: z.string().max(400).optional(),
  facts: z.record(z.string(), z.string().max(300)).default({}),
  models: Models,
  rounds: z.number().int().min(1).max(20).optional(),
  paceMs: z.number().int().min(0).max(20_000).default(0),
});

/** What the page sends to let a debate part from another. */
const NewFork = z.strictObject({
  at: z.number().int().positive(),
  say: z.string().min(1).max(4000).optional(),
  facts: z.record(z.string(), z.string().max(300)).optional(),
  models: z.record(z.string().max(100), z.string().max(300)).optional(),
  cast: z.string().max(400).optional(),
  /** Member -> the whole text of another card. */
  cards: z.record(z.string(), z.string().min(1)).optional(),
  paceMs: z.number().int().min(0).max(20_000).default(0),
});

/** What the page sends to go on with a debate that was cut off. */
const Resumption = z.strictObject({ paceMs: z.number().int().min(0).max(20_000).default(0) });

export interface Beginning {
  records: Records;
  live: LiveDebates;
  place: Place;
  /** Keys, addresses and models of the one who opened the viewer, as they are now. */
  modelSettings: () => ModelSettings;
}

/** Loads and checks everything first, as `pitwall run` does, then lets the debate run here; resolves with its id. */
export async function beginDebate(beginning: Beginning, body: unknown): Promise<{ id: string }> {
  const { scenario: name, seed, cast, facts, models, rounds, paceMs } = checkedBody(NewDebate, body);
  const { place } = beginning;
  const team = await withAgents(loadTeam(place), place.trust);
  const values = mapValues(facts, jsonOrText);
  const scenario = loadScenario(name, { projectDir: place.projectDir, team, facts: values, cast, rounds });
  const seats = renamed(models, (member) => team.find(member).card.id);
  refuseHumans(Object.values(seats));
  return held(beginning, (around) => runDebate({ scenario, team, seed, models: seats, paceMs, ...around }));
}

/** Lets a debate part from a recorded one before turn `at`; resolves with the id of the fork. */
export async function beginFork(beginning: Beginning, parent: string, body: unknown): Promise<{ id: string }> {
  const { at, paceMs, facts, cards, say, models, cast } = checkedBody(NewFork, body);
  const { records, place } = beginning;
  const team = await withAgents(loadTeam(place), place.trust);
  refuseHumans(Object.values(models ?? {}));
  const recipes = await recipesFor({ store: records.read(), id: parent }, place);
  const changes: DebateChanges = {
    ...(say === undefined ? {} : { say }),
    ...(models === undefined ? {} : { models: renamed(models, (member) => member.toLowerCase()) }),
    ...(cast === undefined ? {} : { cast }),
    ...(facts === undefined ? {} : { facts: mapValues(facts, jsonOrText) }),
    ...(cards === undefined ? {} : { cards: mapValues(cards, (text, member) => ({ text, file: `${member}.md` })) }),
  };
  return held(beginning, (around) => forkDebate({ id: parent, at, changes, team, recipes, paceMs, ...around }));
}

/**
 * Goes on with a debate that was cut off, here; what its record holds is not asked again. Throws CHECK_FAILED for one that runs
 * or has ended, USAGE where a person or a key is missing.
 */
export async function beginResumption(beginning: Beginning, id: string, body: unknown): Promise<{ id: string }> {
  const { paceMs } = checkedBody(Resumption, body);
  const { records, place } = beginning;
  const { status } = records.read().summary(id);
  if (status !== 'unfinished')
    throw new PitwallError('CHECK_FAILED', `expected a debate that was cut off, ${id} is ${status}`, { data: { id } });
  refuseHumans(seatsIn(records, id));
  const recipes = await recipesFor({ store: records.read(), id }, place);
  return held(beginning, (around) => resumeDebate({ id, recipes, paceMs, ...around }));
}

/** Lets a debate run here with the models at hand; whoever watches reads on the record how it ended. */
async function held(
  { records, live, modelSettings }: Beginning,
  hold: (around: Around & { modelSettings: ModelSettings }) => Promise<unknown>,
): Promise<{ id: string }> {
  const settings = modelSettings();
  const { id, over } = live.begin(records.write(), (around) => hold({ ...around, modelSettings: settings }));
  over.catch(() => undefined);
  return { id: await id };
}

/** Spec of each seat as the debate was held last. */
function seatsIn(records: Records, id: string): string[] {
  const events = records.events(id).map(({ event }) => event);
  const settings = eventsOf(events, 'debate.forked').at(-1) ?? eventsOf(events, 'debate.opened')[0];
  return settings?.cast.map(({ model }) => model) ?? [];
}

/** Spec of a seat in which a person sits. */
const HUMAN = 'human';

/** Nobody can be asked here; a debate that began and then failed at a person's turn would be of no use. */
function refuseHumans(specs: readonly string[]): void {
  if (!specs.flatMap((text) => text.split('|')).some((text) => text.trim() === HUMAN)) return;
  throw new PitwallError('USAGE', 'a person answers on a terminal: use `pitwall run --human NAME` or `pitwall resume`');
}

function renamed(models: Record<string, string>, idOf: (name: string) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(models).map(([member, spec]) => [member === '*' ? member : idOf(member), spec]),
  );
}

function mapValues<From, To>(
  record: Record<string, From>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
