import type { PersonaCard } from '../core/card.ts';
import { classify } from '../routing/classify.ts';
import { ownedTopics } from '../routing/index.ts';

/** Seats of a question that names nobody: more would say what others have said. */
const SEATS = 3;

/** Those whose trade a question is, the nearest first, as the router reads it; of equals the first of the team. */
export function seatsFor(question: string, cards: readonly PersonaCard[]): PersonaCard[] {
  const { probabilities } = classify(question);
  const share = (card: PersonaCard) => [...ownedTopics(card)].reduce((sum, topic) => sum + probabilities[topic], 0);
  return cards
    .map((card) => ({ card, share: share(card) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, SEATS)
    .map(({ card }) => card);
}
