import type { LawFinding } from '../findings/finding.ts';
import type { Breach, Quantity } from '../model/law.ts';

export const near = (a: number, b: number, tolerance: number) =>
  Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));

export function breach(
  { start, end }: Pick<Quantity, 'start' | 'end'>,
  finding: LawFinding,
  cardLine?: number,
): Breach {
  return { start, end, finding, ...(cardLine === undefined ? {} : { cardLine }) };
}
