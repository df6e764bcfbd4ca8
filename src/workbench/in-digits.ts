import { englishNumbers } from './question/english-numbers.ts';
import { koreanNumbers } from './question/korean-numbers.ts';
import { inBookWords } from './question/thesaurus.ts';

/** A question in the words of the book with counts as digits, and thousands without a comma: `one trillion tokens` -> `1000000000000 tokens`, `열흘` -> `10일`. */
export function inDigits(question: string): string {
  return (
    englishNumbers(koreanNumbers(inBookWords(question)))
      // "512+64 dimensions": so many.
      .replaceAll(
        /(?<![\w.+])(\d{1,6})\s?\+\s?(\d{1,6})(?=\s?(?:차원|dim|개|장|tokens?|토큰|layers?|레이어|heads?|gpus?|cards?|bytes?|바이트))/gi,
        (_, a: string, b: string) => String(Number(a) + Number(b)),
      )
      .replaceAll(/(\d)\s*[x×*·]\s*10\s*(?:\^|\*\*)\s*(-?\d+)/g, '$1e$2')
      .replaceAll(/(?<![\d.])10\s*(?:\^|\*\*)\s*(-?\d+)/g, '1e$1')
      .replaceAll(/(?<![\w.])(\d)\s?(?:\^|\*\*)\s?(\d\d?)(?!\d)/g, (_, base: string, power: string) =>
        String(Number(base) ** Number(power)),
      )
      .replaceAll(/\d{1,3}(?:,\d{3})+(?![\d,])/g, (number) => number.replaceAll(',', ''))
      .replaceAll(/\b(?:an?|one) (week|month|day|year)\b(?! (?:of|per))/gi, '1 $1')
      .replaceAll(/floating[\s-]point operations?/gi, 'FLOPs')
      .replaceAll(/(\d)[\s-]*-?[\s-]*(thousand|million|billion|trillion)[\s-]+/gi, '$1 $2 ')
      .replaceAll(/\b(takes?|lasts?|costs?|needs?|for|every|in) (?:an?|one) (second|minute|hour)\b/gi, '$1 1 $2')
      .replaceAll(RESTATED, (all, first: string, scale: string, unit: string, second: string, other: string) => {
        const exact = amount(second, other === '' && Number(second) < 1000 ? scale : other);
        return Math.abs(exact / amount(first, scale) - 1) < 0.12
          ? `${second}${other === '' && Number(second) < 1000 ? scale : other}${unit}`
          : all;
      })
      .replaceAll(/\b(tp|pp|dp)(\d+)\b/gi, '$1 $2')
      .replaceAll(/(?<![\w.])(\d{1,3})L\b/g, '$1 layers')
      .replaceAll(/(?<![\w.])(?:head_?)?d(?:h|_head)?(\d{2,3})(?!\w)/gi, 'head dim $1')
      .replaceAll(/(?<![\w.])(h|s|b|l|a|v)\s?=\s?(?=\d)/gi, (_, letter: string) => `${LETTERS[letter.toLowerCase()]} `)
      .replaceAll(
        /(?<![\w.])d\s?=\s?(\d{3,})(?!\w)/gi,
        (_, size: string) => `${Number(size) > MOST_OF_A_HEAD ? 'hidden' : 'head dim'} ${size}`,
      )
      // A formula that is told holds no quantities: sbh(34 + 5as/h), 34 x batch x hidden.
      .replaceAll(/\b[a-z]+\((?=[^()]*[+*])[^()]*[a-z][^()]*\)/gi, (formula) => (/\d/.test(formula) ? ' ' : formula))
      .replaceAll(
        /(?<![\w.])\d+(?:\.\d+)?\s?[x×*·]\s?(?=(?:seq|batch|hidden|layers?|param|tokens?|model size|d_model|[a-z])\b(?!\s?(?:len\w*|length|size)?\s?=?\s?\d))(?:[a-z][\w]*\s?[x×*·]\s?)*/gi,
        ' ',
      )
  );
}

const MOST_OF_A_HEAD = 256;
/** Letters of papers and configurations. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ h: 'hidden', s: 'seq', b: 'batch', l: 'layers', a: 'heads', v: 'vocab' },
};
/** "70B (70.6B)", "1M tokens (1048576)": the second says the first again. */
const RESTATED =
  /(?<![\w.])(\d+(?:\.\d+)?)\s?([kmbt]?(?:il|illion|n)?)((?:\s?(?:tokens?|params?|parameters?|토큰|파라미터))?)\s?\((?:exactly |정확히 |=\s?)?(\d+(?:\.\d+)?)\s?([kmbt]?)(?: (?:really|exactly|to be (?:exact|precise)))?\)/gi;
const SCALE: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };
const amount = (digits: string, scale: string): number =>
  Number(digits) * (SCALE[scale.toLowerCase().slice(0, 1)] ?? 1);
