import type { z } from 'zod';

/** The codes of one family of findings, each with the shape of its parameters. */
export type FindingTable = Readonly<Record<string, z.ZodObject>>;

/** Something that was found, as data: a code, and what its sentence speaks of. Words for it live in one table a language. */
export type FindingOf<T extends FindingTable> = {
  [C in keyof T & string]: {
    code: C;
    params: z.infer<T[C]>;
    /** English, in what is printed as JSON; left out of what is kept. */
    sentence?: string | undefined;
  };
}[keyof T & string];

/** One sentence a code, in one language. */
export type SentencesOf<T extends FindingTable> = { [C in keyof T & string]: (params: z.infer<T[C]>) => string };

/** The sentence of a finding in the language of a table. */
export function sentenceOf<T extends FindingTable>(words: SentencesOf<T>, { code, params }: FindingOf<T>): string {
  return words[code](params as never);
}
