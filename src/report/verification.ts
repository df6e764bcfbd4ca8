import { z } from 'zod';
import { TurnChange } from './diff.ts';

/** A stretch of text that is in both prompts, only in the recorded one, or only in the new one. */
export const WordChange = z.strictObject({ in: z.enum(['both', 'recorded', 'again']), text: z.string() });
export type WordChange = z.infer<typeof WordChange>;

/** Where the first prompt that differs does so. */
export const PromptDifference = z.strictObject({
  call: z.string(),
  speaker: z.string(),
  turn: z.number().int().positive().nullable(),
  /** Position of the message in the prompt, from 1; null when all messages are the same and the model or its parameters differ. */
  message: z.number().int().positive().nullable(),
  role: z.string().nullable(),
  words: z.array(WordChange),
});
export type PromptDifference = z.infer<typeof PromptDifference>;

/** What executing a record again came to. */
export const Verification = z.strictObject({
  debate: z.string(),
  /** What was changed, as the command line spells it. */
  changed: z.array(z.string()),
  equal: z.boolean(),
  events: z.strictObject({ recorded: z.number().int(), again: z.number().int() }),
  /** Calls answered from the record, and made again. */
  calls: z.strictObject({ served: z.number().int(), made: z.number().int() }),
  inputs: z.strictObject({
    /** Model calls whose prompt, model or parameters are not the recorded ones. */
    prompts: z.number().int(),
    first: PromptDifference.nullable(),
    /** Tool calls and consults that were asked something else, or that the record does not have. */
    calls: z.array(z.string()),
  }),
  /** Calls that were asked the same and came to another result. */
  results: z.array(z.strictObject({ call: z.string(), recorded: z.unknown(), again: z.unknown() })),
  /** The first event that differs otherwise than by what it rests on. */
  event: z
    .strictObject({ seq: z.number().int(), recorded: z.string().nullable(), again: z.string().nullable() })
    .nullable(),
  behaviour: z.strictObject({
    turns: z.array(TurnChange),
    decision: z.strictObject({ recorded: z.string().nullable(), again: z.string().nullable() }),
  }),
  /** Why it could not be executed to its end: a live call that the record does not answer. */
  stopped: z.string().nullable(),
});
export type Verification = z.infer<typeof Verification>;
