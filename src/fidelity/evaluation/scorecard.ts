import { z } from 'zod';
import { PitwallError } from '../../core/error.ts';
import type { Finding } from '../findings/finding.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import { Score, ScorerFinding } from '../model/score.ts';
import type { Scorer, Surroundings } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { gates, isMoreThanChance } from '../proven/proven.ts';

/** Below this share of readable turns a scorecard says nothing. */
export const LEAST_COVERAGE = 0.95;
/** A soft score of nothing must not turn the whole to nothing: the geometric mean is over at least this. */
const FLOOR = 0.01;

export const Scorecard = z.strictObject({
  persona: z.string(),
  /** `invalid`: a scorer threw or too few turns could be read. `none`: there was nothing to score. Neither is a pass. */
  verdict: z.enum(['pass', 'fail', 'invalid', 'none']),
  /** Why; empty for a pass. */
  because: z.array(ScorerFinding),
  /** The vector, in the order of the scorers. */
  scores: z.array(Score),
  /** Weighted geometric mean over the soft scores that are not null. */
  total: z.number().min(0).max(1).nullable(),
  /** The least coverage of any scorer that counts. */
  coverage: z.number().min(0).max(1),
  turns: z.number().int().nonnegative(),
  /** Scorers that threw, with what they said. */
  failed: z.array(z.strictObject({ scorer: z.string(), error: z.string() })),
});
export type Scorecard = z.infer<typeof Scorecard>;

/** Lets every scorer look at one member's turns and reads the vector: hard gates first, then the soft total. */
export function scorecard(
  turns: readonly SpokenTurn[],
  card: CompiledCard,
  scorers: readonly Scorer[],
  surroundings: Partial<Surroundings> = {},
): Scorecard {
  const stranger = turns.find(({ persona }) => persona !== card.id);
  if (stranger !== undefined) {
    const sentence = `expected turns of ${card.id} only, found turn ${stranger.id} of ${stranger.persona}`;
    throw new PitwallError('DATA_INVALID', sentence);
  }
  const scores: Score[] = [];
  const failed: Scorecard['failed'] = [];
  for (const scorer of scorers) {
    try {
      scores.push(scorer.score(turns, card, surroundings));
    } catch (error) {
      // Recorded, and the scorecard is invalid: a scorer that cannot run must not look like one that found nothing.
      failed.push({ scorer: scorer.id, error: error instanceof Error ? error.message : String(error) });
    }
  }
  const counted = scorers.filter(({ hard, weight }) => hard || weight > 0).map(({ id }) => id);
  const coverage = Math.min(1, ...scores.filter(({ scorer }) => counted.includes(scorer)).map((one) => one.coverage));
  const total = softTotal(scores, scorers);
  const broken = brokenChecks(scores, turns.length);
  const base = { persona: card.id, scores, total, coverage, turns: turns.length, failed };
  if (turns.length === 0)
    return {
      ...base,
      coverage: 0,
      total: null,
      verdict: 'none',
      because: [ofWhole({ code: 'report.no-turns', params: {} })],
    };
  const unsound = [
    ...failed.map(
      ({ scorer, error }): ScorerFinding => ({ scorer, finding: { code: 'report.threw', params: { error } } }),
    ),
    ...(coverage < LEAST_COVERAGE
      ? [
          ofWhole({
            code: 'report.few-read',
            params: { percent: Math.round(coverage * 100), needed: LEAST_COVERAGE * 100 },
          }),
        ]
      : []),
    ...(scorers.length === 0 ? [ofWhole({ code: 'report.no-scorer', params: {} })] : []),
  ];
  if (unsound.length > 0) return { ...base, verdict: 'invalid', because: unsound };
  if (broken.length > 0) return { ...base, verdict: 'fail', because: broken };
  if (scores.every(({ score }) => score === null))
    return { ...base, verdict: 'none', because: [ofWhole({ code: 'report.nothing-scored', params: {} })] };
  return { ...base, verdict: 'pass', because: [] };
}

/** Checks that found more turns than they are wrong about, each by its first finding. */
function brokenChecks(scores: readonly Score[], turns: number): ScorerFinding[] {
  return scores.flatMap(({ scorer, turns: read }) => {
    const found = new Map<Finding['code'], { finding: Finding; turns: Set<string> }>();
    for (const { evidence } of read)
      for (const { turn, finding } of evidence) {
        if (!gates(finding)) continue;
        const one = found.get(finding.code) ?? { finding, turns: new Set() };
        one.turns.add(turn);
        found.set(finding.code, one);
      }
    return [...found].flatMap(([code, one]): ScorerFinding[] =>
      isMoreThanChance(code, one.turns.size, turns) ? [{ scorer, finding: one.finding }] : [],
    );
  });
}

const ofWhole = (finding: Finding): ScorerFinding => ({ scorer: null, finding });

function softTotal(scores: readonly Score[], scorers: readonly Scorer[]): number | null {
  const weighed = scores.flatMap(({ scorer, score }) => {
    const weight = scorers.find(({ id, hard }) => id === scorer && !hard)?.weight ?? 0;
    return score === null || weight === 0 ? [] : [{ weight, log: Math.log(Math.max(FLOOR, score)) }];
  });
  const weight = weighed.reduce((sum, one) => sum + one.weight, 0);
  return weight === 0 ? null : Math.exp(weighed.reduce((sum, one) => sum + one.weight * one.log, 0) / weight);
}
