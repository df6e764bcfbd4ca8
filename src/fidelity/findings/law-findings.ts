import { z } from 'zod';

const text = z.string();
const number = z.number();
const none = z.strictObject({});

/** Numbers that break a law: the law's id, then what about it. Figures of a turn are as they stand there; computed ones are in the unit named. */
export const LAW_FINDINGS = {
  'share.above-whole': z.strictObject({ said: text }),
  'share.falls-too-far': z.strictObject({ said: text }),
  'parts.sum': z.strictObject({ said: z.array(text), sum: number }),
  'change.times': z.strictObject({ said: text, from: text, to: text, times: number }),
  'change.percent': z.strictObject({ said: text, from: text, to: text, percent: number }),
  'percentiles.order': z.strictObject({ rank: number }),
  'slip.product': z.strictObject({ a: text, b: text, made: number, said: text }),
  'slip.sum': z.strictObject({ parts: z.array(text), sum: number, said: text }),

  'weights.range': z.strictObject({ said: text, size: text, lowGB: number, highGB: number }),
  'weights.bits': z.strictObject({ said: text, size: text, bits: number, expectedGB: number }),
  'fits.too-large': z.strictObject({
    size: text,
    bits: number,
    needsGB: number,
    count: number,
    device: text,
    holdsGB: number,
  }),
  'device.memory': z.strictObject({ said: text, device: text, knownGB: z.array(number) }),
  'machine.bandwidth': z.strictObject({ said: text, device: text, peakGBs: number }),
  'machine.compute': z.strictObject({ said: text, device: text, peakFlops: number }),
  'machine.ridge': z.strictObject({ said: number, device: text, known: z.array(number) }),
  /** `device`: null where the turn names the rate itself. */
  'machine.reading': z.strictObject({ bytes: text, takesMs: number, device: text.nullable(), said: text }),

  'compute.six-n-d': z.strictObject({ said: text, parameters: text, tokens: text, expected: number }),
  'chinchilla.below': z.strictObject({ parameters: text, tokens: text, said: number, ratio: number }),
  'chinchilla.not-that-law': z.strictObject({ said: number, ratio: number }),
  'chinchilla.not-the-least': z.strictObject({ said: number, ratio: number }),
  'chinchilla-ratio.differs': z.strictObject({ said: number, ratio: number }),

  /** `count`: so many in series; 1 for a service alone. */
  'availability.downtime': z.strictObject({
    said: text,
    period: z.enum(['year', 'month', 'week', 'day']),
    percent: text,
    count: number,
    minutes: number,
  }),
  'availability.series': z.strictObject({ percent: text, count: number, whole: number, said: text }),
  'amdahl.above': z.strictObject({ said: text, share: text, serial: z.boolean(), limit: number }),
  'amdahl.limit': z.strictObject({ said: text, limit: number }),
  'per-day.rate': z.strictObject({ said: number, mean: number }),
  'little.in-flight': z.strictObject({ said: number, rate: number, each: text, expected: number }),

  'each.total': z.strictObject({ numbers: z.array(number), each: text, said: text }),
  'times-devices.size': z.strictObject({ number: text, size: text, said: text }),
  'retries.multiply': z.strictObject({ tries: text, layers: text, made: number, said: text }),
  'rate.piles-up': z.strictObject({ piles: number, said: text }),
  'rate.per-second': z.strictObject({ number: text, time: text, made: number }),
  'part-of.share': z.strictObject({ part: text, whole: text, percent: number }),
  'mean.differs': z.strictObject({ total: text, number: text, said: text }),
  'product.differs': z.strictObject({ a: number, b: number, made: number, said: text }),
  'steps.time': z.strictObject({ number: text, each: text, takes: number, said: number }),

  'bits.format': z.strictObject({ said: text }),
  'direction.falls': z.strictObject({ from: text, to: text }),
  'direction.rises': z.strictObject({ from: text, to: text }),
  'within.outside': z.strictObject({ said: text, bound: text }),
  'perplexity.differs': z.strictObject({ loss: text, expected: number, said: text }),
  'learning-rate.too-large': z.strictObject({ said: text }),

  'tools.elsewhere': z.strictObject({ tool: text, where: text }),
  'stated.differs': z.strictObject({ said: text, card: text }),
};

/** What each law states, by its id behind `law.`. */
export const LAW_STATEMENTS = {
  'law.chinchilla': z.strictObject({ ratio: number }),
  'law.chinchilla-ratio': z.strictObject({ ratio: number }),
  'law.tools': z.strictObject({ bound: z.array(z.strictObject({ names: z.array(text), where: text })) }),
  'law.stated': z.strictObject({ lines: number }),
  'law.share': none,
  'law.parts': none,
  'law.change': none,
  'law.percentiles': none,
  'law.slip': none,
  'law.weights': none,
  'law.fits': none,
  'law.device': none,
  'law.machine': none,
  'law.compute': none,
  'law.availability': none,
  'law.amdahl': none,
  'law.per-day': none,
  'law.little': none,
  'law.each': none,
  'law.times-devices': none,
  'law.retries': none,
  'law.rate': none,
  'law.part-of': none,
  'law.mean': none,
  'law.product': none,
  'law.steps': none,
  'law.bits': none,
  'law.direction': none,
  'law.within': none,
  'law.perplexity': none,
  'law.learning-rate': none,
};
