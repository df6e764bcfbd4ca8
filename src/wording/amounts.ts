import type { Language } from '../core/language.ts';
import type { Quantity, Ref } from '../core/turn.ts';
import { perOf } from '../reasoning/per.ts';

/** A piece of text with the numbers that stand in it. */
export interface Phrase {
  text: string;
  numbers: Quantity[];
  /** The same said in other ways. */
  ways?: readonly Phrase[];
  /** What it comes to, for somebody who heard it before. */
  brief?: readonly Phrase[];
  /** The same where the option that it is about has just been named. */
  its?: readonly Phrase[];
}

/** A number as it will be printed: the digits alone, and with its unit around them. */
export interface PrintedAmount {
  text: string;
  number: Omit<Quantity, 'refs'>;
}

/** Joins texts and phrases; the numbers keep their order. */
export function phrase(strings: TemplateStringsArray, ...parts: readonly (string | Phrase)[]): Phrase {
  const numbers: Quantity[] = [];
  let text = strings[0] ?? '';
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') numbers.push(...part.numbers);
    text += (typeof part === 'string' ? part : part.text) + (strings[index + 1] ?? '');
  }
  return { text, numbers };
}

/** A phrase with other ways to say the same; each must hold by itself. */
export function oneOf(first: Phrase, ...ways: readonly (Phrase | null)[]): Phrase {
  return { ...first, ways: ways.filter((way) => way !== null) };
}

/** The same done to each way to say a phrase. */
export function everyWay({ ways, text, numbers }: Phrase, does: (way: Phrase) => Phrase): Phrase {
  return { ...does({ text, numbers }), ...(ways === undefined ? {} : { ways: ways.map(does) }) };
}

export const plainPhrase = (text: string): Phrase => ({ text, numbers: [] });

export function asPhrase(
  { text, number }: PrintedAmount,
  refs: readonly Ref[],
  op: Quantity['op'] = number.op,
): Phrase {
  return { text, numbers: [{ ...number, op, refs: [...refs] }] };
}

/**
 * A phrase with something in brackets behind the first place where a name stands by itself and not within one of `labels`: `couriers (the
 * interval at 16 min)`.
 */
export function besideName(
  { text, numbers, ways, its, ...rest }: Phrase,
  name: string,
  what: Phrase,
  labels: readonly string[],
  language: Language,
): Phrase {
  const put = (one: Phrase): Phrase => {
    const at = placeOf(one.text, name, labels);
    if (at < 0) return one;
    const end = at + name.length;
    const before = countBefore(one, end);
    const bracket = language === 'ko' ? `(${what.text})` : ` (${what.text})`;
    return {
      ...one,
      text: one.text.slice(0, end) + bracket + one.text.slice(end),
      numbers: [...one.numbers.slice(0, before), ...what.numbers, ...one.numbers.slice(before)],
    };
  };
  return {
    ...rest,
    ...put({ text, numbers }),
    ...(ways === undefined ? {} : { ways: ways.map(put) }),
    ...(its === undefined ? {} : { its: its.map(put) }),
  };
}

function placeOf(text: string, name: string, labels: readonly string[]): number {
  const taken = labels
    .filter((label) => label !== name && label.includes(name))
    .flatMap((label) => {
      const at = text.indexOf(label);
      return at < 0 ? [] : [{ from: at, to: at + label.length }];
    });
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!taken.some(({ from, to }) => at >= from && at < to)) return at;
  return -1;
}

/** How many of a phrase's numbers stand before a place in its text. */
function countBefore({ text, numbers }: Phrase, end: number): number {
  let from = 0;
  let count = 0;
  for (const number of numbers) {
    const at = text.indexOf(number.text, from);
    if (at < 0 || at >= end) return count;
    from = at + number.text.length;
    count += 1;
  }
  return count;
}

/** Digits that say something: two between a tenth and ten, three elsewhere. */
function digitsFor(value: number): number {
  const size = Math.abs(value);
  return size >= 0.0995 && size < 9.95 ? 2 : 3;
}

