import { z } from 'zod';

/** What a memo is made of, in the order in which a reader needs it. */
export const MEMO_PARTS = ['decision', 'why', 'flips', 'measurement', 'back', 'actions', 'open'] as const;
export const MemoPart = z.enum(MEMO_PARTS);
export type MemoPart = z.infer<typeof MemoPart>;

/** One line of a memo that a model wrote. */
export const WrittenLine = z.strictObject({
  part: MemoPart,
  text: z.string().min(1),
  /** Turns in which a reader finds it. */
  turns: z.array(z.number().int().positive()),
  /** Of an action: the member who does it; null where nobody has taken it on. */
  who: z.string().nullable(),
  /** Of an action: by when, in words. */
  when: z.string().nullable(),
});
export type WrittenLine = z.infer<typeof WrittenLine>;

/** What a model wrote, and what of it does not hold and was left out. */
export const MemoDraft = z.strictObject({
  lines: z.array(WrittenLine),
  leftOut: z.array(z.strictObject({ text: z.string(), why: z.string() })),
});
export type MemoDraft = z.infer<typeof MemoDraft>;

/** The memo that a model wrote from a debate; where it could not, there is none of its lines and `error` says why. */
export const WrittenMemo = z.strictObject({
  /** Spec of the model. */
  model: z.string(),
  ...MemoDraft.shape,
  error: z.string().nullable(),
});
export type WrittenMemo = z.infer<typeof WrittenMemo>;

/** What of a line of a memo does not hold, said for its writer to mend. */
export interface LineFault {
  /** Index of the line. */
  line: number;
  why: string;
  /** That it leaves its reader without what to do: it is given back like the others, and stands where it comes again. */
  isGap?: true;
}

/** What a memo as a whole does not tell its reader, said for its writer to add. */
export interface MemoFaults {
  lines: LineFault[];
  gaps: string[];
}
