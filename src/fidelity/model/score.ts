import { z } from 'zod';
import { Finding } from '../findings/finding.ts';

/** 0..1, or null: unscored. Null never enters a mean. */
export const ScoreValue = z.number().min(0).max(1).nullable();

/** One place of a turn that a scorer rests on. */
export const ScoreEvidence = z.strictObject({
  /** The turn's id. */
  turn: z.string(),
  /** Offsets in the utterance, in UTF-16 code units, end exclusive. */
  span: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
  /** The utterance between the offsets, verbatim. */
  quote: z.string(),
  /** What was expected and what was said, as data. */
  finding: Finding,
  /** Line of the card, from 1, that the turn is held against. */
  cardLine: z.number().int().positive().optional(),
});
export type ScoreEvidence = z.infer<typeof ScoreEvidence>;

/** A finding with the scorer that it is of; null: it is of the whole. */
export const ScorerFinding = z.strictObject({ scorer: z.string().nullable(), finding: Finding });
export type ScorerFinding = z.infer<typeof ScorerFinding>;

/** What a scorer says of one turn. `score` null with `read` true: nothing in it is the scorer's business. */
export const TurnScore = z.strictObject({
  turn: z.string(),
  score: ScoreValue,
  /** False when the turn should have been scored and could not be. */
  read: z.boolean(),
  evidence: z.array(ScoreEvidence),
});
export type TurnScore = z.infer<typeof TurnScore>;

/** What one scorer says of one member over some turns. */
export const Score = z.strictObject({
  /** `A1`. */
  scorer: z.string(),
  /** Raised when the same turns may get another score. */
  version: z.number().int().positive(),
  persona: z.string(),
  /** High is in character. Of a hard scorer: the share of turns without a violation. */
  score: ScoreValue,
  /** 0..1: share of the turns that could be read. */
  coverage: z.number().min(0).max(1),
  evidence: z.array(ScoreEvidence),
  /** Turn by turn, in the order given; empty where the scorer looks at the whole only. */
  turns: z.array(TurnScore),
  /** Figures behind the score, by name: slopes, shares, counts. */
  figures: z.record(z.string(), z.number()),
  /** Why it is null, or what the figures mean. */
  notes: z.array(Finding),
});
export type Score = z.infer<typeof Score>;
