import { z } from 'zod';
import type { Figure, Tool } from '../core/tool.ts';

const RING = 'Patarasuk and Yuan 2009';
const COLLECTIVES = ['all-reduce', 'all-gather', 'reduce-scatter', 'all-to-all', 'broadcast'] as const;
type Collective = (typeof COLLECTIVES)[number];

/** Share of the data that each card sends, and steps of the ring, for N cards. */
const RINGS: Record<Collective, { sent: (n: number) => number; steps: (n: number) => number; formula: string }> = {
  'all-reduce': { sent: (n) => (2 * (n - 1)) / n, steps: (n) => 2 * (n - 1), formula: '2 (N - 1) / N x data' },
  'all-gather': { sent: (n) => (n - 1) / n, steps: (n) => n - 1, formula: '(N - 1) / N x data' },
  'reduce-scatter': { sent: (n) => (n - 1) / n, steps: (n) => n - 1, formula: '(N - 1) / N x data' },
  'all-to-all': { sent: (n) => (n - 1) / n, steps: (n) => n - 1, formula: '(N - 1) / N x data' },
  broadcast: { sent: (n) => (n > 1 ? 1 : 0), steps: (n) => n - 1, formula: 'data' },
};

const Args = z.strictObject({
  collective: z.enum(COLLECTIVES),
  dataGB: z
    .number()
    .positive()
    .max(1e6)
    .describe(
      'Data of the whole collective: the gradients, or the gathered weights; of an all-to-all what each card holds, GB.',
    ),
  cards: z.number().int().min(1).max(1_000_000),
  linkGBs: z.number().positive().describe('What one card sends, GB/s, one direction, best as measured.'),
  latencyUs: z
    .number()
    .nonnegative()
    .default(0)
    .describe('Time of one step of the ring besides the data, microseconds.'),
  stepSeconds: z.number().positive().optional().describe('Step time to compare with.'),
});
type Args = z.infer<typeof Args>;

const Result = z.strictObject({
  collective: z.enum(COLLECTIVES),
  /** By each card. */
  sentGB: z.number(),
  transferSeconds: z.number(),
  latencySeconds: z.number(),
  seconds: z.number(),
  /** Data over time, as nccl-tests call it. */
  algorithmGBs: z.number(),
  share: z.number().nullable(),
});
type Result = z.infer<typeof Result>;

function run({ collective, dataGB, cards, linkGBs, latencyUs, stepSeconds }: Args): Result {
  const { sent, steps } = RINGS[collective];
  const sentGB = sent(cards) * dataGB;
  const transferSeconds = sentGB / linkGBs;
  const latencySeconds = (steps(cards) * latencyUs) / 1e6;
  const seconds = transferSeconds + latencySeconds;
  return {
    collective,
    sentGB,
    transferSeconds,
    latencySeconds,
    seconds,
    algorithmGBs: seconds === 0 ? 0 : dataGB / seconds,
    share: stepSeconds === undefined ? null : seconds / stepSeconds,
  };
}

function figures({ collective, sentGB, latencySeconds, seconds, share }: Result): Record<string, Figure> {
  return {
    sentGB: { value: sentGB, unit: 'GB', formula: RINGS[collective].formula, source: RING },
    seconds: { value: seconds, unit: 's', formula: 'sent / link + steps x latency, at least', source: RING },
    latencySeconds: { value: latencySeconds, unit: 's', formula: 'steps of the ring x latency', source: RING },
    ...(share === null
      ? {}
      : {
          share: {
            value: share,
            unit: 'share',
            formula: `collective / step, nothing overlapped${share > 1 ? '; over 1: at this rate a step has no time for it' : ''}`,
            source: RING,
          },
        }),
  };
}

/** What one collective puts on the links, and how long it takes at their full rate. */
export const linkTraffic: Tool<Args, Result> = {
  name: 'link_traffic',
  description:
    'Bytes that each card sends in a ring all-reduce, all-gather, reduce-scatter, all-to-all or broadcast, with the least time that the link rate and latency allow.',
  args: Args,
  result: Result,
  run,
  figures,
  figureNames: ['sentGB', 'seconds', 'latencySeconds', 'share'],
  headline: { figure: 'seconds' },
  assumption:
    'A ring at the link rate as given with nothing else on the links: a lower bound on time at a full rate; trees and switches that reduce in flight send less and wait less.',
};
