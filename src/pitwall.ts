/** The library's front door: what the command line does, it does. The parts meet in `composition`. */

import { deferredRecord } from './app/deferred.ts';
import { diffOf } from './app/diff.ts';
import type { Forecast } from './app/forecast.ts';
import { forecast } from './app/forecast.ts';
import { childOf, forkedStretches, forkPoint } from './app/fork.ts';
import { documentFrom, heldSoFar, seatedIn } from './app/held.ts';
import { eventsIn, fromProject, keyOf, memberOf, textsOf } from './app/ingredients.ts';
import type { ModelsAtHand } from './app/models.ts';
import {
  boundedSpec,
  boundsReplies,
  checkModels,
  clientsOf,
  modelsOfCast,
  pricedBudget,
  settingsOf,
} from './app/models.ts';
import type { Recording } from './app/recording.ts';
import { laidFrom, recordingOf } from './app/recording.ts';
import { agentSeat, layTable, outsideOf, plainSeat, withRules } from './app/table.ts';
import { verify } from './app/verify.ts';
import { parseCard } from './cards/parse.ts';
import type { Budget } from './core/budget.ts';
import type { PersonaCard } from './core/card.ts';
import type { DebateChanges } from './core/changes.ts';
import type { Desk } from './core/consult.ts';
import type { DebateDocument } from './core/document.ts';
import type { Figure } from './core/effects.ts';
import { PitwallError } from './core/error.ts';
import type { TranscriptEvent } from './core/events.ts';
import { eventsOf } from './core/events.ts';
import type { Notice } from './core/notice.ts';
import type { Outcome } from './core/outcome.ts';
import type { TranscriptStore } from './core/record.ts';
import type { Scenario } from './core/scenario.ts';
import { holdDebate } from './debate/debate.ts';
import { branchTape, resumedTape } from './debate/tape.ts';
import { withContext } from './models/context.ts';
import type { AskHuman } from './models/human-seat.ts';
import type { ModelSettings } from './models/settings.ts';
import { specText } from './models/settings.ts';
import { spans } from './models/tracing.ts';
import type { LoadedScenario, Team } from './project/index.ts';
import { readFrom } from './project/index.ts';
import type { Member } from './reasoning/closing-graph.ts';
import { expectationFailures } from './reasoning/expectations.ts';
import type { DebateDiff } from './report/diff.ts';
import { outcomeOf } from './report/outcome.ts';
import type { Verification } from './report/verification.ts';
import { runTool, TOOLS, toolIndex } from './workbench/index.ts';

export { bringAgents } from '../agents/index.ts';
export type { Forecast, SeatForecast } from './app/forecast.ts';
export { rulesOf } from './core/card-rules.ts';
export type { DebateChanges } from './core/changes.ts';
export type { Desk, HardwareAnswer, HardwareQuestion } from './core/consult.ts';
export type { DebateDocument } from './core/document.ts';
export { PitwallError } from './core/error.ts';
export type { TranscriptEvent } from './core/events.ts';
export type { Notice } from './core/notice.ts';
export type { TranscriptStore } from './core/record.ts';
export type { ModelCheck } from './models/check.ts';
export { checkModel } from './models/check.ts';
export type { ModelSettings } from './models/settings.ts';
export { configuredModels, readModelSettings } from './models/settings.ts';
export { agentFiles, listScenarios, loadScenario, loadTeam } from './project/index.ts';
export type { DatabaseCheck, DebateCheck } from './store/check.ts';
export { checkDatabase, isSound } from './store/check.ts';
export { openRecordFile, openStore } from './store/index.ts';
export type { Found } from './store/search.ts';
export { searchDebates } from './store/search.ts';
export { TOOLS, toolIndex };

/** The id of the member whom a card describes. Throws CARD_INVALID with the place. */
export function cardIdIn(text: string, file: string): string {
  return parseCard(text, file).id;
}

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
  /** Hard caps on cost, tokens, calls and time. */
  budget?: Budget;
  /** Answers hardware questions instead of the desk that ships; the contract and every caller stay the same. */
  desk?: Desk;
  /** Asks the person in a seat whose model is `human`. */
  ask?: AskHuman;
  /** Each turn takes at least this long when it is shown. */
  paceMs?: number;
  signal?: AbortSignal;
  on?: (notice: Notice) => void;
  /** Keys, addresses and prices come from the caller's environment and his own file, never from a scenario. */
  modelSettings?: ModelSettings;
  /** Stands for OPENAI_API_KEY where there are no settings. */
  apiKey?: string;
  /** LangChain models of the caller's own, by the spec that `models` names for a seat, as `scripted:pulse`. */
  chatModels?: NonNullable<ModelsAtHand['chatModels']>;
}

