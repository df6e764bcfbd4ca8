import { cite, perTurn } from '../model/scorer.ts';
import { exampleThatIs } from '../reading/own-example.ts';
import { contentWords, RUN, shinglesOf, squeezed } from '../reading/text.ts';

/** Letters below which a copy may be chance. */
const LEAST_LETTERS = 18;
const PARROTING = 0.6;

/** A3: the member's own words, within the share that their examples have of them, and not the card read aloud. */
export const signature = perTurn({
  id: 'A3',
  hard: false,
  weight: 1,
  version: 1,
  read({ turn: { utterance } }, card) {
    const solid = squeezed(utterance);
    const runs = shinglesOf(utterance, RUN);
    // An example is not a copy of itself.
    const itself = exampleThatIs(utterance, card)?.line;
    const copied = runs.filter((run) => card.shingles.has(run) && card.shingles.get(run) !== itself);
    const share = runs.length === 0 ? 0 : copied.length / runs.length;
    if (solid.length >= LEAST_LETTERS && share >= PARROTING) {
      const line = card.shingles.get(copied[0] ?? '');
      // To say one example again is what they would say; to read out what the card says of them, or all their lines, is not.
      const source = card.examples.find((one) => one.line === line)?.line;
      const isOwnWords =
        source !== undefined && copied.filter((run) => card.shingles.get(run) === source).length > copied.length * 0.8;
      return {
        score: isOwnWords ? 0.5 : Math.max(0.05, 0.4 - share / 3),
        evidence: [
          cite(
            utterance,
            0,
            utterance.length,
            { code: 'own-words.copied', params: { percent: Math.round(share * 100) } },
            line,
          ),
        ],
      };
    }
    const words = contentWords(utterance);
    if (card.signature === null || words.length < 4) return { score: null };
    const own = words.filter((word) => (card.lexicon.get(word) ?? 0) > 0).length / words.length;
    const { low, high } = card.signature;
    // Below the band a turn merely has other things to say; above it somebody lays it on.
    const score = own > high * 1.6 ? Math.max(0.3, 1 - (own - high * 1.6) * 2) : own < low ? 0.95 : 1;
    return { score };
  },
});
