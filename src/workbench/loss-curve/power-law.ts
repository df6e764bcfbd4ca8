import type { Series } from './series.ts';

/** loss = floor + scale * (step + shift)^-exponent */
export interface PowerLaw {
  floor: number;
  scale: number;
  exponent: number;
  shift: number;
}

const FLOORS = [0, 0.3, 0.5, 0.7, 0.8, 0.88, 0.94, 0.97, 0.985];

export function lawAt({ floor, scale, exponent, shift }: PowerLaw, step: number): number {
  return floor + scale * (step + shift) ** -exponent;
}

/** How much larger than the least an error may be and count as about equal. */
const TOLERANCE = 1.15;

/**
 * Laws that fit a falling series about equally well, best first: a regression of log(loss - floor) on log(step + shift) for a grid of
 * floors and shifts, ranked by absolute error. More than one is kept because a noisy start does not tell floor and exponent apart.
 */
export function fitLaws({ steps, losses }: Series): PowerLaw[] {
  const lowest = losses.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const first = steps[0] as number;
  const span = (steps.at(-1) as number) - first;
  if (!(lowest > 0) || span <= 0) return [];
  const fits: { law: PowerLaw; error: number }[] = [];
  for (const share of FLOORS) {
    for (const shift of [0.002, 0.02, 0.1, 0.3]) {
      const law = regress(steps, losses, share * lowest, shift * span - Math.min(0, first));
      if (law === null) continue;
      let error = 0;
      for (let i = 0; i < steps.length; i++) error += Math.abs((losses[i] as number) - lawAt(law, steps[i] as number));
      fits.push({ law, error });
    }
  }
  fits.sort((a, b) => a.error - b.error);
  const best = fits[0];
  return best === undefined
    ? []
    : fits.filter(({ error }) => error <= TOLERANCE * best.error + 1e-12).map(({ law }) => law);
}

function regress(steps: Float64Array, losses: Float64Array, floor: number, shift: number): PowerLaw | null {
  let sw = 0;
  let sx = 0;
  let sy = 0;
  let sxx = 0;
  let sxy = 0;
  for (let i = 0; i < steps.length; i++) {
    const above = (losses[i] as number) - floor;
    const x = Math.log((steps[i] as number) + shift);
    const y = Math.log(above);
    const w = above * above; // an error in loss is an error / above in its logarithm
    sw += w;
    sx += w * x;
    sy += w * y;
    sxx += w * x * x;
    sxy += w * x * y;
  }
  const width = sw * sxx - sx * sx;
  if (!(width > 0)) return null;
  const exponent = -(sw * sxy - sx * sy) / width;
  if (!(exponent > 0) || exponent > 1.2) return null;
  return { floor, scale: Math.exp((sy + exponent * sx) / sw), exponent, shift };
}
