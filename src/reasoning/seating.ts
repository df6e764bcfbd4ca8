import type { PersonaCard } from '../core/card.ts';
import type { Consideration, Fact, Scenario } from '../core/scenario.ts';
import { COMMON_TOOLS } from '../core/tool.ts';
import { factsIn } from './considerations.ts';

/** What one seat brings to a scenario: which reasons it would raise, could settle, or would have to ask for. */
export interface Seating {
  facts: Record<string, Fact>;
  mine: string[];
  able: string[];
  askable: Record<string, string>;
}

interface Desk {
  member: string;
  topic: string;
}

/** Works out every seat of a cast. Names in scenario and cards are ids already. */
export function seatingOf(
  scenario: Scenario,
  cards: readonly PersonaCard[],
  desks: readonly Desk[],
): Map<string, Seating> {
  const knows = (id: string, fact: string) => {
    const { knownBy } = scenario.facts[fact.split('.')[0] ?? fact] ?? {};
    return knownBy === undefined || knownBy.includes(id);
  };
  const able = (card: PersonaCard, { from }: Consideration): boolean => {
    if ('judgement' in from) return true;
    if ('fact' in from) return knows(card.id, from.fact);
    if (factsIn(from.args).some((fact) => !knows(card.id, fact))) return false;
    if (!('consult' in from)) return COMMON_TOOLS.includes(from.tool) || card.persona.tools.includes(from.tool);
    if (card.persona.desk.includes(from.consult)) return true;
    return (
      card.persona.defers.some(({ topic }) => topic === from.consult) &&
      desks.some(({ topic }) => topic === from.consult)
    );
  };
  const firstFor = (consideration: Consideration): string | undefined => {
    const rank = ({ persona }: PersonaCard) => {
      const at = persona.values.indexOf(consideration.value);
      return at < 0 ? persona.values.length : at;
    };
    return cards.filter((card) => able(card, consideration)).sort((a, b) => rank(a) - rank(b))[0]?.id;
  };
  const raises = (card: PersonaCard, consideration: Consideration): boolean => {
    if (!able(card, consideration)) return false;
    const { raisedBy, from } = consideration;
    // Where none of those whom the scenario names has a seat, the one who cares most of those who can takes it up.
    const isOrphan = raisedBy !== undefined && !cards.some(({ id }) => raisedBy.includes(id));
    const isCommon = 'judgement' in from || ('tool' in from && COMMON_TOOLS.includes(from.tool));
    if (isOrphan || (raisedBy === undefined && isCommon)) return firstFor(consideration) === card.id;
    return raisedBy === undefined || raisedBy.includes(card.id);
  };
  const whoKnows = (card: PersonaCard, consideration: Consideration): string | undefined => {
    const others = cards.filter((other) => other.id !== card.id && able(other, consideration));
    const first =
      others.find((other) => consideration.raisedBy?.includes(other.id)) ??
      others.find((other) => defersFor(other, consideration));
    return (first ?? others[0])?.id;
  };
  return new Map(
    cards.map((card) => {
      const { considerations } = scenario;
      const ableIds = considerations.filter((consideration) => able(card, consideration));
      const askable = considerations.flatMap((consideration) => {
        const colleague = ableIds.includes(consideration) ? undefined : whoKnows(card, consideration);
        return colleague === undefined ? [] : [[consideration.id, colleague] as const];
      });
      return [
        card.id,
        {
          facts: Object.fromEntries(Object.entries(scenario.facts).filter(([fact]) => knows(card.id, fact))),
          mine: considerations.filter((consideration) => raises(card, consideration)).map(({ id }) => id),
          able: ableIds.map(({ id }) => id),
          askable: Object.fromEntries(askable),
        },
      ];
    }),
  );
}

function defersFor({ persona }: PersonaCard, { from }: Consideration): boolean {
  return 'consult' in from && persona.defers.some(({ topic }) => topic === from.consult);
}
