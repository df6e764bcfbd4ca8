import { z } from 'zod';

/** A number of a turn whose source is known: what was said, and what the source says. */
export const CitedNumber = z.strictObject({
  /** As it stands in the utterance. */
  text: z.string().min(1),
  value: z.number(),
  unit: z.string(),
  /** How `value` follows from the sources; `is` when it is the source's value itself. */
  op: z.enum(['is', 'abs', 'percent', 'difference', 'ratio', 'sum', 'product', 'count', 'change']),
  /** The referenced figures in the order of the references; value null where the record has none. */
  sources: z.array(z.strictObject({ ref: z.string(), value: z.number().nullable(), unit: z.string() })).min(1),
});
export type CitedNumber = z.infer<typeof CitedNumber>;

/** One turn as scorers see it, from whatever system it comes. */
export const SpokenTurn = z.strictObject({
  id: z.string().min(1),
  /** The card's id. */
  persona: z.string().min(1),
  /** Language that the turn should be in, as an ISO 639-1 code; unset when nobody says. */
  lang: z.string().min(2).optional(),
  utterance: z.string(),
  /** A member's id, or `all`. */
  addressee: z.string().optional(),
  /** What was said before, oldest first, where the turns of one debate are not given themselves. */
  context: z.array(z.strictObject({ speaker: z.string().optional(), text: z.string() })).default([]),
  /** Turns with the same value were said in one conversation, in this order. Unset: the turn stands alone. */
  debate: z.string().optional(),
  round: z.number().int().nonnegative().optional(),
  act: z.string().optional(),
  /** Position after the turn: the option, and the reasons heard since the last turn that account for a change. */
  stance: z
    .strictObject({ option: z.string().nullable(), confidence: z.number(), movedBy: z.array(z.string()) })
    .optional(),
  /** Reasons that the turn states, by name. */
  reasons: z.array(z.string()).optional(),
  numbers: z.array(CitedNumber).optional(),
  /** Numbers that the turn was given back for, since they follow from nothing that its speaker knew, and that stayed in it. */
  unfounded: z.array(z.string()).optional(),
});
export type SpokenTurn = z.infer<typeof SpokenTurn>;

/** A multiple-choice question asked off the record, and the answer. */
export const ProbeAnswer = z.strictObject({
  debate: z.string(),
  persona: z.string(),
  round: z.number().int().nonnegative(),
  /** The turn before which it was asked. */
  turn: z.number().int().positive(),
  probe: z.string(),
  question: z.string(),
  /** Null where none was given that was offered: unscored, never counted as the same. */
  answer: z.string().nullable(),
  /** Reasons that the member's own turns since the last probe name as what moved him. */
  evidence: z.array(z.string()).default([]),
  /** Whether they conceded a point to somebody in those turns. */
  conceded: z.boolean().default(false),
});
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;

/** What is known of a debate beside its turns. */
export const DebateSides = z.strictObject({
  debate: z.string(),
  probes: z.array(ProbeAnswer).default([]),
  /** Options before anybody had heard the others, and at the end, by persona. */
  blind: z.record(z.string(), z.string()).default({}),
  final: z.record(z.string(), z.string()).default({}),
  decision: z.string().nullable().default(null),
  /** The option that is right, where that is known. */
  truth: z.string().nullable().default(null),
});
export type DebateSides = z.infer<typeof DebateSides>;

/** A turn's id over many debates: the debate's, and the number within it. */
export const turnId = (debate: string, turn: number) => `${debate}/${turn}`;
