import { hashText } from '../core/hash.ts';
import type { Language } from '../core/language.ts';
import type { AskedQuestion } from '../core/questionnaire.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import { answerFromCard } from '../fidelity/interview/from-card.ts';
import type { Probe } from '../fidelity/interview/probes.ts';
import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
import type { SharedVoices } from '../project/voices.ts';
import { parseScenario } from '../scenarios/parse.ts';
import type { DebateConfig, SeatSource } from './debate-config.ts';
import { keyOf } from './debate-config.ts';
import { holdNew } from './hold-new.ts';
import type { ModelsAtHand } from './models.ts';
import { checkModels } from './models.ts';

/** Who is interviewed, and about what. */
export interface InterviewPlan {
  seat: SeatSource;
  shared: SharedVoices;
  recipes: Recipes;
  language: Language;
  questions: readonly AskedQuestion[];
}

/** A probe of the card as a question on the record. */
export function askedFrom(
  probe: Probe,
  card: CompiledCard,
  language: Language,
  { round, id = probe.id }: { round: number; id?: string },
): AskedQuestion {
  return {
    id,
    member: card.id,
    text: probe.question,
    subject: { kind: 'card', says: answerFromCard(probe, card, language) },
    choices: null,
    round,
  };
}

/** Holds an interview on the record and gives its id: an opening with the questions, an answer each, and the close. */
export async function recordInterview(
  store: TranscriptStore,
  plan: InterviewPlan,
  atHand: ModelsAtHand,
): Promise<string> {
  const config = configOf(plan);
  await checkModels([plan.seat.model], atHand);
  return holdNew(store, config, atHand);
}

/** The newest interview of the same member, card, model and questions; null where none has been held to its close. */
export function heldInterview(store: TranscriptStore, plan: InterviewPlan): string | null {
  const key = keyOf(configOf(plan));
  const held = store.list({ all: true }).filter(({ kind, status }) => kind === 'interview' && status === 'closed');
  return held.find(({ id }) => store.summary(id).key === key)?.id ?? null;
}

function configOf({ seat, shared, recipes, language, questions }: InterviewPlan): DebateConfig {
  const { id, callsign } = seat.card;
  const scenarioText = scriptOf(id, callsign ?? id, language);
  return {
    scenario: { ...parseScenario(scenarioText, `interview-${id}.yaml`), cast: [id] },
    scenarioText,
    scenarioHash: hashText(scenarioText),
    seed: 1,
    seats: [seat],
    desks: [],
    data: {},
    overrides: {},
    shared,
    recipes,
    asked: { kind: 'interview', questions: [...questions] },
  };
}

/** A record rests on a script; an interview's holds nothing to decide, and nobody but a reader of the record sees it. */
function scriptOf(id: string, name: string, language: Language): string {
  const ko = language === 'ko';
  const title = ko ? `${name} 인터뷰` : `Interview with ${name}`;
  const [yes, no] = ko
    ? ['카드대로 답한다', '카드와 다르게 답한다']
    : ['answers as the card has it', 'answers otherwise'];
  return [
    `id: interview-${id}`,
    `title: ${JSON.stringify(title)}`,
    `language: ${language}`,
    `motion: ${JSON.stringify(title)}`,
    'options:',
    `  as-carded: ${JSON.stringify(yes)}`,
    `  otherwise: ${JSON.stringify(no)}`,
    'facts: {}',
    `cast: [${id}, interviewer]`,
    'protocol: [opening blind, vote]',
    '',
  ].join('\n');
}
