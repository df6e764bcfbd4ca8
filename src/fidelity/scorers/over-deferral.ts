import { topicsOf } from '../../routing/classify.ts';
import { ownedTopics } from '../../routing/owned.ts';
import type { Finding } from '../findings/finding.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import type { Scorer } from '../model/scorer.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { statementsOf } from '../reading/clauses.ts';

/** Of the turns about a member's own trade so many may pass it on. */
export const MOST_DEFERRED = 0.1;
const SURE = 0.6;
const MOST_READ = 500;

/** Says that it is not theirs to answer, or hands it over. */
const NOT_MINE =
  /(?:내|제)(?:가|)\s?(?:답할|낄|말할|판단할|정할) (?:일|데|게|것|문제)\S{0,3}\s?(?:아니|없)|(?:내|제) (?:일|영역|담당|몫|분야)\S{0,2}\s?(?:아니|밖)|\b(?:not my (?:area|field|call|job|work|department)|not mine to (?:answer|say|decide)|above my pay|out of my depth|can't speak to)\b/iu;
const HANDS_OVER =
  /(?:한테|에게|께|쪽에|이|가)\s?(?:물어|여쭤|맡기|맡겨|맡길|넘기|넘겨|넘길|답해|판단해|정해)\s?(?:봐|보|줘|주|야|자|시|십|드|달|는|게|겠)|\b(?:ask|leave (?:it|that|this) (?:to|with)|over to|defer to|hand (?:it|this|that) to|up to)\s/iu;

export interface OverDeferral {
  /** Turns about a topic that the card owns. */
  owned: number;
  deferred: { turn: SpokenTurn; start: number; end: number }[];
}

/** How often a member passes on what their own card says is theirs. */
export function overDeferralOf(turns: readonly SpokenTurn[], card: CompiledCard): OverDeferral {
  const topics = [...ownedTopics(card.card)].filter((topic) => !card.boundaries.some((one) => one.topic === topic));
  const names = card.colleagues.flatMap((one) => one.names).filter((name) => name.length > 1);
  const result: OverDeferral = { owned: 0, deferred: [] };
  if (topics.length === 0) return result;
  // Of many turns some tell the share as well, and reading a topic takes its time.
  const step = Math.ceil(turns.length / MOST_READ);
  for (const turn of turns.filter((_, index) => index % step === 0)) {
    const probabilities = topicsOf(turn.utterance);
    if (!topics.some((topic) => probabilities[topic] >= SURE)) continue;
    result.owned += 1;
    const passed = statementsOf(turn.utterance, card.colleagues).find(({ text, isUnreal }) => {
      if (isUnreal) return false;
      const lower = text.toLowerCase();
      return NOT_MINE.test(text) || (HANDS_OVER.test(text) && names.some((name) => lower.includes(name)));
    });
    if (passed !== undefined) result.deferred.push({ turn, start: passed.start, end: passed.end });
  }
  return result;
}

/** A5 with what is passed on that is the member's own; reported, with the places where it is more than a tenth. */
export function withOverDeferral(boundary: Scorer): Scorer {
  return {
    ...boundary,
    score(turns, card, surroundings = {}) {
      const base = boundary.score(turns, card, surroundings);
      const { owned, deferred } = overDeferralOf(turns, card);
      if (owned === 0) return base;
      const share = deferred.length / owned;
      const figures = { ...base.figures, ownedTurns: owned, overDeferral: share };
      const counts = { deferred: deferred.length, owned };
      if (share <= MOST_DEFERRED)
        return { ...base, figures, notes: [...base.notes, { code: 'boundary.passed-on', params: counts }] };
      const finding: Finding = { code: 'boundary.passes-on', params: { ...counts, most: MOST_DEFERRED * 100 } };
      return {
        ...base,
        figures,
        evidence: [
          ...base.evidence,
          ...deferred.slice(0, 3).map(
            ({ turn, start, end }): ScoreEvidence => ({
              turn: turn.id,
              span: [start, end],
              quote: turn.utterance.slice(start, end),
              finding,
            }),
          ),
        ],
        notes: [finding],
      };
    },
  };
}
