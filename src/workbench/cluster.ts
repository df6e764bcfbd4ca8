import { z } from 'zod';
import { DeviceArgument, deviceNamed } from './devices.ts';

/** Cards that train one model together. */
export const Cluster = z.strictObject({
  device: DeviceArgument,
  count: z.number().int().positive().describe('Cards.'),
  mfu: z.number().positive().max(1).describe('Model FLOPs utilisation: the share of the peak that the model gets.'),
});
export type Cluster = z.infer<typeof Cluster>;

/** Fewer parameters than a million are a slip of the unit: 7 for 7e9. */
export const Parameters = z
  .number()
  .min(1e6)
  .max(1e14)
  .describe('Parameters of the model, such as 7e9; of a mixture of experts those that one token takes.');
/** Of a mixture of experts all are trained and held, whichever a token takes. */
export const AllParameters = z
  .number()
  .min(1e6)
  .max(1e14)
  .optional()
  .describe('All parameters of a mixture of experts, whose gradients are sent; left out: as `params`.');
export const NOT_ALL = { path: ['allParams'], message: 'expected at least `params`, which are a part of them' };
/** Whether the parameters that a token takes are no more than all. */
export const isPart = ({ params, allParams = params }: { params: number; allParams?: number | undefined }): boolean =>
  allParams >= params;
export const TOO_FEW_TOKENS = { path: ['tokensPerStep'], message: 'expected at least a token for each card' };
export const TokensPerStep = z.number().min(1).max(1e12).describe('Tokens in one optimizer step.');

/** Forward and backward pass of a dense transformer: 2 + 4 operations a parameter and token (Kaplan et al. 2020, section 2.1). */
export const FLOPS_PER_PARAMETER_AND_TOKEN = 6;
export const FLOPS_SOURCE = 'Kaplan et al. 2020, section 2.1';

export function flopsPerStep(params: number, tokensPerStep: number): number {
  return FLOPS_PER_PARAMETER_AND_TOKEN * params * tokensPerStep;
}

/** Seconds that a step of `flops` takes at the cluster's utilisation. Throws TOOL_INVALID for a device that is not in the table. */
export function secondsFor(flops: number, { device, count, mfu }: Cluster): number {
  return flops / (count * deviceNamed(device).bf16Tflops * 1e12 * mfu);
}
