import { perTurn } from '../model/scorer.ts';
import { byReader } from './by-reader.ts';

/** A5: work that the card leaves to a colleague, done or decided as one's own. */
export const boundary = perTurn({
  id: 'A5',
  hard: false,
  weight: 2,
  version: 2,
  unscored: ({ boundaries }) => (boundaries.length === 0 ? { code: 'unscored.boundaries', params: {} } : undefined),
  read: (place, card) => byReader(place, card, ['domain_overclaim']),
});
