import type { Language } from '../../core/language.ts';
import { MEASURES_EN } from './measures-en.ts';
import { MEASURES_KO } from './measures-ko.ts';

const WORDS = { en: MEASURES_EN, ko: MEASURES_KO };

export interface MeasureWords {
  name: string;
  sentence: string;
}

/** A measure by the id that reports carry, in words; one of another version keeps its id for a name. */
export function measureWords(id: string, language: Language = 'en'): MeasureWords {
  const words: Record<string, MeasureWords> = WORDS[language];
  return words[id] ?? { name: id, sentence: '' };
}

/** Of a required measure anything less than whole is low; of a weighed one what lies below this. */
const LOW = 0.7;

/** Whether a score is one to look at; informational ones never are. */
export function isLow(score: number | null, kind: 'gate' | 'weighed' | 'reported'): boolean {
  if (score === null || kind === 'reported') return false;
  return kind === 'gate' ? score < 1 : score < LOW;
}
