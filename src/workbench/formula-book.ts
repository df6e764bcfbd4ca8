import type { Both } from './desk-answers.ts';
import type { Said } from './mentions.ts';
import type { Quantities } from './question-quantities.ts';

/** A rule of the trade as arithmetic: recognised in words, worked out by `calculate`. */
export interface Formula {
  id: string;
  asks(text: string, q: Quantities, said: Said): boolean;
  /** What goes in, by name; undefined was not said. */
  values(text: string, q: Quantities, said: Said): Record<string, number | undefined>;
  /** What comes out, the answer first; where it depends on what was said, by the values. */
  steps: Steps | ((values: Record<string, number>) => Steps);
  /** The answer with figures and values in braces, `{share%}` as percent; values may choose among sentences. */
  says: Both | ((values: Record<string, number>) => Both);
  /** Values that are asked for in other words than their name. */
  wants?: Readonly<Record<string, Both>>;
  /** What was taken for granted. */
  assumed?(text: string, q: Quantities, said: Said): Both[];
}

export type Steps = Readonly<Record<string, { formula: string; unit: string }>>;

export const stepsOf = ({ steps }: Formula, values: Record<string, number>): Steps =>
  typeof steps === 'function' ? steps(values) : steps;

const THOUSAND = 1000;
const UNITS: readonly (readonly [number, string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
];

/** Three digits, as one says it: 0.000695, 28.9B, 83,300. */
export function threeDigits(value: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  const [unit, letter] = UNITS.find(([least]) => size >= least) ?? [1, ''];
  if (letter !== '') return `${Number((rounded / unit).toPrecision(3))}${letter}`;
  if (size >= THOUSAND) return Math.round(value).toLocaleString('en-US');
  return size < 1e-4 ? rounded.toExponential().replace('e-', 'e-') : String(rounded);
}

/** Fills `{name}` and `{name%}`. */
export function filled(template: string, value: (name: string) => number): string {
  return template.replaceAll(/\{(\w+)(%?)\}/g, (_, name: string, sign: string) =>
    sign === '%' ? `${threeDigits(value(name) * 100)}%` : threeDigits(value(name)),
  );
}
