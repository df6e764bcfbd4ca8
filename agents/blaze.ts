import type { Recipe } from './recipe.ts';

/** Blaze keeps the hardware desk: it calculates, says that it did not measure, and is there whether or not he is cast. */
export const blaze: Recipe = {
  tools: ['communication_share'],
  desk: ['hardware'],
  guidance: 'Argue from calculated bounds, say that they are bounds, and say what you would measure first.',
};
