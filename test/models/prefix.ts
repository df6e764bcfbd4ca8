import type { PromptMessage } from '../../src/core/effects.ts';
import { estimateTokens } from '../../src/prompt/tokens.ts';

export interface PrefixShares {
  /** Share of all prompt tokens that a provider has seen before, at the beginning of the same member's last prompt. */
  reached: number;
  /** The same, had each prompt begun with all of the last one but its closing message. */
  attainable: number;
  tokens: number;
}

/** How much of the prompts a provider's prefix cache could serve, by the token estimate. */
export function prefixShares(prompts: readonly { seat: string; messages: readonly PromptMessage[] }[]): PrefixShares {
  const last = new Map<string, readonly PromptMessage[]>();
  let [all, hit, could] = [0, 0, 0];
  for (const { seat, messages } of prompts) {
    const sizes = messages.map(({ content }) => estimateTokens(content));
    const before = last.get(seat)?.slice(0, -1) ?? [];
    const same = before.findIndex(
      (message, at) => message.role !== messages[at]?.role || message.content !== messages[at]?.content,
    );
    const total = sum(sizes);
    all += total;
    hit += sum(sizes.slice(0, same < 0 ? before.length : same));
    // A prompt cannot have more of the last one in it than it has besides what is new.
    could += Math.min(sum(before.map(({ content }) => estimateTokens(content))), total - (sizes.at(-1) ?? 0));
    last.set(seat, messages);
  }
  return { reached: hit / all, attainable: could / all, tokens: all };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
