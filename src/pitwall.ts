/** The library's front door and the composition root: the only place where every part meets. */
import { memberAgent, recipeFor, withRecipe } from '../agents/index.ts';
import { parseCard } from './cards/parse.ts';
import { canonicalJson } from './core/canonical.ts';
import type { PersonaCard } from './core/card.ts';
import { rulesOf } from './core/card-rules.ts';
import { strictest } from './core/classification.ts';
import type { Member } from './core/closing-graph.ts';
import { raisable, reread, supportOf } from './core/closing-graph.ts';
import type { DebateDocument } from './core/document.ts';
import { documentOf } from './core/document-of.ts';
import type { Figure } from './core/effects.ts';
import { PitwallError } from './core/error.ts';
import type { TranscriptEvent } from './core/events.ts';
import { eventsOf } from './core/events.ts';
import { expectationFailures } from './core/expectations.ts';
import { hashText, hashValue } from './core/hash.ts';
import { outcomeOf } from './core/memo.ts';
import type { Notice } from './core/notice.ts';
import type { Outcome } from './core/outcome.ts';
import type { TranscriptStore } from './core/record.ts';
import type { Routing } from './core/routing.ts';
import type { FactValue, Scenario } from './core/scenario.ts';
import type { Voice } from './core/voice.ts';
import { holdDebate } from './debate/debate.ts';
import type { Outside } from './debate/recorder.ts';
import type { SeatSetup, Table } from './debate/table.ts';
import type { Foretell, WhatIf } from './debate/what-if.ts';
import { flipsOf, seedsAlike } from './debate/what-if.ts';
import { chatModelFor } from './models/chat-models.ts';
import { PLAYBOOK, playbookSeat } from './models/playbook-seat.ts';
import { isLive, parseModelSpec } from './models/spec.ts';
import type { SharedVoices } from './project/voices.ts';
import type { LoadedScenario, ScenarioData, Team } from './project.ts';
import { idAmong, readFrom, withIds } from './project.ts';
import { deferredWork } from './routing/index.ts';
import { withCast } from './scenarios/cast.ts';
import { withFacts, withRounds } from './scenarios/change.ts';
import { parseScenario } from './scenarios/parse.ts';
import { mergeVoices } from './voices/merge.ts';
import { parseVoice } from './voices/parse.ts';
import { parseToolWordings } from './voices/wordings.ts';
import { answerHardware } from './workbench/desk.ts';
import { runTool, TOOLS, toolIndex } from './workbench/index.ts';

export { rulesOf } from './core/card-rules.ts';
export { bringAgents } from '../agents/index.ts';
export type { DebateDocument } from './core/document.ts';
export { PitwallError } from './core/error.ts';
export type { TranscriptEvent } from './core/events.ts';
export type { Notice } from './core/notice.ts';
export type { TranscriptStore } from './core/record.ts';
export { agentFiles, listScenarios, loadScenario, loadTeam } from './project.ts';
export { openStore } from './store/index.ts';
export { TOOLS, toolIndex };

/** Seeds that a memo tries to say how firm a decision is. */
const SEEDS = 20;

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
  /** Each turn takes at least this long when it is shown. */
  paceMs?: number;
  signal?: AbortSignal;
  on?: (notice: Notice) => void;
  /** Keys come from the caller's environment, never from a scenario. */
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

/** What a table is laid from: the same whether it comes from files or from a record. */
interface Ingredients {
  scenario: Scenario;
  scenarioHash: string;
  seed: number;
  seats: { card: PersonaCard; cardHash: string; voice: Voice | null; voiceHash: string | null; model: string }[];
  desks: { member: string; topic: string }[];
  data: Record<string, ScenarioData>;
  overrides: Record<string, FactValue>;
  shared: SharedVoices;
}

