import { z } from 'zod';
import { Figure } from '../core/effects.ts';

/** What tools give back, for the schemas that clients are told. */

export const Scenarios = z.object({
  scenarios: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      language: z.enum(['ko', 'en']).nullable(),
      from: z.string().describe('team, project, package, or asked'),
      problem: z.string().nullable().describe('why it cannot be run; null when it can'),
    }),
  ),
});

export const Debate = z.object({
  id: z.string().describe('of its record, which get_transcript takes'),
  status: z.string(),
  stopReason: z.string().nullable(),
  decision: z.string().nullable().describe('the option, by its name in the scenario'),
  confidence: z.number().nullable(),
  votes: z.array(z.object({ member: z.string(), option: z.string().nullable(), confidence: z.number() })),
  turns: z.number().int(),
  memo: z.string().nullable().describe('Markdown'),
  remarks: z.array(z.string()),
});

export const Said = z.object({
  id: z.string(),
  kind: z.string().describe('debate, probe, interview or chat'),
  status: z.string(),
  stopReason: z.string().nullable(),
  turns: z.array(
    z.object({
      turn: z.number().int(),
      speaker: z.string(),
      addressee: z.string(),
      act: z.string(),
      utterance: z.string(),
    }),
  ),
  lines: z.array(z.object({ turn: z.number().int(), asked: z.string(), said: z.string().nullable() })),
  text: z.string().describe('the whole record as Markdown'),
});

export const Answer = z.object({
  chat: z.string().describe('of its record; give it again to go on with the chat'),
  member: z.string(),
  said: z.string(),
  tools: z.array(
    z.object({ name: z.string(), args: z.record(z.string(), z.unknown()), figures: z.record(z.string(), Figure) }),
  ),
  consults: z.array(
    z.object({
      to: z.string(),
      topic: z.string(),
      question: z.string(),
      answer: z.string(),
      stub: z.boolean().describe('calculated by a desk that stands in for a member'),
    }),
  ),
});

export const Verdicts = z.object({
  turns: z.array(
    z.object({
      id: z.union([z.string(), z.number()]),
      persona: z.string(),
      failed: z.boolean(),
      flagged: z.boolean().nullable().describe('null: no verdict'),
      score: z.number().nullable().describe('0 to 1; low means out of character; null: not judged'),
      judged: z
        .boolean()
        .describe(
          'false: no rule found a fault, and nothing looked at what the turn means; that is no sign of a good one',
        ),
      by: z.array(z.string()),
      reasons: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
});
