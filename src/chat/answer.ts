import type { PersonaCard } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import { isKorean } from './stems.ts';
import type { Said } from './words.ts';

/** What a member says to one kind of question; null where the card has nothing on it. */
export type Answer = (card: PersonaCard, say: Said, language: Language, text: string) => string | null;

/** Items of a list that one says. */
export const FEW = 5;

/** Words without Hangul where English is spoken: a Korean word in an English answer is none. */
export const speakable = (texts: readonly string[], language: Language) =>
  language === 'ko' ? texts : texts.filter((text) => !isKorean(text));

export const listed =
  (kind: Parameters<Said>[0], of: (card: PersonaCard) => readonly string[]): Answer =>
  (card, say, language) => {
    const texts = speakable(of(card), language).slice(0, FEW);
    if (texts.length > 0) return say(kind, { value: texts.join(', ') });
    const value = of(card).slice(0, FEW).join(', ');
    return value === '' ? null : say('koreanOnly', { value });
  };

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