/** Runs a scenario to its memo, on the record. Throws what ended it; the record keeps what was said. */
export async function runDebate(options: RunOptions): Promise<DebateResult> {
  const { scenario, team, store, seed = 1, models = {}, without = [], paceMs = 0, signal, on } = options;
  const ingredients = fromProject({ loaded: scenario, team, seed, models, without });
  const table = await layTable(ingredients, (seat) => agentSeat(seat, ingredients, options.apiKey));
  const record = await store.create({
    scenario: scenario.scenario.id,
    seed,
    key: keyOf(ingredients),
    texts: textsOf(ingredients, scenario, team),
  });
  const events = await holdDebate({
    table,
    outside: outsideOf(ingredients),
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

async function whatIfs(
  store: TranscriptStore,
  id: string,
  ingredients: Ingredients,
  outcome: Outcome,
): Promise<Pick<Outcome, 'flips' | 'seeds'>> {
  if (ingredients.seats.some(({ model }) => isLive(parseModelSpec(model)))) return { flips: [], seeds: null };
  const cached = store.projection(id, 'what-if');
  if (cached !== null) return cached as Pick<Outcome, 'flips' | 'seeds'>;
  const calculated = remembering(outsideOf(ingredients));
  const base = await layTable(ingredients, (seat) => plainSeat(seat, ingredients));
  const whatIf: WhatIf = {
    outside: () => calculated,
    table: ({ facts, seed }) => ({
      ...base,
      ...(seed === undefined ? {} : { seed }),
      ...(facts === undefined ? {} : { scenario: withFacts(base.scenario, facts, toolIndex) }),
    }),
  };
  const projection = {
    seeds: await seedsAlike(whatIf, outcome.decision, SEEDS),
    flips: await flipsOf(
      whatIf,
      ingredients.scenario,
      outcome.decision,
      foretellerOf(ingredients, calculated, outcome.decision),
    ),
  };
  store.keepProjection(id, 'what-if', projection);
  return projection;
}

function fromProject({
  loaded,
  team,
  seed,
  models,
  without,
}: {
  loaded: LoadedScenario;
  team: Team;
  seed: number;
  models: Record<string, string>;
  without: readonly string[];
}): Ingredients {
  const closed = new Set(without.map((name) => team.find(name).card.id));
  const seats = loaded.scenario.cast.map((id) => {
    const { card, cardHash, voice, voiceHash } = team.find(id);
    return { card: effective(card), cardHash, voice, voiceHash, model: models[id] ?? models['*'] ?? PLAYBOOK };
  });
  const desks = team.members
    .map(({ card }) => effective(card))
    .filter(({ id }) => !closed.has(id))
    .flatMap(({ id, persona }) => persona.desk.map((topic) => ({ member: id, topic })));
  const { scenario, hash, data, overrides } = loaded;
  return { scenario, scenarioHash: hash, seed, seats, desks, data, overrides, shared: team.shared };
}

function fromRecord(store: TranscriptStore, id: string): Ingredients {
  const [opened] = eventsOf(
    store.events(id).map(({ event }) => event),
    'debate.opened',
  );
  if (opened === undefined)
    throw new PitwallError('STORE_FAILED', `expected debate ${id} to begin with debate.opened, found no such event`);
  const genericText = store.text(opened.genericVoiceHash);
  const generic = parseVoice(genericText, 'generic.yaml');
  const data = Object.fromEntries(
    Object.entries(opened.data).map(([name, { file, hash }]) => [name, { file, hash, text: store.text(hash) }]),
  );
  let scenario = parseScenario(store.text(opened.scenarioHash), opened.scenario, { tools: toolIndex });
  scenario = withFacts(scenario, opened.overrides);
  const rounds = opened.protocol.flatMap((phase) =>
    phase.startsWith('rebuttal ') ? [Number(phase.split(' ')[1])] : [],
  )[0];
  if (rounds !== undefined) scenario = withRounds(scenario, rounds);
  scenario = withCast(scenario, opened.cast.map(({ persona }) => persona).join(','));
  scenario = { ...scenario, data: Object.fromEntries(Object.entries(data).map(([name, { file }]) => [name, file])) };
  const seats = opened.cast.map(({ persona, cardHash, voiceHash, model }) => ({
    card: effective(parseCard(store.text(cardHash), `${persona}.md`)),
    cardHash,
    voice: voiceHash === null ? null : parseVoice(store.text(voiceHash), `${persona}.yaml`, { generic }),
    voiceHash,
    model,
  }));
  scenario = withIds(scenario, idAmong(seats.map(({ card }) => card)));
  const wordingsText = store.text(opened.wordingsHash);
  return {
    scenario,
    scenarioHash: opened.scenarioHash,
    seed: opened.seed,
    seats,
    desks: opened.desks,
    data,
    overrides: opened.overrides,
    shared: {
      generic,
      genericText,
      genericHash: opened.genericVoiceHash,
      wordings: parseToolWordings(wordingsText, 'tools.yaml'),
      wordingsText,
      wordingsHash: opened.wordingsHash,
    },
  };
}

function effective(card: PersonaCard): PersonaCard {
  return withRecipe(card, recipeFor(card.id));
}

type SeatSource = Ingredients['seats'][number];

async function layTable(
  ingredients: Ingredients,
  seatFor: (seat: SeatSource) => Promise<SeatSetup['seat']>,
): Promise<Table> {
  const { scenario, scenarioHash, seed, desks, data, overrides, shared } = ingredients;
  const seats = await Promise.all(
    ingredients.seats.map(async (source) => ({
      card: source.card,
      guidance: recipeFor(source.card.id).guidance,
      cardHash: source.cardHash,
      voice: mergeVoices(source.voice, shared.generic),
      voiceIs: source.voice === null ? ('generic' as const) : ('own' as const),
      voiceHash: source.voiceHash,
      model: source.model,
      live: isLive(parseModelSpec(source.model)),
      seat: await seatFor(source),
    })),
  );
  return {
    scenario,
    scenarioHash,
    seed,
    seats,
    desks,
    routing: routingAmong(ingredients.seats.map(({ card }) => card)),
    data: Object.fromEntries(Object.entries(data).map(([name, { file, hash }]) => [name, { file, hash }])),
    overrides,
    wordings: shared.wordings,
    wordingsHash: shared.wordingsHash,
    genericVoiceHash: shared.genericHash,
  };
}

/** What a text said by or to one of the cast is about, as his card sees it. */
function routingAmong(cards: readonly PersonaCard[]): Routing {
  return {
    deferred(id, text) {
      const member = cards.find((card) => card.id === id);
      return member ? deferredWork(text, { member, colleagues: cards.filter((card) => card !== member) }) : null;
    },
  };
}

/** Topics that a member's card defers, with the colleague whose desk is open for them. */
function topicsOf({ card }: SeatSource, { desks }: Ingredients): Map<string, string> {
  return new Map(
    card.persona.defers.flatMap(({ on, topic }) => {
      const desk = desks.find(
        (candidate) =>
          candidate.topic === topic && candidate.member === on.toLowerCase() && candidate.member !== card.id,
      );
      return desk ? [[topic, desk.member] as const] : [];
    }),
  );
}

async function agentSeat(
  source: SeatSource,
  ingredients: Ingredients,
  apiKey: string | undefined,
): Promise<SeatSetup['seat']> {
  return memberAgent({
    card: source.card,
    model: await chatModelFor(parseModelSpec(source.model), { apiKey }),
    spec: source.model,
    tools: toolsOf(source),
    topics: topicsOf(source, ingredients),
    options: Object.keys(ingredients.scenario.options),
  });
}

async function plainSeat(source: SeatSource, ingredients: Ingredients): Promise<SeatSetup['seat']> {
  const topics = topicsOf(source, ingredients);
  const tools = [...toolsOf(source).map(({ name }) => name), ...[...topics.keys()].map((topic) => `consult_${topic}`)];
  return playbookSeat(topics, tools);
}

function toolsOf({ card }: SeatSource) {
  return card.persona.tools.flatMap((name) => toolIndex.get(name) ?? []);
}

function outsideOf({ data, seats, scenario: { language } }: Ingredients): Outside {
  return {
    clock: () => performance.now(),
    calculate: ({ name, args }, speaker) => runTool(name, withRules(name, args, speaker, seats), readFrom(data)),
    async consult({ question, topic, calculation }) {
      if (topic !== 'hardware') throw new PitwallError('UNKNOWN_NAME', `no desk answers questions of \`${topic}\``);
      const { answer, figures, confidence, method, stub } = answerHardware({ text: question, topic, calculation });
      return { answer: answer[language], figures, confidence, method, stub };
    },
  };
}

/** Arguments with the speaker's own rules, where the tool reads them; the record has the card, so they are not recorded again. */
function withRules(
  name: string,
  args: Record<string, unknown>,
  speaker: string,
  seats: Ingredients['seats'],
): Record<string, unknown> {
  const card = seats.find((seat) => seat.card.id === speaker)?.card;
  if (card === undefined || toolIndex.get(name)?.readsCard !== true || 'rules' in args) return args;
  return { ...args, rules: rulesOf(card) };
}

/** Weighs every reason that somebody at the table could raise, with its figure computed from other facts. */
function foretellerOf(
  { scenario, seats, desks, seed, data }: Ingredients,
  { calculate }: Outside,
  decision: string | null,
): Foretell {
  const raised = raisable(
    scenario,
    seats.map(({ card }) => card),
    desks,
  );
  const members = seats.map(({ card }) => memberOf(card));
  const options = Object.keys(scenario.options);
  const scripted = Object.assign({}, ...scenario.events.map(({ set }) => set)) as Record<string, FactValue>;
  const files = Object.fromEntries(Object.entries(data).map(([name, { file }]) => [name, file]));
  return (facts) => {
    try {
      const changed = withFacts(withFacts(scenario, facts, toolIndex), scripted);
      const reasons = reread(raised, changed.facts, files, (call) => calculate(call, '').figures);
      return supportOf(reasons, options, members, seed)[decision ?? ''] ?? 0;
    } catch (error) {
      if (error instanceof PitwallError && error.exitCode === 2) return undefined;
      throw error;
    }
  };
}

/** Calculations are pure: what-if runs that change nothing a tool reads share its result. */
function remembering(outside: Outside): Outside {
  const results = new Map<string, ReturnType<Outside['calculate']>>();
  return {
    ...outside,
    calculate(call, speaker) {
      const key = canonicalJson(call);
      const known = results.get(key) ?? outside.calculate(call, speaker);
      results.set(key, known);
      return known;
    },
  };
}

function memberOf({ id, persona }: PersonaCard): Member {
  return {
    id,
    values: persona.values,
    trust: new Map(persona.relationships.map(({ to, trust }) => [to.toLowerCase(), trust])),
  };
}

function keyOf({ scenario, scenarioHash, seed, seats, overrides, data, desks }: Ingredients): string {
  return hashValue({
    scenarioHash,
    seed,
    overrides,
    desks,
    protocol: scenario.protocol,
    cast: seats.map(({ card, cardHash, voiceHash, model }) => ({ persona: card.id, cardHash, voiceHash, model })),
    data: Object.fromEntries(Object.entries(data).map(([name, { hash }]) => [name, hash])),
  });
}

function textsOf(
  { seats, data, shared }: Ingredients,
  loaded: LoadedScenario,
  team: Team,
): { hash: string; body: string }[] {
  const members = seats.flatMap(({ card }) => {
    const { cardText, voiceText } = team.find(card.id);
    return voiceText === null ? [cardText] : [cardText, voiceText];
  });
  const bodies = [
    loaded.text,
    shared.genericText,
    shared.wordingsText,
    ...members,
    ...Object.values(data).map(({ text }) => text),
  ];
  return bodies.map((body) => ({ hash: hashText(body), body }));
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