/** What a debate came to, once it has been held. */
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
  const { scenario, store, seed = 1 } = options;
  const ingredients = await ingredientsFor(options);
  await checkModels(
    ingredients.seats.map(({ model }) => model),
    options,
  );
  const clientFor = clientsOf(options);
  const table = await layTable(ingredients, (seat) => agentSeat(seat, ingredients, clientFor, options.ask));
  const record = deferredRecord((opening) =>
    store.create({
      scenario: scenario.scenario.id,
      seed,
      key: keyOf(ingredients),
      texts: textsOf(ingredients),
      opening,
    }),
  );
  const outside = outsideOf(ingredients, options.desk);
  await spans.debate(scenario.scenario.id, () => holdDebate({ table, outside, record, ...listening(options) }));
  return resultOf(store, record.id, options.on, ingredients.scenario);
}

/** What `runDebate` would take, in calls, tokens and USD; nothing is called and nothing is kept. */
export async function forecastDebate(options: Omit<RunOptions, 'store'>): Promise<Forecast> {
  return forecast(await ingredientsFor(options), settingsOf(options));
}

async function ingredientsFor(options: Omit<RunOptions, 'store'>) {
  const { scenario, team, seed = 1, models = {}, without = [] } = options;
  const settings = settingsOf(options);
  const named = modelsOfCast(scenario.scenario, (id) => team.find(id).card, models, settings);
  const specs = boundedSpecs(named, options.budget);
  const budget = pricedBudget(options.budget, Object.values(specs), settings);
  return fromProject({ loaded: scenario, team, seed, models: specs, without, budget });
}

/** What a debate is held and watched with, whether it begins, goes on or parts from another. */
export type Listening = Pick<
  RunOptions,
  'signal' | 'on' | 'paceMs' | 'apiKey' | 'modelSettings' | 'chatModels' | 'desk' | 'ask'
>;

/**
 * Goes on with a debate that was cut short: what its record holds is served, to the last call inside a turn, and nothing of it
 * is asked again. A debate that has ended comes back as it is. Throws CHECK_FAILED for one that has failed, USAGE when a model of
 * its seats lacks its key, RECORD_DIFFERS when this version does not come to what was recorded, STORE_FAILED while another
 * process writes it.
 */
export async function resumeDebate({
  store,
  id,
  ...options
}: Listening & { store: TranscriptStore; id: string }): Promise<DebateResult> {
  const recording = recordingOf(store, id);
  const last = recording.events.at(-1);
  if (last?.type === 'debate.failed') {
    throw new PitwallError('CHECK_FAILED', `expected a debate that can go on, ${id} has failed: ${last.body.error}`, {
      data: { id },
    });
  }
  if (last?.type === 'debate.closed') return resultOf(store, id, options.on);
  await checkModels(modelsSeatedIn(recording.stretches), options);
  const laid = await laidFrom(recording.stretches, liveSeats(options));
  const record = resumedTape(await store.reopen(id), recording);
  await spans.debate(laid.table.scenario.id, () => holdDebate({ ...laid, record, ...listening(options) }));
  return resultOf(store, id, options.on);
}

/**
 * Holds a debate again up to a turn, from its record and at no cost, and on from there under changes, as a debate of its own. Throws
 * USAGE for a turn that is not there, and what `resumeDebate` throws.
 */
export async function forkDebate({
  store,
  id,
  at,
  changes,
  team,
  ...options
}: Listening & {
  store: TranscriptStore;
  id: string;
  at: number | 'end';
  changes: DebateChanges;
  /** Where members who join are found. */
  team?: Team;
}): Promise<DebateResult> {
  const recording = recordingOf(store, id);
  const point = forkPoint(recording.events, at);
  const stretches = forkedStretches(recording, point, await pricedChanges(recording, changes, options), team);
  await checkModels(modelsSeatedIn(stretches), options);
  const laid = await laidFrom(stretches, liveSeats(options));
  const parent = { id: recording.id, turn: point.turn };
  const tape = branchTape(recording, point.shared, (opening, effects) =>
    store.create({ ...childOf(store, recording, stretches), opening, effects, parent }),
  );
  await spans.debate(laid.table.scenario.id, () => holdDebate({ ...laid, record: tape, ...listening(options) }));
  const child = tape.child();
  if (child === null) throw new RangeError('expected a fork to part from its parent');
  return resultOf(store, child.id, options.on);
}

