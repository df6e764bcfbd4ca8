import type { Quantity, Ref } from '../core/turn.ts';
import type { Op, SaidNumber } from './said-numbers.ts';
import { agrees, numbersIn } from './said-numbers.ts';
import type { Dimensions } from './units.ts';
import { physicalPart, sameDimensions, unitOf } from './units.ts';

/** A figure that somebody may cite. */
export interface KnownFigure {
  ref: Ref;
  value: number;
  unit: string;
  /** The fact or the quantity that it is a value of. */
  name?: string;
  /** What it follows from, where it is what somebody derived and said. */
  by?: Pick<Quantity, 'refs' | 'op'>;
}

/** Numbers of a text, each with what it is by, and those that are by nothing. */
export interface MatchedNumbers {
  numbers: Quantity[];
  unmatched: string[];
}

/** A count of so many things needs no source. */
const MOST_COUNTED = 10;
/** From more figures than these nothing is derived: by chance something always fits. */
const MOST_DERIVED_FROM = 6;

/**
 * Finds what the numbers of a text are: a figure of `cited`, a figure of `known`, or what follows from figures that are cited or were
 * said beside it. Whoever asks vouches for nothing, and `own` are numbers that the speaker sets, as a threshold.
 */
export function matchNumbers(
  text: string,
  { cited, known, own = '' }: { cited: readonly KnownFigure[]; known: readonly KnownFigure[]; own?: string },
): MatchedNumbers {
  const set = new Set(numbersIn(own).map(({ value }) => value));
  const numbers = numbersIn(unvouched(text)).filter(({ value }) => !set.has(value));
  // A count that is cited is what was cited; any other needs no source.
  const said = numbers.filter((number) => !isFree(number) || figureOf(number, cited) !== null);
  const direct = said.map(
    (number) => figureOf(number, cited) ?? figureOf(number, sameAsNear(number, cited, known).filter(isClose(number))),
  );
  const used = direct.flatMap((one) => one?.figure ?? []);
  const beside = distinct([...cited, ...used]).slice(0, MOST_DERIVED_FROM);
  const found = said.map((number, index) => {
    const quantity = direct[index]?.quantity ?? derived(number, beside);
    return quantity ?? (nearTo(number, cited).length > 0 ? null : betweenFacts(number, known));
  });
  // One digit says so little that it is left uncited rather than held against what it may be.
  const isRound = (number: SaidNumber) => figureOf(number, sameAsNear(number, cited, known)) !== null;
  return {
    numbers: found.flatMap((quantity) => quantity ?? []),
    unmatched: said.flatMap((number, index) => (found[index] === null && !isRound(number) ? [number.text] : [])),
  };
}

/** Questions and quotations blanked: nobody vouches for their numbers. */
function unvouched(text: string): string {
  const blank = (part: string) => ' '.repeat(part.length);
  return text.replace(/[“"'‘][^“”"'’]{1,200}[”"'’]/gu, blank).replace(/[^.?!。\n]*(?:\.\d[^.?!。\n]*)*[?？]/gu, blank);
}

const isFree = ({ value, isPercent, unit, text }: SaidNumber) =>
  value === 0 ||
  (isPercent && (value === 100 || value === 50)) ||
  (!isPercent && unit === null && /^\d+$/.test(text) && value <= MOST_COUNTED);

function figureOf(
  number: SaidNumber,
  among: readonly KnownFigure[],
): { quantity: Quantity; figure: KnownFigure } | null {
  for (const figure of among) {
    const quantity = asFigure(number, figure);
    if (quantity !== null) return { quantity, figure };
  }
  return null;
}

/** The number as this figure, in the figure's unit; null where it is another. */
function asFigure(
  number: SaidNumber,
  { ref, value, unit, by = { refs: [ref], op: 'is' } }: KnownFigure,
): Quantity | null {
  const { text } = number;
  const as = (given: number, op: Op): Quantity | null =>
    agrees({ text, value: given, op }, [value]) === true
      ? { text, value: given, unit, ...(op === 'is' ? by : { refs: [ref], op }) }
      : null;
  const source = unitOf(unit);
  if (number.isPercent && isMeasured(source.dimensions)) return null;
  if (number.isPercent)
    return unit.includes('%') || unit === 'percent' ? as(number.value, 'is') : as(number.value, 'percent');
  if (number.unit === null) return as(number.value, 'is');
  if (unit !== '' && !sameDimensions(number.unit.dimensions, source.dimensions)) return null;
  return as(unit === '' ? number.value : (number.value * number.unit.factor) / source.factor, 'is');
}

/** Off by no more than this a number of one digit is taken for a figure that nobody cited. */
const CLOSE = 0.05;

