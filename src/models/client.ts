import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseMessage } from '@langchain/core/messages';
import type { CallAside, ModelReply } from '../core/effects.ts';
import type { Manner } from './dialect.ts';
import type { Habit } from './reply-events.ts';

/** A tool as providers take it. */
export interface ToolDefinition {
  type: 'function';
  function: { name: string; description?: string; parameters: Record<string, unknown> };
}

/** One question to a model. */
export interface Ask extends Manner {
  messages: BaseMessage[];
  /** The structured turn among them, as the last one. */
  tools: readonly ToolDefinition[];
  signal: AbortSignal;
  /** The utterance so far, each time that it has grown. */
  onWords: (utterance: string) => void;
  /** Whether its words are what is said, and no arguments of a turn. */
  isPlain?: boolean;
  /** Its `sent` is called once the request is on its way. */
  aside: CallAside;
  /** How the reply that counts came: in how many events, and in which habits. */
  onSeen?: (seen: { events: number; habits: ReadonlySet<Habit> }) => void;
}

/** Whoever answers for a seat. Throws MODEL_FAILED with the data of a fault. */
export interface ModelClient {
  ask(ask: Ask): Promise<ModelReply>;
}

/** A LangChain model that answers at once or not at all: the playbook, and models that a test scripts. */
export function invokingClient(model: BaseChatModel, read: (message: BaseMessage) => ModelReply): ModelClient {
  return {
    async ask({ messages, tools, signal, isPlain = false, aside }) {
      const choice = isPlain ? 'auto' : 'any';
      const bound = tools.length > 0 ? (model.bindTools?.([...tools], { tool_choice: choice }) ?? model) : model;
      const reply = bound.invoke(messages, { signal });
      aside.sent?.();
      return read(await reply);
    },
  };
}
