import type { ScoreEvidence } from '../model/score.ts';
import { gates } from '../proven/proven.ts';
import type { FidelityReport, MemberReport } from './report.ts';

/** One turn of a report with what each scorer says of it, as formats want it that list cases. */
export interface ScoredTurn {
  id: string;
  turn: number | null;
  persona: string;
  utterance: string;
  scenario: string;
  seed: number | null;
  debate: string;
  /** What was said before it in the same debate; empty for the first. */
  before: string;
  scores: { scorer: string; score: number; evidence: ScoreEvidence[]; isSound: boolean }[];
  /** No proven check found something in it. */
  isSound: boolean;
}

/** Turns in the order of the report. */
export function scoredTurns({ turns, members, debates }: FidelityReport): ScoredTurn[] {
  const said = new Map<string, string>();
  return turns.map(({ id, debate, turn, persona, utterance }) => {
    const scores = members.filter((member) => member.persona === persona).flatMap((member) => scoresOf(member, id));
    const held = debates.find((one) => one.id === debate);
    const before = said.get(debate) ?? '';
    said.set(debate, utterance);
    return {
      id,
      turn,
      persona,
      utterance,
      debate,
      scenario: held?.scenario ?? '',
      seed: held?.seed ?? null,
      before,
      scores,
      isSound: scores.every((one) => one.isSound),
    };
  });
}

function scoresOf({ card }: MemberReport, id: string): ScoredTurn['scores'] {
  return card.scores.flatMap(({ scorer, turns }) => {
    const own = turns.find(({ turn }) => turn === id);
    if (own === undefined || own.score === null) return [];
    const { score, evidence } = own;
    return [{ scorer, score, evidence, isSound: !evidence.some(({ finding }) => gates(finding)) }];
  });
}
