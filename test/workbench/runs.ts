import { seeded } from '../../dev/noise.ts';
import type { FindingKind } from '../../src/workbench/loss-curve/finding.ts';
import type { Point } from '../../src/workbench/loss-curve/series.ts';

/**
 * Runs as trainers log them: noise that falls with the loss and with the batch, schedules, epochs, resumed logs, rounded values.
 * Nothing here is shared with `curves.ts`, so that what is tuned on one is judged on the other.
 */
export interface Run {
  kind: string;
  seed: number;
  kinds: FindingKind[];
  points: Point[];
}

type Random = ReturnType<typeof seeded>;
type Shape = (share: number, step: number) => number;

interface Log {
  points: number;
  every: number;
  firstStep: number;
  /** Noise at a share of the run, nats. */
  noise: Shape;
  /** Memory of the noise, 0..1: what an exponential moving average leaves. */
  memory: number;
  tails: boolean;
  decimals: number | null;
}

const within = (random: Random, low: number, high: number) => low + (high - low) * random.uniform();
const logWithin = (random: Random, low: number, high: number) =>
  Math.exp(within(random, Math.log(low), Math.log(high)));
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)] as T;
const ramp = (share: number, at: number, width: number) => Math.max(0, Math.min(1, (share - at) / width));

function logOf(random: Random, changes: Partial<Log> = {}): Log {
  const sigma = logWithin(random, 0.006, 0.06);
  return {
    points: Math.round(logWithin(random, 120, 12_000)),
    every: pick(random, [1, 1, 5, 10, 25, 100]),
    firstStep: 0,
    noise: () => sigma,
    memory: pick(random, [0, 0, 0.3, 0.6]),
    tails: random.uniform() < 0.25,
    decimals: pick(random, [null, null, 4, 3]),
    ...changes,
  };
}

/** Pretraining from scratch: eleven nats down along a power law, with the knee of a short warmup. */
function pretraining(random: Random): Shape {
  const floor = within(random, 1.5, 2.1);
  const exponent = within(random, 0.25, 0.55);
  const top = within(random, 9.5, 11);
  const knee = logWithin(random, 0.0015, 0.012);
  return (share) => floor + (top - floor) * (1 + share / knee) ** -exponent;
}

/** Fine-tuning: starts near where it ends. */
function fineTuning(random: Random): Shape {
  const end = within(random, 0.5, 1.3);
  const fall = within(random, 0.3, 0.9);
  const exponent = within(random, 0.4, 0.9);
  const knee = within(random, 0.01, 0.06);
  return (share) => end + fall * (1 + share / knee) ** -exponent;
}

function write(random: Random, log: Log, level: Shape): Point[] {
  let carried = 0;
  return Array.from({ length: log.points }, (_, i) => {
    const step = log.firstStep + (i + 1) * log.every;
    const share = (i + 1) / log.points;
    const draw = log.tails ? random.student(6) / 1.2 : random.normal();
    carried = log.memory * carried + Math.sqrt(1 - log.memory ** 2) * draw;
    const loss = level(share, step) + log.noise(share, step) * carried;
    const scale = log.decimals === null ? null : 10 ** log.decimals;
    return { step, loss: scale === null ? loss : Math.round(loss * scale) / scale };
  });
}

type Maker = (random: Random) => { kinds: FindingKind[]; points: Point[] };
const healthy =
  (points: (random: Random) => Point[]): Maker =>
  (random) => ({ kinds: [], points: points(random) });
const plus =
  (base: Shape, extra: Shape): Shape =>
  (share, step) =>
    base(share, step) + extra(share, step);

/** Largest noise that a log makes, for sizing what must be seen in it. */
const loudest = ({ noise }: Log) => Math.max(noise(0.2, 0), noise(0.5, 0), noise(0.9, 0));

function dropIn(random: Random, log: Log, from: number, to: number): Shape {
  const at = within(random, from, to);
  const size = Math.max(0.1, within(random, 5, 15) * loudest(log));
  const width = Math.max(1 / log.points, within(random, 0.003, 0.025));
  return (share) => -size * ramp(share, at, width);
}

