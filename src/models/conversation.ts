import type { BaseLanguageModelInput } from '@langchain/core/language_models/base';
import type { BaseChatModelCallOptions } from '@langchain/core/language_models/chat_models';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AIMessage, AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import { isBaseMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import type { ModelReply, ModelRequest, PromptMessage, ReplyFlaw, SeatIo } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { hashValue } from '../core/hash.ts';
import type { Turn } from '../core/turn.ts';
import { EVALUATE } from '../playbook/citing.ts';
import { TURN_REPLY } from '../playbook/reply.ts';
import type { ModelClient, ToolDefinition } from './client.ts';
import type { Dialect } from './dialect.ts';
import { adapted, dialectOf } from './dialect.ts';
import { oneValueEach } from './evaluation-values.ts';
import type { Material } from './material.ts';
import { fromLangChain, replyToLangChain, toLangChain } from './messages.ts';
import { plainText } from './plain-text.ts';
import type { Expected, Reading } from './reply-reading.ts';
import { readReply, repairSentence } from './reply-reading.ts';
import type { LiveSpec, ModelSpec } from './spec.ts';
import { isLive } from './spec.ts';

/** A turn may ask for so many results. */
const MOST_TOOL_CALLS = 12;
/** A model is told at most so often in one turn what was wrong, and each thing once. */
const MOST_REPAIRS = 3;

type Accepted = Exclude<Reading, { kind: 'flawed' }>;

/** What replies are checked against, and what the member can cite at each of them. */
export interface Expecting extends Omit<Expected, 'material'> {
  materialIn: (messages: readonly PromptMessage[]) => Material | null;
  /** Reads a reply that is to be something else than a turn: what it comes to is handed on as one call. */
  read?: (reply: ModelReply) => Reading;
  /** Says what is wrong with such a reply; without it, what is said of a turn. */
  repair?: (flaw: ReplyFlaw, detail: string) => string;
}

/**
 * What one turn says to its model and hears from it. Every reply is recorded before it is looked at, and what happens next is a
 * function of what is recorded: so a record read again makes the same calls in the same order.
 */
export class Conversation {
  private calls = 0;
  private toolCalls = 0;
  private readonly told = new Set<ReplyFlaw>();
  private salvaged: Accepted | null = null;
  /** What the turn's model was told was wrong, each behind so many messages of the turn: a call of a tool takes none of it back. */
  private readonly repairs: { after: number; messages: readonly BaseMessage[] }[] = [];

  constructor(
    private readonly io: SeatIo,
    private readonly expected: Expecting,
    /** Kept from turn to turn: what an endpoint could not do is not asked of it again. */
    private readonly dialect: Dialect,
    private readonly clientFor: (spec: ModelSpec) => ModelClient,
    /** All that stands before what the turn itself adds. The agent's state does not hold it: it would be copied in every step. */
    private readonly prompt: readonly PromptMessage[],
  ) {}

  /** The prompt with what the turn has added to it. */
  with(added: readonly BaseMessage[]): PromptMessage[] {
    return [...this.prompt, ...added.map(fromLangChain)];
  }

  /**
   * The next reply that is a turn or calls of tools. Throws MODEL_FAILED or TURN_INVALID when there is none.
   *
   * @param messages what the turn has added to its prompt
   */
  async next(
    messages: readonly BaseMessage[],
    tools: readonly ToolDefinition[],
  ): Promise<{ reading: Accepted; call: number }> {
    for (;;) {
      const wire = this.withRepairs(messages);
      const isLast = this.told.has('too-many-calls');
      const offered = isLast ? tools.filter(({ function: { name } }) => name === TURN_REPLY) : tools;
      const reply = await this.ask(wire, offered);
      const reading = this.read(reply, messages);
      if (reading.kind !== 'flawed') {
        if (reading.kind === 'calls') this.toolCalls += reading.calls.length;
        return { reading, call: this.calls };
      }
      const { flaw, detail, salvage } = reading;
      if (!this.told.has(flaw) && this.told.size < MOST_REPAIRS) {
        this.told.add(flaw);
        this.io.note({ kind: 'repaired', flaw, detail });
        const { repair = repairSentence } = this.expected;
        const told = repairMessages(reply, repair(flaw, detail)).map(toLangChain);
        this.repairs.push({ after: messages.length, messages: told });
        continue;
      }
      if (salvage !== null) {
        this.io.note({ kind: 'flawed', flaw, detail });
        this.salvaged = { kind: 'turn', turn: salvage };
        return { reading: this.salvaged, call: this.calls };
      }
      const code = flaw === 'refused' || flaw === 'filtered' ? 'MODEL_FAILED' : 'TURN_INVALID';
      const sentence = `${this.expected.speaker}: expected a turn from ${this.dialect.spec.text}, got: ${detail}`;
      if (!this.substitute(sentence)) throw new PitwallError(code, sentence, { data: { transient: false, flaw } });
    }
  }

  private withRepairs(messages: readonly BaseMessage[]): BaseMessage[] {
    const toldAt = (at: number) => this.repairs.flatMap(({ after, messages: told }) => (after === at ? told : []));
    return [...toldAt(0), ...messages.flatMap((message, at) => [message, ...toldAt(at + 1)])];
  }

  private read(reply: ModelReply, added: readonly BaseMessage[]): Reading {
    if (!isLive(this.dialect.spec)) {
      const [first] = reply.toolCalls;
      if (first?.name === TURN_REPLY)
        return { kind: 'turn', turn: first.args as Extract<Reading, { kind: 'turn' }>['turn'] };
      return { kind: 'calls', calls: reply.toolCalls };
    }
    if (this.expected.read !== undefined) return this.expected.read(reply);
    const { materialIn, ...expected } = this.expected;
    const reading = readReply(reply, { ...expected, material: materialIn(this.with(added)) });
    if (reading.kind === 'calls' && this.toolCalls + reading.calls.length > MOST_TOOL_CALLS) {
      const detail = `${this.toolCalls + reading.calls.length} tool calls in one turn, at most ${MOST_TOOL_CALLS} are made`;
      return { kind: 'flawed', flaw: 'too-many-calls', detail, salvage: null };
    }
    return reading;
  }

  /** One recorded call of the model; of another model, or in another way, when it fails and there is one. */
  private async ask(added: readonly BaseMessage[], tools: readonly ToolDefinition[]): Promise<ModelReply> {
    const { signal } = this.io;
    for (;;) {
      const { spec, ...manner } = this.dialect;
      const client = this.clientFor(spec);
      const withoutTools = manner.structured === 'text' || manner.structured === 'json';
      const last = withoutTools && isLive(spec) ? [...added, toLangChain(asText(tools))] : added;
      const request: ModelRequest = {
        model: spec.text,
        messages: this.with(last),
        tools: tools.map(({ function: { name } }) => name),
        parameters: isLive(spec) ? parametersOf(spec, this.dialect, tools) : {},
      };
      const reply = await this.io.model(request, async (aside) => {
        try {
          const messages = [...this.prompt.map(toLangChain), ...last];
          const onWords = (utterance: string) => this.io.words(plainText(utterance));
          const asked = await client.ask({ ...manner, messages, tools, signal, onWords, aside });
          return isLive(spec) ? { ...asked, way: manner.structured } : asked;
        } catch (error) {
          const failed = this.failedReply(error, signal);
          if (failed === null) throw error;
          return failed;
        }
      });
      this.calls += 1;
      if (!reply.failure) return reply;
      if (!adapted(this.dialect, reply.failure) && !this.substitute(reply.failure.sentence))
        throw new PitwallError('MODEL_FAILED', reply.failure.sentence, { data: { transient: false } });
    }
  }

  /** A failure after which the turn goes on is a reply of its own, because what follows rests on it; null for any other. */
  private failedReply(error: unknown, signal: AbortSignal): ModelReply | null {
    if (signal.aborted || !(error instanceof PitwallError) || error.code !== 'MODEL_FAILED') return null;
    const failure = { reason: String(error.data['reason']), sentence: error.sentence };
    const goesOn = this.dialect.spec.fallback !== null || adapted({ ...this.dialect }, failure);
    const { structured: way } = this.dialect;
    return goesOn ? { content: '', toolCalls: [], finishReason: 'failed', usage: null, failure, way } : null;
  }

  /** Lets the next model of the chain take over, for good; false when there is none. */
  private substitute(detail: string): boolean {
    const { spec } = this.dialect;
    if (spec.fallback === null) return false;
    this.io.note({ kind: 'substituted', from: spec.text, to: spec.fallback.text, detail });
    Object.assign(this.dialect, dialectOf(spec.fallback));
    this.told.clear();
    this.repairs.splice(0);
    return true;
  }
}

/** The conversation of the turn that is running; a seat speaks one turn at a time. */
export interface IoSlot {
  now: Conversation | null;
  /** What it has come to. */
  turn: Turn | null;
  /** Whether the member has said that there is nothing to say. */
  passed: boolean;
  /** Facts of the question that are lists themselves. */
  lists: ReadonlySet<string>;
}

/**
 * What the agent takes for its chat model: each call goes through the turn's conversation, which records it, gives back what is no
 * turn, and lets only whole turns and calls of tools on offer through. Calls go on to the agent; the turn is left in the slot, and the
 * agent hears that there is nothing more to do.
 */
export class RecordedChatModel extends BaseChatModel {
  /** The published script has shorter names. */
  static override lc_name(): string {
    return 'RecordedChatModel';
  }

  private readonly slot: IoSlot;
  private readonly tools: () => readonly ToolDefinition[];

  /** `tools`: what goes with a request; the agent's other tools can be called all the same. */
  constructor({ slot, tools }: { slot: IoSlot; tools: () => readonly ToolDefinition[] }) {
    super({});
    this.slot = slot;
    this.tools = tools;
  }

  _llmType(): string {
    return 'recorded';
  }

  override bindTools(): this {
    return this;
  }

  /** Straight to the conversation where nobody listens: LangChain would copy every message for callbacks that are not there. */
  override async invoke(
    input: BaseLanguageModelInput,
    options?: Partial<BaseChatModelCallOptions>,
  ): Promise<AIMessageChunk> {
    if (!Array.isArray(input) || !input.every(isBaseMessage) || isHeard(options)) return super.invoke(input, options);
    return (await this.reply(input)) as AIMessageChunk;
  }

  async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    return { generations: [{ text: '', message: await this.reply(messages) }] };
  }

  private async reply(messages: readonly BaseMessage[]): Promise<AIMessage> {
    const { now } = this.slot;
    if (now === null) throw new RangeError('expected a turn to be running');
    const { reading, call } = await now.next(messages.slice(1), this.tools());
    this.slot.passed = reading.kind === 'pass';
    if (reading.kind === 'calls') {
      const toolCalls = reading.calls.flatMap(({ name, args }) =>
        name === EVALUATE ? oneValueEach(args, this.slot.lists).map((one) => ({ name, args: one })) : [{ name, args }],
      );
      return replyToLangChain({ content: '', toolCalls, finishReason: 'tool_calls', usage: null }, call);
    }
    this.slot.turn = reading.turn;
    return replyToLangChain({ content: '', toolCalls: [], finishReason: 'stop', usage: null }, call);
  }
}

