import type { Sentence } from './following.ts';
import { HALF } from './following.ts';
import type { KnownFigure } from './said-figures.ts';
import { isOneWord, numeratorOf } from './said-figures.ts';
import type { SaidNumber } from './said-numbers.ts';
import { countWordsIn, digitsOf, ROUNDED, TELLING_DIGITS } from './said-numbers.ts';
import { physicalPart, sameDimensions, unitOf } from './units.ts';
import { wordsIn } from './words-in.ts';

/** From more figures than these nothing is counted up: by chance something always fits. */
const MOST_NAMED = 6;
const MOST_COUNT = 99;
/** The exchange of goals is spoken of as a step. */
const STEP = /\bsteps?\b|걸음|(?<![가-힣])칸/iu;
const HALF_OF_IT = /(?<![가-힣])반\s?(?:걸음|칸)/u;
/** What stands right behind a number that is the distance to a figure. */
const APART =
  /^[\s-]?(?:[A-Za-z%$€]{1,6}\s)?(?:short|under|over|above|below|less|more|too|past|beyond|spare|left)\b|^[^\s\d]{0,4}\s?(?:모자라|부족|남|넘|초과|많|적|위|아래|못 미)/iu;

/** What a text says of a number, and the figures that may be behind it. */
export interface Beside {
  text: string;
  /** The number's sentence and the one before it. */
  sentence: Sentence;
  /** All numbers of the text. */
  numbers: readonly SaidNumber[];
  cited: readonly KnownFigure[];
  known: readonly KnownFigure[];
}

/**
 * Whether a number is a count, or a half, of a figure that its speaker cites or names beside it (`six racks` of 170 kW: 1020 kW), what a share that
 * they cite or name leaves of the whole, or by how much another number of the sentence lies off a figure that they cite.
 */
export function isCountedUp(number: SaidNumber, beside: Beside): boolean {
  const { text, sentence, numbers, cited, known } = beside;
  const figures = [...cited, ...namedIn(sentence.text, known)];
  const isIn = ({ at }: SaidNumber) => at >= sentence.from && at < sentence.from + sentence.text.length;
  if (isRestOfShare(number, figures)) return true;
  const others = numbers.filter((one) => one !== number && isIn(one));
  const counts = [
    ...countWordsIn(text).filter((one) => isIn(one) && !one.isPercent && one.value > 1),
    ...others.filter(
      ({ value, unit, isPercent }) =>
        !isPercent && unit === null && Number.isInteger(value) && value > 1 && value <= MOST_COUNT,
    ),
  ].map(({ value }) => value);
  const halves = HALF.test(sentence.text) || HALF_OF_IT.test(sentence.text) ? [0.5] : [];
  if (
    !number.isPercent &&
    figures.some((figure) => [...counts, ...halves].some((count) => isTimes(number, figure, count)))
  )
    return true;
  return (
    APART.test(text.slice(number.end, number.end + 14)) &&
    others.some((one) => cited.some((figure) => isDistance(number, one, figure)))
  );
}

/** Known figures of which the words say the name; those of the exchange where they speak of steps. */
function namedIn(text: string, known: readonly KnownFigure[]): KnownFigure[] {
  const said = wordsIn(text);
  const isStep = STEP.test(text);
  const named = known.filter(
    ({ words = [], isOld, ref }) =>
      isOld !== true &&
      !ref.startsWith('turn:') &&
      ((isStep && /^rule:.+\.worth$/.test(ref)) || words.some((word) => said.some((other) => isOneWord(word, other)))),
  );
  return [...new Map(named.map((one) => [`${one.value} ${one.unit}`, one])).values()].slice(0, MOST_NAMED);
}

/** A value in the number's unit; null where it is of another kind. Without a unit it is in whatever the figure is. */
function inUnitOf(number: SaidNumber, { value, unit }: KnownFigure): number | null {
  if (number.unit === null) return value;
  const above = numeratorOf(unit);
  const kind = physicalPart(above.dimensions);
  if (Object.keys(kind).length === 0 || !sameDimensions(kind, physicalPart(number.unit.dimensions))) return null;
  return (value * above.factor) / number.unit.factor;
}

/** Of round numbers no more is off than of others. */
const isNear = (number: SaidNumber, come: number): boolean =>
  Math.abs(Math.abs(number.value) - Math.abs(come)) <= Math.min(number.slack * 1.01, ROUNDED * Math.abs(come));

function isTimes(number: SaidNumber, figure: KnownFigure, count: number): boolean {
  const value = inUnitOf(number, figure);
  if (value === null || digitsOf(number) < (number.unit === null ? TELLING_DIGITS : 2)) return false;
  // A magnitude may stand in the unit of the figure: 400 of `만 원`.
  const { factor } = unitOf(figure.unit);
  const readings = number.unit === null && factor >= 1000 ? [value, value * factor] : [value];
  return readings.some((one) => isNear(number, one * count));
}

/** `16%` of a share of 84 %, `0.16` of 0.84. */
function isRestOfShare(number: SaidNumber, figures: readonly KnownFigure[]): boolean {
  if (number.unit !== null || digitsOf(number) < 2) return false;
  const said = number.isPercent ? number.value / 100 : number.value < 1 ? number.value : null;
  if (said === null || said <= 0) return false;
  return figures.some(({ value, unit }) => {
    const isPercent = unit.includes('%') || unit === 'percent';
    const share = isPercent ? value / 100 : Object.keys(unitOf(unit).dimensions).length === 0 ? value : Number.NaN;
    const slack = number.isPercent ? number.slack / 100 : number.slack;
    return share > 0 && share < 1 && Math.abs(1 - share - said) <= slack * 1.01;
  });
}

function isDistance(number: SaidNumber, other: SaidNumber, figure: KnownFigure): boolean {
  if (number.isPercent !== other.isPercent || other.isWord) return false;
  const unit = number.unit ?? other.unit;
  const value = inUnitOf({ ...other, unit }, figure);
  if (value === null) return false;
  return Math.abs(Math.abs(other.value - value) - Math.abs(number.value)) <= number.slack * 1.01;
}
