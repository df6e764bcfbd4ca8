/** The content of a fence that was taken out of a piece, and where: `at` counts in the piece as it is without it. */
export interface Gap {
  at: number;
  chars: number;
  lines: number;
  value: string;
}

/** A piece of a text with the place where it starts: offset from 0, line from 1. */
export interface Piece {
  /** Without what its fences hold. */
  text: string;
  offset: number;
  line: number;
  gaps: Gap[];
}

/**
 * What makes a line's meaning depend on lines far away: definitions and footnotes, raw HTML, fences inside lists or quotes.
 * A text with any of it outside its plain fences stays whole.
 */
const TIED = /\]:|\[\^|^[ \t]*<|^(?!`{3}|~{3}).*(?:`{3}|~{3})/;
const FENCE = /^(`{3,}|~{3,})(.*)$/;
/** With the line end behind it. */
export const FRONT_MATTER = /^---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|$)/;
/** A reader is built anew for each piece, and costs as much as some thousand characters. */
const LEAST = 5_000;

/**
 * Cuts Markdown at level-1 and level-2 headings behind a blank line, outside fences and front matter, and takes out what plain
 * fences hold, so that reading the pieces gives the nodes of reading the whole. The reader looks at every character more than
 * once and its work grows faster than its text, and most of a long card is code: cut up, it is read in a third of the time.
 */
export function cutMarkdown(text: string, least = LEAST): Piece[] {
  const start = FRONT_MATTER.exec(text)?.[0].length ?? 0;
  const first: Piece = { text: '', offset: 0, line: 1, gaps: [] };
  const pieces = [first];
  /** Where the text that is not in a piece yet begins. */
  let from = 0;
  let open: { marks: string; content: number; line: number } | undefined;
  let offset = 0;
  let before: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const next = offset + line.length + 1;
    const [, marks, info = ''] = offset < start ? [] : (FENCE.exec(line) ?? []);
    if (offset < start) {
      offset = next;
      continue;
    }
    const piece = pieces.at(-1) as Piece;
    if (open !== undefined) {
      if (marks?.startsWith(open.marks) && info.trim() === '') {
        const value = text.slice(open.content, Math.max(open.content, offset - 1));
        if (value !== '' && !value.includes('\0')) {
          piece.text += text.slice(from, open.content);
          piece.gaps.push({ at: piece.text.length, chars: offset - open.content, lines: index - open.line, value });
          from = offset;
        }
        open = undefined;
      }
    } else if (marks !== undefined && (marks.startsWith('~') || !info.includes('`'))) {
      open = { marks, content: Math.min(next, text.length), line: index + 1 };
    } else if (TIED.test(line)) {
      return [{ text, offset: 0, line: 1, gaps: [] }];
    } else if (before === '' && piece.text.length + offset - from >= least && /^##? \S/.test(line)) {
      piece.text += text.slice(from, offset);
      from = offset;
      pieces.push({ text: '', offset, line: index + 1, gaps: [] });
    }
    before = open === undefined ? line : undefined;
    offset = next;
  }
  const last = pieces.at(-1) as Piece;
  last.text += text.slice(from);
  return pieces;
}
