import { englishNumbers } from './question/english-numbers.ts';
import { koreanNumbers } from './question/korean-numbers.ts';

/** A question with counts in words as digits, and thousands without a comma: `one trillion tokens` -> `1000000000000 tokens`, `열흘` -> `10일`. */
export function inDigits(question: string): string {
  return englishNumbers(koreanNumbers(question))
    .replaceAll(/(\d)\s*[x×*·]\s*10\s*(?:\^|\*\*)\s*(-?\d+)/g, '$1e$2')
    .replaceAll(/(?<![\d.])10\s*(?:\^|\*\*)\s*(-?\d+)/g, '1e$1')
    .replaceAll(/\d{1,3}(?:,\d{3})+(?![\d,])/g, (number) => number.replaceAll(',', ''))
    .replaceAll(/\b(?:an?|one) (week|month|day|year)\b(?! (?:of|per))/gi, '1 $1')
    .replaceAll(/floating[\s-]point operations?/gi, 'FLOPs')
    .replaceAll(/(\d)[\s-]*-?[\s-]*(thousand|million|billion|trillion)[\s-]+/gi, '$1 $2 ')
    .replaceAll(/\b(takes?|lasts?|costs?|needs?|for|every|in) (?:an?|one) (second|minute|hour)\b/gi, '$1 1 $2');
}
