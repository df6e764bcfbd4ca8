import type { Quantity } from '../core/turn.ts';
import { callIn } from '../core/turn.ts';
import type { KnownFigure } from './said-figures.ts';
import {
  asFigure,
  countedIn,
  isMeasured,
  isNearTo,
  isOneWord,
  nounsOf,
  numeratorOf,
  wordsHeard,
} from './said-figures.ts';
import type { Op, SaidNumber } from './said-numbers.ts';
import { computed, countWordsIn, digitsOf, isRounded, numbersIn, TELLING_DIGITS } from './said-numbers.ts';
import { shownIn } from './shown-arithmetic.ts';
import type { Standing, Table } from './standing.ts';
import { isFree, isOwn, sentenceAt, standingsOf, withOneBefore } from './standing.ts';
import type { Unit } from './units.ts';
import { physicalPart, sameDimensions, times, unitOf } from './units.ts';
import { wordsIn } from './words-in.ts';

/** What a text is read against; what is left out is empty. */
export interface Matching extends Partial<Table> {
  /** What the claims that it answers hold: who says such a number has quoted it. */
  quoted?: readonly KnownFigure[];
  /** Words by which each option is spoken of, in lower case. */
  options?: ReadonlyMap<string, readonly string[]>;
  /** Options that the speaker means where they name none, the first before the others. */
  meant?: readonly string[];
  /** What was asked, where this answers it. */
  asked?: string;
}

/** A number with what it is by. */
export interface Bound {
  quantity: Quantity;
  /** The figure that it is; null where it follows from several. */
  figure: KnownFigure | null;
  isQuoted: boolean;
  /** How surely it is that figure. */
  sureness: number;
}

/** Numbers of a text, each with what it is by, and those that stand nowhere. */
export interface MatchedNumbers {
  bound: Bound[];
  numbers: Quantity[];
  standings: Standing[];
  unmatched: string[];
  /** Of those that stand nowhere: figures that are cited and lie near. */
  near: ReadonlyMap<string, KnownFigure>;
  /** Of those that stand nowhere: figures that read so in another unit of the same kind. */
  inOtherUnit: ReadonlyMap<string, { unit: string; figure: KnownFigure }>;
}

/** From more figures than these nothing is derived: by chance something always fits. */
const MOST_DERIVED_FROM = 10;

/**
 * Finds what the numbers of a text are: a figure that is cited, a figure that its unit and the words beside it name, or what follows
 * from such; and which of them stand nowhere. Whoever asks or quotes somebody word by word vouches for nothing.
 */
export function matchNumbers(text: string, matching: Matching): MatchedNumbers {
  const { cited = [], known = [], given = [], taken = [], quoted = [], own = '' } = matching;
  const spoken = unvouched(text);
  const settings = numbersIn(own);
  const written = numbersIn(spoken);
  const words = countWordsIn(spoken);
  const results = new Set(shownIn(spoken, written).map(({ result }) => result));
  const chosen = [...written, ...words].map((number, index) => {
    // What somebody sets or works out is theirs, unless they cite what it is.
    const among = isOwn(number, settings) || results.has(index) ? [cited] : [cited, quoted, known];
    return figureOf(number, spoken, among, matching);
  });
  const used = chosen.flatMap((one) => one?.figure ?? []);
  const beside = distinct([...cited, ...used]).slice(0, MOST_DERIVED_FROM);
  const bound = [...written, ...words].map((number, index): Bound | null => {
    const direct = chosen[index] ?? null;
    if (direct !== null || isFree(number) || isOwn(number, settings)) return direct;
    const quantity =
      derived(number, beside, cited) ?? betweenKnown(number, known) ?? namedTogether(number, spoken, known);
    return quantity === null ? null : { quantity, figure: null, isQuoted: false, sureness: 0 };
  });
  const table: Table = { cited, known, given, taken, own, settable: matching.settable ?? [] };
  const standings = standingsOf(
    spoken,
    written,
    table,
    written.map(
      (number, index) =>
        directly(bound[index] ?? null, number, cited) ??
        knownAs(number, [...quoted, ...known], cited) ??
        measuredAlike(number, written, spoken, matching),
    ),
  );
  const lost = standings.filter(({ by }) => by === null);
  const stands = new Set(standings.flatMap(({ number, by }) => (by === null ? [] : [number.at])));
  const kept = [...written, ...words].flatMap((number, index) => {
    const one = bound[index] ?? null;
    return one === null || (!number.isWord && !stands.has(number.at)) ? [] : [one];
  });
  return {
    bound: kept,
    numbers: kept.map(({ quantity }) => quantity),
    standings,
    unmatched: lost.map(({ number }) => number.text),
    inOtherUnit: new Map(
      lost.flatMap(({ number }) => {
        const figure = [...cited, ...known].find((one) => readsSo(number, one));
        return figure === undefined || number.unit === null
          ? []
          : [[number.text, { unit: number.unit.text, figure }] as const];
      }),
    ),
    near: new Map(lost.flatMap(({ number, meant }) => (meant === null ? [] : [[number.text, meant] as const]))),
  };
}

