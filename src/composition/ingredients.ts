import { recipeFor, withRecipe } from '../../agents/index.ts';
import { parseCard } from '../cards/parse.ts';
import type { PersonaCard } from '../core/card.ts';
import type { Member } from '../core/closing-graph.ts';
import { PitwallError } from '../core/error.ts';
import { eventsOf } from '../core/events.ts';
import { hashText, hashValue } from '../core/hash.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import type { Voice } from '../core/voice.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import type { SharedVoices } from '../project/voices.ts';
import type { LoadedScenario, ScenarioData, Team } from '../project.ts';
import { idAmong, withIds } from '../project.ts';
import { withCast } from '../scenarios/cast.ts';
import { withFacts, withRounds } from '../scenarios/change.ts';
import { parseScenario } from '../scenarios/parse.ts';
import { parseVoice } from '../voices/parse.ts';
import { parseToolWordings } from '../voices/wordings.ts';
import { toolIndex } from '../workbench/index.ts';

/** What a table is laid from: the same whether it comes from files or from a record. */
export interface Ingredients {
  scenario: Scenario;
  scenarioHash: string;
  seed: number;
  seats: { card: PersonaCard; cardHash: string; voice: Voice | null; voiceHash: string | null; model: string }[];
  desks: { member: string; topic: string }[];
  data: Record<string, ScenarioData>;
  overrides: Record<string, FactValue>;
  shared: SharedVoices;
}

export type SeatSource = Ingredients['seats'][number];

export function fromProject({
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

export function fromRecord(store: TranscriptStore, id: string): Ingredients {
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

export function memberOf({ id, persona }: PersonaCard): Member {
  return {
    id,
    values: persona.values,
    trust: new Map(persona.relationships.map(({ to, trust }) => [to.toLowerCase(), trust])),
  };
}

export function keyOf({ scenario, scenarioHash, seed, seats, overrides, data, desks }: Ingredients): string {
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

export function textsOf(
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
