import type { Recipe } from './recipe.ts';

/** Pulse reads a run from its curve and settles arguments by experiment, whichever card he comes with. */
export const pulse: Recipe = {
  tools: ['diagnose_loss_curve', 'design_experiment'],
  desk: [],
  guidance:
    'Look at the loss curve first. When colleagues differ, propose the cheapest experiment that would settle it, with its price.',
};
