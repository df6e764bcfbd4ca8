import type { PersonaCard } from '../core/card.ts';
import { calledOf, foldedName } from '../core/card.ts';
import type { Quantity, Scenario } from '../core/scenario.ts';
import { COMMON_TOOLS } from '../core/tool.ts';
import type { Value } from '../core/values.ts';

/** A member whom a script that names nobody seats, and what for. */
export interface Seated {
  id: string;
  because: string;
}

const FEWEST = 3;
const MOST = 5;
/** Of the values that a card ranks, so many first ones are what its member would speak up for. */
const DEAR = 3;

/** Something that should have somebody at the table: a calculation or a value. */
interface Claim {
  worth(card: PersonaCard): { worth: number; because: string } | null;
}

/**
 * Who should sit at the table of a script without a cast: everybody whom a fact, a judgement or a measurement names, then whoever
 * has the calculators and puts first the values that are still nobody's, the widest first; three to five members.
 */
export function defaultCast(scenario: Scenario, cards: readonly PersonaCard[]): Seated[] {
  const named = new Map<string, string>();
  const name = (called: string, because: string) => {
    const card = cards.find((one) => calledOf(one).includes(foldedName(called)));
    if (card !== undefined && !named.has(card.id)) named.set(card.id, because);
  };
  for (const [fact, { knownBy = [] }] of Object.entries(scenario.facts))
    for (const one of knownBy) name(one, `knows ${fact}`);
  for (const { by = [], because } of scenario.judgements) for (const one of by) name(one, `says that ${because}`);
  for (const { owner, learns } of scenario.measurements) if (owner !== undefined) name(owner, `can measure ${learns}`);
  const seated: Seated[] = [...named].slice(0, MOST).map(([id, because]) => ({ id, because }));

  const open = new Set(claimsOf(scenario));
  const offers = (card: PersonaCard) =>
    [...open].flatMap((claim) => {
      const offer = claim.worth(card);
      return offer === null ? [] : [{ ...offer, claim }];
    });
  const take = (card: PersonaCard) => {
    for (const { claim } of offers(card)) open.delete(claim);
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

function claimsOf({ quantities, criteria, judgements }: Scenario): Claim[] {
  return [
    ...Object.values(quantities).flatMap((quantity) => ('tool' in quantity ? [calculation(quantity)] : [])),
    ...[...criteria, ...judgements].map(({ value }) => caring(value)),
  ];
}

function calculation(quantity: Extract<Quantity, { tool: string }>): Claim {
  return {
    worth({ persona }) {
      if ('consult' in quantity)
        return persona.defers.some(({ topic }) => topic === quantity.consult)
          ? { worth: 2, because: `asks about ${quantity.consult}` }
          : null;
      const isTheirs = persona.tools.includes(quantity.tool) && !COMMON_TOOLS.includes(quantity.tool);
      return isTheirs ? { worth: 3, because: `has ${quantity.tool}` } : null;
    },
  };
}

function caring(value: Value): Claim {
  return {
    worth({ persona }) {
      const rank = persona.values.indexOf(value);
      return rank >= 0 && rank < DEAR ? { worth: 1.5 - 0.3 * rank, because: `puts ${value} first` } : null;
    },
  };
}
