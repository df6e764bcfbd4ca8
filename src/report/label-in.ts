import type { DecisionModel } from '../reasoning/model.ts';
import { wordsOf } from '../wording/clause.ts';

/** A noun phrase for a fact, an input or a quantity; its name as words where the scenario has none. */
export function labelIn({ scenario }: DecisionModel, path: string): string {
  const [head = '', ...rest] = path.split('.');
  const label = scenario.facts[head]?.label ?? scenario.quantities[head]?.label ?? wordsOf(head, scenario.language);
  return [label, ...rest.map((member) => wordsOf(member, 'ko'))].join(' ');
}
