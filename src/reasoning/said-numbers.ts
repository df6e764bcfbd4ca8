import type { Unit } from './units.ts';
import { sameDimensions, unitOf } from './units.ts';

/** A number as somebody wrote it. */
export interface SaidNumber {
  /** With its magnitude and its percent sign, without its unit. */
  text: string;
  at: number;
  /** In units, magnitude included; a percentage as it is printed. */
  value: number;
  /** How far the value that was meant may lie from it: half of the last digit that says something. */
  slack: number;
  isPercent: boolean;
  /** What it counts, where that is a unit; null for anything else. */
  unit: Unit | null;
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
  String.raw`(?<![A-Za-z_\d.:/@#])(?<![A-Za-z]-)(?<sign>(?<!\d)[-−])?(?<first>${PART})(?<more>(?:\s?(?:${DIGITS})(?:${SCALE_WORDS}))*)(?<percent>\s?(?:%|퍼센트|프로(?![가-힣A-Za-z])|percent))?(?<unit>\s?(?:[A-Za-zµμ$]+(?:\/[A-Za-z]+)?|[가-힣]{1,2}))?`,
  'gu',
);

/** Numbers in a text, in their order. */
export function numbersIn(text: string): SaidNumber[] {
  return [...text.matchAll(NUMBER)].flatMap((match) => {
    const { sign = '', first = '', more = '', percent = '', unit = '' } = match.groups ?? {};
    // A letter straight behind the digits that is no unit makes a name of them: `4bit`, `3D`.
    const isUnit = unitIn(unit) !== null && !/^bits?$/i.test(unit);
    const isName = percent === '' && /^[A-Za-z]/.test(unit) && !isUnit && /\d$/.test(first + more);
    if (isName && !/^x(?![A-Za-z])/.test(unit)) return [];
    const parts = [first, ...(more.match(new RegExp(`(?:${DIGITS})(?:${SCALE_WORDS})`, 'gu')) ?? [])].map(partOf);
    const value = parts.reduce((sum, part) => sum + part.value, 0) * (sign === '' ? 1 : -1);
    const text = `${sign}${first}${more}${percent}`;
    return [
      {
        text,
        at: match.index,
        value,
        slack: slackOf(parts.at(-1) as Part, Math.abs(value)),
        isPercent: percent !== '',
        unit: unitIn(unit),
      },
    ];
  });
}

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
  const written = /^[가-힣]/u.test(plain) ? (KOREAN_UNITS[plain] ?? KOREAN_UNITS[plain.slice(0, 1)]) : plain;
  if (written === undefined || written === '') return null;
  const unit = unitOf(written);
  return isPhysical(unit) ? unit : null;
}

const KOREAN_UNITS: Readonly<Record<string, string>> = {
  초: 's',
  분: 'minutes',
  시간: 'hours',
  일: 'days',
  주: 'weeks',
};

const TIME = unitOf('s');
const BYTES = unitOf('GB');
const isPhysical = ({ dimensions }: Unit) => [TIME, BYTES].some((one) => sameDimensions(one.dimensions, dimensions));

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

/** Rounding that no digit shows: what three digits of a magnitude lose. */
const ROUNDED = 0.006;

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
  const [printed] = numbersIn(text);
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
