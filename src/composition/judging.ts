import type { CompiledCard } from '../fidelity/compiled-card.ts';
import type { FidelityReport } from '../fidelity/evaluation/report.ts';
import type { JudgeCache, JudgeModel } from '../fidelity/judge/judge.ts';
import { judgePanel } from '../fidelity/judge/judge.ts';
import { questionsOf } from '../fidelity/judge/questions.ts';
import type { SpokenTurn } from '../fidelity/turn.ts';
import type { EvaluationStore } from '../store/evaluations.ts';

/** Verdicts of a judge by content, kept with the raw text beside the debates. */
export function keptJudgements(store: EvaluationStore): JudgeCache {
  return {
    get(key) {
      const body = store.latest('judgement', key)?.body;
      return typeof body === 'object' && body !== null && 'reply' in body && typeof body.reply === 'string'
        ? body.reply
        : null;
    },
    keep: (key, entry) => {
      store.keep('judgement', key, entry);
    },
  };
}

/** Asks the judges about every turn that has to do with a line of its speaker's card, and says what came of it. */
export async function judgeTurns(
  turns: readonly SpokenTurn[],
  cards: readonly CompiledCard[],
  models: readonly JudgeModel[],
  cache: JudgeCache,
): Promise<FidelityReport['judge']> {
  const questions = cards.flatMap((card) => questionsOf(card, turns));
  const by = models.map(({ spec }) => spec).join(' and ');
  if (questions.length === 0)
    return {
      ran: false,
      valid: null,
      sentence: `Tier B did not run: no turn has to do with a line of a card.`,
      verdicts: [],
    };
  const { valid, because, verdicts } = await judgePanel(questions, models, cache);
  if (!valid)
    return {
      ran: true,
      valid: false,
      sentence: `Tier B (${by}) is INVALID, and none of its verdicts is used: ${because.join('; ')}`,
      verdicts: [],
    };
  const count = (word: string) => verdicts.filter(({ verdict }) => verdict === word).length;
  return {
    ran: true,
    valid: true,
    sentence: `Tier B (${by}): ${verdicts.length} questions, ${count('supports')} supported, ${count('contradicts')} contradicted, ${count('not applicable')} not applicable, ${count('cannot judge')} could not be judged. The judge is unproven on this team, so nothing here gates.`,
    verdicts: verdicts.filter(({ verdict }) => verdict === 'contradicts'),
  };
}
