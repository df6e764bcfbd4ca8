import type { JudgeCache, JudgedBy, JudgeModel } from '../../evaluate.ts';
import { judgeTurns, keptJudgements, openEvaluations, textModel } from '../../evaluate.ts';
import { modelsAtHand } from './models-at-hand.ts';
import type { Shell } from './shell.ts';

/** Lets work be done with the models that `--judge` names, their replies kept by content; null when it names none. */
export async function withJudges<T>(
  shell: Shell,
  flags: { db?: string; judge?: string[] },
  work: (models: readonly JudgeModel[], cache: JudgeCache) => Promise<T>,
): Promise<T | null> {
  const { judge = [] } = flags;
  if (judge.length === 0) return null;
  const settings = modelsAtHand(shell);
  const models = judge.map((spec) => textModel(spec, settings));
  const store = openEvaluations(shell.databaseFile(flags));
  try {
    return await work(models, keptJudgements(store));
  } finally {
    store.close();
  }
}

/** Asks the judges that were named about turns; undefined when none was. */
export function judgedBy(shell: Shell, flags: { db?: string; judge?: string[] }): JudgedBy {
  return async ({ turns }, cards) =>
    (await withJudges(shell, flags, (models, cache) => judgeTurns(turns, cards, models, cache))) ?? undefined;
}
