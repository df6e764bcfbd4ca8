import type { Voice } from '../core/voice.ts';

/** A whole voice: in each language, symbol by symbol, the member's own alternatives, and the neutral ones where they have none. */
export function mergeVoices(own: Voice | null, generic: Voice): Voice {
  return { ko: { ...generic.ko, ...own?.ko }, en: { ...generic.en, ...own?.en } };
}