/** One amount. `extra` digits beyond what is usual tell it from a near one. */
export function printAmount(value: number, unit: string, language: Language, extra = 0): PrintedAmount {
  const plain = unit.trim();
  // A numeral in the unit is part of the number: 10 of `만 원` are `10만 원`, 12,000 of them `1.2억 원`.
  const [numeral = '', scale = '', counted = ''] = /^(만|억|조)\s?(?=[가-힣])(.+)$/.exec(plain) ?? [];
  if (numeral !== '' && language === 'ko') return printAmount(value * (SCALES[scale] ?? 1), counted, language, extra);
  if (isShare(plain)) {
    const percent = value * 100;
    const text = trimmed(percent, Math.max(digitsFor(percent), percent >= 10 ? 2 : 2) + extra);
    return { text: `${text}%`, number: { text, value: percent, unit: '%', op: 'percent' } };
  }
  if (plain === '%' || plain === 'percent') {
    const text = trimmed(value, Math.max(2, digitsFor(value)) + extra);
    return { text: `${text}%`, number: { text, value, unit: '%', op: 'is' } };
  }
  const text = numberText(value, plain, language, digitsFor(value) + extra);
  return { text: withUnit(text, plain, language), number: { text, value, unit: plain, op: 'is' } };
}

/** The rounding of a value may be off by as much of it. */
const COARSE = 0.02;

/** One amount down to a place and no finer, where that is next to the same; its exact value beside it. */
export function printCoarse(value: number, least: number, unit: string, language: Language): PrintedAmount {
  // A whole number stays one: `920` for 921.6 is no rounding that shows.
  const place = Math.min(least, 1);
  const rounded = place === 0 ? value : Number((Math.round(value / place) * place).toPrecision(12));
  if (rounded === value || rounded === 0 || Math.abs(rounded - value) > COARSE * Math.abs(value))
    return printAmount(value, unit, language);
  const exact = printAmount(value, unit, language);
  const printed = printAmount(rounded, unit, language);
  // Money and what is large are short already.
  if (printed.text.length >= exact.text.length || printed.number.op !== exact.number.op) return exact;
  return { ...printed, number: { ...printed.number, value: exact.number.value } };
}

/**
 * Several amounts of one unit, printed so that what differs reads differently and in the right order: 73.82 against a floor of 74 is not
 * `74 against 74`.
 */
export function printTogether(values: readonly number[], unit: string, language: Language): PrintedAmount[] {
  for (let extra = 0; extra < 5; extra += 1) {
    const printed = values.map((value) => printAmount(value, unit, language, extra));
    const agrees = values.every((a, i) =>
      values.every((b, j) => {
        if (j <= i) return true;
        const differ = Math.abs(a - b) > 1e-9 * Math.max(Math.abs(a), Math.abs(b));
        return differ === (printed[i]?.text !== printed[j]?.text) && (!differ || isInOrder(printed[i], printed[j]));
      }),
    );
    if (agrees) return printed;
  }
  return values.map((value) => printAmount(value, unit, language, 5));
}

/** Whether two printed amounts read in the order of their values; a share and a number are printed on two scales. */
function isInOrder(first?: PrintedAmount, second?: PrintedAmount): boolean {
  if (first === undefined || second === undefined || first.number.op !== second.number.op) return true;
  const [a, b] = [first.number, second.number];
  return Math.sign(displayed(a.text) - displayed(b.text)) === Math.sign(a.value - b.value);
}

const MINUTES_AN_HOUR = 60;

/**
 * Amounts that stand below one another, as people write them: hours with minutes (`6 h 40 min`), money of one scale (`$5,110`, `$104,800`).
 * What differs reads differently; null where the usual way does as well.
 */
export function printColumn(values: readonly number[], unit: string, language: Language): string[] | null {
  const ways = [
    () => inHours(values, unit.trim(), language),
    ...MONEY_DIGITS.map((digits) => () => inThousands(values, unit.trim(), language, digits)),
  ];
  for (const way of ways) {
    const texts = way();
    if (texts !== null && new Set(texts).size === new Set(values).size) return texts;
  }
  return null;
}

