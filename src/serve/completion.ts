import type { Usage } from '../core/effects.ts';

/** Of one answer: under which id, when, by which model. */
export interface Heading {
  id: string;
  created: number;
  model: string;
}

/** Token counts as OpenAI's API has them; null where nobody counted. */
export function usageAs(usage: Usage | null) {
  if (usage === null) return null;
  const { inputTokens, outputTokens } = usage;
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens };
}

export function completionOf(heading: Heading, content: string, usage: Usage | null) {
  const message = { role: 'assistant' as const, content, refusal: null };
  return {
    ...{ id: heading.id, object: 'chat.completion' as const, created: heading.created, model: heading.model },
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' as const }],
    usage: usageAs(usage),
  };
}

export function chunkOf(
  heading: Heading,
  delta: { role?: 'assistant'; content?: string },
  finish: 'stop' | null = null,
) {
  return {
    ...{ id: heading.id, object: 'chat.completion.chunk' as const, created: heading.created, model: heading.model },
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  };
}

/** The last chunk where usage was asked for. */
export function usageChunk(heading: Heading, usage: Usage | null) {
  return { ...chunkOf(heading, {}), choices: [], usage: usageAs(usage) };
}