function spikeIn(random: Random, log: Log, from: number, to: number): Shape {
  const at = within(random, from, to);
  const height = Math.max(0.4, within(random, 14, 50) * loudest(log));
  const back = Math.max(4 / log.points, logWithin(random, 0.002, 0.015));
  const rise = Math.max(1 / log.points, 0.0005);
  return (share) =>
    share < at ? 0 : height * ramp(share, at, rise) * Math.exp(-Math.max(0, share - at - rise) / back);
}

const MAKERS: Record<string, Maker> = {
  'healthy: pretraining': healthy((random) => write(random, logOf(random), pretraining(random))),
  'healthy: warmup on the first level': healthy((random) => {
    const warm = within(random, 0.005, 0.02);
    const base = pretraining(random);
    return write(random, logOf(random), (share, step) => base(Math.max(0, share - warm), step));
  }),
  'healthy: cosine, steeper before its flat end': healthy((random) => {
    const depth = within(random, 0.05, 0.2);
    return write(
      random,
      logOf(random),
      plus(pretraining(random), (share) => (depth / 2) * (Math.cos(Math.PI * share) - 1)),
    );
  }),
  'healthy: linear decay over the last fifth': healthy((random) => {
    const at = within(random, 0.75, 0.85);
    const depth = within(random, 0.06, 0.15);
    return write(
      random,
      logOf(random),
      plus(pretraining(random), (share) => -depth * ramp(share, at, 1 - at)),
    );
  }),
  'healthy: batch doubled as it goes': healthy((random) => {
    const sigma = logWithin(random, 0.02, 0.1);
    const at = [within(random, 0.1, 0.25), within(random, 0.3, 0.6)];
    const noise: Shape = (share) => sigma / Math.SQRT2 ** at.filter((one) => share > one).length;
    return write(random, logOf(random, { noise }), pretraining(random));
  }),
  'healthy: noise that falls with the loss': healthy((random) => {
    const base = pretraining(random);
    const factor = logWithin(random, 0.004, 0.03);
    return write(random, logOf(random, { noise: (share, step) => factor * base(share, step) }), base);
  }),
  'healthy: fine-tuning, few points': healthy((random) => {
    const sigma = within(random, 0.02, 0.12);
    const log = logOf(random, { points: Math.round(within(random, 40, 300)), noise: () => sigma, decimals: 4 });
    return write(random, log, fineTuning(random));
  }),
  'healthy: every step, loud, tails': healthy((random) => {
    const sigma = within(random, 0.08, 0.3);
    const log = logOf(random, {
      points: Math.round(within(random, 10_000, 30_000)),
      every: 1,
      noise: () => sigma,
      tails: true,
    });
    return write(random, log, pretraining(random));
  }),
  'healthy: smoothed before it was logged': healthy((random) => {
    const sigma = logWithin(random, 0.002, 0.01);
    const log = logOf(random, { memory: within(random, 0.9, 0.98), noise: () => sigma, tails: false });
    return write(random, log, pretraining(random));
  }),
  'healthy: validation': healthy((random) => {
    const sigma = logWithin(random, 0.001, 0.006);
    const log = logOf(random, {
      points: Math.round(within(random, 25, 150)),
      every: 500,
      noise: () => sigma,
      memory: 0,
      tails: false,
    });
    return write(random, log, pretraining(random));
  }),
  'healthy: resumed, with the steps in between logged twice': healthy((random) => {
    const log = logOf(random, { points: Math.round(logWithin(random, 300, 6000)) });
    const level = pretraining(random);
    const points = write(random, log, level);
    const again = write(random, log, level);
    const cut = Math.floor(within(random, 0.5, 0.8) * points.length);
    const back = Math.floor(within(random, 0.3, 0.48) * points.length);
    return [...points.slice(0, cut), ...again.slice(back)];
  }),
  'healthy: a broken stretch that was rewound': healthy((random) => {
    const log = logOf(random, { points: Math.round(logWithin(random, 300, 6000)) });
    const level = pretraining(random);
    const at = within(random, 0.4, 0.7);
    const broken = write(
      random,
      log,
      plus(level, (share) => 30 * Math.max(0, share - at)),
    );
    const cut = Math.floor((at + 0.1) * broken.length);
    return [...broken.slice(0, cut), ...write(random, log, level).slice(Math.floor((at - 0.05) * broken.length))];
  }),
  'healthy: continued from a late step': healthy((random) => {
    const log = logOf(random, { firstStep: Math.round(logWithin(random, 20_000, 400_000)) });
    const last = log.firstStep + log.points * log.every;
    const exponent = within(random, 0.2, 0.5);
    return write(random, log, (_, step) => 1.8 + 1.2 * (step / last) ** -exponent);
  }),
  'healthy: slow law': healthy((random) => {
    const exponent = within(random, 0.05, 0.12);
    return write(random, logOf(random), (share) => 7 * (1 + share * 400) ** -exponent);
  }),
  'healthy: preference tuning from ln 2': healthy((random) => {
    const end = within(random, 0.2, 0.45);
    const rate = within(random, 4, 15);
    const sigma = within(random, 0.01, 0.06);
    const log = logOf(random, { points: Math.round(within(random, 80, 600)), noise: () => sigma });
    return write(random, log, (share) => end + (Math.LN2 - end) * (1 + rate * share) ** -1);
  }),
  'healthy: unevenly logged': healthy((random) => {
    const points = write(random, logOf(random, { points: 4000 }), pretraining(random));
    const keep = within(random, 0.1, 0.5);
    const gap = within(random, 0.3, 0.7) * points.length;
    return points.filter((_, i) => random.uniform() < keep && (i < gap || i > gap * 1.06));
  }),
  'healthy: perplexity': healthy((random) => {
    const base = pretraining(random);
    const log = logOf(random, { noise: () => within(random, 0.003, 0.03) });
    return write(random, log, base).map(({ step, loss }) => ({ step, loss: Math.exp(Math.min(7, loss ?? 0)) }));
  }),

  'learning rate cut by ten': (random) => {
    const log = logOf(random, { memory: 0 });
    return {
      kinds: ['improvement'],
      points: write(random, log, plus(pretraining(random), dropIn(random, log, 0.3, 0.85))),
    };
  },
  'steps of an epoch on a small set': (random) => {
    const sigma = within(random, 0.01, 0.03);
    const epochs = pick(random, [3, 4, 5]);
    const step = within(random, 8, 14) * sigma;
    const log = logOf(random, { points: Math.round(within(random, 200, 1500)), noise: () => sigma });
    const level = fineTuning(random);
    return {
      kinds: ['improvement'],
      points: write(random, log, (share, at) => level(share, at) - step * Math.floor(share * epochs - 1e-9)),
    };
  },
  'easier data from here on': (random) => {
    const log = logOf(random);
    return {
      kinds: ['improvement'],
      points: write(random, log, plus(pretraining(random), dropIn(random, log, 0.15, 0.9))),
    };
  },
  'spikes in a cluster': (random) => {
    const log = logOf(random, { points: Math.round(logWithin(random, 600, 12_000)) });
    const start = within(random, 0.2, 0.75);
    const spikes = Array.from({ length: pick(random, [3, 4, 5]) }, (_, i) =>
      spikeIn(random, log, start + i * 0.035, start + i * 0.035 + 0.01),
    );
    return {
      kinds: ['spike'],
      points: write(
        random,
        log,
        plus(pretraining(random), (share, step) => spikes.reduce((sum, one) => sum + one(share, step), 0)),
      ),
    };
  },
  'one spike': (random) => {
    const log = logOf(random);
    return { kinds: ['spike'], points: write(random, log, plus(pretraining(random), spikeIn(random, log, 0.1, 0.93))) };
  },
  'a spike that takes a twentieth of the run to heal': (random) => {
    const log = logOf(random, { points: Math.round(logWithin(random, 400, 8000)) });
    const at = within(random, 0.25, 0.75);
    const height = Math.max(0.6, 25 * loudest(log));
    return {
      kinds: ['spike'],
      points: write(
        random,
        log,
        plus(pretraining(random), (share) => (share < at ? 0 : height * Math.exp(-(share - at) / 0.02))),
      ),
    };
  },
  'a spike in a short log': (random) => {
    const sigma = within(random, 0.01, 0.03);
    const log = logOf(random, {
      points: Math.round(within(random, 60, 300)),
      noise: () => sigma,
      memory: 0,
      tails: false,
    });
    const at = Math.floor(within(random, 0.25, 0.85) * log.points) / log.points;
    const height = within(random, 0.5, 1.5);
    const back = within(random, 1.5, 3) / log.points;
    return {
      kinds: ['spike'],
      points: write(
        random,
        log,
        plus(fineTuning(random), (share) => (share < at ? 0 : height * Math.exp(-(share - at) / back))),
      ),
    };
  },
  'rate too high: swings from early on that die out': (random) => {
    const log = logOf(random, { points: Math.round(logWithin(random, 400, 8000)), memory: 0 });
    const size = Math.max(0.06, within(random, 3, 6) * loudest(log));
    const until = within(random, 0.25, 0.4);
    const cycles = within(random, 30, 70);
    return {
      kinds: ['oscillation'],
      points: write(
        random,
        log,
        plus(pretraining(random), (share) => (share > until ? 0 : size * Math.sin(2 * Math.PI * cycles * share))),
      ),
    };
  },
  'swings of a triangle over the whole run': (random) => {
    const log = logOf(random, { points: Math.round(logWithin(random, 300, 8000)), memory: 0 });
    const size = Math.max(0.05, within(random, 2.5, 5) * loudest(log));
    const cycles = within(random, 10, Math.min(90, log.points / 10));
    return {
      kinds: ['oscillation'],
      points: write(
        random,
        log,
        plus(pretraining(random), (share) => size * (2 / Math.PI) * Math.asin(Math.sin(2 * Math.PI * cycles * share))),
      ),
    };
  },
  'swings late in the run': (random) => {
    const log = logOf(random, { points: Math.round(logWithin(random, 300, 8000)), memory: 0 });
    const size = Math.max(0.05, within(random, 2.5, 5) * loudest(log));
    const cycles = within(random, 25, Math.min(90, log.points / 10));
    const from = within(random, 0.5, 0.65);
    return {
      kinds: ['oscillation'],
      points: write(
        random,
        log,
        plus(pretraining(random), (share) => (share < from ? 0 : size * Math.sin(2 * Math.PI * cycles * share))),
      ),
    };
  },
  'noise that triples and stays': (random) => {
    const sigma = logWithin(random, 0.01, 0.05);
    const at = within(random, 0.4, 0.7);
    const log = logOf(random, {
      points: Math.round(logWithin(random, 600, 8000)),
      memory: 0,
      noise: (share) => (share > at ? 4 * sigma : sigma),
    });
    return { kinds: ['oscillation'], points: write(random, log, pretraining(random)) };
  },
  'stuck after the first fall': (random) => {
    const at = within(random, 0.12, 0.55);
    const base = pretraining(random);
    const sigma = logWithin(random, 0.004, 0.02);
    return {
      kinds: ['plateau'],
      points: write(random, logOf(random, { noise: () => sigma }), (share, step) => base(Math.min(share, at), step)),
    };
  },
  'stuck for a while, then it falls again': (random) => {
    const at = within(random, 0.12, 0.25);
    const until = at + within(random, 0.42, 0.55);
    const base = pretraining(random);
    const sigma = logWithin(random, 0.004, 0.015);
    const depth = within(random, 0.25, 0.5);
    const level: Shape = (share, step) =>
      base(Math.min(share, at), step) - (share > until ? depth * (1 - Math.exp(-(share - until) / 0.12)) : 0);
    return { kinds: ['plateau'], points: write(random, logOf(random, { noise: () => sigma, memory: 0 }), level) };
  },
  'stuck in the first per cents': (random) => {
    const level = within(random, 5.8, 7.4);
    const sigma = logWithin(random, 0.01, 0.05);
    const fall = within(random, 0.008, 0.02);
    const log = logOf(random, { points: Math.round(logWithin(random, 400, 6000)), noise: () => sigma });
    return {
      kinds: ['plateau'],
      points: write(random, log, (share) => level + (10.8 - level) * Math.exp(-share / fall)),
    };
  },
  'stuck, in a short log': (random) => {
    const at = within(random, 0.2, 0.45);
    const base = fineTuning(random);
    const sigma = within(random, 0.004, 0.012);
    const log = logOf(random, {
      points: Math.round(within(random, 60, 300)),
      noise: () => sigma,
      memory: 0,
      tails: false,
    });
    return {
      kinds: ['plateau'],
      points: write(random, log, (share, step) => base(0.5 * Math.min(share, at) ** 1.2, step)),
    };
  },
  'rate far too low: a straight line': (random) => {
    const log = logOf(random);
    const fall = Math.max(0.8, within(random, 15, 60) * loudest(log));
    return { kinds: ['slow-convergence'], points: write(random, log, (share) => 10.8 - fall * share) };
  },
  'rate far too low: hardly bent': (random) => {
    const log = logOf(random);
    const fall = Math.max(1, within(random, 25, 60) * loudest(log));
    const bend = within(random, 0, 0.2);
    return {
      kinds: ['slow-convergence'],
      points: write(random, log, (share) => 9.5 - fall * (share * (1 + bend) - bend * share ** 2)),
    };
  },
  'rate far too low: a line, in a short log': (random) => {
    const sigma = within(random, 0.01, 0.03);
    const log = logOf(random, { points: Math.round(within(random, 60, 300)), noise: () => sigma, memory: 0 });
    return {
      kinds: ['slow-convergence'],
      points: write(random, log, (share) => 3.2 - within(random, 0.9, 0.9) * share),
    };
  },
  'blows up': (random) => {
    const log = logOf(random);
    const at = within(random, 0.4, 0.9);
    const to = Math.max(2, 40 * loudest(log));
    return {
      kinds: ['divergence'],
      points: write(
        random,
        log,
        plus(pretraining(random), (share) => (share < at ? 0 : to * (1 - Math.exp(-(share - at) / 0.04)))),
      ),
    };
  },
  'creeps up': (random) => {
    const log = logOf(random);
    const at = within(random, 0.35, 0.65);
    const to = Math.max(0.5, 15 * loudest(log));
    return {
      kinds: ['divergence'],
      points: write(
        random,
        log,
        plus(pretraining(random), (share) => to * Math.max(0, (share - at) / (1 - at))),
      ),
    };
  },
  'validation turns up': (random) => {
    const sigma = logWithin(random, 0.001, 0.006);
    const at = within(random, 0.35, 0.6);
    const log = logOf(random, {
      points: Math.round(within(random, 30, 150)),
      every: 500,
      noise: () => sigma,
      memory: 0,
      tails: false,
    });
    return {
      kinds: ['divergence'],
      points: write(
        random,
        log,
        plus(fineTuning(random), (share) => 0.3 * Math.max(0, (share - at) / (1 - at)) ** 1.3),
      ),
    };
  },
  'a value that is not a number, now and then': (random) => {
    const points = write(random, logOf(random), pretraining(random));
    const at = Math.floor(within(random, 0.2, 0.9) * points.length);
    return {
      kinds: ['divergence'],
      points: points.map((point, i) =>
        i === at || i === at + 7
          ? { ...point, loss: pick(random, [null, Number.NaN, Number.POSITIVE_INFINITY]) }
          : point,
      ),
    };
  },
  'blows up to infinity': (random) => {
    const points = write(random, logOf(random), pretraining(random));
    const at = Math.floor(within(random, 0.3, 0.9) * points.length);
    return {
      kinds: ['divergence'],
      points: points.map(({ step, loss }, i) => ({
        step,
        loss: i < at ? loss : i < at + 12 ? (loss ?? 0) * 1.6 ** (i - at) : Number.NaN,
      })),
    };
  },
  'a spike, and easier data later': (random) => {
    const log = logOf(random, { points: Math.round(logWithin(random, 400, 12_000)) });
    const spike = spikeIn(random, log, 0.15, 0.4);
    const drop = dropIn(random, log, 0.55, 0.85);
    return {
      kinds: ['spike', 'improvement'],
      points: write(random, log, plus(pretraining(random), plus(spike, drop))),
    };
  },
  'a spike, then it blows up': (random) => {
    const log = logOf(random, { points: Math.round(logWithin(random, 400, 12_000)) });
    const spike = spikeIn(random, log, 0.2, 0.5);
    return {
      kinds: ['spike', 'divergence'],
      points: write(
        random,
        log,
        plus(
          pretraining(random),
          plus(spike, (share) => 12 * Math.max(0, share - 0.75)),
        ),
      ),
    };
  },
};

export const RUN_KINDS = Object.keys(MAKERS);

export function makeRun(kind: string, seed: number): Run {
  const maker = MAKERS[kind];
  if (maker === undefined) throw new Error(`no run is called ${kind}`);
  const salt = [...kind].reduce((sum, letter) => Math.imul(sum, 33) ^ letter.charCodeAt(0), 5381);
  return { kind, seed, ...maker(seeded(salt + 104_729 * seed)) };
}
