import { ofRecent } from '../core/once.ts';
import type { Unit } from './units.ts';
import { physicalPart, unitOf } from './units.ts';

/** A number as somebody wrote it. */
export interface SaidNumber {
  /** With its magnitude and its percent sign, without its unit. */
  text: string;
  at: number;
  /** Where what was read of it ends, its unit not among it. */
  end: number;
  /** In units, magnitude included; a percentage as it is printed. */
  value: number;
  /** What it is where its 만 is the particle that means `only`; null where none stands there. */
  plain: number | null;
  /** How far the value that was meant may lie from it: half of the last digit that says something. */
  slack: number;
  isPercent: boolean;
  /** What it counts, where that is a time, an amount of data or of money; null for anything else. */
  unit: Unit | null;
  /** The word straight behind it where that is no unit, in lower case: `documents`, `건`; empty where none stands there. */
  noun: string;
  /** Whether it was written as a word: `seven`, `네 가지`. */
  isWord: boolean;
}

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  K: 1e3,
  M: 1e6,
  B: 1e9,
  T: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  천: 1e3,
  만: 1e4,
  십만: 1e5,
  백만: 1e6,
  천만: 1e7,
  억: 1e8,
  십억: 1e9,
  백억: 1e10,
  천억: 1e11,
  조: 1e12,
};
const SCALE_WORDS = Object.keys(SCALES)
  .sort((a, b) => b.length - a.length)
  .map((word) => (/^[A-Za-z]+$/.test(word) ? `${word}(?![A-Za-z])` : word))
  .join('|');
