import type { ScenarioBriefing } from '../core/briefing.ts';
import type { DecisionModel } from '../reasoning/model.ts';

/** Whether at least two members each correct what the others go by: then what they know is told at once, and put together. */
export function isCorrected({ model, question }: { model: DecisionModel; question: ScenarioBriefing }): boolean {
  const seats = question.roster.map(({ id }) => id);
  const knowers = Object.values(model.scenario.facts).flatMap(({ knownBy = [], assumed }) =>
    assumed === undefined || knownBy.length === seats.length ? [] : knownBy,
  );
  return question.audience !== 'junior' && seats.filter((id) => knowers.includes(id)).length > 1;
}
