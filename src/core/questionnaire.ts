import { z } from 'zod';

/** What a question is about, and with it how who has no language to think in answers it. */
export const QuestionSubject = z.discriminatedUnion('kind', [
  /** Which of these options one holds. */
  z.strictObject({ kind: z.literal('option'), among: z.array(z.string()).min(2) }),
  /** Which of these values goes first. */
  z.strictObject({ kind: z.literal('value'), among: z.array(z.string()).min(2) }),
  /** Something that a card says: the sentence that says it. */
  z.strictObject({ kind: z.literal('card'), says: z.string() }),
]);
export type QuestionSubject = z.infer<typeof QuestionSubject>;

/** One question to one member. */
export const AskedQuestion = z.strictObject({
  id: z.string().min(1),
  member: z.string().min(1),
  text: z.string().min(1),
  subject: QuestionSubject,
  /** What may be answered, by letter; null where the answer is a sentence. */
  choices: z.array(z.strictObject({ letter: z.string().regex(/^[a-z]$/), text: z.string().min(1) })).nullable(),
  /** Which round of the debate it stands beside. */
  round: z.number().int().nonnegative(),
});
export type AskedQuestion = z.infer<typeof AskedQuestion>;

/**
 * Questions that are asked beside a debate. `probe`: of those at the table, off the record, in a child that ends with them.
 * `interview`: of one member alone, with nobody to argue against.
 */
export const Questionnaire = z.strictObject({
  kind: z.enum(['probe', 'interview']),
  questions: z.array(AskedQuestion).min(1),
});
export type Questionnaire = z.infer<typeof Questionnaire>;

/** An answer: the letter of a choice, or null where none was given that was offered; and what was said. */
export interface Answered {
  letter: string | null;
  said: string;
}

/** The letter of a choice by its place. */
export const letterAt = (index: number) => String.fromCodePoint(97 + index);
