import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import { unreadable } from '../core/json.ts';

/** What to put into an answer file: words, calls of tools, or both; or the parts of a turn themselves. */
export const BridgeAnswer = z
  .strictObject({
    /** Text of the reply. */
    content: z.string().optional(),
    /** Calls of the tools in the request; `turn_reply` is the turn itself. */
    toolCalls: z.array(z.strictObject({ name: z.string(), arguments: z.record(z.string(), z.unknown()) })).optional(),
    /** What a model that will not answer says instead. */
    refusal: z.string().optional(),
    finishReason: z.enum(['stop', 'tool_calls', 'length', 'content_filter']).optional(),
    /** Tokens, where the model behind the bridge counts them. */
    usage: z.strictObject({ inputTokens: z.number().int(), outputTokens: z.number().int() }).optional(),
  })
  .refine(
    ({ content, toolCalls, refusal }) => content !== undefined || toolCalls !== undefined || refusal !== undefined,
    'expected `content`, `toolCalls` or `refusal`',
  );
export type BridgeAnswer = z.infer<typeof BridgeAnswer>;

/** By which a turn, a moderator's choice and a memo are known. */
const TELLING_PARTS = ['utterance', 'speaker', 'decision'];

/** An answer from a file's text: as the schema has it, or a turn, a choice or a memo written down as it is. Throws a ZodError, a SyntaxError, or USAGE for what goes too deep or has a name of every object. */
export function readAnswer(text: string): BridgeAnswer {
  const value: unknown = JSON.parse(text);
  const wrong = unreadable(value);
  if (wrong !== null) throw new PitwallError('USAGE', wrong);
  const isReply = typeof value === 'object' && value !== null && TELLING_PARTS.some((part) => part in value);
  if (isReply) return { toolCalls: [{ name: 'turn_reply', arguments: value as Record<string, unknown> }] };
  return BridgeAnswer.parse(value);
}

/** The schema that stands in the folder beside the requests. */
export function answerSchema(): unknown {
  return z.toJSONSchema(BridgeAnswer, { io: 'input' });
}
