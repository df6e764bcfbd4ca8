import { FOLD_ABOVE } from '../prompt/fold.ts';
import { CONTEXT_LIST } from './context-list.ts';
import type { LiveSpec } from './spec.ts';
import { chainOf, isLive, parseModelSpec } from './spec.ts';

/** Tokens of a prompt that are no transcript: card, rules, scenario, what is asked, the tools, and room for the reply. */
const BESIDE_TRANSCRIPT = 12_000;
/** The estimate of tokens is no tokenizer: so much of what is left is used. */
const USED_SHARE = 0.75;
/** A transcript shorter than this is never folded, however small the window. */
const LEAST = 2_500;

/** What the list that ships says of a model at its provider's own address; null for any other. */
function listedContext({ provider, name, baseUrl }: LiveSpec): number | null {
  if (baseUrl !== null) return null;
  const listed: Record<string, number> = CONTEXT_LIST.tokens;
  const key = `${provider}:${name}`;
  return listed[key] ?? listed[key.replace(/-\d{4}-?\d{2}-?\d{2}$/, '')] ?? null;
}

/**
 * The spec with the context windows that are known of its models: on the record, so that a transcript is folded in the same places
 * whatever a later list says. `context=` in a spec goes first.
 */
export function withContext(text: string): string {
  return text
    .split('|')
    .map((part) => {
      const spec = parseModelSpec(part.trim());
      if (!isLive(spec) || spec.options.context !== undefined) return part;
      const context = listedContext(spec);
      return context === null ? part : `${part},context=${context}`;
    })
    .join('|');
}

/** A spec as it was before its context window was added, by which a caller's own models are named. */
export function withoutContext(text: string): string {
  return text.replace(/,context=\d+/g, '');
}

/** Tokens of a transcript above which it is folded for whoever sits behind a spec: by the smallest window of all that may take over. */
export function foldAboveFor(text: string): number {
  const windows = chainOf(parseModelSpec(text)).flatMap((spec) => (isLive(spec) ? (spec.options.context ?? []) : []));
  if (windows.length === 0) return FOLD_ABOVE;
  return Math.max(LEAST, Math.floor((Math.min(...windows) - BESIDE_TRANSCRIPT) * USED_SHARE));
}
