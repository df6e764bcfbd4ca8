import type { PromptMessage } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { Questionnaire } from '../core/questionnaire.ts';
import { lineQuestion } from '../core/questionnaire.ts';
import { lineMessage, saidMessage } from '../prompt/index.ts';
import type { DebateContext } from './context.ts';
import { nextTurnOf, seatsOf } from './context.ts';
import { turnRecorder } from './recorder.ts';
import type { Charge } from './spending.ts';
import { turnBudget } from './spending.ts';
import type { Surroundings } from './surroundings.ts';

/** What came of a line. Where the budget had no room for the answer, the line alone. */
export interface Exchange {
  events: TranscriptEvent[];
  charges: readonly Charge[];
  outOfBudget: boolean;
}

/** A line of the person and what the member answers; null once the person has ended the chat. */
export async function exchangeLine(
  context: DebateContext,
  { record, prompts, promptContext, on }: Surroundings,
  { before = [] }: Questionnaire,
  signal: AbortSignal,
): Promise<Exchange | null> {
  const [setup] = seatsOf(context);
  if (setup === undefined) throw new RangeError('expected a member to chat with');
  const { card, seat, live, worst } = setup;
  const turn = nextTurnOf(context);
  const budget = turnBudget(context.setup.budget, context.spending, card.id);
  const recorder = turnRecorder({
    record,
    ports: context.ports,
    place: `chat/${turn}/${card.id}`,
    speaker: card.id,
    turn,
    live,
    signal,
    prompts,
    budget,
    worst,
    onWords: (utterance) => void on?.({ kind: 'words', speaker: card.id, turn, utterance }),
    onTool: ({ name, args }) => void on?.({ kind: 'calling', speaker: card.id, tool: name, args }),
  });
  const { text, effect } = await recorder.line();
  if (text === null) return null;
  await on?.({ kind: 'thinking', speaker: card.id, phase: 'chat' });
  const [who] = promptContext.heardBy(card.id);
  if (who === undefined) throw new RangeError(`expected a seat for ${card.id}`);
  const question = lineQuestion({ turn, member: card.id, text });
  const earlier = before.map((line) => (line.by === 'person' ? saidMessage(line.text) : replied(line.text)));
  const messages = [who, ...earlier, ...exchanged(context.events), lineMessage(question)];
  const asked: TranscriptEvent = { type: 'question.asked', body: { turn, member: card.id, text, effect } };
  const answer = await answered();
  if (answer === null) return { events: [asked], charges: budget.charges, outOfBudget: true };
  const { consults, tools, prompt, reply } = recorder.trail;
  const events: TranscriptEvent[] = [
    asked,
    ...consults.map((body) => ({ type: 'consult.answered' as const, body: { turn, from: card.id, ...body } })),
    ...tools.map((body) => ({ type: 'tool.called' as const, body: { turn, speaker: card.id, ...body } })),
    {
      type: 'question.answered',
      body: {
        ...{ turn, member: card.id, question: question.id, letter: null },
        ...{ said: answer.said, prompt, effect: reply },
      },
    },
  ];
  return { events, charges: budget.charges, outOfBudget: false };

  async function answered() {
    try {
      const given = await seat.answer?.({ seat: card.id, messages, options: [], questions: [question] }, recorder);
      return { said: given?.[0]?.said ?? '' };
    } catch (error) {
      if (error instanceof PitwallError && error.code === 'BUDGET_SPENT') return null;
      throw error;
    }
  }
}

const replied = (content: string): PromptMessage => ({ role: 'assistant', content });

/** What was said on the record so far, as a conversation. */
function exchanged(events: readonly TranscriptEvent[]): PromptMessage[] {
  return events.flatMap(({ type, body }) => {
    if (type === 'question.asked') return [lineMessage(lineQuestion(body))];
    return type === 'question.answered' ? [replied(body.said)] : [];
  });
}
