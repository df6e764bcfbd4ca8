import type { PersonaCard } from '../src/core/card.ts';

/** What a member brings besides his card; most bring nothing. */
export interface Recipe {
  /** Tools at hand whatever the card's front matter says. */
  tools: readonly string[];
  /** Topics that he answers for others. */
  desk: readonly string[];
  /** A sentence for a language model, after the card. */
  guidance: string;
}

export const NOTHING_MORE: Recipe = { tools: [], desk: [], guidance: '' };

/** The card with what its recipe adds; the recipe takes nothing away. */
export function withRecipe(card: PersonaCard, recipe: Recipe): PersonaCard {
  const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];
  return {
    ...card,
    persona: {
      ...card.persona,
      tools: union(card.persona.tools, recipe.tools),
      desk: union(card.persona.desk, recipe.desk),
    },
  };
}
