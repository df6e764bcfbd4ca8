import { perTurn } from '../scorer.ts';
import { contentWords } from '../text.ts';

/** A11: how much of a turn's content has to do with the card. Reported, never gated. */
export const cardUse = perTurn({
  id: 'A11',
  name: 'card use',
  hard: false,
  weight: 0,
  version: 1,
  read({ turn: { utterance } }, { idf }) {
    const words = [...new Set(contentWords(utterance))];
    if (words.length < 3) return { score: null };
    const most = Math.max(1, ...idf.values());
    const all = words.reduce((sum, word) => sum + (idf.get(word) ?? most), 0);
    const shared = words.reduce((sum, word) => sum + (idf.get(word) ?? 0), 0);
    return { score: shared / all };
  },
});
