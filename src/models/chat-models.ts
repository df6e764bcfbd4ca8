import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type { BindToolsInput } from '@langchain/core/language_models/chat_models';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import { TURN_REPLY } from '../playbook/reply.ts';
import type { ToolDefinition } from './client.ts';
import type { Conversation } from './conversation.ts';
import { definitionsOf, replyToLangChain } from './messages.ts';

/** The conversation of the turn that is running; a seat speaks one turn at a time. */
export interface IoSlot {
  now: Conversation | null;
}

/**
 * What the agent takes for its chat model: each call goes through the turn's conversation, which records it, gives back what is no
 * turn, and lets only whole turns and calls of tools on offer through.
 */
export class RecordedChatModel extends BaseChatModel {
  private readonly slot: IoSlot;
  private readonly tools: readonly ToolDefinition[];

  constructor({ slot, tools = [] }: { slot: IoSlot; tools?: readonly ToolDefinition[] }) {
    super({});
    this.slot = slot;
    this.tools = tools;
  }

  _llmType(): string {
    return 'recorded';
  }

  override bindTools(tools: BindToolsInput[]): RecordedChatModel {
    return new RecordedChatModel({ slot: this.slot, tools: definitionsOf(tools) });
  }

  async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    _run?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    const { now } = this.slot;
    if (now === null) throw new RangeError('expected a turn to be running');
    const { reading, call } = await now.next(messages, this.tools, options.signal);
    const toolCalls = reading.kind === 'turn' ? [{ name: TURN_REPLY, args: reading.turn }] : reading.calls;
    const message = replyToLangChain({ content: '', toolCalls, finishReason: 'tool_calls', usage: null }, call);
    return { generations: [{ text: '', message }] };
  }
}
