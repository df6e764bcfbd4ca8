import type { Quantity } from './quantities.ts';

/** A sentence with its numbers, as laws see it. */
export interface Figures {
  /** The sentence, quotations blanked. */
  text: string;
  quantities: readonly Quantity[];
  /** The whole utterance. */
  utterance: string;
}

export interface Breach {
  start: number;
  end: number;
  why: string;
  /** Line of the card that states the law; unset for arithmetic. */
  cardLine?: number;
}

/** One law of numbers. `check` returns null when the law has nothing to say of the sentence. */
export interface Law {
  id: string;
  /** In words, for `persona lint`. */
  states: string;
  /** Checked over the whole turn, as its figures may stand in sentences of their own. */
  wide?: boolean;
  check(figures: Figures): Breach[] | null;
}

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
