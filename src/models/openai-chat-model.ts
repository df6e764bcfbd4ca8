import type { BaseMessage } from '@langchain/core/messages';
import {
  ChatOpenAI,
  convertMessagesToCompletionsMessageParams,
  convertMessagesToResponsesInput,
} from '@langchain/openai';
import type { Manner } from './dialect.ts';
import { profileOf } from './endpoint-profiles.ts';
import type { ModelSettings } from './settings.ts';
import { baseUrlOf, keyOf } from './settings.ts';
import type { LiveSpec } from './spec.ts';

/**
 * LangChain's chat model up to the request: its settings, its tools and formats, its client. What comes back is handed out as it comes,
 * because servers that speak this protocol differ in more ways than its own reading of a stream understands.
 */
class OpenAiChatModel extends ChatOpenAI {
  signed: <T extends { role: string }>(messages: T[]) => T[] = (messages) => messages;

  /** Asks for a stream and resolves when the answer has begun. Which of the two APIs it is, is set in the constructor, or by the model. */
  async answer(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<Response> {
    const { signal } = options;
    if (this._useResponsesApi(options)) {
      const input = convertMessagesToResponsesInput({ messages, model: this.model, zdrEnabled: false });
      const request = { ...this.responses.invocationParams(options), input, stream: true as const };
      const sent = this.responses._getClientOptions({ signal });
      return this.responses.client.responses.create(request, sent).asResponse();
    }
    const request = {
      ...this.completions.invocationParams(options, { streaming: true }),
      messages: this.signed(convertMessagesToCompletionsMessageParams({ messages, model: this.model })),
      stream: true as const,
    };
    const sent = this.completions._getClientOptions({ signal });
    return this.completions.client.chat.completions.create(request, sent).asResponse();
  }
}

/**
 * Gemini 3 wants back the signature of its thoughts with each call that it made, and refuses a request without one. No reply is kept
 * with what only one provider reads, so it is told what its documentation has for calls that come without: not to look for it.
 *
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures
 */
function signedCalls<T extends { role: string }>(messages: T[]): T[] {
  const extra_content = { google: { thought_signature: 'skip_thought_signature_validator' } };
  return messages.map((message) => {
    const calls = (message as { tool_calls?: object[] }).tool_calls;
    if (calls === undefined) return message;
    return { ...message, tool_calls: calls.map((call, at) => (at === 0 ? { ...call, extra_content } : call)) };
  });
}

/** What a provider is told beside the protocol: how Azure takes its key and version, and that OpenRouter asks only who takes all of it. */
function ownManners(spec: LiveSpec, key: string | undefined) {
  const { apiVersion } = spec.options;
  if (keyHeader(spec) === 'api-key')
    return {
      configuration: {
        defaultHeaders: { 'api-key': key ?? null },
        ...(apiVersion === undefined ? {} : { defaultQuery: { 'api-version': apiVersion } }),
      },
    };
  return spec.provider === 'openrouter' ? { modelKwargs: { provider: { require_parameters: true } } } : {};
}

const keyHeader = ({ provider }: LiveSpec) => profileOf(provider)?.header ?? 'authorization';

/** Azure takes a bearer for a token of its directory, which a key is not. */
function withoutBearer(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.delete('authorization');
    return fetch(input, { ...init, headers });
  };
}

/** The model of a spec. This file is loaded when the first one is asked for, because its packages take a while to load. */
export function openAiModel(
  spec: LiveSpec,
  settings: ModelSettings,
  { api, asksUsage, fetch }: Pick<Manner, 'api' | 'asksUsage'> & { fetch: typeof globalThis.fetch },
): OpenAiChatModel {
  const { temperature, maxTokens, totalSeconds } = spec.options;
  const key = keyOf(spec, settings);
  const { configuration, ...told } = { configuration: {}, ...ownManners(spec, key) };
  const model = new OpenAiChatModel({
    ...told,
    maxRetries: 0,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    model: spec.name,
    apiKey: key ?? 'none',
    useResponsesApi: api === 'responses',
    streamUsage: asksUsage,
    // Our own timers go first.
    timeout: totalSeconds * 2000,
    configuration: {
      ...configuration,
      baseURL: baseUrlOf(spec, settings),
      fetch: keyHeader(spec) === 'authorization' ? fetch : withoutBearer(fetch),
      maxRetries: 0,
    },
  });
  if (spec.provider === 'gemini') model.signed = signedCalls;
  return model;
}
