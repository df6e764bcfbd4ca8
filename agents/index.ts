import { blaze } from './blaze.ts';
import { pulse } from './pulse.ts';
import type { Recipe } from './recipe.ts';
import { NOTHING_MORE } from './recipe.ts';

export { memberAgent } from './member.ts';
export { withRecipe } from './recipe.ts';

const RECIPES: Readonly<Record<string, Recipe>> = { pulse, blaze };

export function recipeFor(id: string): Recipe {
  return RECIPES[id] ?? NOTHING_MORE;
}
