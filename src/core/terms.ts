import { z } from 'zod';
import { escaped } from './pattern.ts';

/** What a technical term means, as a noun phrase that holds no other term and no number, and the other forms in which it is said. */
export const Term = z.strictObject({ is: z.string().min(1), also: z.array(z.string().min(1)).default([]) });

/** Term -> meaning, or meaning and other forms. */
export const Glossary = z.record(
  z.string().min(1),
  z.union([
    z
      .string()
      .min(1)
      .transform((is): z.infer<typeof Term> => ({ is, also: [] })),
    Term,
  ]),
);
export type Glossary = z.infer<typeof Glossary>;

/** A term where it stands in a text. */
export interface Use {
  term: string;
  is: string;
  at: number;
}

const LATIN_END = /[A-Za-z0-9]$/;

/** Each term of a text at its first place, in that order; a longer term is not also the shorter one that it holds. */
export function termsIn(text: string, glossary: Glossary): Use[] {
  const forms = Object.entries(glossary)
    .flatMap(([term, { also }]) => [term, ...also].map((form) => ({ term, form })))
    .sort((a, b) => b.form.length - a.form.length);
  if (forms.length === 0) return [];
  const pattern = forms
    .map(({ form }) => {
      const words = escaped(form);
      return LATIN_END.test(form) ? `${words}(?:e?s)?(?![\\p{Script=Latin}\\p{N}-])` : words;
    })
    .join('|');
  const found = new Map<string, Use>();
  for (const { 0: whole, index } of text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})`, 'giu'))) {
    const said = whole.toLowerCase();
    const form = forms.find((one) => said === one.form.toLowerCase()) ?? forms.find((one) => isPlural(said, one.form));
    const is = form && glossary[form.term]?.is;
    if (form && is !== undefined && !found.has(form.term)) found.set(form.term, { term: form.term, is, at: index });
  }
  return [...found.values()];
}

const isPlural = (said: string, form: string) => [`${form}s`, `${form}es`].some((one) => one.toLowerCase() === said);
