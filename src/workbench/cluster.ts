import { z } from 'zod';
import { DEVICES, deviceNamed } from './devices.ts';

const known = DEVICES.map(({ name }) => name).join(', ');

/** Cards that train one model together. */
export const Cluster = z.strictObject({
  device: z.string().min(1).describe(`One of ${known}.`),
  count: z.number().int().positive().describe('Cards.'),
  mfu: z.number().positive().max(1).describe('Model FLOPs utilisation: the share of the peak that the model gets.'),
});
export type Cluster = z.infer<typeof Cluster>;

export const Parameters = z.number().positive().describe('Parameters of the model, dense.');
export const TokensPerStep = z.number().positive().describe('Tokens in one optimizer step.');

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