function inHours(values: readonly number[], unit: string, language: Language): string[] | null {
  const minutes = values.map((value) => Math.round(value * MINUTES_AN_HOUR));
  const isTime = /^(?:h|hours?|시간)$/.test(unit) && values.every((value) => value >= 0);
  if (!isTime || minutes.every((one) => one % MINUTES_AN_HOUR === 0)) return null;
  const [h, min] = language === 'ko' ? ['시간', '분'] : [' h', ' min'];
  return minutes.map((one) => {
    const hours = Math.floor(one / MINUTES_AN_HOUR);
    const rest = one % MINUTES_AN_HOUR;
    if (hours === 0) return `${rest}${min}`;
    return rest === 0 ? `${hours}${h}` : `${hours}${h} ${rest}${min}`;
  });
}

/** Digits that money in whole amounts is told by, and where these do not tell amounts apart. */
const MONEY_DIGITS = [4, 5] as const;

function inThousands(
  values: readonly number[],
  unit: string,
  language: Language,
  digits: (typeof MONEY_DIGITS)[number],
): string[] | null {
  const sizes = values.map(Math.abs);
  const isMixed = sizes.some((size) => size >= 1e4) && sizes.every((size) => size === 0 || (size >= 100 && size < 1e6));
  if (language === 'ko' || !isMoney(unit) || !isMixed) return null;
  return values.map((value) => withUnit(trimmed(Number(value.toPrecision(digits)), digits + 2), unit, language));
}

/**
 * Two amounts and what lies between them, with digits enough that a reader who subtracts gets what is said: 5.75 of 6 leaves 0.25, not
 * 5.8 of 6.
 */
export function printGap(
  first: number,
  second: number,
  unit: string,
  language: Language,
): [PrintedAmount, PrintedAmount, PrintedAmount] {
  const [numeral = '', scale = '', counted = ''] = /^(만|억|조)\s?(?=[가-힣])(.+)$/.exec(unit.trim()) ?? [];
  if (numeral !== '' && language === 'ko') {
    const times = SCALES[scale] ?? 1;
    return printGap(first * times, second * times, counted, language);
  }
  const truth = Math.abs(first - second);
  let best: { printed: [PrintedAmount, PrintedAmount, PrintedAmount]; error: number } | null = null;
  for (let extra = 0; extra < 4; extra += 1) {
    const [a, b] = [printAmount(first, unit, language, extra), printAmount(second, unit, language, extra)];
    const scale = a.number.op === 'percent' ? 100 : 1;
    const [x, y] = [displayed(a.number.text), displayed(b.number.text)];
    if (a.number.op !== b.number.op || (x === y) !== (truth === 0) || x > y !== first > second) continue;
    const shown = Number((Math.abs(x - y) / scale).toPrecision(6));
    const error = truth === 0 ? 0 : Math.abs(shown - truth) / truth;
    if (best !== null && error >= best.error) continue;
    const gap = printAmount(shown, unit, language, 1);
    const value = truth * (gap.number.op === 'percent' ? 100 : 1);
    best = { printed: [a, b, { ...gap, number: { ...gap.number, value } }], error };
    if (error < 0.03 && isRoundingOf(displayed(gap.number.text), value)) break;
  }
  if (best !== null) return best.printed;
  const [a, b] = printTogether([first, second], unit, language) as [PrintedAmount, PrintedAmount];
  return [a, b, printAmount(truth, unit, language)];
}

/** Whether a number is another one with fewer digits. */
function isRoundingOf(shown: number, value: number): boolean {
  const near = 1e-9 * Math.abs(value);
  return [1, 2, 3, 4, 5, 6].some((digits) => Math.abs(Number(value.toPrecision(digits)) - shown) <= near);
}

const SCALES: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, B: 1e9, T: 1e12, 만: 1e4, 억: 1e8, 조: 1e12 };

/** The number that a reader sees. */
export function displayed(text: string): number {
  const plain = text.replaceAll(',', '').replace('−', '-');
  return Number.parseFloat(plain) * (/e-?\d+$/.test(plain) ? 1 : (SCALES[plain.at(-1) ?? ''] ?? 1));
}

