import type { BindToolsInput } from '@langchain/core/language_models/chat_models';
import type { AIMessageChunk, BaseMessage, UsageMetadata } from '@langchain/core/messages';
import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { convertToOpenAITool } from '@langchain/core/utils/function_calling';
import type { ModelReply, PromptMessage, Usage } from '../core/effects.ts';
import { TURN_REPLY } from '../playbook/reply.ts';
import type { ToolDefinition } from './client.ts';
import { GrowingReply } from './growing-reply.ts';
import { checkedUsage } from './usage.ts';

/** Where a LangChain message carries ours; providers never see it. */
const OURS = 'pitwall';

/** A message stands in every prompt after it, and is made once. */
const made = new WeakMap<PromptMessage, BaseMessage>();

export function toLangChain(message: PromptMessage): BaseMessage {
  const known = made.get(message);
  if (known !== undefined) return known;
  const fresh = newMessage(message);
  made.set(message, fresh);
  return fresh;
}

function newMessage(message: PromptMessage): BaseMessage {
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

/** Puts a piece of a reply into it, as a package of LangChain has read it from a protocol of its own; says whether it brought a token. */
export function addChunk(reply: GrowingReply, chunk: AIMessageChunk, calls: string[]): boolean {
  // Its `text` goes over all calls of the chunk each time.
  const text = typeof chunk.content === 'string' ? chunk.content : chunk.text;
  if (text !== '') reply.addText(text);
  const pieces = chunk.tool_call_chunks ?? [];
  for (const [position, { index: given, id = '', name = '', args = '' }] of pieces.entries()) {
    // Where calls are not numbered, or all by the same number, each that is named is a new one.
    const before = given === undefined ? undefined : calls[given];
    const isOther = before !== undefined && name !== '' && id !== '' && before !== id;
    const at = isOther || (given === undefined && name !== '') ? calls.length : (given ?? position);
    calls[at] ??= id;
    reply.addCall(at, name, args);
  }
  if (chunk.usage_metadata) reply.usage = sumOf(reply.usage, usageOf(chunk.usage_metadata));
  const finish = finishIn(chunk);
  if (finish !== null) reply.finishBy(finish);
  return text !== '' || pieces.length > 0 || finish !== null;
}

/** A whole message as a reply: of the playbook, or of a model of the caller's own. */
export function replyFromMessage(message: BaseMessage): ModelReply {
  const reply = new GrowingReply();
  reply.addText(message.text);
  const { tool_calls = [], usage_metadata, additional_kwargs } = message as AIMessage;
  if (AIMessage.isInstance(message))
    for (const [at, { name, args }] of tool_calls.entries()) reply.addCall(at, name, args);
  if (usage_metadata) reply.usage = usageOf(usage_metadata);
  if (typeof additional_kwargs['refusal'] === 'string') reply.addRefusal(additional_kwargs['refusal']);
  return reply.endedBy(finishIn(message) ?? 'missing');
}

function finishIn({ additional_kwargs, response_metadata }: BaseMessage): string | null {
  const { finish_reason, stop_reason, finishReason, done_reason, status } = {
    ...additional_kwargs,
    ...response_metadata,
  } as Record<string, unknown>;
  const named = finish_reason ?? stop_reason ?? finishReason ?? done_reason ?? status;
  return typeof named === 'string' && named !== '' ? named : null;
}

function usageOf({ input_tokens, output_tokens, input_token_details, output_token_details }: UsageMetadata) {
  return checkedUsage({
    inputTokens: input_tokens,
    outputTokens: output_tokens,
    cachedTokens: input_token_details?.cache_read,
    reasoningTokens: output_token_details?.reasoning,
  });
}

/** Usage comes in parts: what went in with the first piece, what came out with the last. One that is no count spoils the sum. */
function sumOf(before: Usage | null | undefined, more: Usage | null): Usage | null {
  if (before === undefined) return more;
  if (before === null || more === null) return null;
  return checkedUsage({
    inputTokens: before.inputTokens + more.inputTokens,
    outputTokens: before.outputTokens + more.outputTokens,
    cachedTokens: (before.cachedTokens ?? 0) + (more.cachedTokens ?? 0),
    reasoningTokens: (before.reasoningTokens ?? 0) + (more.reasoningTokens ?? 0),
  });
}

/** Neighbouring user messages as one, for chat templates that want user and assistant in turns. */
export function alternating(messages: readonly BaseMessage[]): BaseMessage[] {
  const joined: BaseMessage[] = [];
  for (const message of messages) {
    const before = joined.at(-1);
    if (before?.type === 'human' && message.type === 'human')
      joined[joined.length - 1] = new HumanMessage(`${before.text}\n\n${message.text}`);
    else joined.push(message);
  }
  return joined;
}

/** By schema, which tools of several seats share, and name. */
const converted = new WeakMap<object, Map<string, ToolDefinition>>();
/** The last list that began with a tool: an agent binds the same tools before every call. */
const lists = new WeakMap<object, { tools: BindToolsInput[]; definitions: readonly ToolDefinition[] }>();

export function definitionsOf(tools: BindToolsInput[]): readonly ToolDefinition[] {
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
