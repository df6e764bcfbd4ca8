import { against, claimFor, standing } from './addressing.ts';
import { newFacts } from './facts-told.ts';
import type { Move } from './move.ts';
import type { Talk } from './talk.ts';

/** An option misses a limit, and nobody has said so. */
export function limits(talk: Talk): Move[] {
  return [...talk.view.now.assessment.options.values()].flatMap(({ option, missed }) =>
    missed.flatMap((need): Move[] => {
      const point = talk.limit(option, need);
      if (point === null || talk.reasons.has(`${option}/${need.id}`)) return [];
      const held = claimFor(talk, option) !== null;
      return [
        {
          kind: 'limit',
          ...against(talk, option),
          utility: held ? 9 : 7,
          sentences: [...newFacts(talk, point.what.reason), talk.sentence('limit', point, standing(talk))],
        },
      ];
    }),
  );
}
