import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import { fromLangChain, replyToLangChain } from './messages.ts';
import { PLAYBOOK, playbookModel } from './playbook-seat.ts';

/** The playbook as a LangChain chat model. It is not a language model, and its name says so. */
export class PlaybookChatModel extends BaseChatModel {
  /** The published script has shorter names. */
  static override lc_name(): string {
    return 'PlaybookChatModel';
  }

  constructor() {
    super({});
  }

  _llmType(): string {
    return PLAYBOOK;
  }

  override bindTools(): this {
    return this;
  }

  async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const message = replyToLangChain(playbookModel(messages.map(fromLangChain)), 0);
    message.response_metadata = { finish_reason: 'tool_calls' };
    return { generations: [{ text: message.text, message }] };
  }
}
