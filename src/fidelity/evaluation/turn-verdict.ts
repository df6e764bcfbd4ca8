import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import type { Scorer, Surroundings } from '../model/scorer.ts';
import { VIOLATION } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { FROZEN } from './weighing.ts';

/** What tier A says of one turn. */
export interface TurnVerdict {
  id: string;
  persona: string;
  /** Null: no verdict, as a scorer that counts could not read the turn. */
  flagged: boolean | null;
  /** A hard check is broken. */
  failed: boolean;
  /** 0..1, low is out of character. */
  score: number | null;
  /** Scores below 1, worst first. */
  reasons: { scorer: string; score: number; evidence: ScoreEvidence[] }[];
}

/**
 * Turn by turn: every scorer's doubt is weighed and the doubts are joined as if they were independent (noisy or), so that
 * one sure violation is enough and several weak ones add up. Weights and threshold are frozen in `weighing.ts`.
 */
export function turnVerdicts(
  turns: readonly SpokenTurn[],
  card: CompiledCard,
  scorers: readonly Scorer[],
  surroundings: Partial<Surroundings> = {},
): TurnVerdict[] {
  const scores = scorers.map((scorer) => ({ scorer, score: scorer.score(turns, card, surroundings) }));
  const byTurn = scores.map(({ scorer, score }) => ({
    scorer,
    turns: new Map(score.turns.map((one) => [one.turn, one])),
  }));
  return turns.map((turn) => {
    let kept = 1;
    let isRead = true;
    const reasons: TurnVerdict['reasons'] = [];
    for (const { scorer, turns: read } of byTurn) {
      const one = read.get(turn.id);
      const weight = FROZEN.weights[scorer.id] ?? 0;
      if (one === undefined) continue;
      if (!one.read && (scorer.hard || weight > 0)) isRead = false;
      if (one.score === null || weight === 0) continue;
      kept *= 1 - weight * (1 - one.score);
      if (one.score < 1 && one.evidence.length > 0)
        reasons.push({ scorer: scorer.id, score: one.score, evidence: one.evidence });
    }
    const score = isRead ? kept : null;
    return {
      id: turn.id,
      persona: card.id,
      flagged: score === null ? null : score < FROZEN.threshold,
      failed: reasons.some(
        ({ scorer, score: one }) => one < VIOLATION && scorers.some(({ id, hard }) => id === scorer && hard),
      ),
      score,
      reasons: reasons.sort((a, b) => a.score - b.score),
    };
  });
}
