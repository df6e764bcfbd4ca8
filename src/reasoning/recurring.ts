import type { Unit } from './units.ts';
import { sameDimensions, unitOf } from './units.ts';

/** Words for a time that the library of units does not know, in months. */
const MONTHS: Readonly<Record<string, number>> = { 월: 1, 달: 1, 연: 12, 년: 12, 해: 12, 분기: 3, 주: 12 / 52 };

/** How an amount is counted in the currency of a price: once, or so much in as many months; null where it is in neither. */
export type Counted = { kind: 'once' } | { kind: 'rate'; months: number };

export function countedIn(own: Unit, price: Unit): Counted | null {
  if (!Object.keys(price.dimensions).some((name) => name.startsWith('MONEY'))) return null;
  if (sameDimensions(own.dimensions, price.dimensions)) return { kind: 'once' };
  if (sameDimensions(own.dimensions, { ...price.dimensions, TIME: -1 }))
    return { kind: 'rate', months: 1 / unitOf('months').factor };
  const [time] = Object.keys(MONTHS).filter((word) => own.dimensions[word] === -1);
  return time !== undefined && sameDimensions(own.dimensions, { ...price.dimensions, [time]: -1 })
    ? { kind: 'rate', months: MONTHS[time] ?? 1 }
    : null;
}
