import type { Language } from '../core/language.ts';
import type { Quantity } from '../core/turn.ts';

/** A number as it will be printed, with the words of its unit around it. */
export interface Printed {
  text: string;
  quantity: Omit<Quantity, 'refs'>;
}

type Directive = 'abs' | 'bare' | 'signed' | 'percent' | 'whole';

const UNIT_WORDS: Record<string, Record<Language, (number: string) => string>> = {
  nats: { ko: (n) => n, en: (n) => n },
  USD: { ko: (n) => `${n}달러`, en: (n) => `$${n}` },
  'USD/hour': { ko: (n) => `시간당 ${n}달러`, en: (n) => `$${n} an hour` },
  minutes: { ko: (n) => `${n}분`, en: (n) => `${n} minutes` },
  hours: { ko: (n) => `${n}시간`, en: (n) => `${n} hours` },
  s: { ko: (n) => `${n}초`, en: (n) => `${n} s` },
  seconds: { ko: (n) => `${n}초`, en: (n) => `${n} s` },
  days: { ko: (n) => `${n}일`, en: (n) => `${n} days` },
  weeks: { ko: (n) => `${n}주`, en: (n) => `${n} weeks` },
  months: { ko: (n) => `${n}개월`, en: (n) => `${n} months` },
  years: { ko: (n) => `${n}년`, en: (n) => `${n} years` },
  people: { ko: (n) => `${n}명`, en: (n) => `${n} people` },
  steps: { ko: (n) => `${n} step`, en: (n) => `${n} steps` },
  step: { ko: (n) => `${n} step`, en: (n) => `step ${n}` },
  GB: { ko: (n) => `${n}GB`, en: (n) => `${n} GB` },
  'GB/s': { ko: (n) => `${n}GB/s`, en: (n) => `${n} GB/s` },
  cards: { ko: (n) => `${n}장`, en: (n) => `${n} cards` },
  kW: { ko: (n) => `${n}kW`, en: (n) => `${n} kW` },
  ms: { ko: (n) => `${n}ms`, en: (n) => `${n} ms` },
  MB: { ko: (n) => `${n}MB`, en: (n) => `${n} MB` },
  TB: { ko: (n) => `${n}TB`, en: (n) => `${n} TB` },
  '%': { ko: (n) => `${n}%`, en: (n) => `${n}%` },
  percent: { ko: (n) => `${n}%`, en: (n) => `${n}%` },
  KRW: { ko: (n) => `${n}원`, en: (n) => `₩${n}` },
  EUR: { ko: (n) => `${n}유로`, en: (n) => `€${n}` },
  points: { ko: (n) => `${n}점`, en: (n) => `${n} points` },
  times: { ko: (n) => `${n}번`, en: (n) => `${n} times` },
  x: { ko: (n) => `${n}배`, en: (n) => `${n}x` },
};

const COUNTED = new Set(['steps', 'step', 'cards', 'count', 'times', 'days', 'points', 'tokens', 'parameters']);

/** Units that a number goes without: what is counted stands beside it. */
const UNSAID: ReadonlySet<string> = new Set(['', 'count', 'strength', 'judgement', 'share', 'ratio', 'number']);

/** What Korean counts things by that a scenario names in English. */
const COUNTERS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['건', 'events requests queries req reqs tickets incidents errors alerts orders calls bugs'],
    ['번', 'failures retries restarts outages runs attempts'],
    ['명', 'users engineers customers annotators experts person'],
    ['대', 'nodes servers machines hosts gpus'],
    [
      '개',
      'items samples files checkpoints labels examples documents features services tests models datasets shards topics',
    ],
    [' 토큰', 'tokens'],
  ].flatMap(([counter = '', words = '']) => words.split(' ').map((word) => [word, counter])),
);

/** `per` in each language, by the word behind the slash. */
const EACH: Readonly<Record<string, Record<Language, string>>> = {
  s: { ko: '초당', en: 'a second' },
  sec: { ko: '초당', en: 'a second' },
  second: { ko: '초당', en: 'a second' },
  min: { ko: '분당', en: 'a minute' },
  minute: { ko: '분당', en: 'a minute' },
  h: { ko: '시간당', en: 'an hour' },
  hour: { ko: '시간당', en: 'an hour' },
  day: { ko: '하루', en: 'a day' },
  week: { ko: '주당', en: 'a week' },
  month: { ko: '월', en: 'a month' },
  year: { ko: '연', en: 'a year' },
};

/**
 * A number with whatever unit a scenario gives it, known or not: `42,000 events a second`, `초당 42,000건`. The text of the
 * quantity is the number alone, as `printQuantity` has it.
 */
export function amountIn(value: number, unit: string, language: Language): Printed {
  const plain = unit.trim();
  const [what = '', each = ''] = plain.split('/').map((part) => part.trim());
  const per = EACH[each.toLowerCase()];
  if (per !== undefined && what !== '' && UNIT_WORDS[plain] === undefined) {
    const inner = amountIn(value, what, language);
    const quantity = { ...inner.quantity, unit: plain };
    return { quantity, text: language === 'ko' ? `${per.ko} ${inner.text}` : `${inner.text} ${per.en}` };
  }
  const printed = exactly(printQuantity(value, plain, language, []));
  const { text: number } = printed.quantity;
  const isKnown = UNIT_WORDS[plain] !== undefined || plain.startsWith('share of') || UNSAID.has(plain);
  if (isKnown || /\p{N}/u.test(plain)) return { ...printed, text: singular(printed.text, number) };
  const counted = language === 'ko' ? COUNTERS[plain.toLowerCase()] : undefined;
  if (counted !== undefined) return { ...printed, text: `${number}${counted}` };
  const joint = language === 'ko' && /^\p{Script=Hangul}/u.test(plain) ? '' : ' ';
  return { ...printed, text: singular(`${number}${joint}${plain}`, number) };
}

