import type { BaseMessage } from '@langchain/core/messages';
import {
  ChatOpenAI,
  convertMessagesToCompletionsMessageParams,
  convertMessagesToResponsesInput,
} from '@langchain/openai';
import type { Manner } from './dialect.ts';
import type { ModelSettings } from './settings.ts';
import { baseUrlOf, keyOf } from './settings.ts';
import type { LiveSpec } from './spec.ts';

/**
 * LangChain's chat model up to the request: its settings, its tools and formats, its client. What comes back is handed out as it comes,
 * because servers that speak this protocol differ in more ways than its own reading of a stream understands.
 */
class OpenAiChatModel extends ChatOpenAI {
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
      messages: convertMessagesToCompletionsMessageParams({ messages, model: this.model }),
      stream: true as const,
    };
    const sent = this.completions._getClientOptions({ signal });
    return this.completions.client.chat.completions.create(request, sent).asResponse();
  }
}

/** The model of a spec. This file is loaded when the first one is asked for, because its packages take a while to load. */
export function openAiModel(
  spec: LiveSpec,
  settings: ModelSettings,
  { api, asksUsage, fetch }: Pick<Manner, 'api' | 'asksUsage'> & { fetch: typeof globalThis.fetch },
): OpenAiChatModel {
  const { temperature, maxTokens, totalSeconds } = spec.options;
  return new OpenAiChatModel({
    maxRetries: 0,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    model: spec.name,
    apiKey: keyOf(spec, settings) ?? 'none',
    useResponsesApi: api === 'responses',
    streamUsage: asksUsage,
    // Our own timers go first.
    timeout: totalSeconds * 2000,
    configuration: { baseURL: baseUrlOf(spec, settings), fetch, maxRetries: 0 },
  });
}