const DIGITS = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+`;
const PART = String.raw`(?:${DIGITS})(?:e[+-]?\d+)?(?:\s?(?:${SCALE_WORDS}))?`;
/** Digits that stand in a name (`H100`, `fp8`, `tool:3.1`) are none; neither is what follows a dash between two numbers negative. */
const NUMBER = new RegExp(
  String.raw`(?<![A-Za-z_\d.:/@#])(?<![A-Za-z]-)(?<currency>[$€₩]\s?)?(?<sign>(?<!\d)[-−])?(?<first>${PART})(?<more>(?:(?<=[천만억조])\s?(?:${DIGITS})(?:${SCALE_WORDS}))*)(?<percent>\s?(?:%|퍼센트|프로(?![가-힣A-Za-z])|percentage points?|percent))?(?<unit>\s?(?:[A-Za-zµμ$€]+(?:\/[A-Za-z]+)?|[가-힣]{1,3}))?`,
  'gu',
);

const SCALED = new RegExp(`(?:${DIGITS})(?:${SCALE_WORDS})`, 'gu');

/** A slash that divides: of `50/30 x 10,000 = 16,667`, and not of a date or a split. */
const DIVIDES = /(?<=\d)\/(?=\d[\d,.]*\s*(?:[×xX*·÷/+−=≈-]\s*(?:about |약 )?[$€₩(√]?\s*\d))/gu;

/** A time in two or three units, as people say it: `6 h 40 min`, `3시간 40분`, `5시간 반`, `33 min 45 s`. */
const DURATION =
  /(?<![A-Za-z_\d.,:/@#])(?<first>\d{1,3})\s?(?<major>일|시간|분|days?|hours?|hrs?|minutes?|mins?|h|d)(?:\s?(?<half>반)(?=[\s이을은의도쯤만에과와,.)]|$)|(?:\s|,\s|\sand\s)?(?<second>\d{1,2})\s?(?<minor>시간|분|초|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)(?![A-Za-z])(?:(?:\s|,\s|\sand\s)?(?<third>\d{1,2})\s?(?<least>분|초|minutes?|mins?|m|seconds?|secs?|s)(?![A-Za-z]))?)/gu;

/** Units of time as people put them behind one another: how each begins, how many of it make one of that before it. */
const TIMES = [
  { begins: /^(?:일|d)/, name: 'days', inOne: 1 },
  { begins: /^(?:시간|h)/, name: 'hours', inOne: 24 },
  { begins: /^(?:분|m)/, name: 'minutes', inOne: 60 },
  { begins: /^(?:초|s)/, name: 's', inOne: 60 },
] as const;
const HOURS = 1;

/** What reads as one time. */
function timesIn(text: string): SaidNumber[] {
  return [...text.matchAll(DURATION)].flatMap((match): SaidNumber[] => {
    const { first = '', major = '', half, second, minor, third, least } = match.groups ?? {};
    const rankOf = (unit: string) => TIMES.findIndex(({ begins }) => begins.test(unit));
    const top = rankOf(major);
    const name = TIMES[top]?.name;
    if (name === undefined || (half !== undefined && top < HOURS)) return [];
    const parts = [
      { count: second, unit: minor },
      { count: third, unit: least },
    ].flatMap(({ count, unit }) => (count === undefined || unit === undefined ? [] : [{ count: Number(count), unit }]));
    // Each is the next smaller unit, and less than one of that before it.
    const isLadder = parts.every(
      ({ count, unit }, at) => rankOf(unit) === top + at + 1 && count < (TIMES[top + at + 1]?.inOne ?? 0),
    );
    if (!isLadder) return [];
    let [size, value, slack] = [1, Number(first), 0.25];
    for (const [at, { count }] of parts.entries()) {
      size /= TIMES[top + at + 1]?.inOne ?? 1;
      value += count * size;
      // Five minutes are said for what is nearest to them.
      slack = (top + at + 1 > HOURS && count % 5 === 0 ? 2.5 : 0.5) * size;
    }
    const [said] = match;
    return [
      {
        text: said,
        at: match.index,
        end: match.index + said.length,
        value: half === undefined ? value : value + 0.5,
        plain: null,
        slack,
        isPercent: false,
        unit: unitOf(name),
        noun: '',
        isWord: false,
      },
    ];
  });
}

/** Numbers in a text, in their order: a time in several units is one. */
export function numbersIn(text: string): SaidNumber[] {
  const times = timesIn(text);
  const single = singlesIn(text).filter(({ at }) => !times.some((time) => at >= time.at && at < time.end));
  return times.length === 0 ? single : [...times, ...single].sort((a, b) => a.at - b.at);
}

function singlesIn(text: string): SaidNumber[] {
  return [...text.replace(DIVIDES, '÷').matchAll(NUMBER)].flatMap((match) => {
    const { currency = '', sign = '', first = '', more = '', percent = '', unit = '' } = match.groups ?? {};
    // A letter straight behind the digits that is no unit makes a name of them: `4bit`, `3D`.
    const isUnit = unitIn(unit) !== null && !/^bits?$/i.test(unit);
    const isName = percent === '' && /^[A-Za-z]/.test(unit) && !isUnit && /\d$/.test(first + more);
    if (isName && !/^x(?![A-Za-z])/.test(unit)) return [];
    // So is a number format: `16비트`, `8-bit`.
    if (
      /^(?:1|2|3|4|6|8|16|32|64)$/.test(first) &&
      /^[\s-]?(?:비트|bits?\b)/iu.test(text.slice(match.index + match[0].length - unit.length))
    )
      return [];
    const parts = [first, ...(more.match(SCALED) ?? [])].map(partOf);
    const direction = sign === '' ? 1 : -1;
    const value = parts.reduce((sum, part) => sum + part.value, 0) * direction;
    const said = `${sign}${first}${more}${percent}`;
    const at = match.index + currency.length;
    const [, only] = more === '' && percent === '' ? (/^([\d.,]+)\s?만$/.exec(first) ?? []) : [];
    return [
      {
        text: said,
        at,
        end: at + said.length,
        value,
        plain: only === undefined ? null : partOf(only).value * direction,
        slack: slackOf(parts.at(-1) as Part, Math.abs(value)),
        isPercent: percent !== '',
        unit: currency === '' ? unitIn(unit) : unitOf(currency.trim()),
        noun: nounAt(text, at + said.length),
        isWord: false,
      },
    ];
  });
}

/** Numbers in whatever holds some: of its numbers and of its texts, in their order. */
export function numbersAmong(value: unknown): SaidNumber[] {
  if (typeof value === 'string') return numbersIn(value);
  if (typeof value === 'number') return numbersIn(String(value));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersAmong) : [];
}

const WORDS: Readonly<Record<string, number>> = {
  ...{ zero: 0, one: 1, once: 1, two: 2, twice: 2, three: 3, four: 4, five: 5 },
  ...{ six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14 },
  ...{ fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30 },
  ...{ forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 },
};
const KOREAN_WORDS: Readonly<Record<string, number>> = {
  ...{ 하나: 1, 한: 1, 둘: 2, 두: 2, 셋: 3, 세: 3, 넷: 4, 네: 4, 다섯: 5, 여섯: 6, 일곱: 7, 여덟: 8, 아홉: 9, 열: 10 },
  ...{ 열한: 11, 열두: 12, 열세: 13, 열네: 14, 스무: 20 },
};
const WORD = new RegExp(
  String.raw`(?<english>\b(?:${Object.keys(WORDS).join('|')})\b)|(?<![가-힣])(?:(?<single>하나|둘|셋|넷)(?=[뿐이가는은도만,. ]|$)|(?<korean>열한|열두|열세|열네|스무|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)(?=\s?(?:가지|개|번|건|명|대|장|벌|달|시간|주|곳|군데|쪽|배|걸음|칸|step|스텝|팔)))`,
  'giu',
);

const AND_A_HALF = /^ and a half\b/i;
/** `one plate in four hundred`: a share that is said as one of so many. */
const ONE_IN = new RegExp(
  String.raw`\bone(?: [a-z]+)? (?:in|out of) (?:(?<digits>\d+)|(?<count>an?|${Object.keys(WORDS).join('|')})?(?:\s?(?<scale>hundred|thousand))?)(?![\w-])`,
  'giu',
);
const TIMES_WORDS: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000 };

/** Counts up to twenty, and tens, that are written as words, with a half, and one in so many. What is no count at all reads as one now and then: they are for finding, not for refusing. */
export function countWordsIn(text: string): SaidNumber[] {
  const counts = [...text.matchAll(WORD)].flatMap((match) => {
    const { english, single, korean } = match.groups ?? {};
    const count = english === undefined ? KOREAN_WORDS[single ?? korean ?? ''] : WORDS[english.toLowerCase()];
    if (count === undefined) return [];
    const [half = ''] = AND_A_HALF.exec(text.slice(match.index + match[0].length)) ?? [];
    const said = `${match[0]}${half}`;
    const value = half === '' ? count : count + 0.5;
    const behind = text.slice(match.index + said.length).match(/^\s?(?:[A-Za-z]+|[가-힣]{1,3})/u)?.[0] ?? '';
    const of = { text: said, at: match.index, end: match.index + said.length, value, plain: null, slack: 0 };
    return [{ ...of, isPercent: false, unit: unitIn(behind), noun: nounAt(text, of.end), isWord: true }];
  });
  return [...counts, ...sharesIn(text)];
}

function sharesIn(text: string): SaidNumber[] {
  return [...text.matchAll(ONE_IN)].flatMap((match) => {
    const { digits, count, scale } = match.groups ?? {};
    if (digits === undefined && count === undefined && scale === undefined) return [];
    const counted = digits === undefined ? (WORDS[(count ?? '').toLowerCase()] ?? 1) : Number(digits);
    const parts = counted * (TIMES_WORDS[(scale ?? '').toLowerCase()] ?? 1);
    if (parts < 2) return [];
    const [said] = match;
    const of = { text: said, at: match.index, end: match.index + said.length, value: 100 / parts, plain: null };
    return [{ ...of, slack: 0, isPercent: true, unit: null, noun: '', isWord: true }];
  });
}

/** So many digits are no coincidence. */
export const TELLING_DIGITS = 3;

/** Digits that say something: without the zeros before them. */
export const digitsOf = ({ text }: SaidNumber): number =>
  text
    .replaceAll(/[^\d.]/g, '')
    .replace(/^[0.]+/, '')
    .replace('.', '').length;

interface Part {
  digits: string;
  scale: number;
  value: number;
}

function partOf(text: string): Part {
  const [, digits = '0', word = ''] = /^([\d.,]+(?:e[+-]?\d+)?)\s?(.*)$/u.exec(text) ?? [];
  const scale = SCALES[word] ?? 1;
  return { digits, scale, value: Number(digits.replaceAll(',', '')) * scale };
}

/** Zeros at the end of a large whole number say little, as in `15,000` for 14,845: but no more than a thirtieth of it. */
function slackOf({ digits, scale }: Part, size: number): number {
  const [mantissa = '', power = '0'] = digits.replaceAll(',', '').split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  const printed = 0.5 * 10 ** (Number(power) - decimals) * scale;
  const zeros = decimals === 0 && power === '0' ? (/0*$/.exec(mantissa)?.[0].length ?? 0) : 0;
  return zeros === 0 ? printed : Math.max(printed, Math.min(0.5 * 10 ** zeros * scale, size / 30));
}

/** Korean words end in particles and endings that belong to no unit: the longest beginning that is one counts. */
function unitIn(word: string): Unit | null {
  const plain = word.trim();
  const korean = [3, 2, 1].map((length) => KOREAN_UNITS[plain.slice(0, length)]).find((one) => one !== undefined);
  const written = /^[가-힣]/u.test(plain) ? korean : (ENGLISH_UNITS[plain.toLowerCase()] ?? plain);
  if (written === undefined || written === '') return null;
  const unit = unitOf(written);
  return isPhysical(unit) ? unit : null;
}

/** What stands behind a number and names nothing that is counted. */
const NO_NOUN =
  /^(?:for|of|and|to|in|at|on|is|was|are|were|be|where|an?|the|or|by|between|with|from|than|but|so|as|if|it|that|which|we|you|against|instead|rather|now|then|left|more|less|of|per|each|still|not|under|over|above|below|only|alone|out|apart|would|will|can|who|when|while|after|before|until|within|because)$/;
const PARTICLES =
  /(?:이라서|라서|이라고|라고|이라|이면|이고|이며|이니까|이니|이에요|예요|이야|입니다|인데|이던데요|이지만|으로|에서|에게|까지|부터|보다|처럼|짜리|쯤|씩|마다|밖에|뿐|이상|이하|은|는|이|가|을|를|의|에|로|와|과|도|만|인|라|요|야)$/u;

/** The word behind a number, unless it is a unit or names nothing: Korean ones without their particles. */
function nounAt(text: string, at: number): string {
  const [, word = ''] = /^[\s-]?([A-Za-z]{2,}|[가-힣]+)/u.exec(text.slice(at, at + 24)) ?? [];
  if (word === '' || unitIn(word) !== null || NO_NOUN.test(word.toLowerCase())) return '';
  let noun = word.toLowerCase();
  for (let shorter = noun.replace(PARTICLES, ''); shorter !== noun; shorter = noun.replace(PARTICLES, ''))
    noun = shorter;
  return noun;
}

const KOREAN_UNITS: Readonly<Record<string, string>> = {
  초: 's',
  분: 'minutes',
  시간: 'hours',
  일: 'days',
  주: 'weeks',
  개월: 'months',
  달러: 'USD',
  원: 'KRW',
  유로: 'EUR',
  톤: 'tonne',
  리터: 'L',
};
const ENGLISH_UNITS: Readonly<Record<string, string>> = { dollars: 'USD', euros: 'EUR', euro: 'EUR', won: 'KRW' };

/** Times, money, data, power and what is so much of one by another. */
const isPhysical = ({ dimensions }: Unit) => Object.keys(physicalPart(dimensions)).length > 0;

export type Op = 'is' | 'abs' | 'percent' | 'difference' | 'ratio' | 'sum' | 'product' | 'count' | 'change';

/** What an operation makes of values in their order; null where it makes nothing of so few. */
export function computed(op: Op, values: readonly number[]): number | null {
  const [first, ...rest] = values;
  if (first === undefined) return null;
  if (op === 'is') return first;
  if (op === 'abs') return Math.abs(first);
  if (op === 'percent') return first * 100;
  if (op === 'sum') return rest.reduce((sum, one) => sum + one, first);
  if (op === 'product') return rest.reduce((product, one) => product * one, first);
  const [second] = rest;
  if (second === undefined || op === 'count') return null;
  if (op === 'difference') return rest.reduce((left, one) => left - one, first);
  if (rest.some((one) => one === 0)) return null;
  return op === 'change' ? first / second - 1 : rest.reduce((left, one) => left / one, first);
}

/** Whether a value, printed with as many digits as a number has, reads like it: `given` is the number in the value's unit. */
export function isRounded({ value, slack }: SaidNumber, given: number, known: number): boolean {
  const scale = value === 0 ? 1 : Math.abs(given / value);
  // What was rounded twice may be off by a little more than half a digit.
  return Math.abs(Math.abs(given) - Math.abs(known)) <= slack * scale * 1.2;
}

/** Rounding that no digit shows: what three digits of a magnitude lose. */
export const ROUNDED = 0.006;

/** The number that a text begins with: one is held against each figure that is known, one after the other. */
const firstIn = ofRecent(256, (text) => numbersIn(text)[0]);

/**
 * Whether a number, as it is printed, is what the operation makes of the values that it cites: the one rule by which a turn is given
 * back and an evaluation fails it. Null where that cannot be told.
 */
export function agrees(
  { text, value, op }: { text: string; value: number; op: Op },
  values: readonly number[],
): boolean | null {
  const expected = op === 'count' ? null : computed(op, values);
  if (expected === null) return null;
  const printed = firstIn(text);
  // A value in the source's unit has the slack of what was printed in another.
  const scale = printed === undefined || printed.value === 0 ? 1 : Math.abs(value / printed.value);
  const slack = (printed?.slack ?? 0.5) * scale * 1.01;
  const alike = (a: number, b: number) =>
    Math.abs(a - b) <= Math.max(slack, ROUNDED * Math.max(Math.abs(a), Math.abs(b)));
  // A sign is said in words, a ratio may be said the other way round.
  return (
    alike(value, expected) ||
    alike(-value, expected) ||
    (op === 'ratio' && expected !== 0 && alike(value, 1 / expected)) ||
    (op === 'change' && expected !== -1 && alike(value, Math.abs(1 / (1 + expected) - 1)))
  );
}
