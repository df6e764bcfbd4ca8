import type { Fact, FactValue } from '../core/scenario.ts';
import { wordsHeard } from './said-figures.ts';
import { TELLING_DIGITS } from './said-numbers.ts';
import { wordsIn } from './words-in.ts';

/** A number that a calculation was given: by which words, and which of its figures rest on it. */
export interface PutIn {
  value: number;
  words: readonly string[];
  /** Null for all. */
  figures: ReadonlySet<string> | null;
}

/** What a number may be a value of. */
export interface Source {
  value: number;
  unit: string;
  words: readonly string[];
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every number among the arguments of a calculation, those that its formulas have written out among them. */
export function putIn({ steps, ...rest }: Record<string, unknown>): PutIn[] {
  const formulas = Object.entries(isMapping(steps) ? steps : {}).flatMap(([name, step]) =>
    isMapping(step) && typeof step['formula'] === 'string' ? [{ name, formula: step['formula'] }] : [],
  );
  if (formulas.length === 0) return numbersAt({ ...rest, steps }, []);
  /** What uses a name, by way of other steps too. */
  const using = (name: string, seen: ReadonlySet<string> = new Set()): Set<string> => {
    const own = formulas.filter((one) => !seen.has(one.name) && namesIn(one.formula).includes(name));
    const found = new Set([...seen, ...own.map((one) => one.name)]);
    return own.reduce((all, one) => using(one.name, all), found);
  };
  const given = numbersAt(rest, []).map((one) => ({ ...one, figures: using(one.words.at(-1) ?? '') }));
  const written = formulas.flatMap(({ name, formula }) =>
    (formula.match(WRITTEN) ?? []).map((text) => ({
      value: Number(text),
      words: [name],
      figures: new Set([name, ...using(name)]),
    })),
  );
  return [...given, ...written].map((one) => ({ ...one, words: one.words.flatMap(wordsIn) }));
}

const WRITTEN = /(?<![\w.])\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/gi;
const namesIn = (formula: string): string[] => formula.match(/[a-zA-Z]\w*/g) ?? [];

/** Numbers in a value, each with the names on the way to it. */
function numbersAt(value: unknown, path: readonly string[]): PutIn[] {
  if (typeof value === 'number') return [{ value, words: path, figures: null }];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => numbersAt(one, path));
  return isMapping(value) ? Object.entries(value).flatMap(([name, one]) => numbersAt(one, [...path, name])) : [];
}

/** Results are shown with six digits, and sheets with four. */
const AS_SHOWN = 1e-5;
const isNear = (put: number, value: number) =>
  Math.abs(put - value) <= AS_SHOWN * Math.abs(value) || put === Number(value.toPrecision(4));

/**
 * Whether a number that was put in is this value: it is called so, also a share in percent as a ratio, or it has digits enough to be no other number of the
 * question (`others`).
 */
export function isPutFor(put: PutIn, { value, unit, words }: Source, others: readonly number[]): boolean {
  if (value === 0) return false;
  const isNamed = wordsHeard(words, put.words) > 0;
  if (isNamed && unit.includes('%') && isNear(put.value, value / 100)) return true;
  if (!isNear(put.value, value)) return false;
  return isNamed || (isTelling(put.value) && !others.some((other) => isNear(put.value, other)));
}

const isTelling = (value: number): boolean =>
  String(Number(Math.abs(value).toPrecision(12)))
    .replace(/e.*$/, '')
    .replace(/^[0.]+/, '')
    .replace('.', '')
    .replace(/0+$/, '').length >= TELLING_DIGITS;

/** Numbers of a fact, part by part, with the words by which it is called. */
export function sourcesOf(name: string, { label = '', unit = '' }: Partial<Fact>, value: FactValue): Source[] {
  const words = wordsIn(`${name} ${label}`);
  return numbersAt(value, []).map(({ value: one, words: path }) => ({
    value: one,
    unit,
    words: [...words, ...path.flatMap(wordsIn)],
  }));
}
