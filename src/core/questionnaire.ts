import { z } from 'zod';
import { Bilingual } from './language.ts';

/** What a question is about, and with it how who has no language to think in answers it. */
export const QuestionSubject = z.discriminatedUnion('kind', [
  /** Which of these options one holds. */
  z.strictObject({ kind: z.literal('option'), among: z.array(z.string()).min(2) }),
  /** Which of these values goes first. */
  z.strictObject({ kind: z.literal('value'), among: z.array(z.string()).min(2) }),
  /** Something that a card says: the sentence that says it. */
  z.strictObject({ kind: z.literal('card'), says: z.string() }),
  /** Whatever a person writes in a chat. */
  z.strictObject({ kind: z.literal('chat') }),
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

/** Somebody whom a member can send a person to. */
export const Colleague = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  /** What else they are called. */
  called: z.array(z.string().min(1)).optional(),
  role: Bilingual,
  /** Topics of the router that are theirs to answer. */
  topics: z.array(z.string()),
  /** Calculators that they bring, by name. */
  tools: z.array(z.string()),
});
export type Colleague = z.infer<typeof Colleague>;

/** A script of the team that a member may be asked about, as it was when the chat began; its texts are kept by their hashes. */
export const AtHand = z.strictObject({
  id: z.string().min(1),
  hash: z.string().min(1),
  data: z.record(z.string(), z.strictObject({ file: z.string(), hash: z.string() })),
});
export type AtHand = z.infer<typeof AtHand>;

/** A line of a conversation before it is on a record, as whoever brings it tells it. */
export const EarlierLine = z.strictObject({ by: z.enum(['person', 'member']), text: z.string().min(1) });
export type EarlierLine = z.infer<typeof EarlierLine>;

/**
 * Questions that are asked beside a debate. `probe`: of those at the table, off the record, in a child that ends with them.
 * `interview`: of one member alone, with nobody to argue against. `chat`: of one member, by a person, who asks as they go on: none
 * are known when it opens.
 */
export const Questionnaire = z
  .strictObject({
    kind: z.enum(['probe', 'interview', 'chat']),
    questions: z.array(AskedQuestion),
    /** Of a chat. */
    colleagues: z.array(Colleague).optional(),
    /** Of a chat with the offline engine. */
    scenarios: z.array(AtHand).optional(),
    /** Of a chat that goes on with a conversation that is on no record here. */
    before: z.array(EarlierLine).optional(),
  })
  .refine(({ kind, questions }) => (kind === 'chat') === (questions.length === 0), {
    error: 'expected questions, but for a chat',
    path: ['questions'],
  });
export type Questionnaire = z.infer<typeof Questionnaire>;

/** A person's line in a chat as the question that it is. */
export const lineQuestion = ({
  turn,
  member,
  text,
}: {
  turn: number;
  member: string;
  text: string;
}): AskedQuestion => ({
  ...{ id: `line-${turn}`, member, text },
  ...{ subject: { kind: 'chat' }, choices: null, round: turn },
});

/** An answer: the letter of a choice, or null where none was given that was offered; and what was said. */
export interface Answered {
  letter: string | null;
  said: string;
}

/** The letter of a choice by its place. */
export const letterAt = (index: number) => String.fromCodePoint(97 + index);
