import { blaze } from '../../../../agents/blaze.ts';
import { pulse } from '../../../../agents/pulse.ts';
import { NOTHING_MORE } from '../../../../agents/recipe.ts';
import type { Recipe } from '../../../core/recipe.ts';

export { withRecipe } from '../../../../agents/recipe.ts';

/** What the package brings for a member; the agents that speak stay where there is a model to ask. */
export const recipeFor = (id: string): Recipe => (id === 'pulse' ? pulse : id === 'blaze' ? blaze : NOTHING_MORE);

/** Nobody speaks where a record is read. */
export function memberAgent(): never {
  throw new RangeError('expected a reader of a record, found somebody who wants to speak');
}
