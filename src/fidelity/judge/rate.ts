import { correctedRate, rate } from '../statistics/rates.ts';
import type { Judgement } from './judge.ts';
import type { Question } from './verdict.ts';

/** How a judge did on turns whose verdict is known. */
export interface JudgeQuality {
  sensitivity: number | null;
  specificity: number | null;
}

/** From a valid run over labelled turns; what could not be judged counts as not found. */
export function qualityOf(labelled: readonly (Question & { contradicts: boolean })[], run: Judgement): JudgeQuality {
  if (!run.valid) return { sensitivity: null, specificity: null };
  const found = new Map(run.verdicts.map(({ question, verdict }) => [question, verdict === 'contradicts']));
  const share = (contradicts: boolean) => {
    const own = labelled.filter((one) => one.contradicts === contradicts);
    return rate(own.filter(({ id }) => found.get(id) === contradicts).length, own.length)?.value ?? null;
  };
  return { sensitivity: share(true), specificity: share(false) };
}

/** Share of contradictions among what was judged, corrected by the judge's quality; null where that is unknown or too poor. */
export function contradictionRate(run: Judgement, { sensitivity, specificity }: JudgeQuality): number | null {
  const judged = run.verdicts.filter(({ verdict }) => verdict !== 'cannot judge');
  if (!run.valid || judged.length === 0 || sensitivity === null || specificity === null) return null;
  const observed = judged.filter(({ verdict }) => verdict === 'contradicts').length / judged.length;
  return correctedRate(observed, sensitivity, specificity);
}
