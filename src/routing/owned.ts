import type { PersonaCard } from '../core/card.ts';
import { classify } from './classify.ts';
import { Topic } from './topics.ts';

/** An entry speaks for a topic that it gives at least this much. */
const LEAST_PROBABILITY = 0.25;
/** A topic that no more of a card's entries speak for is not the member's trade. */
const LEAST_SHARE = 0.25;

const known = new WeakMap<PersonaCard, Set<Topic>>();

/**
 * Topics that a member answers for: those of their desk, and those that more than a quarter of their card's telling entries
 * of specialisation are about, as the same classifier reads them. What they defer they do not own.
 */
export function ownedTopics(card: PersonaCard): ReadonlySet<Topic> {
  const before = known.get(card);
  if (before !== undefined) return before;
  const { desk, defers } = card.persona;
  const spoken = card.specialization.flatMap((entry) => {
    const { probabilities } = classify(entry);
    const [best] = Topic.options
      .filter((topic) => topic !== 'none')
      .sort((a, b) => probabilities[b] - probabilities[a]);
    return best !== undefined && probabilities[best] >= LEAST_PROBABILITY ? [best] : [];
  });
  const owned = Topic.options.filter(
    (topic) =>
      topic !== 'none' &&
      !defers.some((route) => route.topic === topic) &&
      (desk.includes(topic) || spoken.filter((said) => said === topic).length > LEAST_SHARE * spoken.length),
  );
  const topics = new Set(owned);
  known.set(card, topics);
  return topics;
}