/** Whether somebody is told of a call. */
function isHeard({ callbacks }: Partial<BaseChatModelCallOptions> = {}): boolean {
  if (callbacks === undefined) return false;
  return (Array.isArray(callbacks) ? callbacks : callbacks.handlers).length > 0;
}

const hashes = new WeakMap<readonly ToolDefinition[], string>();

function parametersOf(
  { options }: LiveSpec,
  { structured, alternate, api, demands, asksUsage }: Dialect,
  tools: readonly ToolDefinition[],
) {
  const hash = hashes.get(tools) ?? hashValue(tools);
  hashes.set(tools, hash);
  const { temperature, seed, maxTokens } = options;
  return {
    structured,
    api,
    toolsHash: hash,
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(alternate ? { alternate } : {}),
    ...(demands ? {} : { demands }),
    ...(asksUsage ? {} : { asksUsage }),
  };
}

/** The flawed reply as what the model said, and what is wrong with it. */
function repairMessages(reply: ModelReply, repair: string): PromptMessage[] {
  const { content, toolCalls, invalidCalls = [], refusal = '' } = reply;
  const said = [
    content,
    refusal,
    ...toolCalls.map(({ name, args }) => `${name}(${JSON.stringify(args)})`),
    ...invalidCalls.map((call) => `${call.name}(${call.arguments})`),
  ].filter((part) => part !== '');
  return [
    { role: 'assistant', content: said.join('\n').slice(0, 8000) || '(nothing)' },
    { role: 'user', name: 'moderator', content: repair },
  ];
}

/** For a model without tools or schemas: the form in words, at the very end. */
function asText(tools: readonly ToolDefinition[]): PromptMessage {
  const turn = tools.find(({ function: { name } }) => name === TURN_REPLY);
  const content = `Answer with one JSON object and nothing around it, of this JSON schema; tools are not at hand:\n${JSON.stringify(turn?.function.parameters ?? {})}`;
  return { role: 'user', name: 'moderator', content };
}
