import type { Figure } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import { printAmount } from '../wording/amounts.ts';
import { TIE } from './width.ts';

const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A true minus sign, so that a negative figure lines up and is not taken for a dash. */
const signed = (value: number, digits: string): string => (value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits);

/** A quantity for reading: three significant digits, grouped thousands, M, B and T above a million, powers of ten above 10^15. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '—' : signed(value, '∞');
  if (size >= 1e15) return signed(value, size.toExponential(2).replace('e+', 'e'));
  if (size >= 1e6) {
    const [unit, letter] = size >= 1e12 ? [1e12, 'T'] : size >= 1e9 ? [1e9, 'B'] : [1e6, 'M'];
    return signed(value, `${trimmed((size / unit).toPrecision(3))}${letter}`);
  }
  if (size >= 100)
    return signed(value, size >= 1000 || Number.isInteger(size) ? GROUPED.format(size) : trimmed(size.toFixed(1)));
  if (size === 0) return '0';
  if (size < 0.0005) return signed(value, size.toExponential(1));
  if (size < 1) return signed(value, size < 0.1 ? trimmed(size.toPrecision(3), 2) : trimmed(size.toFixed(3), 2));
  return signed(value, Number.isInteger(size) ? String(size) : trimmed(size.toFixed(2), 1));
}

/** Drops zeros at the end of the fraction, but keeps at least `kept` of its digits. */
function trimmed(digits: string, kept = 0): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const short = fraction.replace(/0+$/, '').padEnd(Math.min(kept, fraction.length), '0');
  return short === '' ? whole : `${whole}.${short}`;
}

/** A quantity with its unit; a share is printed in percent. */
export function formatQuantity(value: number, unit: string): string {
  if (unit === 'share' || unit.startsWith('share of')) return `${formatNumber(value * 100)}%`;
  if (unit === '%') return `${formatNumber(value)}%`;
  return unit === '' || unit === 'count' || unit === '1' ? formatNumber(value) : `${formatNumber(value)}${TIE}${unit}`;
}

export const formatFigure = ({ value, unit }: Pick<Figure, 'value' | 'unit'>): string => formatQuantity(value, unit);

/** An amount as members say it in their language; no line is broken in it. */
export function formatAmount({ value, unit }: Pick<Figure, 'value' | 'unit'>, language: Language): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return formatQuantity(value, unit);
  return printAmount(value, unit === '1' ? '' : unit, language).text.replaceAll(' ', TIE);
}

/** Confidence and support: two digits behind the point, `.72`; one whole is `1.0`. */
export function formatShare(share: number): string {
  const digits = share.toFixed(2);
  return digits === '1.00' ? '1.0' : digits.replace(/^(-?)0\./, '$1.');
}
