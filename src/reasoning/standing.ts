import type { Quantity } from '../core/turn.ts';
import { isCountedUp } from './counted.ts';
import type { Operand, Sentence } from './following.ts';
import { comesOfCited, followsFrom, operandOfFigure, operandOfNumber } from './following.ts';
import type { KnownFigure } from './said-figures.ts';
import { asFigure, isNearTo, isOneWord, isRatio, nounsOf, numeratorOf } from './said-figures.ts';
import type { SaidNumber } from './said-numbers.ts';
import { countWordsIn, digitsOf, isRounded, numbersIn, TELLING_DIGITS } from './said-numbers.ts';
import type { Shown } from './shown-arithmetic.ts';
import { scaleOf, shownIn } from './shown-arithmetic.ts';
import { physicalPart, sameDimensions, unitOf } from './units.ts';
import { wordsIn } from './words-in.ts';

/** What lies on the table when something is said. */
export interface Table {
  /** What the turn cites, in the order in which it does. */
  cited: readonly KnownFigure[];
  known: readonly KnownFigure[];
  /** Numbers of all that was given or said in words. */
  given: readonly SaidNumber[];
  /** Those among them that stand in what the turn answers or cites. */
  taken: readonly SaidNumber[];
  /** What the speaker sets: a threshold, a condition, a proposal. */
  own: string;
  /** What options may be set to: who names an input may say any of its settings. */
  settable?: readonly SettableInput[];
}

/** An input that may be set, by which words, to which values of its unit. */
export interface SettableInput {
  words: readonly string[];
  unit: string;
  values: readonly number[];
}

/** Where a number stands: it needs no source, the speaker sets it, it is a figure, was given or said, or follows; null where it does not. */
export interface Standing {
  number: SaidNumber;
  by: 'count' | 'own' | 'figure' | 'shown' | 'given' | 'follows' | null;
  /** Where it does not: a figure that is cited and lies so near that it may have been meant. */
  meant: KnownFigure | null;
}

/** A count of so many things needs no source. */
const MOST_COUNTED = 10;
/** From more figures than these nothing is derived: by chance something always fits. */
const MOST_CITED = 8;
const MOST_TAKEN = 12;

/** By what one divides to come from one unit to the next. */
const CONVERSIONS: ReadonlySet<number> = new Set([
  7, 12, 24, 30, 52, 60, 100, 365, 1000, 1024, 1440, 3600, 8760, 10_000, 86_400,
]);

/**
 * Says for each number of a text where it stands or that it does not: the one rule by which a turn is given back, a claim has its
 * grounds and an evaluation fails it. `figures`: which of them is a figure that somebody can cite, by place.
 */
