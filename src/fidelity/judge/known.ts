import { facetsOf } from '../compile/facets.ts';
import { answerFromCard } from '../interview/from-card.ts';
import { probeOf } from '../interview/probes.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { SpokenTurn } from '../model/turn.ts';

/** A turn whose verdict follows from the cards. */
export interface KnownTurn {
  turn: SpokenTurn;
  isSound: boolean;
}

const MOST_FACTS = 4;
const FIELDS = ['location', 'school', 'experience', 'native', 'degree', 'service'];

/** Facts of a card as its member says them, and as a colleague of the same table would: true and false because the cards say so. */
export function knownTurns(card: CompiledCard, cards: readonly CompiledCard[]): KnownTurn[] {
  const factsOf = (one: CompiledCard) =>
    facetsOf(one).filter(({ kind, field }) => kind === 'fact' && FIELDS.includes(field ?? ''));
  const language = card.languages.includes('ko') ? 'ko' : 'en';
  const say = (facet: ReturnType<typeof factsOf>[number]) =>
    answerFromCard({ id: facet.id, kind: 'identity', question: probeOf(facet, language) ?? '', facet }, card, language);
  const others = cards.filter(({ id }) => id !== card.id).flatMap(factsOf);
  return factsOf(card)
    .flatMap((facet) => {
      const other = others.find(
        (one) =>
          one.field === facet.field &&
          !one.mentions.some((mention) => facet.mentions.includes(mention)) &&
          say(one) !== say(facet),
      );
      if (other === undefined) return [];
      const turn = (id: string, utterance: string): SpokenTurn => ({ id, persona: card.id, utterance, context: [] });
      return [
        { turn: turn(`known-${facet.id}-true`, say(facet)), isSound: true },
        { turn: turn(`known-${facet.id}-false`, say(other)), isSound: false },
      ];
    })
    .slice(0, MOST_FACTS * 2);
}
