import { missedBy } from '../reasoning/amend.ts';
import { valuesOf, worldWith } from '../reasoning/evaluate.ts';
import { settingsIn } from '../reasoning/proposals.ts';
import { against, claimFor, standing } from './addressing.ts';
import { newFacts } from './facts-told.ts';
import type { Move } from './move.ts';
import type { Talk } from './talk.ts';

/** Whether somebody has proposed a setting with which an option keeps every limit. */
export function keptByProposal({ view }: Talk, option: string): boolean {
  return view.now.knowledge.proposals.some((proposal) => {
    if (proposal.option !== option) return false;
    return (
      missedBy(view.model, valuesOf(view.model, worldWith(view.now.world, settingsIn(proposal)), option)).length === 0
    );
  });
}

/** An option misses a limit, and nobody has said so: one that somebody has held, or that this member would take but for the limit. */
export function limits(talk: Talk): Move[] {
  const { options } = talk.view.now.assessment;
  const raised = new Set(talk.view.turns.map(({ body }) => body.stance.option));
  const own = talk.best === null ? undefined : options.get(talk.best)?.score;
  return [...options.values()].flatMap(({ option, missed, score }) =>
    missed.flatMap((need): Move[] => {
      if (!raised.has(option) && own !== undefined && score <= own) return [];
      // Who proposes a setting that keeps it has said so.
      if (keptByProposal(talk, option)) return [];
      const point = talk.limit(option, need);
      if (point === null || talk.reasons.has(`${option}/${need.id}`)) return [];
      const held = claimFor(talk, option) !== null;
      return [
        {
          kind: 'limit',
          ...against(talk, option),
          utility: held ? 9 : 7,
          sentences: [
            ...newFacts(talk, point.what.reason),
            talk.sentence('limit', { ...point, ...(talk.row(need) ?? {}) }, standing(talk)),
          ],
        },
      ];
    }),
  );
}
