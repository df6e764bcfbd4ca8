import type { AIMessageChunk } from '@langchain/core/messages';
import type { ModelReply } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import { TURN_REPLY } from '../playbook/reply.ts';
import { estimateTokens } from '../prompt/tokens.ts';
import { withCachePoint } from './cache-point.ts';
import { callTimers } from './call-timers.ts';
import type { Ask, ModelClient, ToolDefinition } from './client.ts';
import { speaksChat } from './endpoint-profiles.ts';
import { fault, faultData } from './fault.ts';
import { GrowingReply } from './growing-reply.ts';
import type { Attempt } from './guarded-fetch.ts';
import { guardedFetch, within } from './guarded-fetch.ts';
import { networkFault } from './http-fault.ts';
import { addChunk, alternating } from './messages.ts';
import { packageModel } from './package-model.ts';
import { costOf, priceOf } from './prices.ts';
import { redact, redactGrowing, scrubbed } from './redact.ts';
import type { About } from './reply-events.ts';
import { ReplyEvents } from './reply-events.ts';
import { eventsOf } from './reply-stream.ts';
import type { Breaker, Waiting } from './retry.ts';
import { breakerFor, REAL_WAITING, withRetries } from './retry.ts';
import type { ModelSettings } from './settings.ts';
import { secretsOf } from './settings.ts';
import type { LiveSpec } from './spec.ts';
import { fitsStrict } from './strict-schema.ts';
import { spans } from './tracing.ts';
import { strictly } from './turn-form.ts';

/** What a reply takes from whoever sends it: for each piece that arrived, in how many events, and whether a token was among them. */
type Arrivals = AsyncIterable<{ events: number; hasToken: boolean }>;

/** Asks once and puts what comes into the reply. */
type Stream = (reply: GrowingReply, ask: Ask, about: About) => Arrivals;

/**
 * A language model behind an endpoint. Each attempt is a stream under three timers; retries, waiting and the breaker are here and
 * nowhere else. What comes out of here holds no key.
 */
