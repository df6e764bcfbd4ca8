import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type { BindToolsInput } from '@langchain/core/language_models/chat_models';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import { convertToOpenAITool } from '@langchain/core/utils/function_calling';
import { TURN_REPLY } from '../playbook/reply.ts';
import type { ToolDefinition } from './client.ts';
import type { Conversation } from './conversation.ts';
import { replyToLangChain } from './messages.ts';

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

/** By schema, which tools of several seats share, and name. */
const converted = new WeakMap<object, Map<string, ToolDefinition>>();
/** The last list that began with a tool: an agent binds the same tools before every call. */
const lists = new WeakMap<object, { tools: BindToolsInput[]; definitions: readonly ToolDefinition[] }>();

function definitionsOf(tools: BindToolsInput[]): readonly ToolDefinition[] {
  const [first] = tools;
  const known = first === undefined ? undefined : lists.get(first);
  if (known?.tools.length === tools.length && tools.every((tool, index) => tool === known.tools[index]))
    return known.definitions;
  const definitions = convertedList(tools);
  if (first !== undefined) lists.set(first, { tools: [...tools], definitions });
  return definitions;
}

/** Tools as providers take them, converted once; the structured turn is the last one whatever order the agent has. */
function convertedList(tools: BindToolsInput[]): ToolDefinition[] {
  const all = tools.map((tool) => {
    const { schema = tool, name = '' } = tool as { schema?: object; name?: string };
    const named = converted.get(schema) ?? new Map<string, ToolDefinition>();
    converted.set(schema, named);
    const known = named.get(name);
    if (known !== undefined) return known;
    const made = convertToOpenAITool(tool as Parameters<typeof convertToOpenAITool>[0]) as ToolDefinition;
    named.set(name, made);
    return made;
  });
  const isTurn = (tool: ToolDefinition) => tool.function.name === TURN_REPLY;
  return [...all.filter((tool) => !isTurn(tool)), ...all.filter(isTurn)];
}
