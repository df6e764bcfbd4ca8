import { z } from 'zod';

/** Hard caps; a cap that is absent does not bind. */
export const Caps = z.strictObject({
  usd: z.number().nonnegative().optional(),
  tokens: z.number().int().nonnegative().optional(),
  /** Model calls. */
  calls: z.number().int().nonnegative().optional(),
  /** Wall time from the first event. */
  seconds: z.number().nonnegative().optional(),
});
export type Caps = z.infer<typeof Caps>;

/** USD for a million tokens. */
export const Price = z.strictObject({
  input: z.number().nonnegative(),
  output: z.number().nonnegative(),
  /** What a token costs that the provider still had; the price of input where none is named. */
  cachedInput: z.number().nonnegative().optional(),
});
export type Price = z.infer<typeof Price>;

export const Budget = z.strictObject({
  debate: Caps.optional(),
  /** By member id. */
  members: z.record(z.string(), Caps).optional(),
  /** `provider:name` -> price by which calls are reserved, where money is capped: a debate stops in the same place whatever prices are later. */
  prices: z.record(z.string(), Price).optional(),
});
export type Budget = z.infer<typeof Budget>;

/** The most that one call may take, before it is made; `usd` is null where no price is known. */
export interface Estimate {
  tokens: number;
  usd: number | null;
}

/** What has been taken so far. */
export interface Spent {
  usd: number;
  tokens: number;
  calls: number;
}

export const NOTHING_SPENT: Spent = { usd: 0, tokens: 0, calls: 0 };

/** Whether so many calls more, at their worst, stay within every cap. */
export function fits(caps: Caps | undefined, spent: Spent, worst: readonly Estimate[]): boolean {
  if (caps === undefined) return true;
  const tokens = worst.reduce((sum, call) => sum + call.tokens, spent.tokens);
  const usd = worst.reduce((sum, call) => sum + (call.usd ?? 0), spent.usd);
  return (
    spent.calls + worst.length <= (caps.calls ?? Number.POSITIVE_INFINITY) &&
    tokens <= (caps.tokens ?? Number.POSITIVE_INFINITY) &&
    usd <= (caps.usd ?? Number.POSITIVE_INFINITY)
  );
}

/** What is left of caps as caps of their own, an equal part of it for each of so many seats. */
export function shareOf(caps: Caps | undefined, spent: Spent, seats: number): Caps | undefined {
  if (caps === undefined) return undefined;
  const part = (cap: number | undefined, taken: number) =>
    cap === undefined ? undefined : Math.max(0, cap - taken) / seats;
  const [usd, tokens, calls] = [
    part(caps.usd, spent.usd),
    part(caps.tokens, spent.tokens),
    part(caps.calls, spent.calls),
  ];
  return {
    ...(usd === undefined ? {} : { usd }),
    ...(tokens === undefined ? {} : { tokens: Math.floor(tokens) }),
    ...(calls === undefined ? {} : { calls: Math.floor(calls) }),
  };
}
