import { z } from 'zod';
import { Figure } from './effects.ts';
import { StopReason } from './events.ts';

export const Vote = z.strictObject({
  member: z.string(),
  option: z.string().nullable(),
  confidence: z.number(),
  blind: z.boolean(),
});
export type Vote = z.infer<typeof Vote>;

/** A figure behind the decision and the command that computes it again. */
export const CitedFigure = z.strictObject({
  reason: z.string(),
  /** What it says of which option; `weight` says what that means for the decision. */
  side: z.enum(['for', 'against']),
  option: z.string(),
  figure: z.strictObject({ name: z.string(), ...Figure.shape }),
  /** Where it was said, and what it rests on. */
  turn: z.number().int().positive(),
  member: z.string(),
  ref: z.string(),
  /** What it says, as a noun phrase. */
  text: z.string(),
  /** By how much the decision's support would fall (or, against it, rise) without this reason. */
  weight: z.number(),
  /** `null` for a fact, which is given and not computed. */
  command: z.string().nullable(),
});
export type CitedFigure = z.infer<typeof CitedFigure>;

export const Movement = z.strictObject({
  member: z.string(),
  turn: z.number().int().positive(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Confidence in the option left, before and after. */
  confidence: z.strictObject({ before: z.number(), after: z.number() }),
  reasons: z.array(z.string()),
});
export type Movement = z.infer<typeof Movement>;

/** Past `at` the debate decides `to`; holds when tried with `--fact` on both sides. */
export const Flip = z.strictObject({
  /** Name or dotted path, as `--fact` takes it. */
  fact: z.string(),
  label: z.string(),
  at: z.number(),
  /** What it was in the debate. */
  now: z.number().optional(),
  unit: z.string(),
  /** Whether the other outcome lies above or below `at`. */
  beyond: z.enum(['above', 'below']),
  /** `null`: no decision. */
  to: z.string().nullable(),
  /** The nearest values tried on each side. */
  tried: z.strictObject({ holds: z.number(), flips: z.number() }),
});
export type Flip = z.infer<typeof Flip>;

/** How many times larger or smaller a fact would have to be; the nearest threshold is what a reader can act on. */
export function distanceOf({ at, now }: Pick<Flip, 'at' | 'now'>): number {
  if (now === undefined || at * now <= 0) return 1;
  return Math.max(at / now, now / at);
}

export const Experiment = z.strictObject({
  reason: z.string(),
  proposedBy: z.string(),
  figures: z.record(z.string(), Figure),
  rule: z.string(),
  then: z.string(),
  otherwise: z.string(),
  command: z.string(),
});
export type Experiment = z.infer<typeof Experiment>;

/** What a debate came to: a projection of its events and scenario. */
export const Outcome = z.strictObject({
  decision: z.string().nullable(),
  confidence: z.number(),
  /** Lead of the decision over the next option, as a share of the votes (or of the summed confidence when weighted). */
  margin: z.number(),
  stopReason: StopReason,
  votes: z.array(Vote),
  moved: z.array(Movement),
  figures: z.array(CitedFigure),
  dissent: z.array(
    z.strictObject({
      member: z.string(),
      option: z.string().nullable(),
      confidence: z.number(),
      reason: z.string().nullable(),
      /** What he said when he voted. */
      text: z.string(),
    }),
  ),
  /** Reasons that every voter accepts: heard by all, and disputed by none. */
  agreements: z.array(z.strictObject({ reason: z.string(), text: z.string() })),
  /** Pairs of members who weigh the same reasons apart, and on which value. */
  tensions: z.array(z.strictObject({ between: z.array(z.string()), text: z.string() })),
  experiment: Experiment.nullable(),
  actions: z.array(z.strictObject({ owner: z.string(), do: z.string() })),
  /** What would have been needed to decide, when nothing was decided. */
  missing: z.array(z.string()),
  /** Questions to which nobody had an answer. */
  unanswered: z.array(z.strictObject({ turn: z.number().int().positive(), member: z.string(), text: z.string() })),
  flips: z.array(Flip),
  /** How many of the seeds tried decide alike; null when a live model sat in a seat. */
  seeds: z.strictObject({ tried: z.number().int(), alike: z.number().int() }).nullable(),
});
export type Outcome = z.infer<typeof Outcome>;
