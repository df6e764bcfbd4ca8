import type { PersonaCard } from '../../core/card.ts';
import type { Law } from '../model/law.ts';
import { changeLaw, partsLaw, percentileLaw, shareLaw, slipLaw } from './arithmetic.ts';
import { bitsLaw, directionLaw, learningRateLaw, perplexityLaw, withinLaw } from './bounds.ts';
import { deviceLaw, machineLaw } from './machines.ts';
import { fitsLaw, weightsLaw } from './memory.ts';
import { eachLaw, meanLaw, partOfLaw, productLaw, rateLaw, retriesLaw, stepsLaw, timesDevicesLaw } from './products.ts';
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
  machineLaw,
  eachLaw,
  timesDevicesLaw,
  retriesLaw,
  rateLaw,
  partOfLaw,
  meanLaw,
  productLaw,
  stepsLaw,
  bitsLaw,
  directionLaw,
  withinLaw,
  perplexityLaw,
  learningRateLaw,
];

/** Ids of the laws that bind everybody, whatever the card says. */
export const arithmeticLaws: ReadonlySet<string> = new Set(COMMON.map(({ id }) => id));

/** The laws of numbers that a card binds its member to: arithmetic, and those that the card states, in its own direction. */
export function lawsOf(card: PersonaCard): Law[] {
  return [tokensLaw(card), ratioLaw(card), preferenceLaw(card), ...COMMON].filter((law) => law !== null);
}
