import type { FidelityReport } from '../../evaluate.ts';

/** What a judge holds against a turn, with both quotes. */
export function judgedText({
  fault,
  turnQuote,
  cardQuote,
  cardLine,
  why,
}: FidelityReport['judge']['verdicts'][number]) {
  const against =
    cardQuote === '' ? '' : ` against “${cardQuote}”${cardLine === null ? '' : ` (card line ${cardLine})`}`;
  return `${fault?.replaceAll('_', ' ') ?? ''}: “${turnQuote}”${against}${why === '' ? '' : `, ${why}`}`;
}
