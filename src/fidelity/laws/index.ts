import type { PersonaCard } from '../../core/card.ts';
import { changeLaw, partsLaw, percentileLaw, shareLaw, slipLaw } from './arithmetic.ts';
import type { Law } from './law.ts';
import { deviceLaw, fitsLaw, weightsLaw } from './memory.ts';
import { computeLaw, ratioLaw, tokensLaw } from './scaling.ts';
import { amdahlLaw, availabilityLaw, littleLaw, perDayLaw } from './systems.ts';
import { preferenceLaw } from './tools.ts';

/** Arithmetic binds everybody. */
const COMMON: readonly Law[] = [
  shareLaw,
  partsLaw,
  changeLaw,
  percentileLaw,
  slipLaw,
  weightsLaw,
  fitsLaw,
  deviceLaw,
  computeLaw,
  availabilityLaw,
  amdahlLaw,
  perDayLaw,
  littleLaw,
];

/** The laws of numbers that a card binds its member to: arithmetic, and those that the card states, in its own direction. */
export function lawsOf(card: PersonaCard): Law[] {
  return [tokensLaw(card), ratioLaw(card), preferenceLaw(card), ...COMMON].filter((law) => law !== null);
}
