import { z } from 'zod';
import type { OwnResult, ResultMessage } from '../core/briefing.ts';
import type { ModelReply, PromptMessage, SeatIo } from '../core/effects.ts';
import { ToolCall } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { Seat, SeatBrief } from '../core/seat.ts';
import { Turn } from '../core/turn.ts';
import { EVALUATE } from '../playbook/citing.ts';
import { CONSULT_PREFIX, hasSomethingToSay, MOST_TOOL_ROUNDS, playbookReply, TURN_REPLY } from '../playbook/reply.ts';
import type { Peek } from '../playbook/view.ts';
import { NO_FIGURE } from '../prompt/closing.ts';
import { figuresProse } from '../prompt/message.ts';
import { quoted } from '../prompt/quote.ts';

export const PLAYBOOK = 'playbook';

/** The playbook as a model replies: tool calls, or the structured turn as one more call. */
export function playbookModel(messages: readonly PromptMessage[]): ModelReply {
  const reply = playbookReply(messages);
  const toolCalls = 'turn' in reply ? [{ name: TURN_REPLY, args: reply.turn }] : reply.toolCalls;
  return { content: '', toolCalls, finishReason: 'tool_calls', usage: null };
}

/** The message that carries a result back to the model. */
export function resultMessage(
  call: ToolCall,
  result: OwnResult | null,
  failure: string | null,
  said = '',
): PromptMessage {
  const typed: ResultMessage = { kind: 'result', call, result, failure };
  const figures = result === null ? '' : figuresProse(result.figures) || (result.name === EVALUATE ? NO_FIGURE : '');
  const shown = result ? [result.ref, said, figures].filter((part) => part !== '').join(' ') : '';
  return { role: 'tool', name: call.name, content: failure ?? shown, typed };
}

const ConsultArgs = z.object({ question: z.string().min(1), calculation: ToolCall.nullish().default(null) });

/** Runs one call through the recorder: a consult or a tool. A failure comes back as text, as it does for a language model. `notedOf` says what stands behind what came of it. */
export async function callThrough(
  io: SeatIo,
  call: ToolCall,
  id: string,
  topics: ReadonlyMap<string, string>,
  notedOf: (result: OwnResult) => string = () => '',
): Promise<PromptMessage> {
  try {
    const { result, said } = await answerThrough(io, call, id, topics);
    const message = resultMessage(call, result, null, said);
    return { ...message, content: `${message.content}${notedOf(result)}` };
  } catch (error) {
    if (error instanceof PitwallError && error.exitCode === 2) return resultMessage(call, null, error.message);
    throw error;
  }
}

async function answerThrough(
  io: SeatIo,
  call: ToolCall,
  id: string,
  topics: ReadonlyMap<string, string>,
): Promise<{ result: OwnResult; said: string }> {
  if (!call.name.startsWith(CONSULT_PREFIX)) {
    const { name, args, ref, figures } = await io.tool(call, id);
    return { result: { name, args, ref, figures }, said: '' };
  }
  const topic = call.name.slice(CONSULT_PREFIX.length);
  const asked = ConsultArgs.safeParse(call.args);
  if (!asked.success)
    throw new PitwallError(
      'TOOL_INVALID',
      `${call.name}: expected \`question\` as text and \`calculation\` as \`{name, args}\` or null`,
    );
  const { question, calculation } = asked.data;
  const answer = await io.consult({ to: topics.get(topic) ?? '', topic, question, calculation }, id);
  const result = {
    name: calculation?.name ?? call.name,
    args: calculation?.args ?? {},
    ref: answer.ref,
    figures: answer.figures,
  };
  return { result, said: quoted(answer.answer) };
}

/**
 * The second adapter of the seat port: the playbook in a plain loop, with no agent framework. What-if runs use it;
 * its turns equal the agents' byte for byte.
 */
export function playbookSeat(topics: ReadonlyMap<string, string>, tools: readonly string[], peek: Peek): Seat {
  return {
    wants: ({ messages }) => hasSomethingToSay(messages, peek),
    async speak({ messages }: SeatBrief, io: SeatIo): Promise<Turn> {
      const prompt = [...messages];
      for (let round = 0; round < MOST_TOOL_ROUNDS; round += 1) {
        const reply = await io.model(
          { model: PLAYBOOK, messages: prompt, tools: [...tools, TURN_REPLY], parameters: {} },
          async () => playbookModel(prompt),
        );
        const turn = reply.toolCalls.find(({ name }) => name === TURN_REPLY);
        if (turn) return Turn.parse(turn.args);
        const results = await Promise.all(
          reply.toolCalls.map((call, index) => callThrough(io, call, `tool[${index}]`, topics)),
        );
        prompt.push({ role: 'assistant', content: reply.content, toolCalls: reply.toolCalls }, ...results);
      }
      throw new PitwallError(
        'TURN_INVALID',
        `expected a turn within ${MOST_TOOL_ROUNDS} rounds of tool calls, got none`,
      );
    },
  };
}
