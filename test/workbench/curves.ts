import { seeded } from '../../dev/noise.ts';
import type { FindingKind } from '../../src/workbench/loss-curve/finding.ts';
import type { Point } from '../../src/workbench/loss-curve/series.ts';

/** A made-up curve and what is in it. */
export interface Labelled {
  family: string;
  seed: number;
  kinds: FindingKind[];
  points: Point[];
}

type Random = ReturnType<typeof seeded>;
type Noise = 'normal' | 'heavy' | 'correlated' | 'proportional';

interface Base {
  n: number;
  every: number;
  sigma: number;
  noise: Noise;
  trend: (step: number, last: number) => number;
}

const between = (random: Random, low: number, high: number): number => low + (high - low) * random.uniform();
const oneOf = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random.uniform() * values.length)] as T;

function powerLaw(random: Random): Base['trend'] {
  const floor = between(random, 1.2, 2);
  const exponent = between(random, 0.2, 0.6);
  const start = between(random, 8, 11);
  const shift = between(random, 2, 60);
  const scale = (start - floor) * shift ** exponent;
  return (step) => floor + scale * (step + shift) ** -exponent;
}

function anyBase(random: Random): Base {
  return {
    n: oneOf(random, [300, 600, 1000, 2500, 6000, 12000]),
    every: oneOf(random, [1, 1, 2, 5, 10, 50]),
    sigma: oneOf(random, [0.003, 0.01, 0.02, 0.04, 0.08]),
    noise: oneOf(random, ['normal', 'normal', 'heavy', 'correlated', 'proportional']),
    trend: powerLaw(random),
  };
}

/** Points of a trend plus `extra(step, share of the run, level, sigma)`. */
function draw(
  random: Random,
  base: Base,
  extra: (share: number, step: number, last: number) => number = () => 0,
): Point[] {
  const last = base.n * base.every;
  let carried = 0;
  return Array.from({ length: base.n }, (_, i) => {
    const step = (i + 1) * base.every;
    const level = base.trend(step, last) + extra(step / last, step, last);
    carried = 0.9 * carried + Math.sqrt(1 - 0.81) * random.normal();
    const draws: Record<Noise, () => number> = {
      normal: () => random.normal(),
      heavy: () => random.student(3) / 1.2,
      correlated: () => carried,
      proportional: () => (random.normal() * level) / 2.5,
    };
    return { step, loss: level + base.sigma * draws[base.noise]() };
  });
}

/** Share of the run, size in sigma but at least `least` nats. */
const sized = (random: Random, base: Base, low: number, high: number, least: number): number =>
  Math.max(least, base.sigma * between(random, low, high));

type Family = (random: Random) => { kinds: FindingKind[]; points: Point[] };

function spikeAt(random: Random, base: Base): (share: number, step: number, last: number) => number {
  const at = between(random, 0.2, 0.9);
  const height = sized(random, base, 15, 60, 0.3);
  const width = Math.max(4 * base.every, between(random, 0.001, 0.012) * base.n * base.every);
  return (share, _step, last) => (share < at ? 0 : height * Math.exp(-((share - at) * last) / width));
}

function dropAt(random: Random, base: Base, from = 0.2, to = 0.93): (share: number) => number {
  const at = between(random, from, to);
  const size = sized(random, base, 6, 20, 0.12);
  const within = between(random, 0.004, 0.025);
  return (share) => -size * Math.max(0, Math.min(1, (share - at) / within));
}

function wave(random: Random, base: Base): (share: number, step: number) => number {
  const size = sized(random, base, 1.5, 5, 0.02);
  const cycles = between(random, 8, Math.min(120, base.n / 8));
  const from = oneOf(random, [0, 0, 0.4]);
  const phase = between(random, 0, 6);
  return (share) => (share < from ? 0 : size * Math.sin(phase + 2 * Math.PI * cycles * share));
}

/** Falls as `trend` until `at` and is level from there. */
function levelFrom(trend: Base['trend'], at: number): Base['trend'] {
  return (step, last) => trend(Math.min(step, at * last), last);
}

function plateauBase(random: Random): Base {
  const base = anyBase(random);
  const sigma = Math.min(base.sigma, 0.02);
  return { ...base, sigma, trend: levelFrom(base.trend, between(random, 0.12, 0.5)) };
}

