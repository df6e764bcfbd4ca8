import { z } from 'zod';
import { Glossary } from './terms.ts';

/**
 * One way to say something. `<symbol>` expands another symbol, `{slot}` a piece of content,
 * `(plain|polite|formal)` follows the speech level, and `을/를` after a slot takes the form that fits.
 * `when` lists tags that must all hold, e.g. `evidence:tool`, `answering`, `to:cortex`, `!close`.
 */
export const Alternative = z.union([
  z.string().min(1),
  z.strictObject({ text: z.string().min(1), when: z.array(z.string().min(1)).min(1) }),
]);
export type Alternative = z.infer<typeof Alternative>;

export const Grammar = z.record(z.string().regex(/^[a-z][a-z0-9.-]*$/), z.array(Alternative).min(1));
export type Grammar = z.infer<typeof Grammar>;

/** A member's way of speaking in each language; a symbol that is missing comes from the neutral voice. */
export const Voice = z.strictObject({ ko: Grammar.default({}), en: Grammar.default({}) });
export type Voice = z.infer<typeof Voice>;

/** What a junior has explained, by language. */
export const Terms = z.strictObject({ ko: Glossary.default({}), en: Glossary.default({}) });
export type Terms = z.infer<typeof Terms>;