/** Executes a debate again with every live call forbidden, under changes or none, and says what comes out otherwise. */
export function verifyDebate(options: {
  store: TranscriptStore;
  id: string;
  changes?: DebateChanges;
  team?: Team;
}): Promise<Verification> {
  return verify(options);
}

/** Two debates aligned by turn; the second may be in another store. */
export function diffDebates({
  store,
  a,
  b,
  other = store,
}: {
  store: TranscriptStore;
  a: string;
  b: string;
  other?: TranscriptStore;
}): DebateDiff {
  return diffOf({ store, id: a }, { store: other, id: b });
}

/** The changes with models spelled out and the prices by which a new budget is held. */
async function pricedChanges(
  { stretches }: Pick<Recording, 'stretches'>,
  changes: DebateChanges,
  options: Listening,
): Promise<DebateChanges> {
  const settings = settingsOf(options);
  const spelled = Object.entries(changes.models ?? {}).map(
    ([id, text]) => [id, withContext(specText(text, settings))] as const,
  );
  const models = boundedSpecs(Object.fromEntries(spelled), changes.budget);
  await checkModels(Object.values(models), options);
  const budget = pricedBudget(changes.budget, [...modelsSeatedIn(stretches), ...Object.values(models)], settings);
  return {
    ...changes,
    ...(changes.models ? { models } : {}),
    ...(budget ? { budget } : {}),
  };
}

/** Specs of those who speak from here on. */
const modelsSeatedIn = (stretches: Recording['stretches']): string[] =>
  (stretches.at(-1) ?? stretches[0]).ingredients.seats.map(({ model }) => model);

function boundedSpecs(specs: Record<string, string>, budget: Budget | undefined): Record<string, string> {
  if (budget === undefined || !boundsReplies(budget)) return specs;
  return Object.fromEntries(Object.entries(specs).map(([id, text]) => [id, boundedSpec(text)]));
}

/** `held`: the scenario, where it need not be read from the record. */
async function resultOf(
  store: TranscriptStore,
  id: string,
  on: RunOptions['on'],
  held?: Scenario,
): Promise<DebateResult> {
  on?.({ kind: 'projecting' });
  const document = await documentFrom(store, id);
  const scenario = held ?? debateScenario({ store, id }).scenario;
  const failures = expectationFailures(scenario, document);
  return { id, document, events: eventsIn(store, id), ok: failures.length === 0, failures };
}

function listening({ signal, on, paceMs = 0 }: Listening) {
  return { ...(signal ? { signal } : {}), on: paced(on, paceMs) };
}

function liveSeats({ desk, ask, ...atHand }: Listening): Parameters<typeof laidFrom>[1] {
  const clientFor = clientsOf(atHand);
  return {
    seatFor: (seat, ingredients) => agentSeat(seat, ingredients, clientFor, ask),
    outsideFor: (ingredients) => outsideOf(ingredients, desk),
  };
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
  return documentFrom(store, id);
}

/** The same at once: what-ifs that nobody has run yet are left out. */
export function debateDocumentSoFar({
  store,
  id,
}: {
  store: TranscriptStore;
  id: string;
}): Promise<{ document: DebateDocument; lacksWhatIfs: boolean }> {
  return heldSoFar(store, id, { run: false });
}

/** Scenario and cards of a debate as its record has them, whatever became of the files. */
export function debateScenario({ store, id }: { store: TranscriptStore; id: string }): {
  scenario: Scenario;
  cards: PersonaCard[];
} {
  const { stretches } = recordingOf(store, id);
  const { scenario } = (stretches.at(-1) ?? stretches[0]).ingredients;
  return { scenario, cards: seatedIn(stretches).map(({ card }) => card) };
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
  const { events, stretches } = recordingOf(store, id);
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
  // A fork may have put other data and other cards behind the same names.
  const turn = Number(call.split('.')[0]);
  const held = stretches.findLast(({ fork }) => fork === null || fork.body.turn <= turn) ?? stretches[0];
  const { data, seats, scenario } = held.ingredients;
  return { ...runTool(name, withRules(name, args, speaker, seats, scenario.language), readFrom(data)), name, args };
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
