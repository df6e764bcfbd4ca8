import type { Code } from 'mdast';

/** A piece of a text with the place where it starts: offset from 0, line from 1. */
export interface Piece {
  text: string;
  offset: number;
  line: number;
  /** Already read: a plain fence, which needs no reader. Its positions are those of the whole text. */
  node?: Code;
}

/**
 * What makes a line's meaning depend on lines far away: definitions and footnotes, raw HTML, fences inside lists or quotes.
 * A text with any of it outside its plain fences stays whole.
 */
const TIED = /\]:|\[\^|^[ \t]*<|^(?!`{3}|~{3}).*(?:`{3}|~{3})/;
const FENCE = /^(`{3,}|~{3,})(.*)$/;
const FRONT_MATTER = /^---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|$)/;

/** Characters that a piece has at least: a reader is built anew for each, and costs as much as some thousand of them. */
const LEAST = { text: 5_000, fence: 1_000 };

interface Opening {
  marks: string;
  info: string;
  index: number;
  offset: number;
}

/**
 * Cuts Markdown at fences and at level-1 and level-2 headings behind a blank line, outside front matter, so that reading the
 * pieces gives the nodes of reading the whole. The reader's work grows faster than its text, and most of a long card is code:
 * cut up, it is read in a third of the time.
 */
export function cutMarkdown(text: string, least = LEAST): Piece[] {
  const lines = text.split('\n');
  const start = FRONT_MATTER.exec(text)?.[0].length ?? 0;
  const cuts: Omit<Piece, 'text'>[] = [{ offset: 0, line: 1 }];
  let open: Opening | undefined;
  let offset = 0;
  let before: string | undefined;
  for (const [index, line] of lines.entries()) {
    const next = offset + line.length + 1;
    if (offset >= start) {
      const [, marks, info = ''] = FENCE.exec(line) ?? [];
      if (open !== undefined) {
        const isEnd = marks?.startsWith(open.marks) === true && info.trim() === '';
        if (isEnd && next - open.offset < least.fence) open = undefined;
        else if (isEnd) {
          const node = fenceNode(open, lines.slice(open.index + 1, index), { line, index, offset });
          cuts.push({ offset: open.offset, line: open.index + 1, ...(node === undefined ? {} : { node }) });
          cuts.push({ offset: Math.min(next, text.length), line: index + 2 });
          open = undefined;
        }
      } else if (marks !== undefined && (marks.startsWith('~') || !info.includes('`'))) {
        open = { marks, info, index, offset };
      } else if (TIED.test(line)) {
        return [{ text, offset: 0, line: 1 }];
      } else if (before === '' && offset - (cuts.at(-1)?.offset ?? 0) >= least.text && /^##? \S/.test(line)) {
        cuts.push({ offset, line: index + 1 });
      }
      before = open === undefined ? line : undefined;
    }
    offset = next;
  }
  // What an unclosed fence swallows is the reader's business.
  if (open !== undefined) cuts.push({ offset: open.offset, line: open.index + 1 });
  return cuts
    .map((cut, index) => ({ ...cut, text: text.slice(cut.offset, cuts[index + 1]?.offset) }))
    .filter((piece, index) => index === 0 || piece.text !== '');
}

/** The node of a fence whose two lines hold nothing that has to be decoded. */
function fenceNode(
  { info, index, offset }: Opening,
  content: readonly string[],
  end: { line: string; index: number; offset: number },
): Code | undefined {
  if (/[\\&\0]|\s$/.test(info) || end.line !== end.line.trimEnd() || content.some((line) => line.includes('\0')))
    return undefined;
  const [lang = null, ...meta] = info.trim() === '' ? [] : info.trim().split(/[ \t]+/);
  const rest = lang === null ? '' : info.trim().slice(lang.length).trim();
  return {
    type: 'code',
    lang,
    meta: meta.length === 0 ? null : rest,
    value: content.join('\n'),
    position: {
      start: { line: index + 1, column: 1, offset },
      end: { line: end.index + 1, column: end.line.length + 1, offset: end.offset + end.line.length },
    },
  };
}
