import { perTurn } from '../model/scorer.ts';
import { byReader } from './by-reader.ts';

/** A10: the turn is nobody's in particular: an assistant's manner, or a program that says that it is one. */
export const assistant = perTurn({
  id: 'A10',
  hard: false,
  weight: 1,
  version: 2,
  read: (place, card) => byReader(place, card, ['generic_assistant']),
});
