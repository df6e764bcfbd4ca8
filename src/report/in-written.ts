import type { MemoPart } from '../core/memo.ts';
import type { Outcome } from '../core/outcome.ts';
import { isSameJob, isSameWords } from '../reasoning/alike.ts';
import { wordsHeard } from '../reasoning/said-figures.ts';
import { wordsIn } from '../reasoning/words-in.ts';
import { sentencesOf } from './shortened.ts';

/** What says that something is not to be done. */
export const NOT_TO_DO = /\b(?:not|no|without|never|nothing)\b|않|없|(?<![가-힣])안\s|지\s말/iu;

/** Parts that say what is done. */
const PLANS: ReadonlySet<MemoPart> = new Set(['decision', 'changes', 'open', 'actions', 'measurement']);

/** Whether the memo that a model wrote has this as something that is done. */
export const plansIn = ({ lines }: Pick<NonNullable<Outcome['written']>, 'lines'>, job: string): boolean =>
  lines.some(({ part, text }) => PLANS.has(part) && sentencesOf(text).some((sentence) => isPlan(sentence, job)));

function isPlan(sentence: string, job: string): boolean {
  if (!isSameWords(sentence, job) && !isSameJob(sentence, job)) return false;
  const words = wordsIn(job);
  return sentence
    .split(/[,;:]\s/)
    .filter((clause) => wordsHeard(words, wordsIn(clause)) > 0)
    .every((clause) => !NOT_TO_DO.test(clause));
}
