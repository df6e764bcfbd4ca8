import { z } from 'zod';
import type { DebateChanges } from '../../core/changes.ts';
import { PitwallError } from '../../core/error.ts';
import { jsonOrText } from '../../core/json.ts';
import { agentFiles, bringAgents, forkDebate, loadScenario, loadTeam, runDebate } from '../../pitwall.ts';
import type { Place } from '../../project.ts';
import type { LiveDebates } from './live.ts';
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

/** The checked body of a request; throws USAGE that names the field. */
export function checkedBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const [issue] = error.issues;
  throw new PitwallError(
    'USAGE',
    `${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'expected another shape'}`,
  );
}

export interface Beginning {
  records: Records;
  live: LiveDebates;
  place: Place;
  apiKey: string | undefined;
}

/** Loads and checks everything first, as `pitwall run` does, then lets the debate run here; resolves with its id. */
export async function beginDebate({ records, live, place, apiKey }: Beginning, body: unknown): Promise<{ id: string }> {
  const { scenario: name, seed, cast, facts, models, rounds, paceMs } = checkedBody(NewDebate, body);
  const team = loadTeam(place);
  const values = mapValues(facts, jsonOrText);
  const scenario = loadScenario(name, { projectDir: place.projectDir, team, facts: values, cast, rounds });
  await bringAgents(agentFiles(team));
  const { id, over } = live.begin(records.write(), (around) =>
    runDebate({ scenario, team, seed, models, paceMs, ...(apiKey === undefined ? {} : { apiKey }), ...around }),
  );
  // The record says how it ended; whoever watches reads it there.
  over.catch(() => undefined);
  return { id: await id };
}

/** Lets a debate part from a recorded one before turn `at`; resolves with the id of the fork. */
export async function beginFork(
  { records, live, place, apiKey }: Beginning,
  parent: string,
  body: unknown,
): Promise<{ id: string }> {
  const { at, paceMs, facts, cards, say, models, cast } = checkedBody(NewFork, body);
  const team = loadTeam(place);
  await bringAgents(agentFiles(team));
  const changes: DebateChanges = {
    ...(say === undefined ? {} : { say }),
    ...(models === undefined ? {} : { models }),
    ...(cast === undefined ? {} : { cast }),
    ...(facts === undefined ? {} : { facts: mapValues(facts, jsonOrText) }),
    ...(cards === undefined ? {} : { cards: mapValues(cards, (text, member) => ({ text, file: `${member}.md` })) }),
  };
  const { id, over } = live.begin(records.write(), (around) =>
    forkDebate({ id: parent, at, changes, team, paceMs, ...(apiKey === undefined ? {} : { apiKey }), ...around }),
  );
  over.catch(() => undefined);
  return { id: await id };
}

function mapValues<From, To>(
  record: Record<string, From>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
