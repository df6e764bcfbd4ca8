import type { Chatting } from '../chat/reply.ts';
import { offlineReply } from '../chat/reply.ts';
import type { InterviewQuestion } from '../core/briefing.ts';
import type { ConsultOutcome, PromptMessage, SeatIo } from '../core/effects.ts';
import { converse } from '../models/chat.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';

/** The offline engine's whole answer to a line, with calculations and consults on the record. */
export async function answerOffline(
  chatting: Chatting,
  messages: readonly PromptMessage[],
  text: string,
  io: SeatIo,
): Promise<string> {
  const heard: ConsultOutcome[] = [];
  const listening: SeatIo = {
    ...io,
    async consult(call, id) {
      const outcome = await io.consult(call, id);
      heard.push(outcome);
      return outcome;
    },
  };
  const before = linesIn(messages).slice(0, -1);
  const tools = [...chatting.tools, ...[...chatting.topics.keys()].map((topic) => `consult_${topic}`)];
  const replier = {
    model: PLAYBOOK,
    parameters: () => ({}),
    tools: () => tools,
    reply: async ({ messages: prompt }: { messages: readonly PromptMessage[] }) =>
      offlineReply(chatting, { text, before, heard: prompt.at(-1)?.role === 'tool' ? heard : null }),
    asksAgain: () => false,
  };
  return converse(replier, messages, chatting.topics, listening);
}

/** What the person wrote so far, the line that is to be answered last. */
function linesIn(messages: readonly PromptMessage[]): string[] {
  return messages.flatMap(({ role, content, typed }) => {
    if (role !== 'user') return [];
    const question = typed as InterviewQuestion | undefined;
    return [question?.kind === 'question' ? question.question.text : content];
  });
}
