import type { PersonaCard } from '../../core/card.ts';
import type { Scenario } from '../../core/scenario.ts';
import { valuesOf } from '../../reasoning/evaluate.ts';
import { compileModel } from '../../reasoning/model.ts';
import type { Calculate } from '../../reasoning/worlds.ts';
import { worldOf } from '../../reasoning/worlds.ts';
import { decidingRemarks } from './deciding.ts';
import { eventRemarks } from './events.ts';
import { floorRemarks } from './floor.ts';
import { peopleRemarks } from './people.ts';
import type { Remark } from './remark.ts';
import { unusedRemarks } from './unused.ts';
import { wordRemarks } from './words.ts';

export type { Remark } from './remark.ts';

interface Surroundings {
  /** Cards of the team; without them nothing is said that depends on who sits in the cast. */
  cards?: readonly PersonaCard[];
  calculate: Calculate;
}

/** What a writer should look at once more, warnings first. */
export function lintScenario(scenario: Scenario, { cards = [], calculate }: Surroundings): Remark[] {
  const model = compileModel(scenario);
  const world = worldOf(scenario, calculate);
  const states = new Map(model.options.map((option) => [option, valuesOf(model, world, option)]));
  const seated = scenario.cast.flatMap((id) => cards.find((card) => card.id === id) ?? []);
  const linted = { scenario, model, world, states, seated, team: cards };
  const remarks = [
    ...unusedRemarks(linted),
    ...decidingRemarks(linted),
    ...peopleRemarks(linted),
    ...floorRemarks(linted),
    ...eventRemarks(linted),
    ...wordRemarks(linted),
  ];
  return [...remarks.filter(({ level }) => level === 'warning'), ...remarks.filter(({ level }) => level === 'note')];
}
