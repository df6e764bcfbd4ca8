import { z } from 'zod';

/** A restored character that a person should look at. */
export const UncertainCharacter = z.object({
  /** From 1, in the text as restored. */
  line: z.int().min(1),
  /** From 1, in characters (code points) of that line. */
  column: z.int().min(1),
  /** What the restored text holds there: the best candidate. */
  text: z.string(),
  /** Every character that fits the bytes that survived, likeliest first; `text` is the first. */
  candidates: z.array(z.string()).min(1),
});
export type UncertainCharacter = z.infer<typeof UncertainCharacter>;

/** What was done to the bytes of a file before they were read as a card. */
export const RepairReport = z.object({
  /** How the bytes were read, e.g. `UTF-8`, `UTF-16LE`, `CP949`, or `UTF-8 read as Windows-1254`. */
  encoding: z.string(),
  /** Characters that were written anew, whether or not bytes of theirs were lost. */
  restored: z.int().min(0),
  uncertain: z.array(UncertainCharacter),
  /** Text that could not be kept. A repair keeps all, so that this is empty; it is here to be looked at. */
  dropped: z.array(z.string()),
});
export type RepairReport = z.infer<typeof RepairReport>;
