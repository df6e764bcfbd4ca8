import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';

/** What a model says: words, or calls of tools. */
export type Said = { words: string } | { call: { name: string; args: Record<string, unknown> } };

/** A LangChain chat model that answers at once, or after so many milliseconds, what it is told to. */
export class InstantModel extends BaseChatModel {
  private count = 0;

  constructor(
    private readonly say: () => Said,
    /** Answers after so many milliseconds. */
    private readonly latencyMs = 0,
    /** Told when a call begins and ends. */
    private readonly told: { began: () => void; ended: () => void } = {
      began: () => undefined,
      ended: () => undefined,
    },
  ) {
    super({});
  }

  _llmType(): string {
    return 'instant';
  }

  override bindTools(): this {
    return this;
  }

  async _generate(): Promise<ChatResult> {
    const said = this.say();
    this.told.began();
    if (this.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, this.latencyMs));
    this.told.ended();
    this.count += 1;
    const message =
      'words' in said
        ? new AIMessage({ content: said.words, response_metadata: { finish_reason: 'stop' } })
        : new AIMessage({
            content: '',
            tool_calls: [{ ...said.call, id: `call_${this.count}`, type: 'tool_call' }],
            response_metadata: { finish_reason: 'tool_calls' },
          });
    return { generations: [{ text: message.text, message }] };
  }
}
