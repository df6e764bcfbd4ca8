import { canonicalJson } from '../core/canonical.ts';
import type { PromptMessage } from '../core/effects.ts';
import { hashText } from '../core/hash.ts';
import type { DebateRecord, PromptDelta } from '../core/record.ts';

interface Hashed {
  hash: string;
  body: string;
}

export interface LoggedPrompt {
  hash: string;
  bodies(): string[];
  /** Stores what the prompt adds to one that is stored already. */
  store(record: DebateRecord): Promise<void>;
  /** Counts it as stored, when the record served the reply to it. */
  isStored(): void;
}

/**
 * The prompts of one debate as chains over message hashes. A message is serialised once, whatever prompts it stands in, and
 * a prompt that begins as the last one of its place did is hashed only from where they part.
 */
export class PromptLog {
  private readonly stored = new Set<string>();
  private readonly messages = new WeakMap<PromptMessage, Hashed>();
  private readonly last = new Map<string, { messages: readonly PromptMessage[]; chain: string[] }>();

  of(speaker: string, messages: readonly PromptMessage[]): LoggedPrompt {
    const chain = this.chainOf(speaker, messages);
    const tip = chain.at(-1) ?? '';
    // The prompt without its last message is a node of its own: the next prompt of this seat grows from there.
    const tips = [...new Set([chain.length - 1, chain.length])].filter((end) => end > 0);
    return {
      hash: tip,
      bodies: () => messages.map((message) => this.hashed(message).body),
      store: async (record) => {
        const deltas = tips.flatMap((end) => this.deltaTo(end, chain, messages));
        if (deltas.length === 0) return;
        await record.prompt(...deltas);
      },
      isStored: () => {
        for (const end of tips) this.stored.add(chain[end - 1] as string);
      },
    };
  }

  private chainOf(speaker: string, messages: readonly PromptMessage[]): string[] {
    const before = this.last.get(speaker);
    let shared = 0;
    while (before && shared < before.messages.length && before.messages[shared] === messages[shared]) shared += 1;
    const chain = before?.chain.slice(0, shared) ?? [];
    for (const message of messages.slice(shared)) {
      chain.push(hashText(`${chain.at(-1) ?? ''}${this.hashed(message).hash}`));
    }
    this.last.set(speaker, { messages: [...messages], chain });
    return chain;
  }

  private deltaTo(end: number, chain: readonly string[], messages: readonly PromptMessage[]): PromptDelta[] {
    const tip = chain[end - 1] as string;
    if (this.stored.has(tip)) return [];
    const start = chain.slice(0, end).findLastIndex((hash) => this.stored.has(hash)) + 1;
    const delta: PromptDelta = {
      hash: tip,
      parent: chain[start - 1] ?? null,
      appended: messages.slice(start, end).map((message) => this.hashed(message)),
    };
    this.stored.add(tip);
    return [delta];
  }

  private hashed(message: PromptMessage): Hashed {
    const known = this.messages.get(message);
    if (known) return known;
    const body = canonicalJson(message);
    const hashed = { body, hash: hashText(body) };
    this.messages.set(message, hashed);
    return hashed;
  }
}
