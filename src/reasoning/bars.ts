import { escaped } from '../core/pattern.ts';
import type { FactValue, Scenario } from '../core/scenario.ts';
import { isSameWords } from './alike.ts';
import { isOneWord, isRatio, numeratorOf } from './said-figures.ts';
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

/** How surely a text speaks of something: how many words of its name it has, and which share of it. */
export interface Naming {
  hits: number;
  share: number;
}

/**
 * How many words of a name a text has: most of them and more than one, each by a word of its own, or the whole of a name that is one word; null where it
 * speaks of something else.
 */
export function namedIn(words: readonly string[], name: string): Naming | null {
  const own = [...new Set(wordsIn(name))];
  const [only = '', ...more] = own;
  if (more.length === 0) return words.some((word) => isWhole(only, word)) ? { hits: 1, share: 1 } : null;
  const left = new Set(words);
  const hits = own.filter((word) => {
    const heard = left.has(word) ? word : [...left].find((one) => isOneWord(word, one));
    return heard !== undefined && left.delete(heard);
  }).length;
  return hits > 1 && hits >= MOST_OF_IT * own.length ? { hits, share: hits / own.length } : null;
}

const PARTICLES =
  /^(?:이랑|으로|에서|까지|보다|부터|처럼|이나|이라도|라도|이면|이고|면|인|이|가|을|를|은|는|의|로|에|와|과|도|만)*$/u;

/** Whether a word is that one and no longer one that begins alike. */
const isWhole = (own: string, word: string): boolean =>
  own !== '' &&
  (word === own ||
    word === `${own}s` ||
    own === `${word}s` ||
    (word.startsWith(own) && /^[가-힣]/.test(own) && PARTICLES.test(word.slice(own.length))));

/**
 * The same of a fact or an input, which may also be called by its id: as a reference, or where that is no word of a language. What a number counts is no name by
 * itself, but for what is set and counted.
 */
export function nameSaid(
  text: string,
  { name, label }: { name: string; label: string },
  { isSetting = false }: { isSetting?: boolean } = {},
): Naming | null {
  const id = escaped(name);
  const isReference = new RegExp(`\\bfact:${id}(?![\\w])|\`${id}\``).test(text);
  const isWord = !/[A-Z_\d]/.test(name);
  if (isReference || (!isWord && new RegExp(`(?<![\\w])${id}(?![\\w])`).test(text)))
    return { hits: Number.POSITIVE_INFINITY, share: 1 };
  const words = wordsIn(text);
  const found = [label, name].map((one) => namedIn(words, one)).find((one) => one !== null) ?? null;
  if (found === null || found.hits > 1) return found;
  const free = isSetting ? words : wordsIn(withoutCounted(text));
  return [label, ...(isWord ? [name] : [])].some((one) => namedIn(free, one) !== null) ? found : null;
}

/** A text without its numbers and the words of what they count. */
function withoutCounted(text: string): string {
  let rest = '';
  let from = 0;
  for (const { at, end, noun } of numbersIn(text)) {
    rest += `${text.slice(from, at)} `;
    const after = /^[\s-]*(\p{L}+)/u.exec(text.slice(end));
    from = end + (noun !== '' && after?.[1]?.toLowerCase().startsWith(noun) ? after[0].length : 0);
  }
  return rest + text.slice(from);
}

/** Whether a text has more words of the name of something else. */
export const isNamedBetter = (
  text: string,
  others: Iterable<{ name: string; label?: string | undefined }>,
  { name, hits }: { name: string; hits: number },
): boolean =>
  [...others].some((other) => other.name !== name && (namedIn(wordsIn(text), other.label ?? '')?.hits ?? 0) > hits);

/** Whether a number is said in the unit that a fact has, where that has one. */
export const hasUnit = ({ unit, noun, isPercent }: SaidNumber, of: string): boolean =>
  of === '' || unit !== null || noun !== '' || isPercent;

/** The fact that a bar or a condition is of, by its name or by the measurement that it names, and the value that it sets; null where it is of none. */
export function barIn(
  text: string,
  { facts, measurements, quantities }: Pick<Scenario, 'facts' | 'measurements' | 'quantities'>,
  held: ReadonlyMap<string, FactValue>,
): { fact: string; value: number } | null {
  const found = Object.entries(facts).flatMap(([fact, { label = fact, unit = '' }]) => {
    const now = held.get(fact);
    if (typeof now !== 'number' || now === 0) return [];
    const isMeasured = measurements.some(({ learns, how }) => learns === fact && isSameWords(text, how));
    const named = nameSaid(text, { name: fact, label });
    if (!isMeasured && named === null) return [];
    const values = numbersIn(text).flatMap((number) => {
      const said = valueIn(number, unit);
      // `0.14` of a share in percent that is about 14.
      const value = said !== null && isRatio(number) && unit.includes('%') && now > said * RATIO ? said * 100 : said;
      const isNear = value !== null && value / now < FAR && now / value < FAR;
      return isNear && (hasUnit(number, unit) || value !== said) ? [value] : [];
    });
    const [value] = values;
    return value === undefined
      ? []
      : [{ fact, value, worth: isMeasured ? Number.POSITIVE_INFINITY : (named?.hits ?? 0) }];
  });
  const [best] = found.sort((a, b) => b.worth - a.worth);
  if (best === undefined) return null;
  const others = Object.entries(quantities).map(([name, { label }]) => ({ name, label }));
  return isNamedBetter(text, others, { name: best.fact, hits: best.worth })
    ? null
    : { fact: best.fact, value: best.value };
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
