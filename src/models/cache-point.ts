import type { BaseMessage } from '@langchain/core/messages';
import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { fromLangChain } from './messages.ts';

/**
 * The messages with Anthropic's mark on the last one that the next prompt of the seat begins with as well: all before what is asked now.
 * Without a mark it caches nothing, and with one behind what is asked it would cache what never comes again.
 */
export function withCachePoint(messages: readonly BaseMessage[]): BaseMessage[] {
  const asked = messages.findLastIndex((message) => {
    const { typed } = fromLangChain(message);
    return typeof typed === 'object' && typed !== null && 'kind' in typed && typed.kind === 'brief';
  });
  return messages.map((message, index) => (index === asked - 1 ? marked(message) : message));
}

function marked(message: BaseMessage): BaseMessage {
  const { text, additional_kwargs } = message;
  if (text.trim() === '') return message;
  const content = [{ type: 'text' as const, text, cache_control: { type: 'ephemeral' } }];
  if (HumanMessage.isInstance(message)) return new HumanMessage({ content, additional_kwargs });
  return AIMessage.isInstance(message) ? new AIMessage({ content, additional_kwargs }) : message;
}
