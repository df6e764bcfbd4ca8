import type { PromptMessage } from '../core/effects.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { Answered, AskedQuestion, Questionnaire } from '../core/questionnaire.ts';
import { openMessage } from '../prompt/index.ts';
import type { DebateContext } from './context.ts';
import { nextTurnOf } from './context.ts';
import type { PromptContext } from './prompt-context.ts';
import { PromptLog } from './prompt-log.ts';
import type { TurnRecorder } from './recorder.ts';
import { turnRecorder } from './recorder.ts';
import { settled } from './settled.ts';
import type { SeatSetup } from './setup.ts';
import type { Surroundings } from './surroundings.ts';

type Asking = Surroundings & Pick<DebateContext, 'setup' | 'ports' | 'lastTurn'>;

/** Asks a questionnaire: members at once, since none hears another; one member's open questions one after the other. */
export async function askAll(
  run: Asking,
  { kind, questions }: Questionnaire,
  seats: readonly SeatSetup[],
): Promise<TranscriptEvent[]> {
  const prompts = new PromptLog();
  const { promptContext } = run;
  const first = nextTurnOf(run);
  const answered = await settled(
    seats.map(async (setup): Promise<TranscriptEvent[]> => {
      const own = questions.filter(({ member }) => member === setup.card.id);
      if (own.length === 0 || setup.seat.answer === undefined) return [];
      const round = own[0]?.round ?? 0;
      const recorder = turnRecorder({
        record: run.record,
        ports: run.ports,
        place: `${kind}/${round}/${setup.card.id}`,
        speaker: setup.card.id,
        turn: first,
        live: setup.live,
        signal: run.signal ?? new AbortController().signal,
        prompts,
      });
      return own.every(({ choices }) => choices === null)
        ? interviewOf(run, setup, own, recorder)
        : choicesOf(promptContext, setup, own, recorder, first);
    }),
  );
  return answered.flat();
}

async function choicesOf(
  promptContext: PromptContext,
  { card, seat }: SeatSetup,
  questions: readonly AskedQuestion[],
  recorder: TurnRecorder,
  turn: number,
): Promise<TranscriptEvent[]> {
  const brief = promptContext.questionsFor(card.id, questions, turn);
  const answers = (await seat.answer?.({ ...brief, questions }, recorder)) ?? [];
  return questions.map((question, index) => answeredEvent(turn, question, answers[index], recorder));
}

/** Each question with those before it and what was answered, as a conversation grows. */
async function interviewOf(
  { setup, promptContext }: Asking,
  { card, seat }: SeatSetup,
  questions: readonly AskedQuestion[],
  recorder: TurnRecorder,
): Promise<TranscriptEvent[]> {
  const { language } = setup.scenario;
  const said: PromptMessage[] = [];
  const events: TranscriptEvent[] = [];
  const [who] = promptContext.heardBy(card.id);
  if (who === undefined) throw new RangeError(`expected a seat for ${card.id}`);
  for (const [index, question] of questions.entries()) {
    const asked = openMessage(question, language);
    const messages = [who, ...said, asked];
    const [answer] =
      (await seat.answer?.({ seat: card.id, messages, options: [], questions: [question] }, recorder)) ?? [];
    said.push(asked, { role: 'assistant', content: answer?.said ?? '' });
    events.push(answeredEvent(index + 1, question, answer, recorder));
  }
  return events;
}

function answeredEvent(
  turn: number,
  { id, member }: AskedQuestion,
  answer: Answered | undefined,
  { trail }: TurnRecorder,
): TranscriptEvent {
  const { letter = null, said = '' } = answer ?? {};
  return {
    type: 'question.answered',
    body: { turn, member, question: id, letter, said, prompt: trail.prompt, effect: trail.reply },
  };
}