/** Units that say nothing behind a number. */
const BARE: ReadonlySet<string> = new Set(['', 'count', 'ratio', 'number', 'factor', '비율']);
/** What its author calls a share; a number without a unit may as well be an exponent, a factor or a ratio. */
const isShare = (unit: string): boolean => /^(share|fraction|몫)$|^(share|fraction|part) of\b/i.test(unit);

// Making a formatter takes a hundred times as long as using it.
/** Below this six places are not enough for what was given. */
const SMALL = 1e-3;
const SIX_PLACES = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const TWELVE_PLACES = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 });

function numberText(value: number, unit: string, language: Language, digits: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size === Number.POSITIVE_INFINITY) return value < 0 ? '−∞' : '∞';
  if (language === 'ko' && /^(KRW|원|₩)/.test(unit) && size >= 1e4) return inMyriads(value, digits);
  if (language === 'ko' && /^(USD|달러|\$)/.test(unit) && size >= 1e4) return inMyriads(value, digits);
  if (size < 1e-6) return tiny(value, unit, digits);
  if (isMoney(unit) && size >= 1e4) return scaled(value, digits);
  if (size >= 1e6)
    return language === 'ko' && isCountedInKorean(unit) ? inMyriads(value, digits) : scaled(value, digits);
  // `60만 타`, `12.5만 건`: what is round so is said so.
  const isRound = size >= 1e5 ? value % 1e3 === 0 : size >= 1e4 && Number(value.toPrecision(3)) === value;
  if (isRound && language === 'ko' && isCountedInKorean(unit) && !IN_FULL.test(unit)) return inMyriads(value, digits);
  // A number that was given is said as it was given.
  const exact = Number(value.toPrecision(size >= 1e4 ? 5 : 4));
  if (exact === value || Math.abs(exact - value) < 1e-9 * size)
    return minus((size < SMALL ? TWELVE_PLACES : SIX_PLACES).format(exact));
  return trimmed(value, size >= 1e4 ? Math.max(3, digits) : digits);
}

/** Money is written out, `$0.00000015`, where people pay so little for each of many; the rest has an exponent. */
function tiny(value: number, unit: string, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(value) >= 1e-10 && isMoney(unit)
    ? minus(TWELVE_PLACES.format(rounded))
    : rounded.toExponential().replace(/^-/, '−');
}

function trimmed(value: number, digits: number): string {
  const exact = Number(value.toPrecision(4));
  const rounded =
    Math.abs(exact - value) <= 1e-9 * Math.abs(value) ? exact : Number(value.toPrecision(Math.min(12, digits)));
  return minus(TWELVE_PLACES.format(rounded));
}

const minus = (text: string) => text.replace('-', '−');

export const isMoney = (unit: string): boolean =>
  /^(?:[만억조]\s?)?(?:USD|\$|EUR|€|KRW|₩|원|달러|유로)$/.test(perOf(unit)[0] ?? '');

/** The goal in which a lead over all goals is told: the first one in money that says what it is worth, else the first. */
export const toldIn = <Goal extends { unit: string; worth: number | null }>(goals: readonly Goal[]): Goal | undefined =>
  goals.find(({ unit, worth }) => worth !== null && isMoney(unit)) ?? goals[0];

function scaled(value: number, digits: number): string {
  const size = Math.abs(value);
  const [scale, letter] = size >= 1e12 ? [1e12, 'T'] : size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : [1e3, 'k'];
  return `${trimmed(value / scale, Math.max(3, digits))}${letter}`;
}

/** What the trade counts in k, M, B and T, in Korean as well. */
const COUNTED_IN_LETTERS = /(?:토큰|파라미터|매개변수|연산)$/;

/** Time is not counted in 만 below a million: `10,800시간`. */
const IN_FULL = /^(?:시간|분|초|일|hours?|h|minutes?|min|seconds?|s|days?)(?:\/|$)/;