const isClose =
  ({ value, isPercent, unit: said }: SaidNumber) =>
  ({ value: known, unit }: KnownFigure): boolean => {
    const factor = said === null ? 1 : said.factor / unitOf(unit).factor;
    const given = isPercent && !unit.includes('%') ? value / 100 : value * factor;
    return Math.abs(Math.abs(given) - Math.abs(known)) <= CLOSE * Math.abs(known);
  };

/** So near to a figure that its claim cites a number is that figure, and what is said wrong is not by chance something else. */
const NEAR = 0.1;

function nearTo(number: SaidNumber, cited: readonly KnownFigure[]): KnownFigure[] {
  return cited.filter(({ value, unit }) => {
    const source = unitOf(unit);
    if (number.unit !== null && !sameDimensions(number.unit.dimensions, source.dimensions)) return false;
    const factor = number.unit === null ? 1 : number.unit.factor / source.factor;
    const said = number.isPercent ? number.value / 100 : number.value * factor;
    return Math.abs(said - value) <= NEAR * Math.abs(value);
  });
}

/** So many digits are no coincidence. */
const TELLING_DIGITS = 3;

/** All that is known; of what lies near to a cited figure only other values of the same thing, as what it was before. */
function sameAsNear(
  number: SaidNumber,
  cited: readonly KnownFigure[],
  known: readonly KnownFigure[],
): readonly KnownFigure[] {
  const near = nearTo(number, cited);
  const digits = number.text
    .replaceAll(/[^\d.]/g, '')
    .replace(/^[0.]+/, '')
    .replace('.', '').length;
  return near.length === 0 || digits >= TELLING_DIGITS
    ? known
    : known.filter(({ name }) => near.some((figure) => figure.name === name));
}

/** Days and bytes are no shares. */
const isMeasured = (dimensions: Dimensions) => Object.keys(physicalPart(dimensions)).length > 0;

/** What follows from figures by one operation on two or three of them. */
function derived(number: SaidNumber, from: readonly KnownFigure[]): Quantity | null {
  const { text, isPercent } = number;
  const value = isPercent ? number.value / 100 : number.value;
  const as = (op: Op, figures: readonly KnownFigure[]): Quantity | null => {
    const unit = unitOf(figures[0]?.unit ?? '');
    const isMixed = figures.some((figure) => !sameDimensions(unitOf(figure.unit).dimensions, unit.dimensions));
    if (isMixed && (op === 'difference' || op === 'sum')) return null;
    const fits = number.unit !== null && sameDimensions(number.unit.dimensions, unit.dimensions);
    const given = fits && number.unit !== null ? (number.value * number.unit.factor) / unit.factor : value;
    const values = figures.map((figure) => figure.value);
    if (agrees({ text, value: given, op }, values) !== true) return null;
    return { text, value: given, unit: figures[0]?.unit ?? '', refs: figures.map(({ ref }) => ref), op };
  };
  const pairs: readonly Op[] = isPercent
    ? ['ratio', 'change', 'difference']
    : ['difference', 'sum', 'product', 'ratio'];
  const triples: readonly Op[] = isPercent ? [] : ['difference', 'sum', 'product', 'ratio'];
  for (const op of pairs)
    for (const first of from)
      for (const second of from) {
        const found = first === second ? null : as(op, [first, second]);
        if (found !== null) return found;
      }
  for (const op of triples)
    for (const first of from)
      for (const second of from)
        for (const third of from) {
          const isOne = first === second || second === third || first === third;
          const found = isOne ? null : as(op, [first, second, third]);
          if (found !== null) return found;
        }
  return null;
}

/** What lies between two facts of one unit, which nobody needs to be told: `1.8 s more` where a step took 3.4 s and takes 5.2 s. */
function betweenFacts(number: SaidNumber, known: readonly KnownFigure[]): Quantity | null {
  if (number.unit === null || number.isPercent) return null;
  const { dimensions } = number.unit;
  const facts = known.filter(
    ({ ref, unit }) => ref.startsWith('fact:') && sameDimensions(unitOf(unit).dimensions, dimensions),
  );
  for (const first of facts)
    for (const second of facts) {
      const found = first.unit === second.unit && first !== second ? difference(number, first, second) : null;
      if (found !== null) return found;
    }
  return null;
}

function difference({ text, value, unit }: SaidNumber, first: KnownFigure, second: KnownFigure): Quantity | null {
  const given = (value * (unit?.factor ?? 1)) / unitOf(first.unit).factor;
  if (first.value <= second.value) return null;
  return agrees({ text, value: given, op: 'difference' }, [first.value, second.value]) === true
    ? { text, value: given, unit: first.unit, refs: [first.ref, second.ref], op: 'difference' }
    : null;
}

const distinct = (figures: readonly KnownFigure[]) => [
  ...new Map(figures.map((figure) => [figure.ref, figure])).values(),
];
