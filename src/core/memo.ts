import { z } from 'zod';
import type { Language } from './language.ts';

/** What a writer is asked for, in the order in which a reader needs it; `sums` says how figures follow that stand nowhere, and is not printed. */
export const MEMO_PARTS = ['title', 'decision', 'why', 'changes', 'open', 'actions', 'sums'] as const;
/** What memos of older records have in the place of `changes`. */
const FORMER_PARTS = ['flips', 'measurement', 'back'] as const;
export const MemoPart = z.enum([...MEMO_PARTS, ...FORMER_PARTS]);
export type MemoPart = z.infer<typeof MemoPart>;

/** One line of a memo that a model wrote. */
export const WrittenLine = z.strictObject({
  part: MemoPart,
  text: z.string().min(1),
  /** Turns in which a reader finds it. */
  turns: z.array(z.number().int().positive()),
  /** Of an action: the member who does it; null where nobody has taken it on. */
  who: z.string().nullable(),
  /** Of an action of an older record: by when, in words; newer ones say it in their text. */
  when: z.string().nullable(),
});
export type WrittenLine = z.infer<typeof WrittenLine>;

/** What a model wrote, and what of it does not hold and was left out. */
export const MemoDraft = z.strictObject({
  lines: z.array(WrittenLine),
  leftOut: z.array(
    z.strictObject({
      text: z.string(),
      why: z.string(),
      /** That it holds, and the memo was too long. */
      isCut: z.literal(true).optional(),
    }),
  ),
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
  /** The sentences at fault; left out where it is the whole line. */
  sentences?: string[];
  /** That it leaves its reader without what to do: it is given back like the others, and stands where it comes again. */
  isGap?: true;
}

/** What a memo as a whole does not tell its reader, said for its writer to add. */
export interface MemoFaults {
  lines: LineFault[];
  gaps: string[];
}

/** Words of a memo at most, figures not counted: Korean says in four what English says in five. */
export const MOST_WORDS: Record<Language, number> = { en: 350, ko: 280 };

/** Figures that one sentence holds at most, and one line of what changes the decision. */
export const MOST_FIGURES = 5;