/** `240만 건`, `1억 행`: whether people would say 만 and 억 of so many. */
function isCountedInKorean(unit: string): boolean {
  const [what = ''] = perOf(unit);
  const word = (KOREAN[what] ?? what).trim();
  return /[가-힣]$/.test(word) && !COUNTED_IN_LETTERS.test(word);
}

function inMyriads(value: number, digits: number): string {
  const size = Math.abs(value);
  const [scale, word] = size >= 1e12 ? [1e12, '조'] : size >= 1e8 ? [1e8, '억'] : [1e4, '만'];
  // Nobody rounds 5,475만 to 5,480만: what stands before 만 or 억 is said whole.
  const whole = Math.floor(Math.log10(size / scale)) + 1;
  return `${trimmed(value / scale, Math.max(3, digits, whole))}${word}`;
}

const KOREAN: Readonly<Record<string, string>> = {
  days: '일',
  day: '일',
  hours: '시간',
  hour: '시간',
  h: '시간',
  minutes: '분',
  minute: '분',
  min: '분',
  s: '초',
  seconds: '초',
  second: '초',
  weeks: '주',
  week: '주',
  months: '개월',
  month: '개월',
  years: '년',
  year: '년',
  points: '점',
  point: '점',
  people: '명',
  person: '명',
  engineers: '명',
  users: '명',
  cards: '장',
  card: '장',
  gpus: '장',
  gpu: '장',
  nodes: '대',
  node: '대',
  servers: '대',
  machines: '대',
  requests: '건',
  request: '건',
  queries: '건',
  events: '건',
  incidents: '건',
  tickets: '건',
  samples: '개',
  labels: '개',
  files: '개',
  checkpoints: '개',
  runs: '번',
  run: '번',
  times: '번',
  x: '배',
  tokens: ' 토큰',
  token: '토큰',
  steps: ' step',
  step: 'step',
  USD: '달러',
  $: '달러',
  KRW: '원',
  '₩': '원',
  EUR: '유로',
};

/** What works so many hours, as a unit of work names it: `card hours`. */
const WORKING: Readonly<Record<string, string>> = {
  card: '카드',
  gpu: 'GPU',
  machine: '기계',
  node: '노드',
  server: '서버',
  crew: '작업반',
  vehicle: '차량',
  truck: '트럭',
  line: '라인',
};

/** `카드 시간` of `card hours`: work as so many hours or days of something; null for what is none. */
function workInKorean(unit: string): string | null {
  const [, what = '', time = ''] = /^([A-Za-z]+)[ -](hours?|days?|weeks?|months?|years?)$/.exec(unit) ?? [];
  const thing = WORKING[what.toLowerCase()];
  return thing === undefined ? null : `${thing} ${KOREAN[time]}`;
}

const KOREAN_PER: Readonly<Record<string, string>> = {
  s: '초당',
  second: '초당',
  초: '초당',
  minute: '분당',
  분: '분당',
  hour: '시간당',
  h: '시간당',
  시간: '시간당',
  day: '하루',
  일: '하루',
  week: '주당',
  주: '주당',
  month: '월',
  months: '월',
  월: '월',
  달: '월',
  개월: '월',
  year: '연',
  년: '연',
  연: '연',
  해: '연',
};

const ENGLISH_PER: Readonly<Record<string, string>> = {
  s: 'a second',
  second: 'a second',
  minute: 'a minute',
  hour: 'an hour',
  h: 'an hour',
  day: 'a day',
  week: 'a week',
  month: 'a month',
  year: 'a year',
};

/** Units that stand right behind their number as they are written. */
const SYMBOLS = /^[kMGTP]?i?[Bb](\/s)?$|^[mµun]?s$|^[kMG]?W$|^[kMG]?Hz$|^kWh$/;

/** `m^3` as people write it. */
const POWERS: Readonly<Record<string, string>> = { '2': '²', '3': '³' };
const raised = (unit: string): string => unit.replace(/\^([23])(?!\d)/g, (_, power: string) => POWERS[power] ?? '');

