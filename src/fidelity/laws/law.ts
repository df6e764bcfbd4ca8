import type { Breach, Quantity } from '../model/law.ts';

export const near = (a: number, b: number, tolerance: number) =>
  Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));

/** A number as people write it: at most three digits that say something, magnitudes by letter. */
export function plain(value: number): string {
  const size = Math.abs(value);
  const [scale, letter] = size >= 1e12 ? [1e12, 'T'] : size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : [1, ''];
  return `${Number((value / scale).toPrecision(3))}${letter}`;
}

export function breach({ start, end }: Pick<Quantity, 'start' | 'end'>, why: string, cardLine?: number): Breach {
  return { start, end, why, ...(cardLine === undefined ? {} : { cardLine }) };
}
