import type { PersonaCard } from '../core/card.ts';
import { calledOf, foldedName } from '../core/card.ts';
import type { Scenario } from '../core/scenario.ts';
import { COMMON_TOOLS } from '../core/tool.ts';

/** A member whom a script that names nobody seats, and what for. */
export interface Seated {
  id: string;
  because: string;
}

const FEWEST = 3;
const MOST = 5;
/** Of the values that a card ranks, so many first ones are what its member would speak up for. */
const DEAR = 3;

/**
 * Who should sit at the table of a script without a cast: everybody whom a fact or a consideration names, then whoever has
 * the tools and puts first the values that are still nobody's, the widest first; three to five members.
 */
export function defaultCast(scenario: Scenario, cards: readonly PersonaCard[]): Seated[] {
  const { facts, considerations } = scenario;
  const named = new Map<string, string>();
  const name = (called: string, because: string) => {
    const card = cards.find((one) => calledOf(one).includes(foldedName(called)));
    if (card !== undefined && !named.has(card.id)) named.set(card.id, because);
  };
  for (const [fact, { knownBy = [] }] of Object.entries(facts)) for (const one of knownBy) name(one, `knows ${fact}`);
  for (const { id, raisedBy = [] } of considerations) for (const one of raisedBy) name(one, `raises ${id}`);
  const seated: Seated[] = [...named].slice(0, MOST).map(([id, because]) => ({ id, because }));

  const open = new Set(considerations.map(({ id }) => id));
  const offers = (card: PersonaCard) =>
    considerations
      .filter(({ id }) => open.has(id))
      .flatMap((one) => {
        const worth = worthTo(card, one);
        return worth === null ? [] : [{ ...worth, id: one.id }];
      });
  const take = (card: PersonaCard) => {
    for (const { id } of offers(card)) open.delete(id);
  };
  for (const { id } of seated) {
    const card = cards.find((one) => one.id === id);
    if (card !== undefined) take(card);
  }
  while (seated.length < MOST && (open.size > 0 || seated.length < FEWEST)) {
    const [best] = cards
      .filter(({ id }) => !seated.some((other) => other.id === id))
      .map((card) => ({ card, offers: offers(card) }))
      .sort((a, b) => total(b.offers) - total(a.offers));
    if (best === undefined || (total(best.offers) === 0 && seated.length >= FEWEST)) break;
    const reasons = [...new Set(best.offers.map(({ because }) => because))].slice(0, 2);
    seated.push({ id: best.card.id, because: reasons.join(', ') || 'a third voice' });
    take(best.card);
  }
  return seated;
}

const total = (offers: readonly { worth: number }[]) => offers.reduce((sum, { worth }) => sum + worth, 0);

function worthTo(
  { persona }: PersonaCard,
  { from, value }: Scenario['considerations'][number],
): { worth: number; because: string } | null {
  if ('tool' in from && !COMMON_TOOLS.includes(from.tool)) {
    if ('consult' in from)
      return persona.defers.some(({ topic }) => topic === from.consult)
        ? { worth: 2, because: `asks about ${from.consult}` }
        : null;
    return persona.tools.includes(from.tool) ? { worth: 3, because: `has ${from.tool}` } : null;
  }
  const rank = persona.values.indexOf(value);
  return rank >= 0 && rank < DEAR ? { worth: 1.5 - 0.3 * rank, because: `puts ${value} first` } : null;
}
