import type { BaseMessage } from '@langchain/core/messages';
import { ToolMessage } from '@langchain/core/messages';
import type { CallAside, ModelReply, PromptMessage, SeatIo } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { hashValue } from '../core/hash.ts';
import type { ModelClient, ToolDefinition } from './client.ts';
import type { Dialect } from './dialect.ts';
import { adapted, dialectOf } from './dialect.ts';
import { replyToLangChain, toLangChain } from './messages.ts';
import { plainText } from './plain-text.ts';
import { callThrough } from './playbook-seat.ts';
import type { LiveSpec, ModelSpec } from './spec.ts';
import { cutText } from './turn-limits.ts';

/** Replies of one answer; the last of them is offered no tool. */
const MOST_REPLIES = 6;
/** Calls of tools in one reply that are made. */
const MOST_CALLS = 8;

/** What is asked of whoever replies: the prompt with what calls came to, and the tools on offer. */
export interface ChatAsk {
  messages: readonly PromptMessage[];
  tools: readonly string[];
  aside: CallAside;
  /** The words of this reply so far. */
  onWords: (words: string) => void;
}

/** Whoever replies to a person: a language model, or the offline engine. */
export interface Replier {
  model: string;
  /** What else decides a reply, as it is now. */
  parameters(): Record<string, unknown>;
  /** Names of the tools that can be called now. */
  tools(): readonly string[];
  reply(ask: ChatAsk): Promise<ModelReply>;
  /** Whether to ask again, in another way, after a reply that says why there is none. */
  asksAgain(failure: NonNullable<ModelReply['failure']>): boolean;
}

/** The whole answer to a line: replies with the calls of tools between them, each on the record before it is used. */
export async function converse(
  replier: Replier,
  messages: readonly PromptMessage[],
  topics: ReadonlyMap<string, string>,
  io: SeatIo,
): Promise<string> {
  const prompt = [...messages];
  const said: string[] = [];
  for (let left = MOST_REPLIES; left > 0; ) {
    const tools = left === 1 ? [] : replier.tools();
    const request = {
      model: replier.model,
      messages: [...prompt],
      tools: [...tools],
      parameters: replier.parameters(),
    };
    const onWords = (words: string) => io.words([...said, plainText(words).trimStart()].join('\n\n'));
    const reply = await io.model(request, (aside) => replier.reply({ messages: prompt, tools, aside, onWords }));
    if (reply.failure !== undefined) {
      if (replier.asksAgain(reply.failure)) continue;
      throw new PitwallError('MODEL_FAILED', reply.failure.sentence, { data: { transient: false } });
    }
    left -= 1;
    const words = plainText(cutText(reply.content !== '' ? reply.content : (reply.refusal ?? ''))).trim();
    if (words !== '') said.push(words);
    const calls = tools.length === 0 ? [] : reply.toolCalls.slice(0, MOST_CALLS);
    if (calls.length === 0) break;
    const results = await Promise.all(calls.map((call, index) => callThrough(io, call, `tool[${index}]`, topics)));
    prompt.push({ role: 'assistant', content: reply.content, toolCalls: calls }, ...results);
  }
  return cutText(said.join('\n\n'));
}

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
