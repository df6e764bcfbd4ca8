import { blaze } from './blaze.ts';
import { readRecipes } from './own.ts';
import { pulse } from './pulse.ts';
import type { Recipe } from './recipe.ts';
import { NOTHING_MORE } from './recipe.ts';

export { memberAgent } from './member.ts';
export { withRecipe } from './recipe.ts';

const RECIPES = new Map<string, Recipe>([
  ['pulse', pulse],
  ['blaze', blaze],
]);

export function recipeFor(id: string): Recipe {
  return RECIPES.get(id) ?? NOTHING_MORE;
}

/** Puts a project's or a team's own `agents/<id>` before what the package brings for that member. Once a process, before any debate. */
export async function bringAgents(files: Parameters<typeof readRecipes>[0]): Promise<void> {
  for (const [id, recipe] of await readRecipes(files)) RECIPES.set(id, recipe);
}
