import type { StoredEffect } from '../../core/record.ts';
import type { Cost } from '../api.ts';

/** What of an effect decides what a turn took. */
export type Costly = Pick<StoredEffect, 'call' | 'kind' | 'hash' | 'measured'>;

/** What a turn took, by the hash of its last reply: all calls that were made in its place. */
export function costsOf(effects: readonly Costly[]): (reply: string) => Cost | null {
  const byPlace = new Map<string, Cost>();
  const placeOf = new Map<string, string>();
  for (const { call, kind, hash, measured } of effects) {
    const place = call.split('/').slice(0, 3).join('/');
    placeOf.set(hash, place);
    const sum = byPlace.get(place) ?? nothing();
    byPlace.set(place, {
      latencyMs: sum.latencyMs + measured.latencyMs,
      modelCalls: sum.modelCalls + (kind === 'model' ? 1 : 0),
      inputTokens: add(sum.inputTokens, measured.usage?.inputTokens),
      outputTokens: add(sum.outputTokens, measured.usage?.outputTokens),
      costUsd: add(sum.costUsd, measured.costUsd),
    });
  }
  return (reply) => byPlace.get(placeOf.get(reply) ?? '') ?? null;
}

const nothing = (): Cost => ({ latencyMs: 0, modelCalls: 0, inputTokens: null, outputTokens: null, costUsd: null });

const add = (sum: number | null, more: number | null | undefined): number | null =>
  more === null || more === undefined ? sum : (sum ?? 0) + more;