const FAMILIES: Record<string, Family> = {
  healthy: (random) => ({ kinds: [], points: draw(random, anyBase(random)) }),
  'healthy, loud': (random) => ({
    kinds: [],
    points: draw(random, { ...anyBase(random), sigma: between(random, 0.1, 0.2) }),
  }),
  'healthy, heavy tails every step': (random) => ({
    kinds: [],
    points: draw(random, { ...anyBase(random), n: 10_000, every: 1, noise: 'heavy' }),
  }),
  'healthy, warmup': (random) => {
    const base = anyBase(random);
    const warm = between(random, 0.005, 0.03);
    return { kinds: [], points: draw(random, base, (share) => 1.5 * Math.exp(-share / warm)) };
  },
  'healthy, cosine': (random) => ({
    kinds: [],
    points: draw(random, anyBase(random), (share) => 0.06 * Math.cos(Math.PI * share)),
  }),
  'healthy, slow law': (random) => {
    const exponent = between(random, 0.04, 0.1);
    return { kinds: [], points: draw(random, { ...anyBase(random), trend: (step) => 7 * (step + 5) ** -exponent }) };
  },
  spike: (random) => {
    const base = anyBase(random);
    return { kinds: ['spike'], points: draw(random, base, spikeAt(random, base)) };
  },
  'lone spike in a thinned log': (random) => {
    const base: Base = { ...anyBase(random), noise: 'normal', n: oneOf(random, [200, 400, 1000]), every: 50 };
    const at = Math.floor(between(random, 0.3, 0.8) * base.n) * base.every;
    const height = sized(random, base, 40, 80, 1);
    return { kinds: ['spike'], points: draw(random, base, (_, step) => (step === at ? height : 0)) };
  },
  oscillation: (random) => {
    const base = anyBase(random);
    return { kinds: ['oscillation'], points: draw(random, base, wave(random, base)) };
  },
  plateau: (random) => ({ kinds: ['plateau'], points: draw(random, plateauBase(random)) }),
  improvement: (random) => {
    const base = anyBase(random);
    return { kinds: ['improvement'], points: draw(random, base, dropAt(random, base)) };
  },
  'divergence, rising': (random) => {
    const base = anyBase(random);
    const at = between(random, 0.5, 0.85);
    const size = sized(random, base, 12, 60, 0.8);
    return {
      kinds: ['divergence'],
      points: draw(random, base, (share) => size * Math.max(0, (share - at) / (1 - at)) ** 1.5),
    };
  },
  'divergence, not a number': (random) => {
    const points = draw(random, anyBase(random));
    const from = Math.floor(between(random, 0.4, 0.95) * points.length);
    return {
      kinds: ['divergence'],
      points: points.map((point, i) => (i < from ? point : { ...point, loss: Number.NaN })),
    };
  },
  'divergence, jump': (random) => {
    const base = anyBase(random);
    const at = between(random, 0.4, 0.9);
    const size = sized(random, base, 20, 60, 1);
    return { kinds: ['divergence'], points: draw(random, base, (share) => (share < at ? 0 : size)) };
  },
  'slow convergence': (random) => {
    const base = anyBase(random);
    const start = between(random, 6, 11);
    const fall = sized(random, base, 15, 80, 0.6);
    return {
      kinds: ['slow-convergence'],
      points: draw(random, { ...base, trend: (step, last) => start - (fall * step) / last }),
    };
  },
  'spike and improvement': (random) => {
    const base = anyBase(random);
    const drop = dropAt(random, base, 0.55, 0.85);
    const height = sized(random, base, 20, 60, 0.5);
    const at = between(random, 0.2, 0.45);
    const spike = (share: number): number => (share < at ? 0 : height * Math.exp(-(share - at) / 0.006));
    return { kinds: ['spike', 'improvement'], points: draw(random, base, (share) => spike(share) + drop(share)) };
  },
  'oscillation and divergence': (random) => {
    const base = anyBase(random);
    const swing = wave(random, base);
    return {
      kinds: ['oscillation', 'divergence'],
      points: draw(random, base, (share, step) => swing(share, step) + 4 * Math.max(0, share - 0.75)),
    };
  },
  'plateau and spike': (random) => {
    const base = plateauBase(random);
    return { kinds: ['plateau', 'spike'], points: draw(random, base, spikeAt(random, base)) };
  },
};

export const FAMILY_NAMES = Object.keys(FAMILIES);

export function makeCurve(family: string, seed: number): Labelled {
  const make = FAMILIES[family];
  if (make === undefined) throw new Error(`no family ${family}`);
  const salt = [...family].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);
  return { family, seed, ...make(seeded(salt + 7919 * seed)) };
}
