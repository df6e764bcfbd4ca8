import type { PersonaCard } from '../../core/card.ts';
import { calledOf, foldedName } from '../../core/card.ts';
import type { Scenario } from '../../core/scenario.ts';
import type { OptionValues } from '../../reasoning/evaluate.ts';
import type { DecisionModel } from '../../reasoning/model.ts';
import type { World } from '../../reasoning/worlds.ts';
import type { Path } from '../source.ts';

/** Something that loads and yet is probably not meant. `warning`: the debate suffers; `note`: worth a look. */
export interface Remark {
  level: 'warning' | 'note';
  message: string;
  path: Path;
}

/** What lint looks at: a scenario, compiled and computed with everything known. */
export interface Linted {
  scenario: Scenario;
  model: DecisionModel;
  world: World;
  states: ReadonlyMap<string, OptionValues>;
  /** Cards of the cast; none where nobody knows who will sit there. */
  seated: readonly PersonaCard[];
  /** Everybody's cards, for whoever answers from a desk. */
  team: readonly PersonaCard[];
}

export const quoted = (names: readonly string[]): string => {
  const shown = names.slice(0, 8).map((name) => `\`${name}\``);
  return `${shown.join(', ')}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ''}`;
};

/** Whether a name is that of a card's member. */
export const isCalled = (card: PersonaCard, name: string): boolean => calledOf(card).includes(foldedName(name));