export function endpointClient(
  spec: LiveSpec,
  settings: ModelSettings,
  { waiting = REAL_WAITING, breaker = breakerFor() }: { waiting?: Waiting; breaker?: Breaker } = {},
): ModelClient {
  const secrets = secretsOf(spec, settings);
  const clean = (text: string) => redact(text, secrets);
  const price = priceOf(spec, settings);
  const fetch = guardedFetch(spec.text, clean);
  const streams = new Map<string, Promise<Stream>>();

  function streamFor({ api, asksUsage }: Ask): Promise<Stream> {
    const key = `${api} ${asksUsage}`;
    const made = () =>
      speaksChat(spec.provider)
        ? openAiStream(spec, settings, { api, asksUsage, fetch })
        : packageStream(spec, packageModel(spec, settings, fetch));
    const stream = streams.get(key) ?? made();
    streams.set(key, stream);
    return stream;
  }

  async function paced(ask: Ask): Promise<ModelReply> {
    if (settings.pace !== undefined)
      await settings.pace(estimateTokens(ask.messages.map(({ text }) => text).join('')), ask.signal);
    return attempt(ask);
  }

  async function attempt(ask: Ask): Promise<ModelReply> {
    // Before the clock runs: to load a package is no silence of a model.
    const stream = await streamFor(ask);
    const timers = callTimers(ask.signal, spec);
    const made: Attempt = { fault: null, onSent: ask.aside.sent, signal: timers.signal };
    const about: About = { spec: spec.text, clean, habits: new Set() };
    const growing = new GrowingReply(ask.isPlain);
    const arrivals = stream(growing, { ...ask, signal: timers.signal }, about)[Symbol.asyncIterator]();
    const next = () => timers.race(within(made, () => arrivals.next()));
    let events = 0;
    let isOver = false;
    try {
      for (let arrived = await next(); !arrived.done; arrived = await next()) {
        events += arrived.value.events;
        if (arrived.value.hasToken) timers.heard(growing.isFinished);
        const utterance = growing.grown();
        if (utterance !== null) ask.onWords(redactGrowing(utterance, secrets));
      }
      isOver = true;
    } catch (error) {
      ask.signal.throwIfAborted();
      const failed = made.fault ?? timers.expired() ?? asFault(error, spec.text, clean);
      // Who has said how the reply ends owes no more: usage and the end of the connection may stay out.
      if (!growing.isFinished || failed !== timers.expired() || faultData(failed).reason !== 'silent') throw failed;
    } finally {
      timers.stop(!isOver);
    }
    if (made.fault) throw made.fault;
    ask.onSeen?.({ events, habits: about.habits });
    const reply = growing.reply();
    if (reply === null)
      throw fault(`expected ${spec.text} to finish its reply, the stream ended without a finish reason`, {
        reason: 'cut',
      });
    return scrubbed(reply, secrets);
  }

  return {
    async ask(ask) {
      const reply = await spans.call(spec, () =>
        withRetries(() => paced(ask), {
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

/** Whatever speaks `/chat/completions` or `/responses`: LangChain makes the request, the answer is read here. */
async function openAiStream(
  spec: LiveSpec,
  settings: ModelSettings,
  manner: Pick<Ask, 'api' | 'asksUsage'> & { fetch: typeof globalThis.fetch },
): Promise<Stream> {
  const { openAiModel } = await import('./openai-chat-model.ts');
  const model = openAiModel(spec, settings, manner);
  return async function* (reply, ask, about) {
    const { offered, turn } = offeredBy(ask);
    const options = {
      signal: ask.signal,
      ...(offered.length > 0
        ? { tools: offered, tool_choice: ask.structured === 'tool' && ask.demands ? 'required' : 'auto' }
        : {}),
      ...(turn && bySchema(ask) ? { response_format: schemaFormat(turn) } : {}),
      ...(spec.options.seed === undefined ? {} : { seed: spec.options.seed }),
    };
    const response = await model.answer(givenTo(spec, ask), options as Parameters<typeof model.answer>[1]);
    const reader = new ReplyEvents(reply, about);
    for await (const events of eventsOf(response, about)) {
      let hasToken = false;
      for (const event of events) {
        hasToken = reader.add(event) || hasToken;
        if (reader.isOver) break;
      }
      yield { events: events.length, hasToken };
      if (reader.isOver) return;
    }
  };
}

/** A protocol that a package of LangChain speaks and reads. */
async function packageStream(spec: LiveSpec, loading: ReturnType<typeof packageModel>): Promise<Stream> {
  const model = await loading;
  return async function* (reply, ask) {
    const { offered, turn } = offeredBy(ask);
    const choice = ask.demands ? { tool_choice: 'any' } : {};
    const bound = offered.length > 0 ? (model.bindTools?.([...offered], choice) ?? model) : model;
    const calls: string[] = [];
    const options = { signal: ask.signal, ...ownOptions(spec, ask, turn) };
    const given = spec.provider === 'anthropic' ? withCachePoint(givenTo(spec, ask)) : givenTo(spec, ask);
    for await (const chunk of await bound.stream(given, options))
      yield { events: 1, hasToken: addChunk(reply, chunk as AIMessageChunk, calls) };
  };
}

const givenTo = (spec: LiveSpec, { messages, alternate }: Ask) =>
  alternate || spec.options.alternate ? alternating(messages) : [...messages];

/** The tools on offer in the manner that is asked in, and the structured turn. */
function offeredBy({ tools, structured }: Ask): { offered: ToolDefinition[]; turn: ToolDefinition | undefined } {
  const turn = tools.find((tool) => tool.function.name === TURN_REPLY);
  if (structured === 'text' || structured === 'json') return { offered: [], turn };
  return { offered: structured === 'tool' ? [...tools] : tools.filter((tool) => tool !== turn), turn };
}

const bySchema = ({ structured }: Ask) => structured === 'schema' || structured === 'json';

/** What a package is told beside messages and tools: Ollama's `format`. */
function ownOptions({ provider }: LiveSpec, ask: Ask, turn: ToolDefinition | undefined): Record<string, unknown> {
  return provider === 'ollama' && turn && bySchema(ask) ? { format: turn.function.parameters } : {};
}

function schemaFormat({ function: { name, parameters } }: ToolDefinition) {
  const schema = strictly(parameters);
  return { type: 'json_schema' as const, json_schema: { name, schema, strict: fitsStrict(schema) } };
}

/** A failure that came through LangChain and not through our own reading, in our words. */
function asFault(error: unknown, spec: string, clean: (text: string) => string): PitwallError {
  if (error instanceof PitwallError) return error;
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
