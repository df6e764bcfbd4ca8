/** The library's front door: what the command line does, it does. The parts meet in `composition`. */
import type { Ingredients } from './composition/ingredients.ts';
import { fromProject, fromRecord, keyOf, memberOf, textsOf } from './composition/ingredients.ts';
import { checkModels, clientsOf, modelsOfCast, settingsOf } from './composition/models.ts';
import { agentSeat, layTable, outsideOf, plainSeat, withRules } from './composition/table.ts';
import { whatIfs } from './composition/what-ifs.ts';
import type { PersonaCard } from './core/card.ts';
import { strictest } from './core/classification.ts';
import type { Member } from './core/closing-graph.ts';
import type { Desk } from './core/consult.ts';
import type { DebateDocument } from './core/document.ts';
import { documentOf } from './core/document-of.ts';
import type { Figure } from './core/effects.ts';
import { PitwallError } from './core/error.ts';
import type { TranscriptEvent } from './core/events.ts';
import { eventsOf } from './core/events.ts';
import { expectationFailures } from './core/expectations.ts';
import { outcomeOf } from './core/memo.ts';
import type { Notice } from './core/notice.ts';
import type { Outcome } from './core/outcome.ts';
import type { TranscriptStore } from './core/record.ts';
import type { Scenario } from './core/scenario.ts';
import { holdDebate } from './debate/debate.ts';
import type { ModelSettings } from './models/settings.ts';
import type { LoadedScenario, Team } from './project.ts';
import { readFrom } from './project.ts';
import { runTool, TOOLS, toolIndex } from './workbench/index.ts';

export { bringAgents } from '../agents/index.ts';
export { rulesOf } from './core/card-rules.ts';
export type { Desk, HardwareAnswer, HardwareQuestion } from './core/consult.ts';
export type { DebateDocument } from './core/document.ts';
export { PitwallError } from './core/error.ts';
export type { TranscriptEvent } from './core/events.ts';
export type { Notice } from './core/notice.ts';
export type { TranscriptStore } from './core/record.ts';
export type { ModelSettings } from './models/settings.ts';
export { readModelSettings } from './models/settings.ts';
export { agentFiles, listScenarios, loadScenario, loadTeam } from './project.ts';
export type { DatabaseCheck, DebateCheck } from './store/check.ts';
export { checkDatabase, isSound } from './store/check.ts';
export { openRecordFile, openStore } from './store/index.ts';
export type { Found } from './store/search.ts';
export { searchDebates } from './store/search.ts';
export { TOOLS, toolIndex };

export interface RunOptions {
  scenario: LoadedScenario;
  team: Team;
  store: TranscriptStore;
  /** Decides wording and small preferences; the same seed gives the same bytes. */
  seed?: number;
  /** Model spec by member id, `*` for everybody else. */
  models?: Record<string, string>;
  /** Members whose desk is closed for this debate. */
  without?: readonly string[];
  /** Answers hardware questions instead of the desk that ships; the contract and every caller stay the same. */
  desk?: Desk;
  /** Each turn takes at least this long when it is shown. */
  paceMs?: number;
  signal?: AbortSignal;
  on?: (notice: Notice) => void;
  /** Keys, addresses and prices come from the caller's environment and his own file, never from a scenario. */
  modelSettings?: ModelSettings;
  /** Stands for OPENAI_API_KEY where there are no settings. */
  apiKey?: string;
}

export interface DebateResult {
  id: string;
  document: DebateDocument;
  events: TranscriptEvent[];
  /** Whether the scenario's expectations held. */
  ok: boolean;
  failures: string[];
}

