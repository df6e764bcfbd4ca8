import type { PersonaCard } from '../../src/core/card.ts';
import type { Language } from '../../src/core/language.ts';
import type { Sample } from './mutant.ts';

/** A card without half of its quotes, and those quotes as turns by the hand that wrote the card. */
export interface HeldOut {
  card: PersonaCard;
  turns: Sample[];
}

/** Quotes of even or of odd position are taken out, so that both halves run over the whole card. */
export function holdOut(card: PersonaCard, half: 0 | 1): HeldOut {
  const kept = card.messages.filter((_, index) => index % 2 !== half);
  const turns = card.messages
    .filter((_, index) => index % 2 === half)
    .map(
      ({ text, to, line }): Sample => ({
        id: `${card.id}:${line}`,
        persona: card.id,
        language: languageOf(text),
        addressee: to ?? null,
        utterance: text,
        before: [],
        hand: 'quote',
      }),
    );
  return { card: { ...card, messages: kept }, turns };
}

/** Korean where it has any Hangul: Korean engineers' sentences are full of Latin words, and not the other way round. */
export function languageOf(text: string): Language {
  return /\p{Script=Hangul}/u.test(text) ? 'ko' : 'en';
}
