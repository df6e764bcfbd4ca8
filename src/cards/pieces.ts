/** A piece of a text with the place where it starts: offset from 0, line from 1. */
export interface Piece {
  text: string;
  offset: number;
  line: number;
}

/**
 * What makes a line's meaning depend on lines far away: definitions and footnotes, raw HTML, fences inside lists or quotes.
 * A text with any of it stays whole.
 */
const TIED = /\]:|\[\^|^[ \t]*<|^(?!`{3}|~{3}).*(?:`{3}|~{3})/m;
const FENCE = /^(`{3,}|~{3,})(.*)$/;
const FRONT_MATTER = /^---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|$)/;

/**
 * Cuts Markdown at level-1 and level-2 headings behind a blank line, outside fences and front matter, so that reading the
 * pieces gives the nodes of reading the whole. The reader's work grows faster than its text: a long card is read in half the time.
 */
export function cutMarkdown(text: string): Piece[] {
  if (TIED.test(text)) return [{ text, offset: 0, line: 1 }];
  const cuts: Omit<Piece, 'text'>[] = [{ offset: 0, line: 1 }];
  const start = FRONT_MATTER.exec(text)?.[0].length ?? 0;
  let fence: string | undefined;
  let offset = 0;
  let before: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (offset >= start) {
      const [, marks, info = ''] = FENCE.exec(line) ?? [];
      if (fence !== undefined) {
        if (marks?.startsWith(fence) && info.trim() === '') fence = undefined;
      } else if (marks !== undefined) {
        if (marks.startsWith('~') || !info.includes('`')) fence = marks;
      } else if (before === '' && /^##? \S/.test(line)) cuts.push({ offset, line: index + 1 });
      before = line;
    }
    offset += line.length + 1;
  }
  return cuts.map((cut, index) => ({ ...cut, text: text.slice(cut.offset, cuts[index + 1]?.offset) }));
}
