import { FLOPS_PER_PARAMETER_AND_TOKEN } from './cluster.ts';

/** L(N, D) = floor + paramScale / N^paramExponent + tokenScale / D^tokenExponent, nats a token. */
export interface ScalingFit {
  floor: number;
  paramScale: number;
  tokenScale: number;
  paramExponent: number;
  tokenExponent: number;
  source: string;
}

export const REFIT: ScalingFit = {
  floor: 1.8172,
  paramScale: 482.01,
  tokenScale: 2085.43,
  paramExponent: 0.3478,
  tokenExponent: 0.3658,
  source: 'Besiroglu et al. 2024, table 1',
};

export const PUBLISHED: ScalingFit = {
  floor: 1.69,
  paramScale: 406.4,
  tokenScale: 410.7,
  paramExponent: 0.34,
  tokenExponent: 0.28,
  source: 'Hoffmann et al. 2022, approach 3, appendix D.3',
};

/** Largest training run that either fit has seen, FLOPs (Hoffmann et al. 2022, section 3.2, the largest isoFLOP profile). */
export const LARGEST_FITTED_FLOPS = 3e21;

export interface Allocation {
  params: number;
  tokens: number;
}

export function lossAt(fit: ScalingFit, { params, tokens }: Allocation): number {
  return fit.floor + fit.paramScale * params ** -fit.paramExponent + fit.tokenScale * tokens ** -fit.tokenExponent;
}

/** Lowest loss for a budget of FLOPs = 6 N D (Hoffmann et al. 2022, equation 4). */
export function bestFor(fit: ScalingFit, flops: number): Allocation {
  const product = flops / FLOPS_PER_PARAMETER_AND_TOKEN;
  const sum = fit.paramExponent + fit.tokenExponent;
  const params = balance(fit) * product ** (fit.tokenExponent / sum);
  return { params, tokens: product / params };
}

/** Budget whose best model has as many parameters. */
export function flopsForParams(fit: ScalingFit, params: number): number {
  const sum = fit.paramExponent + fit.tokenExponent;
  return FLOPS_PER_PARAMETER_AND_TOKEN * (params / balance(fit)) ** (sum / fit.tokenExponent);
}

/** Budget whose best model is trained on as many tokens. */
export function flopsForTokens(fit: ScalingFit, tokens: number): number {
  const sum = fit.paramExponent + fit.tokenExponent;
  return FLOPS_PER_PARAMETER_AND_TOKEN * (tokens * balance(fit)) ** (sum / fit.paramExponent);
}

function balance({ paramScale, tokenScale, paramExponent, tokenExponent }: ScalingFit): number {
  return ((paramExponent * paramScale) / (tokenExponent * tokenScale)) ** (1 / (paramExponent + tokenExponent));
}
