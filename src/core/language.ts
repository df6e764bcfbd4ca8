import { z } from 'zod';

/** Languages that the shipped voices speak. */
export const Language = z.enum(['ko', 'en']);
export type Language = z.infer<typeof Language>;

/** Speech level toward one addressee: 반말, 해요체, 합쇼체. English keeps the first two apart by tone only. */
export const Register = z.enum(['plain', 'polite', 'formal']);
export type Register = z.infer<typeof Register>;

/** A text in each language that it exists in; at least one. */
export const Bilingual = z
  .strictObject({ ko: z.string().min(1).optional(), en: z.string().min(1).optional() })
  .refine((text) => text.ko !== undefined || text.en !== undefined, 'expected a text in ko or en');
export type Bilingual = z.infer<typeof Bilingual>;

/** The text in the language asked for, else in the other one. */
export function inLanguage(text: Bilingual, language: Language): string {
  return text[language] ?? text.ko ?? text.en ?? '';
}
