import type { Unit } from './units.ts';
import { sameDimensions, unitOf } from './units.ts';

/** How an amount is counted in the currency of a price: once, or so much in as many months; null where it is in neither. */
export type Counted = { kind: 'once' } | { kind: 'rate'; months: number };

export function countedIn(own: Unit, price: Unit): Counted | null {
  if (!Object.keys(price.dimensions).some((name) => name.startsWith('MONEY'))) return null;
  if (sameDimensions(own.dimensions, price.dimensions)) return { kind: 'once' };
  return sameDimensions(own.dimensions, { ...price.dimensions, TIME: -1 })
    ? { kind: 'rate', months: 1 / unitOf('months').factor }
    : null;
}

/** Months within which a gain that comes so much at a time has to bring its price back. */
export const SOON_ENOUGH = 24;

const DAYS_A_MONTH = 365.25 / 12;

/** Months in the unit in which people say so long a time: 1.4 days for 0.046 months. */
export function timeOf(months: number): { value: number; unit: 'months' | 'days' | 'hours' } {
  const days = months * DAYS_A_MONTH;
  const [value, unit] =
    months >= 1
      ? ([months, 'months'] as const)
      : days >= 1
        ? ([days, 'days'] as const)
        : ([days * 24, 'hours'] as const);
  return { value: Number(value.toPrecision(2)), unit };
}
