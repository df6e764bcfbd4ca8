import { z } from 'zod';
import { PitwallError } from '../src/core/error.ts';
import type { Recipe, Recipes } from '../src/core/recipe.ts';

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
    const module = await moduleAt(url, shown);
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

async function moduleAt(url: string, shown: string): Promise<Record<string, unknown>> {
  try {
    return (await import(url)) as Record<string, unknown>;
  } catch (error) {
    const isTypeScript = (error as { code?: unknown }).code === 'ERR_UNKNOWN_FILE_EXTENSION';
    const what = isTypeScript
      ? 'TypeScript, which this Node does not read: compile it to `.mjs`, or start with `node --import tsx`'
      : `one that does not load: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
    throw new PitwallError('USAGE', `expected a JavaScript module at \`${shown}\`, found ${what}`, {
      data: { file: shown },
      cause: error,
    });
  }
}
