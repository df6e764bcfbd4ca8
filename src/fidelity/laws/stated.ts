import type { Law, Quantity, Unit } from '../model/law.ts';
import { contentWords } from '../reading/text.ts';
import { breach } from './law.ts';
import { quantitiesIn } from './quantities.ts';

/** A line of the card with its numbers. */
export interface StatedFigure {
  words: Set<string>;
  numbers: Quantity[];
  line: number;
  text: string;
}

/** Share of a stated line's weight that a turn must have to be about the same thing. */
const SAME_SUBJECT = 0.5;
const LEAST_WORDS = 3;
/** Off by a power of ten, about: a rounding or another case is not. */
const SLIPS = [0.1, 10, 0.01, 100];
const COUNTS: ReadonlySet<Unit> = new Set([
  'percent',
  'parameters',
  'tokens',
  'bytes',
  'bits',
  'times',
  'seconds',
  'steps',
  'count',
  'perSecond',
  'cards',
]);

export function statedFigures(lines: readonly { text: string; line: number }[]): StatedFigure[] {
  return lines.flatMap(({ text, line }) => {
    const numbers = quantitiesIn(text).filter(({ unit }) => COUNTS.has(unit));
    const words = new Set(contentWords(text));
    return numbers.length === 0 || words.size < LEAST_WORDS ? [] : [{ words, numbers, line, text }];
  });
}

/** A figure that the card states itself, said of the same thing with its decimal point moved. */
export function statedLaw(figures: readonly StatedFigure[], idf: ReadonlyMap<string, number>): Law | null {
  if (figures.length === 0) return null;
  const weight = (words: Iterable<string>) => [...words].reduce((sum, word) => sum + (idf.get(word) ?? 1), 0);
  return {
    id: 'stated',
    states: { code: 'law.stated', params: { lines: figures.length } },
    check({ text, quantities }) {
      if (quantities.length === 0) return null;
      const said = new Set(contentWords(text));
      for (const { words, numbers, line } of figures) {
        const shared = [...words].filter((word) => said.has(word));
        if (shared.length < LEAST_WORDS || weight(shared) < SAME_SUBJECT * weight(words)) continue;
        for (const number of quantities) {
          const same = numbers.filter(({ unit }) => unit === number.unit);
          if (same.length === 0 || same.some(({ value }) => value === number.value)) continue;
          const slip = same.find(({ value }) =>
            SLIPS.some((factor) => Math.abs(number.value / value - factor) < factor * 0.03),
          );
          if (slip !== undefined)
            return [breach(number, { code: 'stated.differs', params: { said: number.text, card: slip.text } }, line)];
        }
        return [];
      }
      return null;
    },
  };
}
