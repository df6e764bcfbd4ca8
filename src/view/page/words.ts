import { useSettings } from './settings.ts';
import { EN } from './words-en.ts';
import { KO } from './words-ko.ts';

const WORDS = { ko: KO, en: EN };

/** The page's own words; what a debate says stays in its own language. */
export type Words = typeof EN;

export function useWords(): Words {
  return WORDS[useSettings().language];
}
