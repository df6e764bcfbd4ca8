import type { CompiledCard, DebateTurns } from '../../evaluate.ts';
import { evaluateDebate, judgeTurns, keptJudgements, openEvaluations, textModel } from '../../evaluate.ts';
import type { ReportFlags } from '../fidelity-output.ts';
import { deliver } from '../fidelity-output.ts';
import { keepReport } from '../fidelity-store.ts';
import { modelsAtHand } from '../models-at-hand.ts';
import { databaseFile } from '../place.ts';
import { withDebate } from '../stored.ts';

/** `pitwall eval debate`: exit 0 in character, 1 not, 3 no verdict. */
export async function evalDebate(name: string, flags: ReportFlags & { db?: string; judge?: string[] }): Promise<void> {
  const report = await withDebate(name, flags, ({ store, id }) => evaluateDebate(store, id, judgedBy(flags)));
  keepReport(report, flags);
  deliver(report, flags);
}

/** The models that were named, with their verdicts kept by content; undefined when none was. */
function judgedBy(flags: { db?: string; judge?: string[] }) {
  const { judge = [] } = flags;
  if (judge.length === 0) return undefined;
  const settings = modelsAtHand();
  const models = judge.map((spec) => textModel(spec, settings));
  return async ({ turns }: DebateTurns, cards: readonly CompiledCard[]) => {
    const store = openEvaluations(databaseFile(flags));
    try {
      return await judgeTurns(turns, cards, models, keptJudgements(store));
    } finally {
      store.close();
    }
  };
}