export function standingsOf(
  text: string,
  numbers: readonly SaidNumber[],
  table: Table,
  figures: readonly (Quantity | null)[],
): Standing[] {
  const own = numbersIn(table.own);
  const shown = new Map(shownIn(text, numbers).map((one) => [one.result, one]));
  const nouns = nounsOf([...table.cited, ...table.known]);
  // A figure that is said is not what another number was meant to be.
  const said = new Set(figures.flatMap((quantity) => quantity?.refs ?? []));
  const unsaid = table.cited.filter(({ ref }) => !said.has(ref));
  const results = numbers.filter((_, index) => shown.get(index)?.holds === true);
  const inResult = operandsInResult(numbers, [...shown.values()]);
  const worked = new Set([...shown.values()].flatMap(({ holds, operands }) => (holds ? operands : [])));
  const found: Standing['by'][] = numbers.map((number, index) => {
    if (isOwn(number, own)) return 'own';
    const calculation = shown.get(index);
    if (calculation !== undefined) return calculation.holds ? 'shown' : null;
    if (figures[index] !== null && figures[index] !== undefined) return 'figure';
    if (isFree(number) || isConversion(number, text)) return 'count';
    if (table.taken.some((one) => isSame(number, one, nouns))) return 'given';
    if (isTriedSetting(number, text, table.settable ?? [])) return 'own';
    // What is said of a figure that is cited is that figure read wrong, though the same digits were said of another thing.
    if (results.some((one) => isSame(number, one, nouns) || isScaledResult(number, one))) return 'shown';
    // A name stays what it is: `32B` of a model of 32.8 billion.
    const isName = /[A-Za-z]$/.test(number.text) && table.given.some(({ text }) => text === number.text);
    if (nearTo(number, unsaid).length > 0 && !isName) return null;
    if (isTimeOfDay(number, text, table)) return 'follows';
    // In a calculation that comes out, `0.66` is what 34 % leave, and `250` stands for the 250B of somebody.
    if (worked.has(index) && table.given.some((one) => isRestOf(number, one) || isBareOf(number, one)))
      return 'follows';
    const readings = [number, ...(inResult.get(index) ?? [])];
    return readings.some((reading) => table.given.some((one) => isSame(reading, one, nouns))) ? 'given' : null;
  });
  const words = countWordsIn(text).map((number) => operandOfNumber(number, { isHere: true }));
  const beside = [
    ...table.cited.slice(0, MOST_CITED).map(operandOfFigure),
    ...table.taken.slice(0, MOST_TAKEN).map((number) => operandOfNumber(number, { isHere: false })),
  ];
  // What follows may itself be followed from: twice is as far as people go without writing it out.
  for (let round = 0; round < 2; round += 1) {
    const standing = numbers.flatMap((number, index): Operand[] =>
      found[index] === null || found[index] === undefined ? [] : [operandOfNumber(number, { isHere: true })],
    );
    standing.push(...words);
    const next = found.map((by, index) => {
      const number = numbers[index];
      if (by !== null || number === undefined || shown.has(index) || nearTo(number, unsaid).length > 0) return by;
      const sentence = withOneBefore(text, number);
      if (followsFrom(number, distinct([...standing, ...beside]), sentence)) return 'follows';
      // What is cited need not be said once more before it is added up, nor multiplied by a setting that is said.
      const set = numbers.filter(
        ({ at }, other) => found[other] === 'own' && at >= sentence.from && at < sentence.from + sentence.text.length,
      );
      const tried = set.map((one) => operandOfNumber(one, { isHere: true }));
      if (comesOfCited(number, [...beside, ...tried])) return 'follows';
      const cited = table.cited.slice(0, MOST_CITED);
      const others = numbers.filter((_, other) => found[other] !== null);
      return isCountedUp(number, { text, sentence, numbers: others, cited, known: table.known }) ? 'follows' : null;
    });
    next.forEach((by, index) => {
      found[index] = by;
    });
  }
  return numbers.map((number, index) => {
    const by = found[index] ?? null;
    return { number, by, meant: by === null ? (nearTo(number, unsaid)[0] ?? null) : null };
  });
}

/** Whether a number is a setting that the question allows of an input that its sentence names. */
function isTriedSetting(number: SaidNumber, text: string, inputs: readonly SettableInput[]): boolean {
  const said = inputs.length === 0 ? [] : wordsIn(sentenceAt(text, number).text);
  return inputs.some(
    ({ words, unit, values }) =>
      words.some((word) => said.some((other) => isOneWord(word, other))) &&
      values.some((value) => asFigure({ ...number, slack: 0 }, { ref: 'rule:setting', value, unit })?.value === value),
  );
}

const HOUR = unitOf('hour');
/** Hours and halves need no figure to be told by. */
const ROUND_MINUTES: ReadonlySet<number> = new Set([0, 30]);

