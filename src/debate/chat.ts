import type { PromptMessage } from '../core/effects.ts';
import type { TranscriptEvent } from '../core/events.ts';
import type { Questionnaire } from '../core/questionnaire.ts';
import { lineQuestion } from '../core/questionnaire.ts';
import { lineMessage, saidMessage } from '../prompt/index.ts';
import type { DebateContext } from './context.ts';
import { nextTurnOf, seatsOf } from './context.ts';
import { turnRecorder } from './recorder.ts';
import type { Surroundings } from './surroundings.ts';

/** A line of the person and what the member answers; null once the person has ended the chat. */
export async function exchangeLine(
  context: DebateContext,
  { record, prompts, promptContext, on }: Surroundings,
  { before = [] }: Questionnaire,
  signal: AbortSignal,
): Promise<TranscriptEvent[] | null> {
  const [setup] = seatsOf(context);
  if (setup === undefined) throw new RangeError('expected a member to chat with');
  const { card, seat, live } = setup;
  const turn = nextTurnOf(context);
  const recorder = turnRecorder({
    record,
    ports: context.ports,
    place: `chat/${turn}/${card.id}`,
    speaker: card.id,
    turn,
    live,
    signal,
    prompts,
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
  const [answer] =
    (await seat.answer?.({ seat: card.id, messages, options: [], questions: [question] }, recorder)) ?? [];
  const { consults, tools, prompt, reply } = recorder.trail;
  return [
    { type: 'question.asked', body: { turn, member: card.id, text, effect } },
    ...consults.map((body) => ({ type: 'consult.answered' as const, body: { turn, from: card.id, ...body } })),
    ...tools.map((body) => ({ type: 'tool.called' as const, body: { turn, speaker: card.id, ...body } })),
    {
      type: 'question.answered',
      body: {
        ...{ turn, member: card.id, question: question.id, letter: null },
        ...{ said: answer?.said ?? '', prompt, effect: reply },
      },
    },
  ];
}

const replied = (content: string): PromptMessage => ({ role: 'assistant', content });

/** What was said on the record so far, as a conversation. */
function exchanged(events: readonly TranscriptEvent[]): PromptMessage[] {
  return events.flatMap(({ type, body }) => {
    if (type === 'question.asked') return [lineMessage(lineQuestion(body))];
    return type === 'question.answered' ? [replied(body.said)] : [];
  });
}
