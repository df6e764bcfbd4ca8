import type { Language } from '../core/language.ts';
import type { AskedQuestion } from '../core/questionnaire.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { DebateTurns } from '../fidelity/evaluation/debate-turns.ts';
import { turnsOf } from '../fidelity/evaluation/debate-turns.ts';
import type { ControlPlan } from '../fidelity/interview/control.ts';
import { controlPlan } from '../fidelity/interview/control.ts';
import { answerFromCard } from '../fidelity/interview/from-card.ts';
import type { Probe } from '../fidelity/interview/probes.ts';
import { probesOf } from '../fidelity/interview/probes.ts';
import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
import type { SpokenTurn } from '../fidelity/model/turn.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import { isLive, parseModelSpec } from '../models/spec.ts';
import { eventsIn } from './debate-config.ts';
import type { ModelsAtHand } from './models.ts';
import type { InterviewPlan } from './recorded-interview.ts';
import { askedFrom, heldInterview, recordInterview } from './recorded-interview.ts';
import { recordingOf } from './recording.ts';

/** The playbook's control arm, which costs nothing: it answers from the card, the same in every round. */
export function playbookControl(debate: DebateTurns, cards: readonly CompiledCard[]): SpokenTurn[] {
  const language = languageOf(debate);
  return cards
    .filter(({ id }) => debate.models[id] === PLAYBOOK)
    .flatMap((card) => {
      const plan = controlPlan(debate, card.id, probesOf(card, language));
      return plan === null ? [] : spoken(debate, card.id, plan, (probe) => answerFromCard(probe, card, language));
    });
}

const languageOf = ({ turns }: DebateTurns): Language => (turns.some(({ lang }) => lang === 'en') ? 'en' : 'ko');

/** One turn a question and round, of the debate that it stands beside. */
function spoken(
  { id }: DebateTurns,
  persona: string,
  { rounds, questions }: ControlPlan,
  answer: (probe: Probe, question: number, round: number) => string,
): SpokenTurn[] {
  return rounds.flatMap((round, at) =>
    questions.map((probe, index) => ({
      id: `${id}/control-${persona}-${round}-${index + 1}`,
      persona,
      utterance: answer(probe, index, at),
      context: [],
      debate: id,
      round,
    })),
  );
}

/** The control arms of a recorded debate: the playbook's at once, a language model's from interviews on the record. */
export function controlOf(
  store: TranscriptStore,
  debate: DebateTurns,
  cards: readonly CompiledCard[],
  recipes?: Recipes,
): SpokenTurn[] {
  const asked = plansOf(store, debate, cards, recipes).flatMap(({ persona, plan, interview }) => {
    const id = heldInterview(store, interview);
    if (id === null) return [];
    const { turns } = turnsOf(eventsIn(store, id), id);
    return spoken(debate, persona, plan, (_, index, at) => turns[at * plan.questions.length + index]?.utterance ?? '');
  });
  return [...playbookControl(debate, cards), ...asked];
}

/** Asks each member who is a language model alone, as often as they spoke; interviews that are there are not held again. */
export async function holdControl(
  store: TranscriptStore,
  debate: DebateTurns,
  cards: readonly CompiledCard[],
  { recipes, ...atHand }: ModelsAtHand & { recipes?: Recipes },
): Promise<{ persona: string; id: string; fresh: boolean }[]> {
  const held: { persona: string; id: string; fresh: boolean }[] = [];
  for (const { persona, interview } of plansOf(store, debate, cards, recipes)) {
    const before = heldInterview(store, interview);
    held.push({ persona, id: before ?? (await recordInterview(store, interview, atHand)), fresh: before === null });
  }
  return held;
}

/** Members whose control arm has to be asked: the playbook's is computed, and a person's is their own business. */
function plansOf(
  store: TranscriptStore,
  debate: DebateTurns,
  cards: readonly CompiledCard[],
  recipes: Recipes | undefined,
) {
  const { segments } = recordingOf(store, debate.id, recipes);
  const { seats, shared, recipes: brought } = (segments.at(-1) ?? segments[0]).config;
  const language = languageOf(debate);
  return seats.flatMap((seat): { persona: string; plan: ControlPlan; interview: InterviewPlan }[] => {
    const card = cards.find(({ id }) => id === seat.card.id);
    if (card === undefined || !isLive(parseModelSpec(seat.model))) return [];
    const plan = controlPlan(debate, card.id, probesOf(card, language));
    if (plan === null) return [];
    return [
      {
        persona: card.id,
        plan,
        interview: { seat, shared, recipes: brought, language, questions: questionsOf(plan, card, language) },
      },
    ];
  });
}

function questionsOf({ rounds, questions }: ControlPlan, card: CompiledCard, language: Language): AskedQuestion[] {
  return rounds.flatMap((round) =>
    questions.map((probe) => askedFrom(probe, card, language, { round, id: `${round}/${probe.id}` })),
  );
}
