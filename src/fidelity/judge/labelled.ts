import { facetsOf } from '../compile/facets.ts';
import { answerFromCard } from '../interview/from-card.ts';
import { probeOf } from '../interview/probes.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { Question } from './verdict.ts';

/** A question whose answer follows from the cards. */
export interface LabelledQuestion extends Question {
  contradicts: boolean;
}

/** Of each member so many facts, once as his card has it and once as a colleague's has it. */
const MOST_FACTS = 4;
const FIELDS = ['location', 'school', 'experience', 'native', 'degree', 'service'];

/** Sentences about closed facts, true and false by construction: what a judge's rates are corrected by. */
export function labelledQuestions(cards: readonly CompiledCard[]): LabelledQuestion[] {
  const known = cards.map((card) => ({
    card,
    facts: facetsOf(card).filter(({ kind, field }) => kind === 'fact' && FIELDS.includes(field ?? '')),
  }));
  return known.flatMap(({ card, facts }) => {
    const language = card.languages.includes('ko') ? 'ko' : 'en';
    const say = (facet: (typeof facts)[number]) =>
      answerFromCard(
        { id: facet.id, kind: 'identity', question: probeOf(facet, language) ?? '', facet },
        card,
        language,
      );
    return facts
      .flatMap((facet) => {
        const other = known
          .flatMap((one) => (one.card.id === card.id ? [] : one.facts))
          .find(
            (one) =>
              one.field === facet.field &&
              !one.mentions.some((mention) => facet.mentions.includes(mention)) &&
              say(one) !== say(facet),
          );
        if (other === undefined) return [];
        const about = { facet: { line: facet.line ?? 0, text: facet.text }, turn: facet.id };
        return [
          { ...about, id: `labelled ${card.id} ${facet.id} true`, utterance: say(facet), contradicts: false },
          { ...about, id: `labelled ${card.id} ${facet.id} false`, utterance: say(other), contradicts: true },
        ];
      })
      .slice(0, MOST_FACTS * 2);
  });
}
