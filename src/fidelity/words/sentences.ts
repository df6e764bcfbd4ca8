import { sentenceOf } from '../../core/finding.ts';
import type { Language } from '../../core/language.ts';
import type { FINDINGS, Finding } from '../findings/finding.ts';
import { EN } from './en.ts';
import { KO } from './ko.ts';
import { measureWords } from './measures.ts';

const WORDS = { en: EN, ko: KO };

/** What a finding says, in one language. */
export const findingText = (finding: Finding, language: Language = 'en'): string =>
  sentenceOf<typeof FINDINGS>(WORDS[language], finding);

/** Several findings as one paragraph of clauses. */
export const findingsText = (findings: readonly Finding[], language: Language = 'en'): string =>
  findings.map((one) => findingText(one, language)).join('; ');

/** `Numbers: …` of one scorer, the sentence alone of the whole. */
export const reasonText = ({ scorer, finding }: { scorer: string | null; finding: Finding }): string =>
  `${scorer === null ? '' : `${measureWords(scorer).name}: `}${findingText(finding)}`;
