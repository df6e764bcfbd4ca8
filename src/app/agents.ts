import { readRecipes } from '../../agents/index.ts';
import type { Recipes } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { AgentTrust, Place, Team } from '../project/index.ts';
import { agentFiles, trustedFiles } from '../project/index.ts';
import { debateScenario } from './document.ts';

/**
 * The team with what its members bring by modules of their own, which are run to be read: all of them, or those that `trust` says.
 * Throws USAGE naming a file that is not trusted or no such module.
 */
export async function withAgents(team: Team, trust: AgentTrust = 'all'): Promise<Team> {
  const recipes = await readRecipes(trustedFiles(agentFiles(team), trust, team.projectDir));
  // By its properties: a team reads what all members share when it is asked for it.
  return Object.defineProperties({} as Team, {
    ...Object.getOwnPropertyDescriptors(team),
    recipes: { value: recipes, enumerable: true },
  });
}

/** What the project, or a team's folder, brings for those who sat in a debate: their record holds their cards alone. */
export function recipesFor({ store, id }: { store: TranscriptStore; id: string }, place: Place): Promise<Recipes> {
  const { cards } = debateScenario({ store, id });
  const files = agentFiles({ ...place, members: cards.map((card) => ({ card })) });
  return readRecipes(trustedFiles(files, place.trust ?? 'all', place.projectDir));
}
