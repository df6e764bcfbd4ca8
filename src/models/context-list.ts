/**
 * Tokens that a model reads at most, prompt and reply together, as comparisons of models give them; `asOf` says when these were
 * written down. A model that is not here, or is behind an address of its own, has none that is known.
 */
export const CONTEXT_LIST = {
  version: 1,
  asOf: '2026-06',
  tokens: {
    'openai:gpt-5.5': 1_050_000,
    'openai:gpt-5.4': 1_050_000,
    'openai:gpt-5.4-mini': 272_000,
    'openai:gpt-5': 400_000,
    'openai:gpt-5-mini': 400_000,
    'openai:gpt-5-nano': 400_000,
    'openai:gpt-4.1': 1_047_576,
    'openai:gpt-4.1-mini': 1_047_576,
    'openai:gpt-4.1-nano': 1_047_576,
    'openai:gpt-4o': 128_000,
    'openai:gpt-4o-mini': 128_000,
    'openai:o3': 200_000,
    'openai:o4-mini': 200_000,
    'anthropic:claude-opus-4-6': 200_000,
    'anthropic:claude-sonnet-4-6': 200_000,
    'anthropic:claude-sonnet-4-5': 200_000,
    'anthropic:claude-haiku-4-5': 200_000,
    'gemini:gemini-2.5-pro': 1_048_576,
    'gemini:gemini-2.0-flash': 1_048_576,
    'google-genai:gemini-2.5-pro': 1_048_576,
    'google-genai:gemini-2.0-flash': 1_048_576,
  },
} as const;
