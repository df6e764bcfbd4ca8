import { against } from './addressing.ts';
import type { Move } from './move.ts';
import { nextBest } from './next-best.ts';
import type { Talk } from './talk.ts';
import { thinLead } from './thin.ts';
import { againstBest, sumOf } from './weighing.ts';

/** The two options between which the choice lies, weighed in the units in which the question says what counts. */
export function weighed(talk: Talk): Move[] {
  const { best } = talk;
  const rival = best === null ? null : rivalToWeigh(talk, best);
  if (best === null || rival === null) return [];
  const sentence = sumOf(talk, best, rival, againstBest(talk, best, rival) ?? undefined);
  if (sentence === null) return [];
  // Whom the sum favours says it, where somebody is of that mind.
  if (sentence.symbol !== 'weigh' && [...talk.stances().values()].some(({ option }) => option === rival)) return [];
  return [
    {
      kind: 'weigh',
      ...against(talk, rival),
      utility: 8.2,
      sentences: [sentence, ...thinLead(talk, best, rival, true)],
    },
  ];
}

/** The option that most colleagues hold against this member's, else the next best: where it can be chosen. */
function rivalToWeigh(talk: Talk, best: string): string | null {
  const held = talk.rival();
  if (held !== null && talk.view.now.assessment.options.get(held)?.missed.length === 0) return held;
  return nextBest(talk, best)?.option ?? null;
}
