import type { BaseMessage } from '@langchain/core/messages';
import { ToolMessage } from '@langchain/core/messages';
import type { ModelReply, PromptMessage } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { hashValue } from '../core/hash.ts';
import type { Replier } from './chat.ts';
import type { ModelClient, ToolDefinition } from './client.ts';
import type { Dialect } from './dialect.ts';
import { adapted, dialectOf } from './dialect.ts';
import { replyToLangChain, toLangChain } from './messages.ts';
import type { LiveSpec, ModelSpec } from './spec.ts';

/** A language model as it replies in a chat, with the calculators and colleagues of its member at hand. */
export function modelReplier(
  spec: LiveSpec,
  clientFor: (spec: ModelSpec) => ModelClient,
  definitions: readonly ToolDefinition[],
  signal: AbortSignal,
): Replier {
  const dialect: Dialect = { ...dialectOf(spec), structured: 'tool', demands: false };
  const takesTools = () => dialect.structured === 'tool';
  const { temperature, seed, maxTokens } = spec.options;
  return {
    model: spec.text,
    parameters: () => ({
      structured: takesTools() ? 'tool' : 'text',
      api: dialect.api,
      ...(takesTools() ? { toolsHash: hashValue(definitions) } : {}),
      ...(dialect.alternate ? { alternate: true } : {}),
      ...(dialect.asksUsage ? {} : { asksUsage: false }),
      ...(temperature === undefined ? {} : { temperature }),
      ...(seed === undefined ? {} : { seed }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
    }),
    tools: () => (takesTools() ? definitions.map(({ function: { name } }) => name) : []),
    async reply({ messages, tools, aside, onWords }) {
      const offered = definitions.filter(({ function: { name } }) => tools.includes(name));
      const { spec: _spec, ...manner } = dialect;
      const structured = takesTools() ? 'tool' : 'text';
      try {
        return await clientFor(spec).ask({
          ...{ ...manner, structured, messages: onTheWire(messages), tools: offered },
          ...{ signal, onWords, isPlain: true, aside },
        });
      } catch (error) {
        const failure = signal.aborted ? null : failureIn(error);
        if (failure === null || !adapted({ ...dialect }, failure)) throw error;
        return { content: '', toolCalls: [], finishReason: 'failed', usage: null, failure, way: structured };
      }
    },
    asksAgain: (failure) => adapted(dialect, failure),
  };
}

function failureIn(error: unknown): NonNullable<ModelReply['failure']> | null {
  if (!(error instanceof PitwallError) || error.code !== 'MODEL_FAILED') return null;
  return { reason: String(error.data['reason']), sentence: error.sentence };
}

/** Messages as LangChain takes them, each result with the id of its call. */
function onTheWire(messages: readonly PromptMessage[]): BaseMessage[] {
  const wire: BaseMessage[] = [];
  let waiting: string[] = [];
  for (const [at, message] of messages.entries()) {
    const { role, content, toolCalls = [], name } = message;
    if (role === 'assistant' && toolCalls.length > 0) {
      const called = replyToLangChain({ content, toolCalls, finishReason: 'tool_calls', usage: null }, at);
      waiting = (called.tool_calls ?? []).map(({ id = '' }) => id);
      wire.push(called);
    } else if (role === 'tool') {
      wire.push(new ToolMessage({ content, tool_call_id: waiting.shift() ?? '', ...(name ? { name } : {}) }));
    } else wire.push(toLangChain(message));
  }
  return wire;
}
