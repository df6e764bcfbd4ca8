import { Usage } from '../core/effects.ts';

/**
 * Counts of tokens as a provider reports them. Providers report what they like: where one of them is a fraction, a text or a number
 * below zero, nothing is known of any.
 */
export function checkedUsage({
  inputTokens,
  outputTokens,
  cachedTokens,
  reasoningTokens,
}: Readonly<Record<keyof Usage, unknown>>): Usage | null {
  const { success, data } = Usage.safeParse({
    inputTokens,
    outputTokens,
    ...(cachedTokens ? { cachedTokens } : {}),
    ...(reasoningTokens ? { reasoningTokens } : {}),
  });
  return success ? data : null;
}
