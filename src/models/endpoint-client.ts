import { AsyncLocalStorage } from 'node:async_hooks';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { CircuitBreakerPolicy } from 'cockatiel';
import type { ModelReply } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { TURN_REPLY } from '../playbook/reply.ts';
import type { Ask, ModelClient, ToolDefinition } from './client.ts';
import type { Manner } from './dialect.ts';
import { fault } from './fault.ts';
import { Gathering } from './gather.ts';
import { networkFault } from './http-fault.ts';
import { costOf, priceOf } from './prices.ts';
import { redact, scrubbed } from './redact.ts';
import type { Waiting } from './retry.ts';
import { breakerFor, REAL_WAITING, withRetries } from './retry.ts';
import type { ModelSettings } from './settings.ts';
import { keyOf, keyVariableOf, secretsOf } from './settings.ts';
import type { LiveSpec } from './spec.ts';
import { spans } from './tracing.ts';
import { guardedFetch } from './wire.ts';
import type { WireFacts } from './wire-facts.ts';
import { newFacts } from './wire-facts.ts';

type Streamed = AsyncGenerator<AIMessageChunk>;

/**
 * A language model behind an endpoint. Each attempt is a stream with a timer for its first token and one between tokens; retries,
 * waiting and the breaker are here and nowhere else. What comes out of here holds no key.
 */
export function endpointClient(
  spec: LiveSpec,
  settings: ModelSettings,
  { waiting = REAL_WAITING, breaker = breakerFor() }: { waiting?: Waiting; breaker?: CircuitBreakerPolicy } = {},
): ModelClient {
  const secrets = secretsOf(spec, settings);
  const clean = (text: string) => redact(text, secrets);
  const price = priceOf(spec, settings);
  const fetch = fetchOfCall(spec, clean);
  const models = new Map<string, Promise<BaseChatModel>>();

  function modelFor({ api, asksUsage }: Manner): Promise<BaseChatModel> {
    const key = `${api} ${asksUsage}`;
    const model = models.get(key) ?? chatModel(spec, settings, { api, asksUsage, fetch });
    models.set(key, model);
    return model;
  }

  async function attempt(ask: Ask): Promise<ModelReply> {
    // Before the clock runs: to load a package is no silence of a model.
    const model = await modelFor(ask);
    const watch = watchOver(ask.signal, spec);
    const facts = newFacts(ask.aside.sent, watch.signal);
    const gathering = new Gathering();
    let isOver = false;
    try {
      const begin = async () => (await streamOf(spec, model, { ...ask, signal: watch.signal }))[Symbol.asyncIterator]();
      const each = await watch.race(calls.run(facts, begin));
      const next = () => watch.race(calls.run(facts, () => each.next()));
      for (let piece = await next(); !piece.done; piece = await next()) {
        watch.heard();
        const utterance = gathering.add(piece.value);
        if (utterance !== null) ask.onWords(clean(utterance));
      }
      isOver = true;
    } catch (error) {
      ask.signal.throwIfAborted();
      throw (
        facts.fault ?? watch.silence() ?? (error instanceof PitwallError ? error : failureOf(error, spec.text, clean))
      );
    } finally {
      watch.stop(!isOver);
    }
    if (facts.fault) throw facts.fault;
    ask.onFacts?.(facts);
    const reply = gathering.reply(spec.provider === 'openai' ? facts : null);
    if (reply === null)
      throw fault(`expected ${spec.text} to finish its reply, it ended without a finish reason`, { reason: 'cut' });
    return scrubbed(reply, secrets);
  }

  return {
    async ask(ask) {
      const reply = await spans.call(spec, () =>
        withRetries(() => attempt(ask), {
          breaker,
          waiting,
          signal: ask.signal,
          spec: spec.text,
          counted: (attempts) => {
            ask.aside.attempts = attempts;
          },
        }),
      );
      ask.aside.costUsd = costOf(reply.usage, price);
      return reply;
    },
  };
}

