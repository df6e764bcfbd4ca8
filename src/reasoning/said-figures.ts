import type { Quantity, Ref } from '../core/turn.ts';
import type { Op, SaidNumber } from './said-numbers.ts';
import { agrees } from './said-numbers.ts';
import type { Dimensions, Unit } from './units.ts';
import { physicalPart, sameDimensions, unitOf } from './units.ts';

/** A figure that somebody may cite. */
export interface KnownFigure {
  ref: Ref;
  value: number;
  unit: string;
  /** The fact or the quantity that it is a value of. */
  name?: string;
  /** The option that it is of; left out where it is of none. */
  option?: string;
  /** By which it is spoken of, in lower case: of its name, its label, its source. */
  words?: readonly string[];
  /** What it follows from, where it is what somebody derived and said. */
  by?: Pick<Quantity, 'refs' | 'op'>;
  /** Whether it holds no more: a value of before an event. */
  isOld?: boolean;
  /** What its option is set to where it comes to this, as people say it. */
  set?: readonly SaidNumber[];
}

/** Days and bytes are no shares. */
export const isMeasured = (dimensions: Dimensions) => Object.keys(physicalPart(dimensions)).length > 0;

/** Of a rate, what is so much by something else: people say `5.4 s` of `s/step`, `EUR` of `EUR/month`. */
export function numeratorOf(unit: string): Unit {
  return unitOf(unit.split(/\s*\/\s*|\s+per\s+|\s+an?\s+/)[0] ?? '');
}

/** A share is spoken of in points too. */
const IN_POINTS = /^(?:points?|percentage|pp|점|퍼센트포인트|포인트)/;

/** The number as this figure, in the figure's unit; null where it is another. */
export function asFigure(number: SaidNumber, figure: KnownFigure): Quantity | null {
  const { text, plain } = number;
  const { ref, value, unit, by = { refs: [ref], op: 'is' } } = figure;
  const as = (given: number, op: Op): Quantity | null =>
    agrees({ text, value: given, op }, [value]) === true
      ? { text, value: given, unit, ...(op === 'is' ? by : { refs: [ref], op }) }
      : null;
  const source = unitOf(unit);
  if (number.isPercent) {
    if (isMeasured(source.dimensions)) return null;
    return isInPercent(unit) ? as(number.value, 'is') : as(number.value, 'percent');
  }
  const readings = plain === null ? [number.value] : [number.value, plain];
  const first = (found: (given: number) => Quantity | null) =>
    readings.reduce<Quantity | null>((before, given) => before ?? found(given), null);
  if (number.isWord)
    return number.value === value && (number.unit === null || fits(number.unit, unit)) ? as(value, 'is') : null;
  if (number.unit === null) {
    const inPoints = IN_POINTS.test(number.noun) && isShare(figure) ? as(number.value, 'percent') : null;
    // A magnitude may stand in the unit: `1,321만` of `만 원`, `165k` of `thousand USD`.
    const scaled = source.factor >= 1000 ? first((given) => as(given / source.factor, 'is')) : null;
    const ofPercent = isRatio(number) && isInPercent(unit) ? as(number.value * 100, 'is') : null;
    return first((given) => as(given, 'is')) ?? ofPercent ?? scaled ?? inPoints ?? wholeOf(number, figure);
  }
  const { factor } = number.unit;
  if (unit === '') return first((given) => as(given, 'is'));
  if (sameDimensions(number.unit.dimensions, source.dimensions))
    return first((given) => as((given * factor) / source.factor, 'is'));
  const above = numeratorOf(unit);
  return sameDimensions(physicalPart(number.unit.dimensions), physicalPart(above.dimensions))
    ? first((given) => as((given * factor) / above.factor, 'is'))
    : null;
}

/** Of what is counted there is no part: 13 of 13.77 that may stay, 14 where so many are needed. */
function wholeOf({ text, value: said, noun }: SaidNumber, { ref, value, unit, by }: KnownFigure): Quantity | null {
  const isRounded = Number.isInteger(said) && (said === Math.floor(value) || said === Math.ceil(value));
  const isCount = countedIn(unit).length > 0 && !isMeasured(unitOf(unit).dimensions);
  if (!isRounded || !isCount || (noun !== '' && !countedIn(unit).some((name) => isOneWord(noun, name)))) return null;
  return { text, value: said, unit, ...(by ?? { refs: [ref], op: 'is' }) };
}

const isInPercent = (unit: string) => unit.includes('%') || unit === 'percent';

/** A bare number that may be a share of one: `0.14` for 14 %, to two digits, where fewer are of anything. */
export const isRatio = ({ value, unit, isPercent, isWord, text }: SaidNumber): boolean =>
  value > 0 && value < 1 && unit === null && !isPercent && !isWord && /\.\d{2}/.test(text);

const isShare = ({ unit, value }: KnownFigure) =>
  Math.abs(value) <= 1 && Object.keys(unitOf(unit).dimensions).length === 0;

function fits(said: Unit, unit: string): boolean {
  const known = physicalPart(numeratorOf(unit).dimensions);
  return unit === '' || sameDimensions(physicalPart(said.dimensions), known);
}

/** So near to a figure that is cited a number is that figure, and what is said wrong is not by chance something else. */
const NEAR = 0.1;

/** Whether a number lies so near to a figure of its kind that the figure may have been meant. */
export function isNearTo(number: SaidNumber, { value, unit }: KnownFigure): boolean {
  const source = numeratorOf(unit);
  const physical = physicalPart(source.dimensions);
  if (number.unit !== null && !sameDimensions(physicalPart(number.unit.dimensions), physical)) return false;
  const factor = number.unit === null ? 1 : number.unit.factor / source.factor;
  const said = number.isPercent && !unit.includes('%') ? number.value / 100 : number.value * factor;
  return Math.abs(said - value) <= NEAR * Math.abs(value);
}

/** Whether two words are forms of one: in Korean what is longer goes on with a particle. */
export function isOneWord(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (/^[가-힣]/.test(short)) return short.length >= 1 && long.startsWith(short);
  return long === short || (short.length >= 4 && long.startsWith(short)) || long === `${short}s`;
}

/** How many of these words a text has, in one form or another. */
export const wordsHeard = (own: readonly string[], said: readonly string[]): number =>
  own.filter((word) => said.some((other) => isOneWord(word, other))).length;

/** Things that a unit counts, in lower case: of `steps by hand` both words. */
export function countedIn(unit: string): string[] {
  const [above = ''] = unit.split(/\s*\/\s*|\s+per\s+|\s+an?\s+/);
  const words = above.toLowerCase().match(/[a-z]{3,}|[가-힣]+/gu) ?? [];
  return words.filter(
    (word) => !isMeasured(unitOf(word).dimensions) && !/^(?:share|the|and|with|percent|points?)$/.test(word),
  );
}

/** What the figures count, as their units have it. */
export function nounsOf(figures: readonly KnownFigure[]): Set<string> {
  return new Set(figures.flatMap(({ unit }) => countedIn(unit)));
}
