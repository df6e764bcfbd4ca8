import { z } from 'zod';

/** Hard caps; a cap that is absent does not bind. */
export const Caps = z.strictObject({
  usd: z.number().nonnegative().optional(),
  tokens: z.number().int().nonnegative().optional(),
  /** Model calls. */
  calls: z.number().int().nonnegative().optional(),
  /** Wall time from the first event. */
  seconds: z.number().nonnegative().optional(),
});
export type Caps = z.infer<typeof Caps>;

export const Budget = z.strictObject({
  debate: Caps.optional(),
  /** By member id. */
  members: z.record(z.string(), Caps).optional(),
});
export type Budget = z.infer<typeof Budget>;
