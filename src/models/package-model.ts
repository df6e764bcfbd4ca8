import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { PitwallError } from '../core/error.ts';
import { speaksChat } from './endpoint-profiles.ts';
import type { ModelSettings } from './settings.ts';
import { keyOf, keyVariableOf } from './settings.ts';
import type { LiveSpec } from './spec.ts';

/** The chat model of a provider with a package of its own. Throws USAGE when it is not there. */
export async function packageModel(
  spec: LiveSpec,
  settings: ModelSettings,
  fetch: typeof globalThis.fetch,
): Promise<BaseChatModel> {
  const apiKey = keyOf(spec, settings);
  const { temperature, maxTokens, context } = spec.options;
  const { initChatModel } = await import('langchain');
  try {
    const model = await initChatModel(spec.name, {
      modelProvider: spec.provider,
      maxRetries: 0,
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
      // Ollama cuts a prompt to the window that it was told, which is a small one where it was told none.
      ...(spec.provider === 'ollama' && context !== undefined ? { numCtx: context } : {}),
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
  for (const spec of specs) if (!speaksChat(spec.provider)) await packageModel(spec, settings, globalThis.fetch);
}