export function withUnit(number: string, written: string, language: Language): string {
  const unit = raised(written).replace(/\s?\*\s?/g, language === 'ko' ? '·' : '-');
  if (BARE.has(unit)) return number;
  const [what = '', ...below] = perOf(unit).filter((part) => part !== '');
  if (below.length === 0 || SYMBOLS.test(unit))
    return language === 'ko' ? inKorean(number, unit) : inEnglish(number, unit);
  if (language === 'ko') return `${perInKorean(below)} ${inKorean(number, what)}`;
  return `${inEnglish(number, what)} ${perInEnglish(below)}`;
}

const isTime = (part: string) => Object.hasOwn(KOREAN_PER, part);

/** What an amount is counted by, time last: `nat당`, `장당 하루`, `TB당 월`, `건당 토큰당`. */
function perInKorean(below: readonly string[]): string {
  const things = below.filter((part) => !isTime(part)).reverse();
  return [...things.map(eachInKorean), ...below.filter(isTime).flatMap((part) => KOREAN_PER[part] ?? [])].join(' ');
}

/** Times before things: `a month per node`. */
function perInEnglish(below: readonly string[]): string {
  return [...below.filter(isTime), ...below.filter((part) => !isTime(part))]
    .map((part) => ENGLISH_PER[part] ?? `per ${part}`)
    .join(' ');
}

function eachInKorean(word: string): string {
  const name = (KOREAN[word] ?? workInKorean(word) ?? word).trim();
  return name === '명' || name === '사람' ? '인당' : `${name}당`;
}

function inKorean(number: string, unit: string): string {
  const work = workInKorean(unit);
  const word = work === null ? KOREAN[unit] : ` ${work}`;
  // `11만 달러`, `5만 원`, `150B 토큰`: behind 만 and B a unit stands apart.
  const isScaled = /[만억조kMBT]$/.test(number);
  if (word !== undefined) return isScaled ? `${number} ${word.trim()}` : `${number}${word}`;
  if (SYMBOLS.test(unit) || unit === '%') return unit === 's' ? `${number}초` : `${number}${unit}`;
  // `4,800만 원`: the unit begins with what scales the number.
  const isShort = /^[가-힣]{1,2}$|^(천|백|십)?[천만억조] ?[가-힣$]+$/.test(unit);
  return !isScaled && isShort ? `${number}${unit}` : `${number} ${unit}`;
}

function inEnglish(number: string, unit: string): string {
  if (unit === 'USD' || unit === '$') return number.startsWith('−') ? `−$${number.slice(1)}` : `$${number}`;
  if (unit === 'EUR' || unit === '€') return `€${number}`;
  if (unit === 'KRW' || unit === '₩' || unit === '원') return `₩${number}`;
  if (unit === 'x') return `${number}x`;
  if (SYMBOLS.test(unit)) return `${number} ${unit}`;
  if (unit === '%') return `${number}%`;
  return `${number} ${number === '1' ? unit.replace(/^([a-z]+[^s])s$/, '$1') : plural(unit)}`;
}

/** Plural without an s. */
const IRREGULAR = /^(people|men|women|children|feet|teeth|mice|data|media|criteria|staff)$/;
/** The abbreviations among the physical units that a scenario may use, and what has no vowel: `ppb`, `rpm`. */
const ABBREVIATED = /^(min|sec|celsius|[^aeiouy]+)$/;

/** An amount's unit in the plural, however the author wrote it: `1 shard` in a fact is `2 shards` elsewhere. Abbreviations have none. */
function plural(unit: string): string {
  // `7 steps by hand`
  if (/^[a-z]+s (?:by|of|in|on|at|with) /.test(unit)) return unit;
  return unit.replace(/(?<=^|[\s-])([a-z]{2,})$/, (word) => {
    if (ABBREVIATED.test(word) || IRREGULAR.test(word) || /[^s]s$/.test(word)) return word;
    if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
    return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
  });
}

/** What lies between two percentages is so many points, and no percent of either. */
export const inPoints = (gap: PrintedAmount, language: Language): PrintedAmount =>
  gap.text.endsWith('%')
    ? { ...gap, text: language === 'ko' ? `${gap.text}p` : `${gap.text.slice(0, -1)} points` }
    : gap;