/** Runs a scenario to its memo, on the record. Throws what ended it; the record keeps what was said. */
export async function runDebate(options: RunOptions): Promise<DebateResult> {
  const { scenario, team, store, seed = 1, models = {}, without = [], paceMs = 0, signal, on } = options;
  const specs = modelsOfCast(scenario.scenario, (id) => team.find(id).card, models, settingsOf(options));
  await checkModels(Object.values(specs), options);
  const ingredients = fromProject({ loaded: scenario, team, seed, models: specs, without });
  const clientFor = clientsOf(options);
  const table = await layTable(ingredients, (seat) => agentSeat(seat, ingredients, clientFor));
  const record = await store.create({
    scenario: scenario.scenario.id,
    seed,
    key: keyOf(ingredients),
    texts: textsOf(ingredients, scenario, team),
  });
  const events = await holdDebate({
    table,
    outside: outsideOf(ingredients, options.desk),
    record,
    ...(signal ? { signal } : {}),
    on: paced(on, paceMs),
  });
  on?.({ kind: 'projecting' });
  const document = await documentFrom(store, record.id, ingredients);
  const failures = expectationFailures(ingredients.scenario, document);
  return { id: record.id, document, events, ok: failures.length === 0, failures };
}

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
  const ingredients = fromProject({ loaded: scenario, team, seed, models: {}, without });
  const table = await layTable(ingredients, (seat) => plainSeat(seat, ingredients));
  const outside = outsideOf(ingredients);
  const events = await holdDebate({ table, outside, record: null });
  const members = ingredients.seats.map(({ card }) => memberOf(card));
  const outcome = outcomeOf({
    id: 'trial',
    events,
    scenario: ingredients.scenario,
    members,
  });
  return { events, outcome, members };
}

/** A debate as `--json` prints it, read from its record; what-ifs come from the cache or are run. */
export function debateDocument({ store, id }: { store: TranscriptStore; id: string }): Promise<DebateDocument> {
  return documentFrom(store, id, fromRecord(store, id));
}

async function documentFrom(store: TranscriptStore, id: string, ingredients: Ingredients): Promise<DebateDocument> {
  const events = store.events(id).map(({ event }) => event);
  const members = ingredients.seats.map(({ card }) => memberOf(card));
  const outcome = outcomeOf({ id, events, scenario: ingredients.scenario, members });
  const models = store.effects(id).filter(({ kind }) => kind === 'model');
  return documentOf({
    summary: store.summary(id),
    scenario: ingredients.scenario,
    events,
    classification: strictest(ingredients.seats.map(({ card }) => card.document.classification)) ?? null,
    outcome: outcome && { ...outcome, ...(await whatIfs(store, id, ingredients, outcome)) },
    usage: { modelCalls: models.length, reported: models.map(({ measured }) => measured.usage) },
  });
}

/** Scenario and cards of a debate as its record has them, whatever became of the files. */
export function debateScenario({ store, id }: { store: TranscriptStore; id: string }): {
  scenario: Scenario;
  cards: PersonaCard[];
} {
  const { scenario, seats } = fromRecord(store, id);
  return { scenario, cards: seats.map(({ card }) => card) };
}

/** Computes a recorded tool or consult call again, by `T.K`, with its recorded arguments and data. */
export async function recomputeCall({
  store,
  id,
  call,
}: {
  store: TranscriptStore;
  id: string;
  call: string;
}): Promise<{ name: string; args: Record<string, unknown>; result: unknown; figures: Record<string, Figure> }> {
  const { data, seats } = fromRecord(store, id);
  const events = store.events(id).map(({ event }) => event);
  const recorded = [
    ...eventsOf(events, 'tool.called').map(({ turn, call: number, name, args, speaker }) => ({
      at: `${turn}.${number}`,
      name,
      args,
      speaker,
    })),
    ...eventsOf(events, 'consult.answered').flatMap(({ turn, call: number, calculation }) =>
      calculation ? [{ at: `${turn}.${number}`, ...calculation, speaker: '' }] : [],
    ),
  ].find(({ at }) => at === call);
  if (recorded === undefined) throw new PitwallError('UNKNOWN_NAME', `no call ${call} is in debate ${id}`);
  const { name, args, speaker } = recorded;
  return { ...runTool(name, withRules(name, args, speaker, seats), readFrom(data)), name, args };
}

/** Holds each turn back until its time has come, so that a person can read along. */
function paced(on: RunOptions['on'], paceMs: number): (notice: Notice) => Promise<void> {
  return async (notice) => {
    if (paceMs > 0 && notice.kind === 'event' && notice.event.type === 'turn.recorded') {
      await new Promise((resolve) => setTimeout(resolve, paceMs));
    }
    on?.(notice);
  };
}
