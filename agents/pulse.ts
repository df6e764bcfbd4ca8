import type { Recipe } from '../src/core/recipe.ts';

/** Pulse reads a run from its curve and settles arguments by experiment, whatever the card. */
export const pulse: Recipe = {
  tools: [
    ...['diagnose_loss_curve', 'extrapolate_loss', 'scaling_law', 'critical_batch_size', 'training_cost'],
    ...['finetune_memory', 'quantization_plan', 'compression_plan', 'preference_tuning_plan'],
    ...['data_mixture', 'design_experiment'],
  ],
  desk: [],
  guidance:
    'Look at the loss curve first. When colleagues differ, propose the cheapest experiment that would settle it, with its price.',
};