/** A failure that came through LangChain and not through our own reading of the wire. */
function failureOf(error: unknown, spec: string, clean: (text: string) => string): PitwallError {
  const { status } = error as { status?: unknown };
  if (typeof status !== 'number') return networkFault(error, spec, clean);
  const said = clean(error instanceof Error ? error.message : String(error))
    .replace(/\s+/g, ' ')
    .slice(0, 300);
  const mayPass = status >= 500 || status === 408 || status === 409 || status === 429;
  return fault(`expected a reply of ${spec}, got ${status}: ${said}`, {
    reason: mayPass ? 'overloaded' : 'refused',
    transient: mayPass,
    status,
  });
}

/** Two timers over one stream: to its first piece, and between pieces. Whatever ends it, its signal closes the socket. */
function watchOver(outer: AbortSignal, { text, options }: LiveSpec) {
  const controller = new AbortController();
  let heard = false;
  let silence: PitwallError | null = null;
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  const stopAll = (reason: Error) => {
    controller.abort(reason);
    fail(reason);
  };
  const onOuter = () => stopAll(outer.reason instanceof Error ? outer.reason : new Error('aborted'));
  const expire = () => {
    const seconds = heard ? options.idleSeconds : options.timeoutSeconds;
    silence = fault(`expected ${heard ? 'more' : 'a first word'} of ${text} within ${seconds} s, it fell silent`, {
      reason: 'silent',
    });
    stopAll(silence);
  };
  let timer = setTimeout(expire, options.timeoutSeconds * 1000);
  if (outer.aborted) onOuter();
  else outer.addEventListener('abort', onOuter, { once: true });
  return {
    signal: controller.signal,
    heard() {
      heard = true;
      clearTimeout(timer);
      timer = setTimeout(expire, options.idleSeconds * 1000);
    },
    race: <T>(work: Promise<T>): Promise<T> => {
      work.catch(() => undefined);
      return Promise.race([work, failed]);
    },
    silence: () => silence,
    stop(isCut: boolean) {
      clearTimeout(timer);
      outer.removeEventListener('abort', onOuter);
      if (isCut) controller.abort();
    },
  };
}

/** The facts of the call that a request is made in: one model serves all calls of a client, so that connections are kept. */
const calls = new AsyncLocalStorage<WireFacts>();

function fetchOfCall({ text: spec, provider }: LiveSpec, clean: (text: string) => string): typeof fetch {
  return (input, init) => {
    const facts = calls.getStore();
    if (facts === undefined) throw new RangeError('expected a request within a call of a model');
    return guardedFetch(facts, { spec, clean, own: provider === 'openai' })(input, init);
  };
}

async function streamOf(
  spec: LiveSpec,
  model: BaseChatModel,
  { messages, tools, structured, alternate, demands, signal }: Ask & { signal: AbortSignal },
): Promise<Streamed> {
  const given = alternate || spec.options.alternate ? alternating(messages) : [...messages];
  const turn = tools.find((tool) => tool.function.name === TURN_REPLY);
  const offered =
    structured === 'tool' ? [...tools] : structured === 'schema' ? tools.filter((tool) => tool !== turn) : [];
  if (spec.provider !== 'openai') {
    const choice = demands ? { tool_choice: 'any' } : {};
    const bound = offered.length > 0 ? (model.bindTools?.(offered, choice) ?? model) : model;
    return (await bound.stream(given, { signal })) as unknown as Streamed;
  }
  const options = {
    signal,
    ...(offered.length > 0
      ? { tools: offered, tool_choice: structured === 'tool' && demands ? 'required' : 'auto' }
      : {}),
    ...(structured === 'schema' && turn ? { response_format: schemaFormat(turn) } : {}),
    ...(spec.options.seed === undefined ? {} : { seed: spec.options.seed }),
  };
  // What `stream` does beyond this joins all chunks for callbacks that nobody has.
  return messagesOf(
    model._streamResponseChunks(given, options as Parameters<BaseChatModel['_streamResponseChunks']>[1]),
  );
}

