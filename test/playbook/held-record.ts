import type { Effect, Measured } from '../../src/core/effects.ts';
import type { TranscriptEvent } from '../../src/core/events.ts';
import { hashValue } from '../../src/core/hash.ts';
import type { DebateRecord, PromptDelta, Waiting } from '../../src/core/record.ts';

/** A record in memory that refuses what a database would: a call named twice, a prompt that grows from nothing. */
export class HeldRecord implements DebateRecord {
  readonly id = 'held';
  readonly events: TranscriptEvent[] = [];
  readonly effects = new Map<string, Effect>();
  readonly measured: Measured[] = [];
  readonly prompts = new Map<string, PromptDelta>();
  readonly messages = new Map<string, string>();
  /** Message hashes written, those of messages that are there already among them. */
  written = 0;
  ended: string | null = null;

  async append(events: readonly TranscriptEvent[]): Promise<void> {
    if (this.ended !== null) throw new Error('expected no event after the end');
    this.events.push(...events);
  }

  async effect(effect: Effect, measured: Measured, waiting?: Waiting): Promise<string> {
    if (waiting !== undefined) {
      await this.append(waiting.events);
      await this.prompt(...waiting.prompts);
      for (const before of waiting.effects) await this.effect(before.effect, before.measured);
    }
    if (this.effects.has(effect.call)) throw new Error(`expected one effect called ${effect.call}, got a second`);
    this.effects.set(effect.call, effect);
    this.measured.push(measured);
    return hashValue(effect);
  }

  async prompt(...deltas: PromptDelta[]): Promise<void> {
    for (const { hash, parent, appended } of deltas) {
      if (parent !== null && !this.prompts.has(parent)) throw new Error('expected a parent that is there');
      if (appended.length === 0) throw new Error('expected a prompt that adds something');
      this.prompts.set(hash, { hash, parent, appended });
      this.written += appended.length;
      for (const message of appended) this.messages.set(message.hash, message.body);
    }
  }

  async end(how: 'closed' | 'failed' | 'interrupted'): Promise<void> {
    if (this.ended !== null) throw new Error('expected one end, got a second');
    this.ended = how;
  }

  /** The bodies of a prompt from its deltas. */
  whole(hash: string): string[] {
    const delta = this.prompts.get(hash);
    if (delta === undefined) throw new Error(`no prompt ${hash}`);
    const own = delta.appended.map((message) => this.messages.get(message.hash) as string);
    return delta.parent === null ? own : [...this.whole(delta.parent), ...own];
  }
}
