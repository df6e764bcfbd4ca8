import { z } from 'zod';

export const FINDING_KINDS = [
  'plateau',
  'spike',
  'oscillation',
  'slow-convergence',
  'divergence',
  'improvement',
] as const;
export const FindingKind = z.enum(FINDING_KINDS);
export type FindingKind = z.infer<typeof FindingKind>;

export const Finding = z.strictObject({
  kind: FindingKind,
  /** First and last step that it concerns. */
  from: z.number(),
  to: z.number(),
  /** 0..1, free of the scale of the loss and of the steps. */
  strength: z.number().min(0).max(1),
  /** What it was judged on, by name: losses in nats, widths in steps, the rest without unit. */
  statistic: z.record(z.string(), z.number()),
});
export type Finding = z.infer<typeof Finding>;