async function* messagesOf(chunks: AsyncIterable<ChatGenerationChunk>): Streamed {
  for await (const { message } of chunks) yield message as AIMessageChunk;
}

function schemaFormat({ function: { name, parameters } }: ToolDefinition) {
  return { type: 'json_schema' as const, json_schema: { name, schema: parameters, strict: true } };
}

async function chatModel(
  spec: LiveSpec,
  settings: ModelSettings,
  { api, asksUsage, fetch }: Pick<Manner, 'api' | 'asksUsage'> & { fetch: typeof globalThis.fetch },
): Promise<BaseChatModel> {
  const { temperature, maxTokens } = spec.options;
  const shared = {
    maxRetries: 0,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  };
  const apiKey = keyOf(spec, settings);
  if (spec.provider === 'openai') {
    const { ChatOpenAI } = await import('@langchain/openai');
    const baseURL = spec.baseUrl ?? (settings.env['OPENAI_BASE_URL'] || 'https://api.openai.com/v1');
    return new ChatOpenAI({
      ...shared,
      model: spec.name,
      apiKey: apiKey ?? 'none',
      useResponsesApi: api === 'responses',
      streamUsage: asksUsage,
      configuration: { baseURL, fetch, maxRetries: 0 },
    });
  }
  const { initChatModel } = await import('langchain');
  try {
    const model = await initChatModel(spec.name, {
      modelProvider: spec.provider,
      ...shared,
      ...(apiKey === undefined ? {} : { apiKey }),
      ...addressOf(spec.baseUrl),
      // As each package calls it; what it does not know it leaves alone.
      fetch,
      clientOptions: { fetch, maxRetries: 0, ...(spec.baseUrl === null ? {} : { baseURL: spec.baseUrl }) },
    });
    return model as unknown as BaseChatModel;
  } catch (error) {
    throw providerMissing(spec, error);
  }
}

function addressOf(baseUrl: string | null): { baseUrl?: string; anthropicApiUrl?: string } {
  return baseUrl === null ? {} : { baseUrl, anthropicApiUrl: baseUrl };
}

/** What is missing for a provider that is not built in: its package, or a provider of that name. */
function providerMissing(spec: LiveSpec, error: unknown): PitwallError {
  const said = error instanceof Error ? error.message : String(error);
  const [, missing] = /(@langchain\/[a-z0-9-]+)/.exec(said) ?? [];
  const sentence =
    missing !== undefined && /import|install|find/i.test(said)
      ? `${spec.text} needs the package ${missing}: npm install ${missing}`
      : /provider/i.test(said)
        ? `no provider of models is called \`${spec.provider}\``
        : `${spec.text} could not be made ready; is ${keyVariableOf(spec) ?? 'its key'} set?`;
  return new PitwallError('USAGE', sentence, { data: { transient: false } });
}

/** Makes sure that the packages behind specs are there. Throws USAGE naming the one that is not. */
export async function checkProviders(specs: readonly LiveSpec[], settings: ModelSettings): Promise<void> {
  for (const spec of specs)
    if (spec.provider !== 'openai')
      await chatModel(spec, settings, { api: 'completions', asksUsage: true, fetch: globalThis.fetch });
}

/** Neighbouring user messages as one, for chat templates that want user and assistant in turns. */
function alternating(messages: readonly BaseMessage[]): BaseMessage[] {
  const joined: BaseMessage[] = [];
  for (const message of messages) {
    const before = joined.at(-1);
    if (before === undefined || before.type !== message.type || message.type !== 'human') joined.push(message);
    else joined[joined.length - 1] = withText(before, `${before.text}\n\n${message.text}`);
  }
  return joined;
}

function withText(message: BaseMessage, content: string): BaseMessage {
  const Same = message.constructor as new (fields: { content: string }) => BaseMessage;
  return new Same({ content });
}