/** A time of the clock to which something lasts: `11:40`, `열한 시 40분`, where the table has 3.67 hours, or 40 minutes. */
function isTimeOfDay(
  { at, end, value, text: said }: SaidNumber,
  text: string,
  { cited, known, given }: Table,
): boolean {
  if (/^\d{1,2}$/.test(said) && value <= 24 && /^\s?시(?!간)/u.test(text.slice(end, end + 3))) return true;
  const [, after] = /^:([0-5]\d)(?![\d:])/.exec(text.slice(end, end + 4)) ?? [];
  const isMinutes = /시\s?$/u.test(text.slice(Math.max(0, at - 2), at)) && /^\s?분/u.test(text.slice(end, end + 2));
  const isHour = after !== undefined && /^\d{1,2}$/.test(said) && value < 24;
  const minutes = isHour ? Number(after) : isMinutes && value < 60 ? value : null;
  if (minutes === null) return false;
  const lasts = [
    ...[...cited, ...known].map((one) => ({ value: one.value, unit: unitOf(one.unit) })),
    ...given.flatMap((one) => (one.unit === null ? [] : [{ value: one.value, unit: one.unit }])),
  ].filter(({ unit }) => sameDimensions(unit.dimensions, HOUR.dimensions));
  const past = ({ value: length, unit }: (typeof lasts)[number]) => ((length * unit.factor) / 60) % 60;
  return ROUND_MINUTES.has(minutes) || lasts.some((one) => Math.abs(past(one) - minutes) <= 1);
}

/** Operands that are written bare, in the scale and the unit of what they come to: `520 - 380 = 140만 원`, `240 x 2 / 40 = 12 min`. */
function operandsInResult(numbers: readonly SaidNumber[], shown: readonly Shown[]): Map<number, SaidNumber[]> {
  const readings = new Map<number, SaidNumber[]>();
  for (const { result, operands } of shown) {
    const whole = numbers[result];
    if (whole === undefined) continue;
    const scale = scaleOf(whole.text);
    for (const at of operands) {
      const bare = numbers[at];
      if (bare === undefined || bare.unit !== null || bare.isPercent || scaleOf(bare.text) !== 1) continue;
      const scaled = { ...bare, value: bare.value * scale, slack: bare.slack * scale, unit: whole.unit };
      if (scale !== 1 || whole.unit !== null) readings.set(at, [...(readings.get(at) ?? []), scaled]);
    }
  }
  return readings;
}

/** Whether somebody sets a number themselves: as they wrote it, or as a plain value. */
export const isOwn = (number: SaidNumber, own: readonly SaidNumber[]): boolean =>
  own.some((one) => {
    if (one.value !== number.value && one.value !== number.plain) return false;
    if (one.unit === null && one.noun === '' && !one.isPercent) return true;
    if (one.isPercent !== number.isPercent) return false;
    return one.unit === null || (number.unit === null ? number.noun === '' : one.unit.text === number.unit.text);
  });

export const isFree = ({ value, isPercent, unit, text, isWord }: SaidNumber) =>
  isWord ||
  value === 0 ||
  (isPercent && (value === 100 || value === 50)) ||
  (!isPercent && unit === null && /^\d+$/.test(text) && value <= MOST_COUNTED);

/** `/ 24`, `60으로 나누면`: what a unit is made of. */
function isConversion({ value, at, end, isPercent }: SaidNumber, text: string): boolean {
  if (isPercent || !CONVERSIONS.has(value)) return false;
  return (
    /[×*x·/÷]\s*$/.test(text.slice(Math.max(0, at - 3), at)) ||
    /(?:times|by)\s$/.test(text.slice(Math.max(0, at - 8), at)) ||
    /^\s?(?:[×*·/÷]|으?로 나누|을? ?곱)/u.test(text.slice(end, end + 8))
  );
}

/** Cited figures that lie so near that they may have been meant, where the digits do not tell. */
const nearTo = (number: SaidNumber, cited: readonly KnownFigure[]): KnownFigure[] =>
  digitsOf(number) >= TELLING_DIGITS ? [] : cited.filter((figure) => isNearTo(number, figure));

/** What a share leaves of the whole: `0.66` beside 34 %. */
function isRestOf({ value, unit, isPercent, slack, noun }: SaidNumber, other: SaidNumber): boolean {
  if (unit !== null || isPercent || noun !== '' || value <= 0 || value >= 1) return false;
  const share = other.isPercent ? other.value / 100 : other.unit === null ? other.value : Number.NaN;
  return share > 0 && share < 1 && Math.abs(1 - share - value) <= slack;
}