/** With the decimal that tells 99.2 % from 99.9: a scenario may draw its line between two numbers that round alike. */
function exactly(printed: Printed): Printed {
  const { value, text: number, unit } = printed.quantity;
  const size = Math.abs(value);
  if (size < 10 || size >= 10_000 || Number.isInteger(value) || /[BMT]$/.test(number)) return printed;
  const maximumFractionDigits = size > 99 && unit === '%' ? 2 : 1;
  const exact = value.toLocaleString('en-US', { maximumFractionDigits }).replace('-', '−');
  return { text: printed.text.replace(number, exact), quantity: { ...printed.quantity, text: exact } };
}

/** `1 week`: English counts one thing without its plural. */
function singular(text: string, number: string): string {
  return number === '1' ? text.replace(/^1 ([a-z]+[^s])s$/, '1 $1') : text;
}

/** What a unit measures, as far as language cares. */
export function kindOfUnit(unit: string): 'time' | 'money' | 'count' | 'other' {
  const what = unit.trim();
  if (/^(ms|s|sec|seconds?|min|minutes?|hours?|days?|weeks?|months?|years?|분|초|시간|일|주|개월|년|달)$/i.test(what))
    return 'time';
  if (/^(USD|KRW|EUR|원|달러|만 ?원|억 ?원)(\/.+)?$/.test(what)) return 'money';
  if (/^(people|times|cards|steps|tokens|parameters|count|[가-힣]{1,2}|[a-z]{3,}s)$/i.test(what)) return 'count';
  return 'other';
}

/** Prints a value so that it equals the printed number within half of its last digit. */
export function printQuantity(value: number, unit: string, language: Language, directives: readonly string[]): Printed {
  const has = (directive: Directive): boolean => directives.includes(directive);
  const share = unit === 'share' || unit.startsWith('share of') || has('percent');
  const magnitude = has('abs') ? Math.abs(value) : value;
  const shown = share ? magnitude * 100 : magnitude;
  const number = signed(digits(shown, unit, share, has('whole')), shown, has('signed'));
  const op = share ? 'percent' : has('abs') && value < 0 ? 'abs' : 'is';
  const word = UNIT_WORDS[unit]?.[language];
  // `1MGB` would be one word.
  const apart = (text: string): string => text.replace(/(\d[BMT])(?=[A-Za-z])/, '$1 ');
  const withUnit = share ? `${number}%` : has('bare') || word === undefined ? number : apart(word(number));
  return { text: withUnit, quantity: { text: number, value: shown, unit: share ? '%' : unit, op } };
}

function signed(number: string, value: number, forced: boolean): string {
  if (/^-?[0.]+$/.test(number)) return number.replace('-', '');
  return forced && value > 0 ? `+${number}` : number.replace('-', '−');
}

function digits(value: number, unit: string, share: boolean, whole: boolean): string {
  const size = Math.abs(value);
  if (unit === 'nats') {
    const places = size < 0.1 && !near(Number(value.toFixed(3)), 2) ? 3 : 2;
    return size > 0 && Number(value.toFixed(3)) === 0 ? small(value) : value.toFixed(places);
  }
  if (isMoney(unit) && size >= 100) return Math.round(value).toLocaleString('en-US');
  if (size >= 1e12) return `${trimmed(ofThree(value / 1e12))}T`;
  if (size >= 1e9) return `${trimmed(ofThree(value / 1e9))}B`;
  if (size >= 1e6) return `${trimmed(value / 1e6)}M`;
  if (whole || (COUNTED.has(unit) && (size >= 10 || near(value, 0)))) return Math.round(value).toLocaleString('en-US');
  if (size > 0 && size < 0.1) return small(value);
  if (share) return size >= 1 || size === 0 ? trimmed(Number(value.toFixed(size >= 10 ? 0 : 1))) : value.toFixed(1);
  if (size >= 100) return Math.round(value).toLocaleString('en-US');
  if (size >= 10) return value.toFixed(0);
  if (Number.isInteger(value)) return String(value);
  return size >= 1 ? trimmed(Number(value.toFixed(1))) : trimmed(Number(value.toFixed(2)));
}

const isMoney = (unit: string) => /^(USD|KRW|EUR|원|달러)$/.test(unit);

/** Two digits that say something: a value may be small, and is not shown as nothing. */
function small(value: number): string {
  const places = Math.min(20, 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(places).replace(/0+$/, '');
}

/** Three digits: nobody says 467.67B. */
function ofThree(value: number): number {
  return Number(value.toPrecision(3));
}

function near(value: number, places: number): boolean {
  return Math.abs(value - Number(value.toFixed(places))) < 1e-9;
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(1) === String(value) ? value : value.toFixed(2)));
}
