import type { Structured, Usage } from '../../core/effects.ts';
import { PitwallError } from '../../core/error.ts';
import type { Ask, ModelClient, ToolDefinition } from '../../models/client.ts';
import type { Manner } from '../../models/dialect.ts';
import type { ModelSpec } from '../../models/spec.ts';
import { estimateTokens } from '../../prompt/tokens.ts';
import type { Spent } from './report.ts';

/** One request as it went out, and what it took. */
export interface MeteredAsk {
  way: Structured;
  manner: Manner;
  tools: readonly ToolDefinition[];
  /** Tokens of its messages, estimated. */
  tokens: number;
  ms: number;
  usage: Usage | null;
  /** What the endpoint said instead of a reply. */
  refused: PitwallError | null;
}

/** Clients whose every request is counted. */
export class Meter {
  readonly asks: MeteredAsk[] = [];

  constructor(
    private readonly clientFor: (spec: ModelSpec) => ModelClient,
    private readonly clock: () => number,
  ) {}

  readonly metered = (spec: ModelSpec): ModelClient => {
    const client = this.clientFor(spec);
    return { ask: (ask) => this.count(ask, () => client.ask(ask)) };
  };

  /** What the requests since the `from`th took. */
  spentSince(from: number): Spent {
    const asks = this.asks.slice(from);
    return {
      calls: asks.length,
      seconds: asks.reduce((sum, { ms }) => sum + ms, 0) / 1000,
      usage: sumOf(asks.filter(({ refused }) => refused === null).map(({ usage }) => usage)),
    };
  }

  private async count<T extends { usage: Usage | null }>(ask: Ask, run: () => Promise<T>): Promise<T> {
    const { structured, alternate, api, demands, asksUsage, tools } = ask;
    const startedAt = this.clock();
    const kept = (usage: Usage | null, refused: PitwallError | null) =>
      this.asks.push({
        way: structured,
        manner: { structured, alternate, api, demands, asksUsage },
        tools,
        tokens: ask.messages.reduce((sum, message) => sum + estimateTokens(message.text), 0),
        ms: this.clock() - startedAt,
        usage,
        refused,
      });
    try {
      const reply = await run();
      kept(reply.usage, null);
      return reply;
    } catch (error) {
      if (error instanceof PitwallError) kept(null, error);
      throw error;
    }
  }
}

/** Null where one of them is not known. */
export function sumOf(usages: readonly (Usage | null)[]): Usage | null {
  const known = usages.flatMap((usage) => usage ?? []);
  if (known.length < usages.length || known.length === 0) return null;
  const total = (count: (usage: Usage) => number | undefined) =>
    known.reduce((sum, usage) => sum + (count(usage) ?? 0), 0);
  return {
    inputTokens: total(({ inputTokens }) => inputTokens),
    outputTokens: total(({ outputTokens }) => outputTokens),
    ...(known.some(({ cachedTokens }) => cachedTokens !== undefined)
      ? { cachedTokens: total(({ cachedTokens }) => cachedTokens) }
      : {}),
  };
}
