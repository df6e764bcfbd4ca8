import { z } from 'zod';
import { PitwallError } from '../src/core/error.ts';
import type { Recipe, Recipes } from '../src/core/recipe.ts';
import { loadModule } from '../src/files/load-module.ts';

/** What `agents/<id>` of a project or a team exports, as its default or under the member's id. */
const OwnRecipe = z.strictObject({
  tools: z.array(z.string()).default([]),
  desk: z.array(z.string()).default([]),
  guidance: z.string().default(''),
});

/** Reads the modules of members who bring something of their own. Throws USAGE naming the file and what it lacks. */
export async function readRecipes(files: readonly { id: string; url: string; shown: string }[]): Promise<Recipes> {
  const recipes = new Map<string, Recipe>();
  for (const { id, url, shown } of files) {
    const module = await loadModule(url, { shown });
    const parsed = OwnRecipe.safeParse(module['default'] ?? module[id]);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const at = issue === undefined || issue.path.length === 0 ? '' : `, \`${issue.path.join('.')}\` there is not`;
      throw new PitwallError(
        'USAGE',
        `expected \`${shown}\` to export \`default\` or \`${id}\` as \`{ tools, desk, guidance }\`${at}`,
        { data: { file: shown }, cause: parsed.error },
      );
    }
    recipes.set(id, parsed.data);
  }
  return recipes;
}
