import { z } from 'zod';
import type { PersonaCard } from './card.ts';

/** Condition and advice of one member, as their card has them; `line` counts from 1 in the card. */
export const CardRules = z.strictObject({
  member: z.string().min(1),
  rules: z.array(
    z.strictObject({ id: z.string(), when: z.string(), then: z.string(), line: z.number().int().positive() }),
  ),
});
export type CardRules = z.infer<typeof CardRules>;

export function rulesOf({ id, frameworks }: PersonaCard): CardRules {
  return { member: id, rules: frameworks.flatMap(({ rules }) => rules) };
}
