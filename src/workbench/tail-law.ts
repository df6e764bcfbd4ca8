import type { Series } from './loss-curve/series.ts';
import { blocks } from './loss-curve/series.ts';

/** loss = floor + scale / (step + shift)^exponent, one of the laws that a tail allows. */
interface Law {
  floor: number;
  scale: number;
  exponent: number;
  shift: number;
  error: number;
}

export interface TailLaw {
  best: Law;
  /** Laws that fit about as well, the best among them. */
  allowed: readonly Law[];
  /** Standard deviation of one block about the best law, nats. */
  scatter: number;
}

const MOST_BLOCKS = 160;
const FEWEST_BLOCKS = 12;
const EXPONENTS = Array.from({ length: 48 }, (_, i) => 0.03 * 50 ** (i / 47));
/** Of the first step of the tail: a law need not count its steps from where the log does. */
const SHIFTS = [0, 0.3, 1, 3, -0.5];
/** A law stays while its squared error is within what 95 % of refits would show: chi-squared with one degree of freedom. */
const LIKELIHOOD = 3.84;

/** Least squares over a grid of exponents on medians of blocks, so that spikes and noise count little. Null below twelve blocks or when nothing falls. */
export function fitTail(series: Series): TailLaw | null {
  const level = blocks(series, Math.max(1, Math.ceil(series.steps.length / MOST_BLOCKS)));
  const count = level.steps.length;
  if (count < FEWEST_BLOCKS) return null;
  const first = level.steps[0] as number;
  const laws = SHIFTS.flatMap((shift) =>
    EXPONENTS.flatMap((exponent) => regress(level, exponent, shift * first) ?? []),
  );
  const best = laws.reduce<Law | null>((least, law) => (least === null || law.error < least.error ? law : least), null);
  if (best === null) return null;
  const degrees = count - 3;
  const tolerance = 1 + LIKELIHOOD / degrees;
  return {
    best,
    allowed: laws.filter(({ error }) => error <= best.error * tolerance + 1e-12),
    scatter: Math.sqrt(best.error / degrees),
  };
}

export function lossAtStep({ floor, scale, exponent, shift }: Law, step: number): number {
  return floor + scale * (step + shift) ** -exponent;
}

/** Lowest and highest level that the allowed laws give at a step. */
export function rangeAt({ allowed, scatter }: TailLaw, step: number): [low: number, high: number] {
  const levels = allowed.map((law) => lossAtStep(law, step));
  return [Math.min(...levels) - scatter, Math.max(...levels) + scatter];
}

function regress({ steps, losses }: Series, exponent: number, shift: number): Law | null {
  const n = steps.length;
  const first = (steps[0] as number) + shift;
  const x = new Float64Array(n);
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    x[i] = (((steps[i] as number) + shift) / first) ** -exponent;
    meanX += (x[i] as number) / n;
    meanY += (losses[i] as number) / n;
  }
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const dx = (x[i] as number) - meanX;
    xx += dx * dx;
    xy += dx * ((losses[i] as number) - meanY);
  }
  if (!(xx > 0) || !(xy > 0)) return null;
  let scale = xy / xx;
  let floor = meanY - scale * meanX;
  if (floor < 0) {
    floor = 0;
    scale =
      x.reduce((sum, value, i) => sum + value * (losses[i] as number), 0) /
      x.reduce((sum, value) => sum + value ** 2, 0);
  }
  const error = x.reduce((sum, value, i) => sum + (floor + scale * value - (losses[i] as number)) ** 2, 0);
  return { floor, scale: scale * first ** exponent, exponent, shift, error };
}
