import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import {
  createAgent,
  MultipleStructuredOutputsError,
  StructuredOutputParsingError,
  tool,
  toolStrategy,
} from 'langchain';
import { z } from 'zod';
import type { PersonaCard } from '../src/core/card.ts';
import { ToolCall } from '../src/core/effects.ts';
import { PitwallError } from '../src/core/error.ts';
import { CONSULT_PREFIX, TURN_REPLY } from '../src/core/playbook/reply.ts';
import type { Seat } from '../src/core/seat.ts';
import type { Tool } from '../src/core/tool.ts';
import { Turn, turnSchemaFor } from '../src/core/turn.ts';
import type { IoSlot } from '../src/models/chat-models.ts';
import { RecordedChatModel } from '../src/models/chat-models.ts';
import { positionOf, toLangChain } from '../src/models/messages.ts';
import { callThrough } from '../src/models/playbook-seat.ts';

const MOST_STEPS = 40;

/** A member as a LangChain agent, built once per seat: a card alone is enough. */
export function memberAgent({
  card,
  model,
  spec,
  tools,
  topics,
  options,
}: {
  card: PersonaCard;
  model: BaseChatModel;
  spec: string;
  tools: readonly Tool[];
  /** Deferred topic -> colleague whose desk answers it. */
  topics: ReadonlyMap<string, string>;
  options: readonly string[];
}): Seat {
  const slot: IoSlot = { io: null, calls: 0 };
  const through = (name: string) => async (args: unknown, config: { toolCall?: { id?: string; args?: unknown } }) => {
    if (slot.io === null) throw new RangeError('expected a turn to be running');
    // As the model gave them: what the schema fills in is the tool's business, and would read as another call.
    const call = { name, args: z.record(z.string(), z.unknown()).parse(config.toolCall?.args ?? args) };
    const result = await callThrough(slot.io, call, positionOf(config.toolCall?.id), topics);
    return [result.content, result];
  };
  const calculators = tools.map(({ name, description, args }) =>
    tool(through(name), { name, description, schema: args as z.ZodObject, responseFormat: 'content_and_artifact' }),
  );
  const consults = [...topics].map(([topic, colleague]) =>
    tool(through(`${CONSULT_PREFIX}${topic}`), {
      name: `${CONSULT_PREFIX}${topic}`,
      description: `Ask ${colleague}: questions of ${topic} are not yours to answer. Name a calculation and its arguments where one covers the question.`,
      schema: z.strictObject({ question: z.string(), calculation: ToolCall.nullable() }),
      responseFormat: 'content_and_artifact',
    }),
  );
  const agent = createAgent({
    model: new RecordedChatModel({ inner: model, spec, slot }),
    name: card.id,
    tools: [...calculators, ...consults],
    responseFormat: toolStrategy(turnSchemaFor(options).meta({ title: TURN_REPLY }), { handleError: false }),
  });
  return {
    async speak({ messages }, io) {
      slot.io = io;
      slot.calls = 0;
      try {
        const state = await agent.invoke(
          { messages: messages.map(toLangChain) },
          { signal: io.signal, recursionLimit: MOST_STEPS },
        );
        const turn = Turn.safeParse(state.structuredResponse);
        if (turn.success) return turn.data;
        throw noTurn(card.id, state.structuredResponse === undefined ? 'prose' : z.prettifyError(turn.error));
      } catch (error) {
        if (isNoTurn(error)) throw noTurn(card.id, error.message, error);
        throw error;
      } finally {
        slot.io = null;
      }
    },
  };
}

function noTurn(member: string, got: string, cause?: unknown): PitwallError {
  const sentence = `${member}: expected a turn from its model, got ${got.replace(/\s+/g, ' ').trim()}`;
  return new PitwallError('TURN_INVALID', sentence, { cause });
}

/** What the agent throws when its model's replies do not come to a turn: another shape, two at once, or none in time. */
function isNoTurn(error: unknown): error is Error {
  return (
    error instanceof StructuredOutputParsingError ||
    error instanceof MultipleStructuredOutputsError ||
    (error instanceof Error && error.name === 'GraphRecursionError')
  );
}
