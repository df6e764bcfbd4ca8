import type { FactValue, Scenario } from '../core/scenario.ts';
import { isSameWords } from './alike.ts';
import { isRatio, numeratorOf, wordsHeard } from './said-figures.ts';
import type { SaidNumber } from './said-numbers.ts';
import { numbersIn } from './said-numbers.ts';
import { physicalPart, sameDimensions } from './units.ts';
import { wordsIn } from './words-in.ts';

/** A number that is a bar of some other kind, when it lies farther off by this factor. */
export const FAR = 3;
/** Between a share in percent and the same as a ratio lies a hundred; half of the way, as factors go, tells which was meant. */
export const RATIO = 10;
/** Of the words of a name: what speaks of fewer speaks of something else. */
const MOST_OF_IT = 0.6;

/** How many words of a name a text has, and which share of it; null where it speaks of something else. */
export function namedIn(words: readonly string[], name: string): { hits: number; share: number } | null {
  const own = [...new Set(wordsIn(name))];
  const hits = wordsHeard(own, words);
  if (own.length === 0 || hits < MOST_OF_IT * own.length || (hits === 1 && own.length > 1)) return null;
  return { hits, share: hits / own.length };
}

/** The fact that a bar or a condition is of, by its name or by the measurement that it names, and the value that it sets; null where it is of none. */
export function barIn(
  text: string,
  { facts, measurements }: Pick<Scenario, 'facts' | 'measurements'>,
  held: ReadonlyMap<string, FactValue>,
): { fact: string; value: number } | null {
  const words = wordsIn(text);
  const found = Object.entries(facts).flatMap(([fact, { label = fact, unit = '' }]) => {
    const now = held.get(fact);
    if (typeof now !== 'number' || now === 0) return [];
    const isMeasured = measurements.some(({ learns, how }) => learns === fact && isSameWords(text, how));
    const named = namedIn(words, label);
    if (!isMeasured && named === null) return [];
    const values = numbersIn(text).flatMap((number) => {
      const said = valueIn(number, unit);
      // `0.14` of a share in percent that is about 14.
      const value = said !== null && isRatio(number) && unit.includes('%') && now > said * RATIO ? said * 100 : said;
      const isNear = value !== null && value / now < FAR && now / value < FAR;
      const isBare = number.unit === null && number.noun === '' && !number.isPercent && unit !== '' && value === said;
      return isNear && !isBare ? [value] : [];
    });
    const [value] = values;
    return value === undefined
      ? []
      : [{ fact, value, worth: isMeasured ? Number.POSITIVE_INFINITY : (named?.hits ?? 0) }];
  });
  const [best] = found.sort((a, b) => b.worth - a.worth);
  return best === undefined ? null : { fact: best.fact, value: best.value };
}

/** A number as a value in a unit; null where it counts something else. */
export function valueIn(number: SaidNumber, unit: string): number | null {
  if (number.isWord) return null;
  const source = numeratorOf(unit);
  const physical = physicalPart(source.dimensions);
  if (number.isPercent) return unit.includes('%') ? number.value : null;
  if (number.unit === null) {
    const isOther = number.noun !== '' && !unit.toLowerCase().startsWith(number.noun);
    return Object.keys(physical).length > 0 && isOther ? null : number.value;
  }
  if (!sameDimensions(physicalPart(number.unit.dimensions), physical)) return null;
  return (number.value * number.unit.factor) / source.factor;
}
