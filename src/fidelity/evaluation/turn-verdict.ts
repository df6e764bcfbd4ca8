import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import type { Scorer, Surroundings } from '../model/scorer.ts';
import { inPlace } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import type { CheckError } from '../proven/proven.ts';
import { errorOf, gates } from '../proven/proven.ts';
import { readTurn } from '../reader/read.ts';
import { discriminability } from '../scorers/discriminability.ts';

/** One thing that was found in a turn. */
export interface TurnReason {
  scorer: string;
  /** Whether it fails the turn; else it is a note. */
  gates: boolean;
  /** How often this check was wrong on sound turns by others. */
  error: CheckError;
  evidence: ScoreEvidence;
}

/** What tier A says of one turn. */
export interface TurnVerdict {
  id: string;
  persona: string;
  /** A proven check found something. */
  failed: boolean;
  /** Failed, or as a whole more suspicious than 965 in 1,000 sound turns. Null: no verdict, as a scorer that counts could not read the turn. */
  flagged: boolean | null;
  /** 0..1: the probability that it is in character where half of the turns are; null without a verdict, and where nothing judged it. */
  score: number | null;
  /** Whether it was judged: a proven rule found something, or the reader read it, which needs what was said before and more than a few words. */
  judged: boolean;
  /** Which kinds of check spoke against it. */
  by: ('rules' | 'reader')[];
  /** What fails it first, then notes. */
  reasons: TurnReason[];
}

/** Share of sound turns that are as suspicious as a whole, from which a turn is flagged without any one check being sure. */
const FLAGGED = 0.035;
/** What is left of the probability where a proven rule found something. */
const AFTER_RULE = 0.02;

/** Turn by turn: proven checks fail it, the trained reader tells how suspicious the whole is, and everything else is a note. */
export function turnVerdicts(
  turns: readonly SpokenTurn[],
  card: CompiledCard,
  scorers: readonly Scorer[],
  surroundings: Partial<Surroundings> = {},
): TurnVerdict[] {
  // Whose voice it is shows over several turns together, and says nothing of one.
  const ofOne = scorers.filter((scorer) => scorer !== discriminability);
  const byTurn = ofOne.map((scorer) => ({
    scorer,
    turns: new Map(scorer.score(turns, card, surroundings).turns.map((one) => [one.turn, one])),
  }));
  return inPlace(turns, surroundings.all ?? []).map((place) => {
    const { turn } = place;
    const read = byTurn.flatMap(({ scorer, turns: scored }) => {
      const one = scored.get(turn.id);
      return one === undefined ? [] : [{ scorer, one }];
    });
    const isRead = read.every(({ scorer, one }) => one.read || !(scorer.hard || scorer.weight > 0));
    const reasons = read
      .flatMap(({ scorer, one }) =>
        one.evidence.map((evidence): TurnReason => {
          const { finding } = evidence;
          return { scorer: scorer.id, gates: gates(finding), error: errorOf(finding.code), evidence };
        }),
      )
      .sort((a, b) => Number(b.gates) - Number(a.gates));
    const reading = readTurn(place, card);
    const failing = reasons.filter((one) => one.gates);
    const isRule = failing.some(({ evidence }) => evidence.finding.code !== 'reader.finds');
    const isRare = reading !== null && reading.rarity <= FLAGGED;
    const sound = 1 - (reading?.probability ?? 0);
    // Rules find certain faults; that they find none says nothing of what the turn means.
    const judged = isRead && (isRule || reading !== null);
    const score = judged ? sound * (isRule ? AFTER_RULE : 1) : null;
    return {
      id: turn.id,
      persona: card.id,
      failed: failing.length > 0,
      flagged: isRead ? failing.length > 0 || isRare : null,
      score,
      judged,
      by: [
        ...(isRule ? (['rules'] as const) : []),
        ...(isRare || failing.length > Number(isRule) ? (['reader'] as const) : []),
      ],
      reasons,
    };
  });
}
