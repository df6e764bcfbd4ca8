import type { BaseMessage } from '@langchain/core/messages';
import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import type { ModelReply, PromptMessage } from '../core/effects.ts';

/** Where a LangChain message carries ours; providers never see it. */
const OURS = 'pitwall';

export function toLangChain(message: PromptMessage): BaseMessage {
  const fields = {
    content: message.content,
    additional_kwargs: { [OURS]: message },
    ...(message.name === undefined ? {} : { name: message.name }),
  };
  if (message.role === 'system') return new SystemMessage(fields);
  if (message.role === 'user') return new HumanMessage(fields);
  if (message.role === 'assistant') return new AIMessage(fields);
  throw new RangeError(`expected no result of a tool at the start of a turn`);
}

/** Ours again: as it was put in, or, for what the agent added, rebuilt without ids. */
export function fromLangChain(message: BaseMessage): PromptMessage {
  const ours = message.additional_kwargs[OURS];
  if (ours !== undefined) return ours as PromptMessage;
  if (ToolMessage.isInstance(message)) {
    if (message.artifact !== undefined) return message.artifact as PromptMessage;
    return { role: 'tool', content: message.text, ...(message.name === undefined ? {} : { name: message.name }) };
  }
  if (AIMessage.isInstance(message)) {
    return {
      role: 'assistant',
      content: message.text,
      toolCalls: (message.tool_calls ?? []).map(({ name, args }) => ({ name, args })),
    };
  }
  return { role: message.type === 'system' ? 'system' : 'user', content: message.text };
}

/**
 * The reply as an agent takes it. Call ids say the position and the model call, so that a tool knows its own name on the record;
 * nine letters and digits are what the strictest provider takes.
 */
export function replyToLangChain(reply: ModelReply, call: number): AIMessage {
  return new AIMessage({
    id: `reply-${call}`,
    content: reply.content,
    tool_calls: reply.toolCalls.map(({ name, args }, index) => ({
      name,
      args,
      id: `t${String(index).padStart(2, '0')}c${String(call).padStart(5, '0')}`,
      type: 'tool_call' as const,
    })),
  });
}

/** `tool[0]` from the id of a call. */
export function positionOf(id: string | undefined): string {
  const [, position] = /^t(\d+)c/.exec(id ?? '') ?? [];
  return position === undefined ? '' : `tool[${Number(position)}]`;
}
