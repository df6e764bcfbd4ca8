/**
 * What a provider asks at its own address, as two price comparisons give it (its own page was not at hand); a model that is not here has no known price. Prices change without notice: `asOf` says when these were written down, `show` prints
 * it, and `prices` in the user's models.yaml goes first. Reasoning tokens are billed as output.
 */
export const PRICE_LIST = {
  version: 1,
  asOf: '2026-06',
  usdPerMillionTokens: {
    'openai:gpt-5.5': { input: 5, cachedInput: 0.5, output: 30 },
    'openai:gpt-5.4': { input: 2.5, cachedInput: 0.25, output: 15 },
    'openai:gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, output: 4.5 },
    'openai:gpt-5.4-nano': { input: 0.2, cachedInput: 0.02, output: 1.25 },
    'openai:gpt-5': { input: 1.25, cachedInput: 0.125, output: 10 },
    'openai:gpt-5-mini': { input: 0.25, cachedInput: 0.025, output: 2 },
    'openai:gpt-5-nano': { input: 0.05, cachedInput: 0.005, output: 0.4 },
    'openai:gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
    'openai:gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
    'openai:gpt-4.1-nano': { input: 0.1, cachedInput: 0.025, output: 0.4 },
    'openai:gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
    'openai:gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
    'openai:o3': { input: 2, cachedInput: 0.5, output: 8 },
    'openai:o4-mini': { input: 1.1, cachedInput: 0.275, output: 4.4 },
  },
} as const;
