import type { Price } from '../core/budget.ts';
import type { Usage } from '../core/effects.ts';
import { PRICE_LIST } from './price-list.ts';
import type { ModelSettings } from './settings.ts';
import type { LiveSpec } from './spec.ts';

/** The price of a model: the user's own, else the shipped list's for the provider's own address, else null. */
export function priceOf({ provider, name, baseUrl }: LiveSpec, { prices, env }: ModelSettings): Price | null {
  const key = `${provider}:${name}`;
  const own = prices.get(key);
  if (own !== undefined) return own;
  // Behind an address of its own, a name says nothing about what is paid.
  if (baseUrl !== null || (provider === 'openai' && env['OPENAI_BASE_URL'])) return null;
  const listed: Record<string, Price> = PRICE_LIST.usdPerMillionTokens;
  return listed[key] ?? listed[key.replace(/-\d{4}-?\d{2}-?\d{2}$/, '')] ?? null;
}

/** Cost in USD; null where no price is known or nothing was reported. */
export function costOf(usage: Usage | null, price: Price | null): number | null {
  if (usage === null || price === null) return null;
  const cached = Math.min(usage.cachedTokens ?? 0, usage.inputTokens);
  const { input, output, cachedInput = input } = price;
  return ((usage.inputTokens - cached) * input + cached * cachedInput + usage.outputTokens * output) / 1_000_000;
}
