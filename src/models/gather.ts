import type { AIMessageChunk, BaseMessage, UsageMetadata } from '@langchain/core/messages';
import { isAIMessage } from '@langchain/core/messages';
import type { ModelReply } from '../core/effects.ts';
import { Usage } from '../core/effects.ts';
import { TURN_REPLY } from '../playbook/reply.ts';
import { GrowingText } from './growing.ts';

/** What providers call the ways to finish, as the record has them. */
const FINISHES: Readonly<Record<string, string>> = {
  stop: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  done: 'stop',
  completed: 'stop',
  complete: 'stop',
  tool_calls: 'tool_calls',
  tool_call: 'tool_calls',
  tool_use: 'tool_calls',
  function_call: 'tool_calls',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_length: 'length',
  content_filter: 'content_filter',
  safety: 'content_filter',
  recitation: 'content_filter',
  refusal: 'refusal',
};

export function finishOf(text: string): string {
  return FINISHES[text.toLowerCase()] ?? text;
}

/** A reply that is still growing: text, calls by position with their arguments as they came, usage. */
export class Gathering {
  private content = '';
  private readonly calls = new Map<number, { id: string; name: string; args: string }>();
  /** Undefined where none was reported; null where something was that is no count. */
  private usage: Usage | null | undefined;
  private finish: string | null = null;
  private shown = '';
  private readonly utterance = new GrowingText('utterance');

  /** Takes the next piece and returns the utterance when it has grown, else null. */
  add(chunk: AIMessageChunk): string | null {
    // Its `text` goes over all calls of the chunk each time.
    this.content += typeof chunk.content === 'string' ? chunk.content : chunk.text;
    for (const [position, { index: given, id = '', name, args }] of (chunk.tool_call_chunks ?? []).entries()) {
      // Where calls are not numbered, or all by the same number, each that is named is a new one.
      const before = given === undefined ? undefined : this.calls.get(given);
      const isOther = before !== undefined && name && id && before.id !== id;
      const index = isOther || (given === undefined && name) ? this.calls.size : (given ?? position);
      const call = this.calls.get(index) ?? { id: id ?? '', name: '', args: '' };
      this.calls.set(index, {
        id: call.id,
        name: call.name === '' ? (name ?? '') : call.name,
        args: call.args + (args ?? ''),
      });
    }
    if (chunk.usage_metadata) this.usage = sumOf(this.usage, usageOf(chunk.usage_metadata));
    const { finish_reason, stop_reason, finishReason, done_reason, status } = {
      ...chunk.additional_kwargs,
      ...chunk.response_metadata,
    } as Record<string, unknown>;
    const named = finish_reason ?? stop_reason ?? finishReason ?? done_reason ?? status;
    if (typeof named === 'string' && named !== '') this.finish = named;
    return this.grown();
  }

  /** Null when it never said that it was finished. */
  reply(wire: { finish: string | null; refusal: string } | null): ModelReply | null {
    const finish = wire ? wire.finish : this.finish;
    if (finish === null) return null;
    const calls = [...this.calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call);
    return replyOf({ content: this.content, calls, finish, usage: this.usage ?? null, refusal: wire?.refusal ?? '' });
  }

  private grown(): string | null {
    const turn = [...this.calls.values()].find(({ name }) => name === TURN_REPLY)?.args;
    const json = turn ?? (this.content.trimStart().startsWith('{') ? this.content : null);
    const utterance = json === null ? null : this.utterance.read(json);
    if (utterance === null || utterance === '' || utterance === this.shown) return null;
    this.shown = utterance;
    return utterance;
  }
}

/** Usage comes in parts: what went in with the first piece, what came out with the last. One that is no count spoils the sum. */
function sumOf(before: Usage | null | undefined, more: Usage | null): Usage | null {
  if (before === undefined || before === null || more === null) return before === undefined ? more : null;
  return usage(
    before.inputTokens + more.inputTokens,
    before.outputTokens + more.outputTokens,
    (before.cachedTokens ?? 0) + (more.cachedTokens ?? 0),
    (before.reasoningTokens ?? 0) + (more.reasoningTokens ?? 0),
  );
}

/** A whole message as a reply. */
export function replyFromMessage(message: BaseMessage): ModelReply {
  const { tool_calls = [], usage_metadata, response_metadata } = message as AIMessageChunk;
  const refusal = message.additional_kwargs['refusal'];
  return replyOf({
    content: message.text,
    calls: isAIMessage(message) ? tool_calls.map(({ name, args }) => ({ name, args: JSON.stringify(args) })) : [],
    finish: String(response_metadata['finish_reason'] ?? 'missing'),
    usage: usage_metadata ? usageOf(usage_metadata) : null,
    refusal: typeof refusal === 'string' ? refusal : '',
  });
}

function replyOf({
  content,
  calls,
  finish,
  usage,
  refusal,
}: {
  content: string;
  calls: readonly { name: string; args: string }[];
  finish: string;
  usage: Usage | null;
  refusal: string;
}): ModelReply {
  const toolCalls: ModelReply['toolCalls'] = [];
  const invalidCalls: NonNullable<ModelReply['invalidCalls']> = [];
  for (const { name, args } of calls) {
    const parsed = objectFrom(args);
    if (parsed === null) invalidCalls.push({ name, arguments: args });
    else toolCalls.push({ name, args: parsed });
  }
  return {
    content,
    toolCalls,
    finishReason: finishOf(finish),
    usage,
    ...(refusal === '' ? {} : { refusal }),
    ...(invalidCalls.length === 0 ? {} : { invalidCalls }),
  };
}

/** Strict: what was cut or malformed is not mended here, because a tool would run on it. No text at all stands for no arguments. */
function objectFrom(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function usageOf({ input_tokens, output_tokens, input_token_details, output_token_details }: UsageMetadata) {
  return usage(input_tokens, output_tokens, input_token_details?.cache_read, output_token_details?.reasoning);
}

/** Providers report what they like: a fraction, a text or a number below zero is no count of tokens, and nothing is known then. */
function usage(inputTokens: unknown, outputTokens: unknown, cachedTokens: unknown, reasoningTokens: unknown) {
  const { success, data } = Usage.safeParse({
    inputTokens,
    outputTokens,
    ...(cachedTokens ? { cachedTokens } : {}),
    ...(reasoningTokens ? { reasoningTokens } : {}),
  });
  return success ? data : null;
}
