import type { Recipe, Recipes } from '../src/core/recipe.ts';
import { blaze } from './blaze.ts';
import { pulse } from './pulse.ts';
import { NOTHING_MORE } from './recipe.ts';

export { readRecipes } from './own.ts';
export { withRecipe } from './recipe.ts';

const SHIPPED: Recipes = new Map([
  ['pulse', pulse],
  ['blaze', blaze],
]);

/** What a member brings: by the project or the team, else by the package. */
export function recipeFor(id: string, own: Recipes): Recipe {
  return own.get(id) ?? SHIPPED.get(id) ?? NOTHING_MORE;
}
