import type { Finding } from '../findings/finding.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { Score, TurnScore } from '../model/score.ts';
import type { Scorer, TurnInPlace, TurnReading } from '../model/scorer.ts';
import { cite, inPlace, scoreOf } from '../model/scorer.ts';
import type { Statement } from '../reading/clauses.ts';
import { statementsOf } from '../reading/clauses.ts';
import { holdsSmall, isAllForLarge, wavedOff } from './concepts.ts';
import { positionsIn } from './positions.ts';
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

const RHETORICAL =
  /굳이|뭐 ?하러|무슨 소용|뭐가 (?:중요|대수)|어때(?:요|서)?\s?[,?]|\b(?:who needs|who cares|why bother|what's the point)\b/iu;
/** A figure, a result or a cause: the change does not come from nowhere. */
const GIVES_REASON =
  /\d|보니|봤[으더]|나왔|나와서|때문|드러났|밝혀|근거|덕분|\b(?:because|since|given|shows?|showed|turned out|evidence|now that|result)\b/iu;
const WITH_THE_REST =
  /(?:다들|모두|다 같이|전부|여럿이|다수가)\s[^.!?]{0,20}?(?:니까|하니|다니|하시니|이라|라니|해서|그러니|라서)[^.!?]{0,14}?(?:나도|저도|난|전|내|제)|\b(?:everyone|everybody|they all|all of you|the others|most of you|the majority)\b[^.!?]{0,40}\b(?:so (?:do )?(?:i|me)|me too|i(?:'ll| will)? (?:go|do|am|agree|follow))\b/iu;

function readTurn({ turn, before }: TurnInPlace, card: CompiledCard): TurnReading {
  const { utterance } = turn;
  if (CHANGES_WITH_REASON.test(utterance) || SELF_REPROACH.test(utterance)) return { score: null };
  for (const statement of statementsOf(utterance, card.colleagues)) {
    if ((statement.isQuestion && !RHETORICAL.test(statement.text)) || statement.isUnreal) continue;
    const against = againstCard(statement, utterance, card);
    if (against !== null) return against;
  }
  return turned(utterance, before, card) ?? { score: null };
}

function againstCard(statement: Statement, utterance: string, card: CompiledCard): TurnReading | null {
  const { text } = statement;
  const isTold = statement.isOfOthers && TOLD.test(text);
  for (const [rank, value] of card.card.persona.values.slice(0, HELD).entries()) {
    const found = REJECTS[value]?.exec(text);
    const span = found == null ? wavedOff(text, value) : { start: found.index, end: found.index + found[0].length };
    if (span === null || isTold || upholds(text, span)) continue;
    const finding: Finding = { code: 'stance.value', params: { value, rank: rank + 1 } };
    return {
      score: rank < 3 ? 0.15 : 0.25,
      evidence: [cite(utterance, statement.start + span.start, statement.start + span.end, finding)],
    };
  }
  if (isTold || !isAllForLarge(text) || !holdsSmall(card.examples)) return null;
  return {
    score: 0.25,
    evidence: [cite(utterance, statement.start, statement.end, { code: 'stance.size', params: {} })],
  };
}

/** `롤백 없이 올리면 안 돼`, `I wouldn't ship without a baseline`: what is named is upheld. */
function upholds(text: string, { start, end }: { start: number; end: number }): boolean {
  const rest = text.slice(end);
  // `건너뛰면 …` and `무시했던 …` tell of it; `건너뛰자` wants it.
  const isTold =
    /(?:건너뛰|생략|무시|지우|버리|빼)$/u.test(text.slice(start, end)) &&
    /^(?:하|했|되)?(?:면(?!\s?(?:돼|되|됩|그만|끝))|었|였|는|던|다가|더라|려|고 (?:나|있)|니까?(?=\s))/u.test(rest);
  return (
    isTold ||
    OPPOSED.test(rest) ||
    /^\S{0,3}\s?\S{0,3}(?:지|진|지는)\s?(?:않|못)|(?:면|은|는|건|게|니까|서|지만)?\s*(?:소문|우연|이야기)/u.test(
      rest.slice(0, 14),
    ) ||
    /\b(?:never|don't|do not|can't|cannot|won't|wouldn't|shouldn't|not|nobody|no one)\s(?:\w+\s){0,3}$/iu.test(
      text.slice(0, start),
    )
  );
}

/** The other side of a choice from the one that the speaker took before, and no reason for it. */
function turned(utterance: string, before: TurnInPlace['before'], card: CompiledCard): TurnReading | null {
  const own = before.filter(({ speaker }) => speaker !== undefined && card.names.includes(speaker.toLowerCase()));
  if (own.length === 0) return null;
  const now = positionsIn(utterance);
  const isWithTheRest = WITH_THE_REST.test(utterance);
  if (now.size === 0 || (GIVES_REASON.test(utterance) && !isWithTheRest)) return null;
  for (const { text } of [...own].reverse()) {
    const then = positionsIn(text);
    for (const [axis, side] of now) {
      if (then.get(axis) !== -side) continue;
      const finding: Finding = { code: 'stance.turned', params: { axis, withOthers: isWithTheRest } };
      return { score: 0.2, evidence: [cite(utterance, 0, utterance.length, finding)] };
    }
  }
  return null;
}

/** The lower of what the turns and what the probes say; a change with evidence and a concession counts as held. */
function withProbes(base: Score, { kept, updated, drifted, evidence }: ProbesHeld): Score {
  const share = (kept + updated) / (kept + updated + drifted);
  return {
    ...base,
    score: base.score === null ? share : Math.min(base.score, share),
    evidence: [...base.evidence, ...evidence],
    figures: { ...base.figures, probesKept: kept, probesUpdated: updated, probesDrifted: drifted },
    notes: [{ code: 'stance.probes', params: { kept, updated, drifted } }],
  };
}
