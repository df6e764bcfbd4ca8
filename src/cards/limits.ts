import type { Source } from './markdown.ts';
import { invalid } from './markdown.ts';
import { FRONT_MATTER } from './pieces.ts';

/** Characters. A card of a hundred thousand is long. */
const LONGEST = 256 * 1024;

/** Reading Markdown takes the square of how many quotes, items and fences a section has; nobody has written so many. */
const MOST_BLOCKS = 2000;
const BEGINS_BLOCK = /^[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|`{3}|~{3})/;
const SECTION = /^##? \S/;

/** Emphasis that opens and never closes takes the square of its marks; no paragraph that somebody wrote has so many. */
const MOST_MARKS = 6000;
const MARKS = /[*_]/g;
const FENCE = /^ {0,3}(?:`{3}|~{3})/;
const BEGINS_PARAGRAPH = /^\s*$|^ {0,3}(?:[-*+][ \t]|#{1,6}[ \t])/;

/** A line that quotes within quotes, 500 times over: reading it takes the square of its depth. */
const DEEP_QUOTE = /^(?: {0,3}>){500}/m;

/** Throws CARD_INVALID for a text that could not be read in a time that grows with it. */
export function refuseTooMuch(source: Source): void {
  const { text } = source;
  if (text.length > LONGEST)
    throw invalid(source, `expected a card of at most ${LONGEST} characters, found ${text.length}`, { line: 1 });
  const deep = text.search(DEEP_QUOTE);
  if (deep >= 0) {
    throw invalid(source, 'expected quotes that are nested less than 500 levels deep', {
      line: text.slice(0, deep).split('\n').length,
    });
  }
  const front = (FRONT_MATTER.exec(text)?.[0] ?? '').split('\n').length - 1;
  let section = { line: 1, blocks: 0 };
  let [marks, isCode] = [0, false];
  for (const [index, line] of text.split('\n').entries()) {
    if (index < front) continue;
    if (SECTION.test(line)) section = { line: index + 1, blocks: 0 };
    else if (BEGINS_BLOCK.test(line)) section.blocks += 1;
    if (FENCE.test(line)) isCode = !isCode;
    marks = (isCode || BEGINS_PARAGRAPH.test(line) ? 0 : marks) + (isCode ? 0 : (line.match(MARKS)?.length ?? 0));
    if (marks > MOST_MARKS) {
      const sentence = `expected at most ${MOST_MARKS} marks of emphasis in the paragraph that ends here, found more`;
      throw invalid(source, sentence, { line: index + 1 });
    }
    if (section.blocks > MOST_BLOCKS) {
      const sentence = `expected at most ${MOST_BLOCKS} quotes, list items and fences in the section of line ${section.line}, found more`;
      throw invalid(source, sentence, { line: index + 1 });
    }
  }
}
