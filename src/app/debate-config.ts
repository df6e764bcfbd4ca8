import { recipeFor, withRecipe } from '../../agents/index.ts';
import type { Budget } from '../core/budget.ts';
import type { PersonaCard } from '../core/card.ts';
import { PitwallError } from '../core/error.ts';
import type { Configuration, EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import { hashText, hashValue } from '../core/hash.ts';
import type { Questionnaire } from '../core/questionnaire.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import { phaseWords } from '../core/scenario.ts';
import type { Voice } from '../core/voice.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import { isLive, parseModelSpec } from '../models/spec.ts';
import type { LoadedScenario, ScenarioData, Team, TeamMember } from '../project/index.ts';
import { idAmong, withIds } from '../project/index.ts';
import type { SharedVoices } from '../project/voices.ts';
import { isOfField } from '../reasoning/field.ts';
import { withCast } from '../scenarios/cast.ts';
import { withFacts, withRounds } from '../scenarios/change.ts';
import { parseScenario } from '../scenarios/parse.ts';
import { toolIndex } from '../workbench/index.ts';
import { areKnown, cardOf, genericVoiceOf, scriptOf, termsOf, voiceOf } from './parsed.ts';

/** What a debate is built from: the same whether it comes from files or from a record. */
export interface DebateConfig {
  scenario: Scenario;
  scenarioText: string;
  scenarioHash: string;
  seed: number;
  seats: {
    card: PersonaCard;
    cardText: string;
    cardHash: string;
    voice: Voice | null;
    voiceText: string | null;
    voiceHash: string | null;
    model: string;
  }[];
  desks: { member: string; topic: string }[];
  data: Record<string, ScenarioData>;
  overrides: Record<string, FactValue>;
  budget?: Budget;
  /** Spec of the model that moderates, where it is none of the cast and not the offline engine. */
  moderator?: string;
  /** Spec of the model that writes the memo, where one is to. */
  memo?: string;
  shared: SharedVoices;
  recipes: Recipes;
  /** An interview: these are asked, and no debate is held. */
  asked?: Questionnaire;
  /** Scripts of `asked.scenarios`, in its order. */
  scripts?: ChatScript[];
}

/** A script that a chat's member may be asked about. */
export interface ChatScript {
  scenario: Scenario;
  text: string;
  data: Record<string, ScenarioData>;
}

export type SeatSource = DebateConfig['seats'][number];

export function fromProject({
  loaded,
  team,
  seed,
  models,
  without,
  budget,
}: {
  budget?: Budget | undefined;
  loaded: LoadedScenario;
  team: Team;
  seed: number;
  models: Record<string, string>;
  without: readonly string[];
}): DebateConfig {
  const closed = new Set(without.map((name) => team.find(name).card.id));
  areKnown(
    loaded.scenario.cast.map((id) => team.find(id)),
    team.shared,
  );
  const seats = loaded.scenario.cast.map((id) => {
    return seatOf(team.find(id), team.recipes, models[id] ?? models['*'] ?? PLAYBOOK);
  });
  // A desk of machines has nothing to say to a question of another field.
  const members = isOfField(loaded.scenario, Object.keys(loaded.data).length) ? team.members : [];
  const desks = members
    .map(({ card }) => effective(card, team.recipes))
    .filter(({ id }) => !closed.has(id))
    .flatMap(({ id, persona }) => persona.desk.map((topic) => ({ member: id, topic })));
  const { scenario, text, hash, data, overrides } = loaded;
  const moderator = moderates(scenario) ? models['moderator'] : undefined;
  return {
    scenario,
    scenarioText: text,
    scenarioHash: hash,
    seed,
    seats,
    desks,
    data,
    overrides,
    ...(budget ? { budget } : {}),
    ...(moderator === undefined || moderator === PLAYBOOK ? {} : { moderator }),
    ...memoOf(models['memo']),
    shared: team.shared,
    recipes: team.recipes,
  };
}

/** Whether somebody who is none of the cast moderates. */
export const moderates = ({ floor, moderator }: Pick<Scenario, 'floor' | 'moderator'>): boolean =>
  floor === 'moderated' && moderator === undefined;

/** The model that writes the memo, as a setting; none where it is composed from the record. */
export const memoOf = (spec: string | undefined): Pick<DebateConfig, 'memo'> =>
  spec === undefined || !isLive(parseModelSpec(spec)) ? {} : { memo: spec };

/** Whether a person has to say who speaks next. */
export const needsNames = ({ floor, order, protocol, visibility }: Scenario): boolean =>
  floor === 'manual' &&
  order === undefined &&
  visibility !== 'blind' &&
  protocol.some(({ kind }) => kind === 'rebuttal');

/** The specs of all who are asked. */
export const specsIn = ({ seats, moderator, memo }: Pick<DebateConfig, 'seats' | 'moderator' | 'memo'>): string[] => [
  ...seats.map(({ model }) => model),
  ...[moderator, memo].filter((spec) => spec !== undefined),
];

export function seatOf(member: TeamMember, recipes: Recipes, model: string): SeatSource {
  const { card, cardText, cardHash, voice, voiceText, voiceHash } = member;
  return { card: effective(card, recipes), cardText, cardHash, voice, voiceText, voiceHash, model };
}

/** The scenario of a record with everything that its command line changed, from the text given or the recorded one. */
interface Script {
  text: string;
  file: string;
}

export function fromOpening(
  store: TranscriptStore,
  opened: EventBody<'debate.opened'>,
  recipes: Recipes,
  script?: Script,
): DebateConfig {
  const { asked } = opened;
  const config = fromConfiguration(store, opened, opened, recipes, script);
  return asked === undefined ? config : { ...config, asked, scripts: scriptsOf(store, asked, config.seats) };
}

function scriptsOf(
  store: TranscriptStore,
  { scenarios = [] }: Questionnaire,
  seats: readonly SeatSource[],
): ChatScript[] {
  return scenarios.map(({ id, hash, data: files }) => {
    const text = store.text(hash);
    return chatScript({ id, text, data: textsAt(store, files), card: seats[0]?.card });
  });
}

/** A script as one member is asked about it: alone, with their id wherever it names them. The same from a folder and from a record. */
export function chatScript({
  id,
  text,
  data,
  card,
}: Pick<ChatScript, 'text' | 'data'> & { id: string; card: PersonaCard | undefined }): ChatScript {
  const written = scriptOf(text, hashText(text), id);
  const scenario = card === undefined ? written : { ...withIds(written, idAmong([card])), cast: [card.id] };
  return { scenario: { ...scenario, data: fileNamesIn(data) }, text, data };
}

const fileNamesIn = (data: Readonly<Record<string, { file: string }>>) =>
  Object.fromEntries(Object.entries(data).map(([name, { file }]) => [name, file]));

const textsAt = (store: TranscriptStore, files: Readonly<Record<string, { file: string; hash: string }>>) =>
  Object.fromEntries(
    Object.entries(files).map(([name, { file, hash }]) => [name, { file, hash, text: store.text(hash) }]),
  );

/** What a debate is built from after a fork: the opening's script and facts, with the fork's cast, cards, models and data. */
export function fromFork(
  store: TranscriptStore,
  opened: EventBody<'debate.opened'>,
  fork: EventBody<'debate.forked'>,
  recipes: Recipes,
  script?: Script,
): DebateConfig {
  return fromConfiguration(store, opened, { ...fork, overrides: opened.overrides }, recipes, script);
}

export function eventsIn(store: TranscriptStore, id: string): TranscriptEvent[] {
  return store.events(id).map(({ event }) => event);
}

export function openingOf(events: readonly TranscriptEvent[], id: string): EventBody<'debate.opened'> {
  const [opened] = eventsOf(events, 'debate.opened');
  if (opened === undefined)
    throw new PitwallError('STORE_FAILED', `expected debate ${id} to begin with debate.opened, found no such event`);
  return opened;
}

function fromConfiguration(
  store: TranscriptStore,
  opened: EventBody<'debate.opened'>,
  { cast, desks, data: files, overrides, budget, moderator, memo }: Configuration,
  recipes: Recipes,
  script?: Script,
): DebateConfig {
  const genericText = store.text(opened.genericVoiceHash);
  const generic = genericVoiceOf(genericText, opened.genericVoiceHash, 'generic.yaml');
  const data = textsAt(store, files);
  const recorded = scriptOf(store.text(opened.scenarioHash), opened.scenarioHash, opened.scenario);
  let scenario = script ? parseScenario(script.text, script.file, { tools: toolIndex }) : recorded;
  scenario = withFacts(scenario, overrides);
  // Rounds came from the command line where the recorded script says others; another script keeps its own.
  const rounds = roundsOf(opened.protocol);
  if (rounds !== undefined && rounds !== roundsOf(recorded.protocol.map(phaseWords)))
    scenario = withRounds(scenario, rounds);
  // One member is a cast only in an interview.
  const [first, ...others] = cast.map(({ persona }) => persona);
  if (first !== undefined)
    scenario = others.length === 0 ? { ...scenario, cast: [first] } : withCast(scenario, [first, ...others].join(','));
  scenario = { ...scenario, data: fileNamesIn(data) };
  const seats = cast.map(({ persona, cardHash, voiceHash, model }) => {
    const [cardText, voiceText] = [store.text(cardHash), voiceHash === null ? null : store.text(voiceHash)];
    return {
      card: effective(cardOf(cardText, cardHash, `${persona}.md`), recipes),
      cardText,
      cardHash,
      voice:
        voiceText === null || voiceHash === null
          ? null
          : voiceOf(voiceText, voiceHash, `${persona}.yaml`, { voice: generic, hash: opened.genericVoiceHash }),
      voiceText,
      voiceHash,
      model,
    };
  });
  scenario = withIds(scenario, idAmong(seats.map(({ card }) => card)));
  const termsText = store.text(opened.termsHash);
  return {
    scenario,
    scenarioText: script?.text ?? store.text(opened.scenarioHash),
    scenarioHash: script ? hashText(script.text) : opened.scenarioHash,
    seed: opened.seed,
    seats,
    desks,
    data,
    overrides,
    ...(budget ? { budget } : {}),
    ...(moderator === undefined ? {} : { moderator }),
    ...(memo === undefined ? {} : { memo }),
    shared: {
      generic,
      genericText,
      genericHash: opened.genericVoiceHash,
      terms: termsOf(termsText, opened.termsHash, 'terms.yaml'),
      termsText,
      termsHash: opened.termsHash,
    },
    recipes,
  };
}

function roundsOf(protocol: readonly string[]): number | undefined {
  return protocol.flatMap((phase) => (phase.startsWith('rebuttal ') ? [Number(phase.split(' ')[1])] : []))[0];
}

export function effective(card: PersonaCard, recipes: Recipes): PersonaCard {
  return withRecipe(card, recipeFor(card.id, recipes));
}

export function keyOf({
  scenario,
  scenarioHash,
  seed,
  seats,
  overrides,
  data,
  desks,
  budget,
  moderator,
  memo,
  asked,
}: DebateConfig): string {
  return hashValue({
    asked,
    scenarioHash,
    seed,
    overrides,
    desks,
    budget,
    moderator,
    memo,
    protocol: scenario.protocol,
    cast: seats.map(({ card, cardHash, voiceHash, model }) => ({ persona: card.id, cardHash, voiceHash, model })),
    data: Object.fromEntries(Object.entries(data).map(([name, { hash }]) => [name, hash])),
  });
}

/** Every text that the opening or a fork names by hash. */
export function textsOf({
  scenarioText,
  seats,
  data,
  shared,
  scripts = [],
}: DebateConfig): { hash: string; body: string }[] {
  const members = seats.flatMap(({ cardText, voiceText }) => (voiceText === null ? [cardText] : [cardText, voiceText]));
  const bodies = [
    scenarioText,
    shared.genericText,
    shared.termsText,
    ...members,
    ...Object.values(data).map(({ text }) => text),
    ...scripts.flatMap((script) => [script.text, ...Object.values(script.data).map(({ text }) => text)]),
  ];
  return bodies.map((body) => ({ hash: hashText(body), body }));
}
