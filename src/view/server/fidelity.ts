import { evaluateDebate, SCORERS } from '../../evaluate.ts';
import type { FidelityView } from '../api.ts';
import type { Records } from './records.ts';

/** How true each member stayed to his card in one debate: the vector of scorers, the turns behind it, and its means by round. */
export async function fidelityOf(records: Records, id: string): Promise<FidelityView> {
  await records.of(id);
  const report = await evaluateDebate(records.read(), id);
  const turnOf = new Map(report.turns.map((quoted) => [quoted.id, quoted.turn]));
  return {
    version: 1,
    judge: report.judge.sentence,
    remarks: report.remarks,
    members: report.members.map(({ persona, name, hand, card, rounds }) => ({
      id: persona,
      name,
      hand,
      verdict: card.verdict,
      scores: card.scores.map(({ scorer, score, coverage, note, evidence }) => ({
        scorer,
        name: SCORERS.find(({ id: known }) => known === scorer)?.name ?? scorer,
        score,
        coverage,
        note,
        evidence: evidence.map(({ turn, quote, why }) => ({ turn: turnOf.get(turn) ?? null, quote, why })),
        drift: (rounds[scorer] ?? []).map(({ round, value }) => ({ round, value })),
      })),
    })),
  };
}
