import type { Score, TurnScore } from '../../core/score.ts';
import type { CompiledCard } from '../compiled-card.ts';
import { statementsOf } from '../reading/clauses.ts';
import type { Reading, Scorer, TurnInPlace } from '../scorer.ts';
import { cite, inPlace, scoreOf } from '../scorer.ts';
import type { ProbesHeld } from './probes-held.ts';
import { probesHeld } from './probes-held.ts';
import { CHANGES_WITH_REASON, REJECTS } from './values.ts';

/** How many of the first values of a card a turn must not throw overboard. */
const HELD = 5;
const TOLD =
  /\b(?:he|she|they|people|some|others)\b[^.!?]{0,20}\b(?:say|said|think|want|believe|argue)|(?:다고|라고|자고|라는|다는)\s|(?:대요?|래요?)[.!?]?$/iu;
const SELF_REPROACH =
  /(?:내|제)가 (?:또|성급|건너뛰|잘못|틀렸)|나도 모르게|반성|my bad|i skipped|i shouldn't have|i was (?:wrong|hasty)|미안|죄송/iu;
const OPPOSED =
  /(?:안 (?:돼|된다|됩|되지)|하면 안|하지 마|말자|금물|위험|틀렸|아니|큰일|반대|곤란|사고 나|못 (?:붙|올|내|나)|보류|걱정|되돌|안 받|취소|revert|왜\s|어쩌려)|\b(?:is wrong|never|don't|do not|must not|can't|cannot|not (?:ok|okay|fine|acceptable)|bad idea|mistake|no way|won't|reject|otherwise)\b/iu;

/** A6: what the card holds dear, thrown overboard without a reason; and probes answered otherwise than before. */
export const stance: Scorer = {
  id: 'A6',
  name: 'stance',
  hard: false,
  weight: 1,
  version: 1,
  score(turns, card, { all = [], sides = [] } = {}) {
    const read = inPlace(turns, all).map((place): TurnScore => {
      const { score, evidence = [] } = readTurn(place, card);
      return {
        turn: place.turn.id,
        score,
        read: true,
        evidence: evidence.map((one) => ({ turn: place.turn.id, ...one })),
      };
    });
    const base = scoreOf(stance, card, read);
    const held = probesHeld(sides, card, turns);
    return held === null ? base : withProbes(base, held);
  },
};

function readTurn({ turn }: TurnInPlace, card: CompiledCard): Reading {
  const { utterance } = turn;
  if (CHANGES_WITH_REASON.test(utterance) || SELF_REPROACH.test(utterance)) return { score: null };
  for (const statement of statementsOf(utterance, card.colleagues)) {
    if (statement.isQuestion || statement.isUnreal) continue;
    for (const [rank, value] of card.card.persona.values.slice(0, HELD).entries()) {
      const found = REJECTS[value]?.exec(statement.text);
      if (found === null || found === undefined) continue;
      // `롤백 없이 올리면 안 돼` upholds what it names.
      const rest = statement.text.slice(found.index + found[0].length);
      if (
        OPPOSED.test(rest) ||
        /(?:면|은|는|건|게|니까|서|지만)?\s*(?:소문|우연|이야기)/u.test(rest.slice(0, 14)) ||
        (statement.isOfOthers && TOLD.test(statement.text))
      )
        continue;
      const start = statement.start + found.index;
      return {
        score: rank < 3 ? 0.15 : 0.25,
        evidence: [
          cite(
            utterance,
            start,
            start + found[0].length,
            `throws ${value} overboard, which the card puts ${rank + 1}${['st', 'nd', 'rd'][rank] ?? 'th'}, and gives no reason`,
          ),
        ],
      };
    }
  }
  return { score: null };
}

/** The lower of what the turns and what the probes say; a change with evidence and a concession counts as held. */
function withProbes(base: Score, { kept, updated, drifted, evidence }: ProbesHeld): Score {
  const share = (kept + updated) / (kept + updated + drifted);
  const changes = `${kept} probes answered as before, ${updated} updated on new evidence with a concession, ${drifted} changed without`;
  return {
    ...base,
    score: base.score === null ? share : Math.min(base.score, share),
    evidence: [...base.evidence, ...evidence],
    figures: { ...base.figures, probesKept: kept, probesUpdated: updated, probesDrifted: drifted },
    note: changes,
  };
}
