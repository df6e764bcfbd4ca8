import type { PersonaCard } from '../core/card.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import { COMMON_TOOLS } from '../core/tool.ts';
import { lacksCurve } from './curve.ts';
import { knownTo } from './knowledge.ts';

/** What one seat brings to a scenario: what it knows, can compute, must ask a colleague, and would bring up. */
export interface Seating {
  facts: Record<string, FactValue>;
  able: string[];
  /** Quantities whose calculator is on offer to it. */
  has: string[];
  consults: Record<string, { topic: string; to: string }>;
  judges: number[];
  /** Whether a run is spoken of whose curve nobody has given, and the member reads curves. */
  lacksCurve: boolean;
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
  const judged = judgesOf(scenario, cards);
  return new Map(
    cards.map((card) => {
      const able: string[] = [];
      const has: string[] = [];
      const consults: Seating['consults'] = {};
      for (const [name, quantity] of Object.entries(scenario.quantities)) {
        if ('is' in quantity) continue;
        const isOwn = card.persona.tools.includes(quantity.tool) || COMMON_TOOLS.includes(quantity.tool);
        if (!('consult' in quantity) || isOwn) has.push(name);
        if ('consult' in quantity) {
          const topic = quantity.consult;
          if (card.persona.desk.includes(topic)) able.push(name);
          else {
            const to = deskFor(card, topic, desks);
            if (to !== null) consults[name] = { topic, to };
          }
        } else if (mayRun(quantity.tool, card, cards)) able.push(name);
      }
      const readsCurves = card.persona.tools.includes('diagnose_loss_curve');
      return [
        card.id,
        {
          facts: knownTo(scenario.facts, card.id),
          able,
          has,
          consults,
          judges: judged.get(card.id) ?? [],
          lacksCurve: readsCurves && lacksCurve(scenario),
        },
      ];
    }),
  );
}

/** Whoever has a calculator runs it; one that nobody at the table has is everybody's. */
function mayRun(tool: string, { persona }: PersonaCard, cards: readonly PersonaCard[]): boolean {
  if (COMMON_TOOLS.includes(tool) || persona.tools.includes(tool)) return true;
  return cards.every((other) => !other.persona.tools.includes(tool));
}

/** Whom a card names for a topic that its member defers, if that desk is there. */
function deskFor({ persona }: PersonaCard, topic: string, desks: readonly Desk[]): string | null {
  const routes = persona.defers.filter((route) => route.topic === topic);
  const desk = desks.find(
    ({ member, topic: answered }) => answered === topic && routes.some(({ on }) => on.toLowerCase() === member),
  );
  return desk?.member ?? null;
}

/** A judgement is brought up by those it names, else by whoever cares most for its value. */
function judgesOf({ judgements }: Scenario, cards: readonly PersonaCard[]): Map<string, number[]> {
  const judges = new Map<string, number[]>();
  for (const [index, { by, value }] of judgements.entries()) {
    const rank = ({ persona }: PersonaCard) => {
      const at = persona.values.indexOf(value);
      return at < 0 ? persona.values.length : at;
    };
    const named = cards.filter(({ id }) => by?.includes(id));
    const [first] = [...cards].sort((a, b) => rank(a) - rank(b));
    for (const { id } of named.length > 0 ? named : first === undefined ? [] : [first])
      judges.set(id, [...(judges.get(id) ?? []), index]);
  }
  return judges;
}
