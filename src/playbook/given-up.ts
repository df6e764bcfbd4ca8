import { differences } from '../reasoning/support.ts';
import { standing } from './addressing.ts';
import type { Sentence } from './move.ts';
import type { Talk } from './talk.ts';
import { isWeighed } from './weighing.ts';

/** What is given up with the option against the strongest that is still open: the heaviest difference that counts, where no sum has told it. */
export function givenUp(talk: Talk, rival: string | undefined): Sentence[] {
  const { best, view } = talk;
  if (best === null || rival === undefined || view.question.audience === 'junior' || isWeighed(talk, best, rival))
    return [];
  return lossesOf(talk, rival).slice(0, 1);
}

/** All that is given up so, the heaviest first, but for what somebody has named as that. */
export function lossesOf(talk: Talk, rival: string): Sentence[] {
  const { best, view } = talk;
  if (best === null) return [];
  return differences(view.now.assessment, best, rival)
    .filter(({ gain }) => gain < 0)
    .flatMap(({ criterion }): Sentence[] => {
      if (criterion.kind === 'need' || talk.reasons.has(`${best}/${criterion.id}~despite`)) return [];
      const between = talk.tell.between(criterion, talk.values(best), talk.values(rival));
      const found = between === null || between.isNoise ? null : talk.goal(criterion, best, rival);
      if (found === null) return [];
      const what = { ...found.what, reason: `${found.what.reason}~despite`, side: 'against' as const };
      const say = found.say.brief?.[0] ?? found.say;
      return [{ symbol: 'despite', slots: { say, ...standing(talk) }, asserts: { slot: 'say', what } }];
    });
}
