import { perTurn } from '../model/scorer.ts';
import { contentWords } from '../reading/text.ts';

/** How far the speech level counts beside topic and voice: it has a few values, they have thousands. */
const LEVEL_SHARE = 0.3;
/** Nats a feature that make the odds e to one. */
const TEMPERATURE = 0.5;
const LEAST_WORDS = 2;

/** A11: how much more a turn comes back to this card than to those at the table, by topic, voice and speech level. Reported, never gated. */
export const cardUse = perTurn({
  id: 'A11',
  hard: false,
  weight: 0,
  version: 2,
  read({ turn: { utterance } }, { likeness }) {
    if (contentWords(utterance).length < LEAST_WORDS) return { score: null };
    const nats = likeness.topic(utterance) + likeness.voice(utterance) + LEVEL_SHARE * likeness.level(utterance);
    return { score: 1 / (1 + Math.exp(-nats / TEMPERATURE)) };
  },
});
