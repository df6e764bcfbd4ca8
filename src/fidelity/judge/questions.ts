import { facetsOf } from '../compile/facets.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { SpokenTurn } from '../model/turn.ts';
import { contentWords } from '../reading/text.ts';
import type { Question } from './verdict.ts';

/** A turn is held against the lines that it has most to do with; the whole card would drown the one that matters. */
const MOST_FACETS = 2;

/** Questions about one member's turns, each with a single facet that shares a content word or a name with the turn. */
export function questionsOf(card: CompiledCard, turns: readonly SpokenTurn[]): Question[] {
  const facets = facetsOf(card).map((facet) => ({ facet, words: new Set(contentWords(facet.text)) }));
  return turns
    .filter(({ persona }) => persona === card.id)
    .flatMap((turn) => {
      const words = contentWords(turn.utterance);
      const lower = turn.utterance.toLowerCase();
      return facets
        .map(({ facet, words: own }) => ({
          facet,
          shared:
            words.filter((word) => own.has(word)).reduce((sum, word) => sum + (card.idf.get(word) ?? 1), 0) +
            (facet.mentions.some((mention) => mention.length > 2 && lower.includes(mention)) ? 2 : 0),
        }))
        .filter(({ shared }) => shared > 0)
        .sort((a, b) => b.shared - a.shared)
        .slice(0, MOST_FACETS)
        .map(({ facet }) => ({
          id: `${turn.id} ${facet.id}`,
          turn: turn.id,
          utterance: turn.utterance,
          facet: { line: facet.line ?? 0, text: facet.text },
        }));
    });
}
