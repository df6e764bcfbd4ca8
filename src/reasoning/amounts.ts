import { PitwallError } from '../core/error.ts';
import type { Money } from '../core/scenario.ts';
import { Currency } from '../core/scenario.ts';
import type { Unit } from './units.ts';
import { areComparable, dimensionWords, inPowers, NO_UNIT, sameDimensions, unitOf } from './units.ts';

/** A number with its unit as people write it: `$2.40 per hour`, `300B tokens`, `86 %`, `9일`, `240만 원`. */
export interface Written {
  value: number;
  /** Empty where none is written. */
  unit: string;
}

const CURRENCY: ReadonlyMap<string, string> = new Map([
  ['US$', 'USD'],
  ['$', 'USD'],
  ['₩', 'KRW'],
  ['€', 'EUR'],
]);

const SCALES: ReadonlyMap<string, number> = new Map([
  ...Object.entries({ k: 1e3, K: 1e3, M: 1e6, B: 1e9, Bn: 1e9, bn: 1e9, T: 1e12 }),
  ...Object.entries({ thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }),
  ...Object.entries({ 백: 1e2, 천: 1e3, 만: 1e4, 십만: 1e5, 백만: 1e6, 천만: 1e7, 억: 1e8, 십억: 1e9, 백억: 1e10 }),
  ...Object.entries({ 천억: 1e11, 조: 1e12 }),
]);

const NUMBER = /^(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)?(?:\.\d+|\.(?!\.))?(?:[eE][+-]?\d+)?/;
/** A letter right behind the number scales it: `300B` are billions, `300 GB` and `300 B` are bytes; `5 조 원` is money, `5 조회` are lookups. */
const KOREAN_SCALES = '(?:천억|백억|십억|천만|백만|십만|조|억|만|천|백)';
const SCALE = new RegExp(
  `^(?:(?:[kKMBT]|Bn|bn)(?![\\p{L}\\d])|\\s*(?:thousand|million|billion|trillion)\\b|${KOREAN_SCALES}|\\s+${KOREAN_SCALES}(?=[^\\p{L}]|$|원|달러|유로))`,
  'u',
);
const NEXT_PART = /^\s*(?=\d[\d,.]*\s*(?:천만|백만|십만|억|만|천|백))/u;
const UNIT = /^(?:%|[\p{L}°])[^\d,;:!?()[\]{}'"`]*(?:\^-?\d[^\d,;:!?()[\]{}'"`]*)*$/u;
/** Behind `per` a number may stand: `per 1M tokens`, `/100만 토큰`. */
const PER_NUMBER =
  /(\/\s*|\bper\s+|^)\d[\d,.]*(?:e\+?\d+)?(?:\s*(?:[kKMBT](?![\p{L}])|천만|백만|[만억조천백]))?(?=\s*\p{L}|$)/gu;
const MOST_WORDS = 6;

/** Reads a text that is an amount and nothing else; null for any other. */
export function amountIn(text: string): Written | null {
  const trimmed = inPowers(text.trim());
  // 100만 토큰당 3달러
  const [, each, paid] = /^((?=.*\p{L}).+?당)\s+(\S*\d.*)$/su.exec(trimmed) ?? [];
  const amount = each === undefined || paid === undefined ? null : amountIn(paid);
  if (amount !== null) return amount.unit === '' ? null : { ...amount, unit: `${each} ${amount.unit}` };
  const [, sign = '', rest = ''] = /^([-+−]?)\s*(.*)$/su.exec(trimmed) ?? [];
  const found = startOf(rest);
  if (found === null) return null;
  const tail = rest.slice(found.length).trim();
  if (tail !== '' && (!isUnit(tail.replace(/^[/·]\s*/, '')) || tail.split(/\s+/).length > MOST_WORDS)) return null;
  const unit = found.currency === '' ? tail : tail === '' ? found.currency : join(found.currency, tail);
  return { value: sign === '-' || sign === '−' ? -found.value : found.value, unit };
}

const isUnit = (text: string): boolean => UNIT.test(text.replaceAll(PER_NUMBER, '$1M '));

const join = (currency: string, tail: string) => (tail.startsWith('/') ? `${currency}${tail}` : `${currency} ${tail}`);

/** The number at the start of a text with its currency sign and scale; `length` is what they take. */
export function startOf(text: string): { value: number; currency: string; length: number } | null {
  const sign = /^(?:US\$|[$₩€])\s*(?=[\d.])/.exec(text)?.[0] ?? '';
  let at = sign.length;
  let value = 0;
  for (let parts = 0; parts < 4; parts += 1) {
    const [digits = ''] = NUMBER.exec(text.slice(at)) ?? [];
    if (!/\d/.test(digits)) return null;
    const [scale = ''] = SCALE.exec(text.slice(at + digits.length)) ?? [];
    value += Number(digits.replaceAll(',', '')) * (SCALES.get(scale.trim()) ?? 1);
    at += digits.length + scale.length;
    const [space] = (scale === '' ? null : NEXT_PART.exec(text.slice(at))) ?? [];
    if (space === undefined) break;
    at += space.length;
  }
  // 1.2 * 1e9 is not quite 1.2e9.
  const clean = Number(value.toPrecision(15));
  return { value: clean, currency: CURRENCY.get(sign.trim()) ?? '', length: at };
}

/** The number in another unit. A number without one is taken to be in it already. Throws SCENARIO_INVALID for what does not fit. */
export function inUnit({ value, unit }: Written, wanted: string | undefined): number {
  if (unit === '') return value;
  const from = unitOf(unit);
  const to: Unit = wanted === undefined ? NO_UNIT : unitOf(wanted);
  const fits = areComparable(from.dimensions, to.dimensions);
  // A share of something is no number of what is counted, nor the other way round: 2% are no nats.
  const isPlainAlone = isPlain(from) !== isPlain(to);
  if (!fits || isPlainAlone) {
    const expected = to.text === '' ? 'a number without a unit' : `a number in ${to.text}`;
    throw new PitwallError('SCENARIO_INVALID', `expected ${expected}, found \`${value} ${unit}\`${kinds(from, to)}`);
  }
  return Number(((value * from.factor) / to.factor).toPrecision(12));
}

/** An amount of money in its currency; null for any other amount: a price per day, a number without a unit. */
export function moneyIn(written: Written): Money | null {
  const { dimensions } = unitOf(written.unit);
  const unit = Currency.options.find((currency) => sameDimensions(unitOf(currency).dimensions, dimensions));
  return unit === undefined ? null : { value: inUnit(written, unit), unit };
}

const isPlain = ({ dimensions }: Unit): boolean => Object.keys(dimensions).length === 0;

function kinds(from: Unit, to: Unit): string {
  const [got, wanted] = [dimensionWords(from.dimensions), dimensionWords(to.dimensions)];
  return to.text === '' || got === wanted ? '' : `, which is ${got} and not ${wanted}`;
}
