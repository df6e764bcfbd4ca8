import type { PersonaCard } from '../core/card.ts';
import { classify } from '../routing/classify.ts';
import { ownedTopics } from '../routing/index.ts';

/** Seats of a question that names nobody: more would say what others have said. */
const SEATS = 3;

/** A smaller share of a question makes it nobody's trade. */
const LEAST_SHARE = 0.2;

/** Those whose trade a question is, the nearest first, as the router reads it; of equals the first of the team. */
export const seatsFor = (question: string, cards: readonly PersonaCard[]): PersonaCard[] =>
  sharesOf(question, cards)
    .slice(0, SEATS)
    .map(({ card }) => card);

/** The few of whose trade a question plainly is, the nearest first; nobody where it is that of nearly everybody. */
export function expertsFor(question: string, cards: readonly PersonaCard[]): PersonaCard[] {
  const own = sharesOf(question, cards).filter(({ share }) => share >= LEAST_SHARE);
  const isOfAll = own.length > SEATS && own.length >= cards.length - 1;
  return isOfAll ? [] : own.slice(0, SEATS).map(({ card }) => card);
}

function sharesOf(question: string, cards: readonly PersonaCard[]): { card: PersonaCard; share: number }[] {
  const { probabilities } = classify(question);
  return cards
    .map((card) => ({ card, share: [...ownedTopics(card)].reduce((sum, topic) => sum + probabilities[topic], 0) }))
    .sort((a, b) => b.share - a.share);
}
