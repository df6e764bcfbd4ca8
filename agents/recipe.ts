import type { PersonaCard } from '../src/core/card.ts';
import type { Recipe } from '../src/core/recipe.ts';

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
