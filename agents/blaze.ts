import type { Recipe } from '../src/core/recipe.ts';

/** Blaze keeps the hardware desk: it calculates, says that it did not measure, and is there whether or not Blaze is cast. */
export const blaze: Recipe = {
  tools: [
    ...['communication_share', 'link_traffic', 'step_time_bound', 'roofline', 'decode_bound'],
    ...['tile_efficiency', 'number_format_support', 'occupancy'],
  ],
  desk: ['hardware'],
  guidance: 'Argue from calculated bounds, say that they are bounds, and say what you would measure first.',
};