/** Whether a figure has the digits of a number, and the same kind of unit of another size. */
function readsSo(number: SaidNumber, { value, unit, isOld }: KnownFigure): boolean {
  if (number.unit === null || isOld || digitsOf(number) < 2) return false;
  const above = numeratorOf(unit);
  return (
    above.factor !== number.unit.factor &&
    sameDimensions(physicalPart(above.dimensions), physicalPart(number.unit.dimensions)) &&
    isRounded(number, number.value, value)
  );
}

/** Claims that a text speaks of by their numbers, `4.1` for the first of turn 4: of those that there are. */
export const claimsNamedIn = (text: string, isClaim: (turn: number, claim: number) => boolean): string[] =>
  numbersIn(text).flatMap(({ text: said, unit, noun, isPercent }) => {
    const [, turn, claim] = /^(\d{1,3})\.(\d)$/.exec(said) ?? [];
    return unit === null && noun === '' && !isPercent && isClaim(Number(turn), Number(claim)) ? [said] : [];
  });

/** Questions and quotations blanked: nobody vouches for their numbers. */
export function unvouched(text: string): string {
  const blank = (part: string) => ' '.repeat(part.length);
  // An apostrophe within a word quotes nothing.
  return text
    .replace(/(?:[“"]|(?<![\p{L}\d])['‘])[^“”"\n]{1,200}?(?:[”"]|['’](?!\p{L}))/gu, blank)
    .replace(/[^.?!。\n]*(?:\.\d[^.?!。\n]*)*[?？]/gu, blank);
}

/** What is derived stands by that only where no cited figure lies so near that it was meant. */
function directly(bound: Bound | null, number: SaidNumber, cited: readonly KnownFigure[]): Quantity | null {
  if (bound === null) return null;
  if (bound.figure !== null || isBetweenTwoOfOne(bound.quantity, number, cited)) return bound.quantity;
  return cited.some((figure) => isNearTo(number, figure)) ? null : bound.quantity;
}

/** Whether it is what lies between two cited values of one thing, to digits that no chance gives. */
function isBetweenTwoOfOne({ op, refs }: Quantity, number: SaidNumber, cited: readonly KnownFigure[]): boolean {
  if (op !== 'difference' || refs.length !== 2 || digitsOf(number) < TELLING_DIGITS) return false;
  const [one, other] = refs.map((ref) => cited.find((figure) => figure.ref === ref)?.name);
  return one !== undefined && one === other;
}

/** A figure of that value and unit, whatever it is of: enough to stand on, too little to be cited by. */
function knownAs(number: SaidNumber, known: readonly KnownFigure[], cited: readonly KnownFigure[]): Quantity | null {
  if (number.isWord) return null;
  const near = cited.filter((figure) => isNearTo(number, figure));
  const among =
    near.length === 0 || digitsOf(number) >= TELLING_DIGITS
      ? known
      : known.filter(({ name }) => near.some((figure) => figure.name === name));
  for (const figure of among) {
    const quantity = asFigure(number, figure);
    if (quantity !== null && isRoundedTo(number, figure)) return quantity;
  }
  return null;
}

/**
 * A bare number beside one with a unit or a magnitude, in the same sentence, is often meant in those: `1.42 of the 1.5 million kg`,
 * `1,760 t of a barn that holds 1,500`. Null where no figure is that.
 */
function measuredAlike(
  number: SaidNumber,
  written: readonly SaidNumber[],
  text: string,
  { cited = [], known = [] }: Matching,
): Quantity | null {
  if (number.unit !== null || number.noun !== '' || number.isPercent || number.value === 0) return null;
  const { from } = sentenceAt(text, number);
  for (const other of written) {
    const plain = Number(/[\d.,]*\d/.exec(other.text)?.[0].replaceAll(',', ''));
    if (other === number || sentenceAt(text, other).from !== from || other.isPercent || !(plain > 0)) continue;
    const scale = Math.abs(other.value) / plain;
    if (scale === 1 && other.unit === null) continue;
    const meant = { ...number, value: number.value * scale, slack: number.slack * scale, unit: other.unit };
    const found = knownAs(meant, digitsOf(number) >= TELLING_DIGITS ? [...cited, ...known] : cited, []);
    if (found !== null) return { ...found, text: number.text };
  }
  return null;
}

/** How surely a number has to be a figure that nobody cites, and one that the speaker cites. */
const SURE = 3;
const SURE_CITED = 0;

/** The figure that a number is, by what is cited, its unit, and the words beside it; null where that is not sure. */
function figureOf(
  number: SaidNumber,
  text: string,
  among: readonly (readonly KnownFigure[])[],
  matching: Matching,
): Bound | null {
  const sentence = sentenceAt(text, number).text;
  const near = nearWords(text, number, matching.asked ?? '');
  const place: Place = {
    sentence,
    near,
    clause: clauseWords(text, number),
    option: nearestOption(text, number, matching),
    settings: numbersIn(sentence),
  };
  const [cited = [], quoted = [], known = []] = among;
  const nouns = nounsOf([...cited, ...known]);
  const candidates = [cited, quoted, known].flatMap((figures, rank) =>
    figures.flatMap((figure) => {
      const quantity = asFigure(number, figure);
      // A small count is that count, and no rounding.
      if (quantity === null || (isFree(number) && quantity.value !== figure.value)) return [];
      // Nearly is near enough for what is cited, and for nothing else.
      if (rank > 0 && !isRoundedTo(number, figure)) return [];
      const fit = fitOf(number, figure, { ...place, nouns, matching });
      return [{ quantity, figure, rank, fit }];
    }),
  );
  const values = new Set(candidates.filter(({ rank }) => rank === 2).map(({ figure }) => figure.name ?? figure.ref));
  const sure = candidates.flatMap(({ quantity, figure, rank, fit }) => {
    // A count that could be of anything is of what is cited or named.
    // A word for a count is of what it stands before, or of what was asked.
    const isOfWhat = number.unit !== null || countedIn(figure.unit).some((name) => isOneWord(number.noun, name));
    // `nine an hour`: what is counted stands elsewhere in the sentence.
    const isRate = AN_HOUR.test(text.slice(number.end)) && wordsHeard(figure.words ?? [], near) >= 2;
    if (number.isWord && rank > 0 && !(figure.ref.startsWith('fact:') && (isOfWhat || isRate || matching.asked)))
      return [];
    const needed = isFree(number) ? (rank === 0 ? 2 : SURE) : rank === 0 || rank === 1 ? SURE_CITED : SURE;
    const alone = rank === 2 && values.size === 1 ? (digitsOf(number) >= 2 ? 2 : 1) : 0;
    const telling = rank === 2 && digitsOf(number) >= TELLING_DIGITS ? 2 : 0;
    // What held before an event is meant by whoever cites it, and by hardly anybody else.
    const isPast = figure.isOld === true && !isSetSo(figure, place);
    const sureness = fit + Math.max(alone, telling) - (rank === 2 && isPast ? 4 : 0);
    return sureness < needed
      ? []
      : [{ quantity, figure, rank, isQuoted: rank === 1, sureness: sureness + (rank === 0 ? 4 : rank === 1 ? 3 : 0) }];
  });
  // What is known and named is meant before what only has the same value.
  const isNamed = ({ figure: { words = [] } }: { figure: KnownFigure }) => wordsHeard(words, near) > 0;
  const hasNamed = sure.some((one) => one.rank === 2 && isNamed(one));
  const meant = sure.filter((one) => one.rank < 2 || !hasNamed || isNamed(one));
  const best = meant.reduce<(typeof sure)[number] | null>(
    (before, one) =>
      before === null || one.sureness > before.sureness || (one.sureness === before.sureness && isLater(one, before))
        ? one
        : before,
    null,
  );
  if (best === null) return null;
  const { rank, ...bound } = best;
  if (rank < 2) return bound;
  const level = meant.filter((one) => one.sureness === best.sureness && !isOfOne(one.figure, best.figure));
  if (level.length === 0) return bound;
  // Of several that fit as well none is meant, but for the one fact among them that the words name.
  const facts = distinct([best, ...level].flatMap(({ figure }) => (figure.ref.startsWith('fact:') ? [figure] : [])));
  const [only] = facts;
  const fact = [best, ...level].find(({ figure }) => figure.ref === only?.ref);
  if (facts.length !== 1 || fact === undefined || !isNamed(fact)) return null;
  const { rank: _rank, ...ofFact } = fact;
  return ofFact;
}

const AN_HOUR = /^ (?:an?|per|each) [a-z]/i;

/** Whether two figures are values of one thing, or one has no name of its own. */
const isOfOne = (one: KnownFigure, other: KnownFigure): boolean =>
  one.ref === other.ref ||
  !one.name ||
  !other.name ||
  (one.name === other.name && (one.option === other.option || one.option === undefined || other.option === undefined));

/** Of two results that give the same figure the later one is meant. */
function isLater({ figure: one }: Bound, { figure: other }: Bound): boolean {
  const [a, b] = [callIn(one?.ref ?? ''), callIn(other?.ref ?? '')];
  if (a === null || b === null || one?.value !== other?.value || one?.name !== other?.name) return false;
  return a.turn > b.turn || (a.turn === b.turn && a.number > b.number);
}

/** What stands about a number in a text. */
interface Place {
  sentence: string;
  near: readonly string[];
  /** Words of its own part of the sentence. */
  clause: readonly string[];
  /** The option that is named nearest to it in its sentence. */
  option: string | null;
  /** Numbers of its sentence: a setting may be among them. */
  settings: readonly SaidNumber[];
}

/** Between two figures that fit as well the part of the sentence decides, and no more. */
const IN_CLAUSE = 0.5;

/** Whether a sentence says a setting at which a figure comes to this. */
const isSetSo = ({ set = [] }: KnownFigure, { settings }: Pick<Place, 'settings'>): boolean =>
  set.some((one) =>
    settings.some(
      (said) =>
        said.value === one.value &&
        (said.isPercent === one.isPercent || one.unit === null) &&
        (said.unit === null || one.unit === null || sameDimensions(said.unit.dimensions, one.unit.dimensions)),
    ),
  );

/** Ends of a part of a sentence: a comma behind no digit, and what opposes one part to the next. */
const PARTS = /,(?!\d)|;|:(?!\d)| (?:and|but|while|where|whereas|against) |(?:고|지만|는데|은데|인데|면서)(?=\s)/gu;

/** Words of the part of a sentence in which a number stands. */
function clauseWords(text: string, number: SaidNumber): string[] {
  const { text: sentence, from } = sentenceAt(text, number);
  const at = number.at - from;
  const ends = [...sentence.matchAll(PARTS)].map(({ index, 0: mark }) => ({ from: index, to: index + mark.length }));
  const start = ends.findLast(({ to }) => to <= at)?.to ?? 0;
  const end = ends.find((one) => one.from >= at)?.from ?? sentence.length;
  return wordsIn(sentence.slice(start, end));
}

/** The option that a sentence names last before a number, or where none is, first behind it. */
function nearestOption(text: string, number: SaidNumber, { options = new Map() }: Matching): string | null {
  const { text: sentence, from } = sentenceAt(text, number);
  const [before, behind] = [
    sentence.slice(0, number.at - from).toLowerCase(),
    sentence.slice(number.end - from).toLowerCase(),
  ];
  const placed = [...options].flatMap(([option, words]: [string, readonly string[]]) =>
    words.flatMap((word) => {
      const [last, first] = [before.lastIndexOf(word), behind.indexOf(word)];
      return last >= 0 ? [{ option, at: last - before.length }] : first >= 0 ? [{ option, at: first }] : [];
    }),
  );
  const order = (at: number) => (at < 0 ? -at : before.length + at);
  return placed.sort((a, b) => order(a.at) - order(b.at))[0]?.option ?? null;
}

/** How well a number fits a figure of its value: as it is rounded, by its unit, by the words, the option and the setting that are named beside it. */
function fitOf(
  number: SaidNumber,
  figure: KnownFigure,
  { nouns, matching, ...place }: Place & { nouns: ReadonlySet<string>; matching: Matching },
): number {
  const { sentence, near, clause } = place;
  const { unit, words = [], option } = figure;
  const above = numeratorOf(unit);
  const isPhysical = Object.keys(physicalPart(above.dimensions)).length > 0;
  const counted = countedIn(unit);
  const names = (noun: string) => counted.some((name) => isOneWord(noun, name));
  const isOtherThing =
    number.unit === null &&
    number.noun !== '' &&
    !names(number.noun) &&
    [...nouns].some((noun) => isOneWord(number.noun, noun));
  const isShareOf = number.isPercent && !isMeasured(unitOf(unit).dimensions);
  const isOfUnit = (number.unit !== null && isPhysical) || (number.noun !== '' && names(number.noun));
  const byUnit = isShareOf || isOfUnit ? 2 : isOtherThing ? -5 : 0;
  const shared = wordsHeard(words, near);
  const inClause = wordsHeard(words, clause) > 0 ? IN_CLAUSE : 0;
  const byOption = option === undefined ? 0 : optionFit(option, sentence, matching);
  const byPlace = (option !== undefined && option === place.option ? IN_CLAUSE : 0) + (isSetSo(figure, place) ? 1 : 0);
  return byUnit + Math.min(3, shared) + inClause + byOption + byPlace + (isRoundedTo(number, figure) ? 0 : -2);
}

function optionFit(option: string, sentence: string, { options = new Map(), meant = [] }: Matching): number {
  const isNamed = (name: string) =>
    (options.get(name) ?? []).some((word: string) => sentence.toLowerCase().includes(word));
  if (isNamed(option)) return 2;
  const isOther = [...options.keys()].some((name) => name !== option && isNamed(name));
  if (meant.includes(option)) return isOther ? 0 : meant[0] === option ? 2 : 1;
  return isOther ? -3 : 0;
}

/** Whether the figure, printed with as many digits, reads so: and not only nearly. */
function isRoundedTo(number: SaidNumber, figure: KnownFigure): boolean {
  const quantity = asFigure(number, figure);
  if (quantity === null || number.isWord) return quantity !== null;
  const value = quantity.op === 'percent' ? figure.value * 100 : figure.value;
  return isRounded(number, quantity.value, value);
}

/** Words of a text about a number: of its sentence, the nearest, and of what was asked. */
function nearWords(text: string, { at, end }: SaidNumber, asked: string): string[] {
  const REACH = 70;
  return wordsIn(`${text.slice(Math.max(0, at - REACH), at)} ${text.slice(end, end + REACH)} ${asked}`);
}

/** What follows from figures by one operation on two of them, or is what three add up to or leave. */
function derived(number: SaidNumber, from: readonly KnownFigure[], cited: readonly KnownFigure[]): Quantity | null {
  const alike: readonly Op[] = ['difference', 'sum'];
  const pairs: readonly Op[] = number.isPercent
    ? ['ratio', 'change', 'difference']
    : ['difference', 'sum', 'product', 'ratio'];
  const isCited = new Set(cited);
  const isTelling = number.isPercent || number.unit !== null || digitsOf(number) >= TELLING_DIGITS;
  for (const op of pairs)
    for (const first of from)
      for (const second of from) {
        // Of what nobody cites, no more than what lies between two values.
        if (first === second || (!alike.includes(op) && !(isTelling && isCited.has(first) && isCited.has(second))))
          continue;
        const found = resultOf(number, op, [first, second]);
        if (found !== null) return found;
      }
  if (number.isPercent || digitsOf(number) < TELLING_DIGITS) return null;
  for (const op of alike)
    for (const first of from)
      for (const second of from)
        for (const third of from) {
          const isOne = first === second || second === third || first === third;
          const found = isOne ? null : resultOf(number, op, [first, second, third]);
          if (found !== null) return found;
        }
  return null;
}

/** The number as what an operation makes of figures, in the unit of the first; null where it makes another, or of another kind. */
function resultOf(number: SaidNumber, op: Op, figures: readonly KnownFigure[]): Quantity | null {
  const { text, isPercent } = number;
  const units = figures.map(({ unit }) => unitOf(unit));
  const [unit] = units;
  if (unit === undefined) return null;
  const isMixed = units.some(({ dimensions }) => !sameDimensions(dimensions, unit.dimensions));
  if (isMixed && (op === 'difference' || op === 'sum')) return null;
  const power = op === 'product' ? 1 : -1;
  const dimensions =
    op === 'product' || op === 'ratio'
      ? units.slice(1).reduce((whole, one) => times(whole, one.dimensions, power), unit.dimensions)
      : unit.dimensions;
  const said = number.unit === null ? null : physicalPart(number.unit.dimensions);
  const kind = physicalPart(dimensions);
  if (said !== null && !sameDimensions(said, kind)) return null;
  if (isPercent && op !== 'change' && Object.keys(kind).length > 0) return null;
  const fits =
    number.unit !== null && sameDimensions(physicalPart(unit.dimensions), physicalPart(number.unit.dimensions));
  const value = isPercent && !unit.text.includes('%') ? number.value / 100 : number.value;
  const given = fits && number.unit !== null ? (number.value * number.unit.factor) / unit.factor : value;
  const values = figures.map((figure) => figure.value);
  const come = computed(op, values);
  if (come === null) return null;
  const refs = figures.map(({ ref }) => ref);
  const readings = op === 'ratio' && come !== 0 ? [come, 1 / come] : [come];
  if (readings.some((one) => isRounded(number, given, one)))
    return { text, value: given, unit: figures[0]?.unit ?? '', refs, op };
  // In the units of what it is made of, so that it can be held against them again.
  const inTime = op === 'product' || op === 'ratio' ? timesBetween(units, power, number) : [];
  const factor = inTime.find((one) => isRounded(number, value, come * one));
  return factor === undefined ? null : { text, value: value / factor, unit: figures[0]?.unit ?? '', refs, op };
}

const CLOCKS = ['minutes', 'hours', 'days', 'weeks'].map((one) => unitOf(one).factor);

/**
 * By what a product or a ratio of figures is multiplied where their units count time differently: 300 a minute in 110 hours are 300 * 110 * 60. What is
 * left of time is so much by one of the usual clocks, or in the number's own unit.
 */
function timesBetween(units: readonly Unit[], power: number, number: SaidNumber): number[] {
  const [first, ...rest] = units.map(timeIn);
  if (first === undefined) return [];
  const seconds = rest.reduce((all, one) => all * one.seconds ** power, first.seconds);
  const left = rest.reduce((all, one) => all + power * one.power, first.power);
  if (left === 0) return seconds === 1 ? [] : [seconds];
  if (Math.abs(left) !== 1) return [];
  const own = number.unit === null ? null : timeIn(number.unit);
  const clocks = own === null || own.power === 0 ? CLOCKS : [own.seconds ** (1 / own.power)];
  return clocks.map((clock) => seconds / clock ** left);
}

/** What a unit has of time: how many seconds, to which power. */
function timeIn({ text, dimensions }: Unit): { seconds: number; power: number } {
  const power = dimensions['TIME'] ?? 0;
  if (power === 0 && !/[/]|\sper\s/.test(text)) return { seconds: 1, power };
  const [above = '', ...below] = text.split(/\s*\/\s*|\s+per\s+|\s+an?\s+/);
  const secondsOf = (part: string) =>
    part.split(/[\s*·]+/).reduce((all, word) => {
      const unit = unitOf(word);
      const isTime = unit.dimensions['TIME'] === 1 && Object.keys(unit.dimensions).length === 1;
      return isTime ? all * unit.factor : all;
    }, 1);
  return { seconds: below.reduce((all, part) => all / secondsOf(part), secondsOf(above)), power };
}

/** What the scenario says that something is, or may be at most or at least. */
const isGiven = ({ ref }: KnownFigure) => ref.startsWith('fact:') || /^rule:.+\.limit$/.test(ref);

/** What lies between two facts of one unit, a fact and a limit, or two values of one thing, which nobody needs to be told: `1.8 s more` where a step took 3.4 s and takes 5.2 s. */
function betweenKnown(number: SaidNumber, known: readonly KnownFigure[]): Quantity | null {
  if (number.isPercent || (number.unit === null && digitsOf(number) < TELLING_DIGITS)) return null;
  const kind = number.unit === null ? null : physicalPart(number.unit.dimensions);
  const near = known.filter(
    (one) =>
      (isGiven(one) || one.option !== undefined) &&
      (kind === null || sameDimensions(physicalPart(numeratorOf(one.unit).dimensions), kind)),
  );
  for (const first of near)
    for (const second of near) {
      const areFacts = number.unit !== null && isGiven(first) && isGiven(second);
      const areOptions = first.option !== second.option && first.name === second.name && !first.isOld && !second.isOld;
      // The same thing of one option at two settings, each worked out by a call of its own.
      const areSettings =
        number.unit !== null && first.name === second.name && isWorkedOut(first) && isWorkedOut(second);
      const areOne = areOptions || (areSettings && first.option === second.option);
      if (first.value <= second.value || first.unit !== second.unit || !(areFacts || areOne)) continue;
      const given =
        (number.value * (number.unit?.factor ?? 1)) / (number.unit === null ? 1 : numeratorOf(first.unit).factor);
      if (isRounded(number, given, first.value - second.value))
        return { text: number.text, value: given, unit: first.unit, refs: [first.ref, second.ref], op: 'difference' };
    }
  return null;
}

const isWorkedOut = ({ ref, name }: KnownFigure) => ref.startsWith('tool:') && name !== undefined;

/** Of figures that are named together so many are added up at most. */
const MOST_TOGETHER = 3;

/**
 * What figures of one unit come to that the sentence, or the one before it, speaks of by their own words: nobody has to say each of them. Facts
 * are added up with facts, and what an option comes to with what the same option comes to.
 */
function namedTogether(number: SaidNumber, text: string, known: readonly KnownFigure[]): Quantity | null {
  if (number.unit === null || digitsOf(number) < TELLING_DIGITS) return null;
  const said = wordsIn(withOneBefore(text, number).text);
  const named = distinct(known).filter(
    ({ words = [], isOld, ref }) =>
      isOld !== true && !ref.startsWith('turn:') && words.some((word) => said.some((other) => isOneWord(word, other))),
  );
  const from = named.slice(0, MOST_NAMED);
  for (const [at, first] of from.entries())
    for (const [next, second] of from.entries()) {
      if (next <= at || !isAddable(first, second)) continue;
      const two = resultOf(number, 'sum', [first, second]);
      if (two !== null) return two;
      for (const third of MOST_TOGETHER > 2 ? from.slice(next + 1) : []) {
        const three =
          isAddable(first, third) && isAddable(second, third) ? resultOf(number, 'sum', [first, second, third]) : null;
        if (three !== null) return three;
      }
    }
  return null;
}

/** From more figures than these nothing is added up: by chance something always fits. */
const MOST_NAMED = 12;

const isAddable = (first: KnownFigure, second: KnownFigure) =>
  first.unit === second.unit &&
  first.name !== second.name &&
  first.option === second.option &&
  ownWords(first).some((word) => !ownWords(second).includes(word));

const ownWords = ({ words = [] }: KnownFigure) => words;

const distinct = (figures: readonly KnownFigure[]) => [
  ...new Map(figures.map((figure) => [figure.ref, figure])).values(),
];
