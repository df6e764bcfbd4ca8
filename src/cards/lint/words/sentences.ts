import { sentenceOf } from '../../../core/finding.ts';
import type { Language } from '../../../core/language.ts';
import type { CARD_FINDINGS, CardFinding } from '../finding.ts';
import { EN } from './en.ts';
import { KO } from './ko.ts';

const WORDS = { en: EN, ko: KO };

/** What a finding of a card says, in one language. */
export const cardFindingText = ({ finding }: CardFinding, language: Language = 'en'): string =>
  sentenceOf<typeof CARD_FINDINGS>(WORDS[language], finding);

/** The same with its English sentence, for JSON. */
export const withSentence = (one: CardFinding): CardFinding => ({
  ...one,
  finding: { ...one.finding, sentence: cardFindingText(one) },
});
