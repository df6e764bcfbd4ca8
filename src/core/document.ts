import { z } from 'zod';
import { Figure } from './effects.ts';
import { Outcome } from './outcome.ts';
import { Spending } from './spending.ts';
import { Turn } from './turn.ts';

export const DebateStatus = z.enum(['running', 'unfinished', 'closed', 'failed']);
export type DebateStatus = z.infer<typeof DebateStatus>;

/** What `--json` prints for one debate. */
export const DebateDocument = z.strictObject({
  debate: z.strictObject({
    id: z.string(),
    scenario: z.string(),
    title: z.string(),
    motion: z.string(),
    seed: z.number().int(),
    status: DebateStatus,
    stopReason: z.string().nullable(),
    /** The conditions that held, where a rule ended the rebuttals. */
    because: z.array(z.string()).optional(),
    createdAt: z.string(),
    /** The strictest classification of the cast's cards; null when none has one. */
    classification: z.string().nullable().default(null),
    /** Absent for a debate. */
    kind: z.enum(['probe', 'interview', 'chat']).optional(),
  }),
  cast: z.array(z.strictObject({ persona: z.string(), model: z.string() })),
  turns: z.array(
    z.strictObject({
      turn: z.number().int(),
      round: z.number().int(),
      phase: z.string(),
      speaker: z.string(),
      why: z.string(),
      ...Turn.shape,
    }),
  ),
  /** Of a chat: what was asked and said, by its number. */
  lines: z
    .array(
      z.strictObject({ turn: z.number().int(), member: z.string(), asked: z.string(), said: z.string().nullable() }),
    )
    .optional(),
  consults: z.array(
    z.strictObject({
      turn: z.number().int(),
      ref: z.string(),
      from: z.string(),
      to: z.string(),
      topic: z.string(),
      question: z.string(),
      answer: z.string(),
      figures: z.record(z.string(), Figure),
      stub: z.boolean(),
    }),
  ),
  tools: z.array(
    z.strictObject({
      turn: z.number().int(),
      ref: z.string(),
      speaker: z.string(),
      name: z.string(),
      args: z.record(z.string(), z.unknown()),
      result: z.unknown(),
      figures: z.record(z.string(), Figure),
    }),
  ),
  facts: z.array(z.strictObject({ after: z.string(), set: z.record(z.string(), z.unknown()), say: z.string() })),
  /** Null while the debate runs, or when it ended before a vote. */
  outcome: Outcome.nullable(),
  usage: z.strictObject({
    modelCalls: z.number().int(),
    toolCalls: z.number().int(),
    consults: z.number().int(),
    inputTokens: z.number().int().nullable(),
    outputTokens: z.number().int().nullable(),
    /** What language models took, by member; null when none was asked. */
    spent: Spending.nullable().default(null),
  }),
});
export type DebateDocument = z.infer<typeof DebateDocument>;

export const DebateSummary = z.strictObject({
  id: z.string(),
  scenario: z.string(),
  seed: z.number().int(),
  status: DebateStatus,
  decision: z.string().nullable(),
  /** Of a chat: answers. */
  turns: z.number().int(),
  createdAt: z.string(),
  /** The debate that this one was forked from, and the first turn that is its own. */
  parent: z.strictObject({ id: z.string(), turn: z.number().int() }).nullable(),
  /** `probe`: its members asked off the record. `interview`, `chat`: a member alone. All are listed only where they are asked for. */
  kind: z.enum(['debate', 'probe', 'interview', 'chat']).default('debate'),
});
export type DebateSummary = z.infer<typeof DebateSummary>;
