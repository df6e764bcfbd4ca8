import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type { BindToolsInput } from '@langchain/core/language_models/chat_models';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AIMessage, AIMessageChunk, BaseMessage, UsageMetadata } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import type { Runnable } from '@langchain/core/runnables';
import type { ModelReply, SeatIo } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { fromLangChain, replyToLangChain } from './messages.ts';
import { PLAYBOOK, playbookModel } from './playbook-seat.ts';
import type { ModelSpec } from './spec.ts';

type Callable = Runnable<BaseMessage[], AIMessageChunk | AIMessage>;

/** The playbook as a LangChain chat model. It is not a language model, and its name says so. */
export class PlaybookChatModel extends BaseChatModel {
  constructor() {
    super({});
  }

  _llmType(): string {
    return PLAYBOOK;
  }

  override bindTools(): this {
    return this;
  }

  async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const message = replyToLangChain(playbookModel(messages.map(fromLangChain)), 0);
    message.response_metadata = { finish_reason: 'tool_calls' };
    return { generations: [{ text: message.text, message }] };
  }
}

/** The recorder of the turn that is running; a seat speaks one turn at a time. */
export interface IoSlot {
  io: SeatIo | null;
  calls: number;
}

/** Stands around a chat model and passes each call through the turn's recorder, which stores it before the agent sees it. */
export class RecordedChatModel extends BaseChatModel {
  private readonly inner: BaseChatModel;
  private readonly bound: Callable;
  private readonly spec: string;
  private readonly slot: IoSlot;
  private readonly tools: string[];

  constructor(fields: { inner: BaseChatModel; spec: string; slot: IoSlot; bound?: Callable; tools?: string[] }) {
    super({});
    this.inner = fields.inner;
    this.bound = fields.bound ?? fields.inner;
    this.spec = fields.spec;
    this.slot = fields.slot;
    this.tools = fields.tools ?? [];
  }

  // Asked by the base class while it is being built, before there is an inner model to name.
  _llmType(): string {
    return 'recorded';
  }

  override bindTools(tools: BindToolsInput[], kwargs?: Record<string, unknown>): RecordedChatModel {
    const bound = this.inner.bindTools?.(tools, kwargs) ?? this.inner;
    return new RecordedChatModel({
      inner: this.inner,
      spec: this.spec,
      slot: this.slot,
      bound: bound as Callable,
      tools: tools.map(nameOf),
    });
  }

  async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    _run?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    const { io } = this.slot;
    if (io === null) throw new RangeError('expected a turn to be running');
    const request = { model: this.spec, messages: messages.map(fromLangChain), tools: this.tools, parameters: {} };
    const reply = await io.model(request, async () => {
      const signal = options.signal ?? io.signal;
      return replyFrom(await this.replyTo(messages, signal), this.spec);
    });
    this.slot.calls += 1;
    const message = replyToLangChain(reply, this.slot.calls);
    return { generations: [{ text: message.text, message }] };
  }

  private async replyTo(messages: BaseMessage[], signal: AbortSignal): Promise<AIMessageChunk | AIMessage> {
    try {
      return await this.bound.invoke(messages, { signal });
    } catch (cause) {
      if (signal.aborted) throw cause;
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new PitwallError('MODEL_FAILED', `expected a reply of ${this.spec}, got: ${why}`, { cause });
    }
  }
}

function nameOf(tool: BindToolsInput): string {
  if ('name' in tool && typeof tool.name === 'string') return tool.name;
  const { function: inner } = tool as { function?: { name?: string } };
  return inner?.name ?? 'unnamed';
}

const ACCEPTED = new Set(['stop', 'tool_calls', 'function_call']);

/** Ours from a provider's message. Anything but an explicit, accepted finish is not a reply: a cut stream looks like a short one. */
function replyFrom(message: AIMessageChunk | AIMessage, spec: string): ModelReply {
  const finishReason = String(message.response_metadata.finish_reason ?? 'missing');
  if (!ACCEPTED.has(finishReason)) {
    throw new PitwallError(
      'MODEL_FAILED',
      `expected ${spec} to finish its reply, got the finish reason \`${finishReason}\``,
    );
  }
  const usage = message.usage_metadata as UsageMetadata | undefined;
  return {
    content: message.text,
    toolCalls: (message.tool_calls ?? []).map(({ name, args }) => ({ name, args })),
    finishReason,
    usage: usage ? { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } : null,
  };
}

/** The chat model behind a spec. A live one is made once and shared by the seats that name it. */
export async function chatModelFor(spec: ModelSpec, env: { apiKey: string | undefined }): Promise<BaseChatModel> {
  if (spec.provider === 'playbook') return new PlaybookChatModel();
  if (env.apiKey === undefined && spec.baseUrl === null) {
    throw new PitwallError(
      'USAGE',
      `openai:${spec.name} needs a key: set OPENAI_API_KEY, or name an endpoint that needs none with openai:${spec.name}@http://host:port/v1`,
    );
  }
  const { ChatOpenAI } = await import('@langchain/openai');
  return new ChatOpenAI({
    model: spec.name,
    apiKey: env.apiKey ?? 'none',
    maxRetries: 0,
    timeout: 60_000,
    useResponsesApi: false,
    configuration: { baseURL: spec.baseUrl ?? 'https://api.openai.com/v1', fetchOptions: { redirect: 'error' } },
  });
}
