import type { Structured } from '../core/effects.ts';

/**
 * What is ready-made for a provider: where it is asked, with which key, and how it wants a turn asked for. A provider without a profile
 * is one of LangChain's, whose package knows these things.
 */
export interface EndpointProfile {
  /** What stands before the colon of a spec. */
  provider: string;
  title: string;
  /** `chat`: `/chat/completions`, which is built in. `package`: a protocol of its own, by a package of LangChain. */
  protocol: 'chat' | 'package';
  /** Null where each customer has an address of their own, or the package knows it. */
  baseUrl: string | null;
  /** The variable that holds the key; not `needed` where a server is usually one's own. */
  key: { env: string; needed: boolean };
  /** In which header the key goes. */
  header: 'authorization' | 'api-key' | 'x-api-key';
  /** How a turn is asked for first at the provider's own address. */
  structured: Structured;
  /** Where it says how much of a prompt its cache served. */
  cache: string | null;
  /** A spec to begin with; its model is an example and not a recommendation. */
  example: string;
}

const PROFILES: readonly EndpointProfile[] = [
  {
    provider: 'openai',
    title: 'OpenAI',
    protocol: 'chat',
    baseUrl: 'https://api.openai.com/v1',
    key: { env: 'OPENAI_API_KEY', needed: true },
    header: 'authorization',
    structured: 'schema',
    cache: 'usage.prompt_tokens_details.cached_tokens',
    example: 'openai:gpt-4.1',
  },
  {
    provider: 'azure',
    title: 'Azure OpenAI',
    protocol: 'chat',
    baseUrl: null,
    key: { env: 'AZURE_OPENAI_API_KEY', needed: true },
    header: 'api-key',
    structured: 'schema',
    cache: 'usage.prompt_tokens_details.cached_tokens',
    example: 'azure:DEPLOYMENT@https://RESOURCE.openai.azure.com',
  },
  {
    provider: 'anthropic',
    title: 'Anthropic',
    protocol: 'package',
    baseUrl: null,
    key: { env: 'ANTHROPIC_API_KEY', needed: true },
    header: 'x-api-key',
    structured: 'tool',
    cache: 'usage.cache_read_input_tokens',
    example: 'anthropic:claude-sonnet-4-5',
  },
  {
    provider: 'gemini',
    title: 'Gemini',
    protocol: 'chat',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    key: { env: 'GEMINI_API_KEY', needed: true },
    header: 'authorization',
    // A schema and tools are not taken in one request by models before Gemini 3.
    structured: 'tool',
    cache: 'usage.prompt_tokens_details.cached_tokens',
    example: 'gemini:gemini-2.5-flash',
  },
  {
    provider: 'openrouter',
    title: 'OpenRouter',
    protocol: 'chat',
    baseUrl: 'https://openrouter.ai/api/v1',
    key: { env: 'OPENROUTER_API_KEY', needed: true },
    header: 'authorization',
    structured: 'tool',
    cache: 'usage.prompt_tokens_details.cached_tokens',
    example: 'openrouter:qwen/qwen3-235b-a22b',
  },
  {
    provider: 'ollama',
    title: 'Ollama',
    protocol: 'package',
    baseUrl: null,
    key: { env: 'OLLAMA_API_KEY', needed: false },
    header: 'authorization',
    structured: 'tool',
    cache: null,
    example: 'ollama:qwen3:8b,context=32768',
  },
  {
    provider: 'vllm',
    title: 'vLLM',
    protocol: 'chat',
    baseUrl: 'http://localhost:8000/v1',
    key: { env: 'VLLM_API_KEY', needed: false },
    header: 'authorization',
    structured: 'tool',
    // Only where the server was started with --enable-prompt-tokens-details.
    cache: 'usage.prompt_tokens_details.cached_tokens',
    example: 'vllm:Qwen/Qwen3-8B@http://localhost:8000/v1',
  },
];

/** In the order of the documentation. */
export function endpointProfiles(): readonly EndpointProfile[] {
  return PROFILES;
}

export function profileOf(provider: string): EndpointProfile | undefined {
  return PROFILES.find((profile) => profile.provider === provider);
}

/** Whether a provider is asked by `/chat/completions` or `/responses`, which are built in. */
export function speaksChat(provider: string): boolean {
  return profileOf(provider)?.protocol === 'chat';
}