/** The digits of a number that somebody wrote with a magnitude. */
const isBareOf = (number: SaidNumber, { value, text }: SaidNumber) =>
  number.unit === null &&
  !number.isPercent &&
  scaleOf(number.text) === 1 &&
  scaleOf(text) !== 1 &&
  number.value * scaleOf(text) === value;

/** Whether two written numbers are one: in kind, and as rounding has them. */
function isSame(number: SaidNumber, other: SaidNumber, nouns: ReadonlySet<string>): boolean {
  const counted = countedBy(number, nouns);
  const otherwise = countedBy(other, nouns);
  if (counted !== '' && otherwise !== '' && counted !== otherwise) return false;
  const { isPercent, unit } = number;
  const is = (given: number, value: number, op: 'is' | 'percent' = 'is') =>
    isRounded(number, given, op === 'percent' ? value * 100 : value);
  const readings = number.plain === null ? [number.value] : [number.value, number.plain];
  const others = other.plain === null ? [other.value] : [other.value, other.plain];
  const raw = () => readings.some((given) => others.some((value) => is(given, value)));
  if (isPercent) {
    if (other.isPercent) return is(number.value, other.value);
    return other.unit === null && Math.abs(other.value) <= 1 && is(number.value, other.value, 'percent');
  }
  if (other.isPercent && isRatio(number)) return is(number.value * 100, other.value);
  if (other.isPercent) return /^(?:points?|점|포인트)/.test(number.noun) && raw();
  if (unit === null) return (other.unit === null || counted === '') && (raw() || isScaled(number, other));
  if (other.unit === null) return other.noun === '' && raw();
  const known = numeratorOf(other.unit.text);
  // `6.24 J/day` of what somebody writes as `6.24 J a day`.
  const said = [unit, numeratorOf(unit.text)].find((one) =>
    sameDimensions(physicalPart(one.dimensions), physicalPart(known.dimensions)),
  );
  if (said === undefined) return false;
  return readings.some((given) => others.some((value) => is((given * said.factor) / known.factor, value)));
}

/** `1,840만` of what the same text works out in units of 만: `5040 - 3200 = 1840`. */
const isScaledResult = (number: SaidNumber, { value }: SaidNumber) =>
  isRounded(number, number.value / scaleOf(number.text), value);

/** `1,321만` where the table has 1321 in units of 만. */
const isScaled = (number: SaidNumber, { value, unit }: SaidNumber) =>
  unit !== null && unit.factor >= 1000 && isRounded(number, number.value / unit.factor, value);

/** What a number counts, where it is one of the things that the question counts; empty where it does not say so. */
const countedBy = ({ noun }: SaidNumber, nouns: ReadonlySet<string>): string =>
  noun === '' ? '' : ([...nouns].find((one) => isOneWord(noun, one)) ?? '');

const ENDS: ReadonlySet<string> = new Set('.!?。？\n');
const DIGIT: ReadonlySet<string> = new Set('0123456789');

/** The sentence in which a number stands. */
export function sentenceAt(text: string, { at, end }: Pick<SaidNumber, 'at' | 'end'>): Sentence {
  const isEnd = (index: number) => ENDS.has(text.charAt(index)) && !DIGIT.has(text.charAt(index + 1));
  let from = at;
  while (from > 0 && !isEnd(from - 1)) from -= 1;
  let to = end;
  while (to < text.length && !isEnd(to)) to += 1;
  return { text: text.slice(from, to + 1), from };
}

/** The sentence of a number and the one before it, from which it often follows. */
export function withOneBefore(text: string, number: SaidNumber): Sentence {
  const own = sentenceAt(text, number);
  if (own.from === 0) return own;
  const before = sentenceAt(text, { at: own.from - 1, end: own.from - 1 });
  return { from: before.from, text: text.slice(before.from, own.from + own.text.length) };
}

const distinct = (operands: readonly Operand[]) => [
  ...new Map(
    operands.map((one) => [
      `${one.at} ${one.value} ${one.isPercent} ${JSON.stringify(one.dimensions)} ${one.factor}`,
      one,
    ]),
  ).values(),
];
