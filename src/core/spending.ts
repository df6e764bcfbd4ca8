import { z } from 'zod';
import type { Effect, Measured } from './effects.ts';

const Tokens = {
  /** Calls of language models. */
  calls: z.number().int(),
  /** Null where nothing was reported. */
  inputTokens: z.number().int().nullable(),
  /** Of the input, what the provider still had. */
  cachedTokens: z.number().int().nullable(),
  outputTokens: z.number().int().nullable(),
  /** Of the output, what nobody sees. */
  reasoningTokens: z.number().int().nullable(),
  /** Null where no price is known. */
  costUsd: z.number().nullable(),
  /** Calls whose price is not known, and which the cost leaves out. */
  unpricedCalls: z.number().int(),
};

/** What the language models of a debate took, as their providers reported it. */
export const Spending = z.strictObject({
  ...Tokens,
  members: z.array(z.strictObject({ member: z.string(), ...Tokens })),
});
export type Spending = z.infer<typeof Spending>;
type Sum = Omit<Spending, 'members'>;

type Spent = Pick<Effect, 'call' | 'kind' | 'purity'> & { measured: Measured };

/** Sums over the calls beside a debate's effects; null when no language model was asked. */
export function spendingOf(effects: readonly Spent[]): Spending | null {
  const live = effects.filter(({ kind, purity }) => kind === 'model' && purity === 'live');
  if (live.length === 0) return null;
  const memberOf = ({ call }: Spent) => (call.split('/')[2] ?? '').replace(/\.\d+$/, '');
  const members = [...new Set(live.map(memberOf))].map((member) => ({
    member,
    ...sumOf(live.filter((effect) => memberOf(effect) === member)),
  }));
  return { ...sumOf(live), members };
}

function sumOf(effects: readonly Spent[]): Sum {
  const total = (values: (number | null | undefined)[]): number | null => {
    const known = values.filter((value): value is number => typeof value === 'number');
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  };
  const usages = effects.map(({ measured }) => measured.usage);
  const costs = effects.map(({ measured }) => measured.costUsd);
  return {
    calls: effects.length,
    inputTokens: total(usages.map((usage) => usage?.inputTokens)),
    cachedTokens: total(usages.map((usage) => usage?.cachedTokens)),
    outputTokens: total(usages.map((usage) => usage?.outputTokens)),
    reasoningTokens: total(usages.map((usage) => usage?.reasoningTokens)),
    costUsd: total(costs),
    unpricedCalls: costs.filter((cost) => typeof cost !== 'number').length,
  };
}
