import { useSettings } from './settings.ts';
import type { Words } from './words-en.ts';
import { EN } from './words-en.ts';
import { KO } from './words-ko.ts';

const WORDS = { ko: KO, en: EN };

export function useWords(): Words {
  return WORDS[useSettings().language];
}
