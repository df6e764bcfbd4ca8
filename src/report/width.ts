import stringWidth from 'string-width';

const NARROWEST_COLUMN = 16;

/** A space at which no line is broken, for a number and its unit; `settled` turns it into a plain one. */
export const TIE = '\u00a0';

export const settled = (text: string): string => text.replaceAll(TIE, ' ');

/** Columns that a text takes on a terminal: two for Hangul, none for colour codes. */
export const widthOf = (text: string): number => stringWidth(text);

/** Fills with spaces on the right up to `width` columns; a longer text stays as it is. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/**
 * Lines of at most `width` columns, broken between words (between eojeol in Korean). A word that is wider than a
 * line is cut between graphemes. Takes plain text: colour is put on afterwards, line by line.
 */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(8, width);
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(/ +/)) {
      for (const piece of cut(word, room)) {
        const longer = line === '' ? piece : `${line} ${piece}`;
        if (widthOf(longer) <= room) {
          line = longer;
        } else {
          lines.push(line);
          line = piece;
        }
      }
    }
    return [...lines, line];
  });
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function cut(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && widthOf(piece + segment) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return piece === '' ? pieces : [...pieces, piece];
}

/** Parts joined by `between`, broken behind it, and only there as long as each part fits a line. */
export function wrapParts(parts: readonly string[], width: number, between = ' · '): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const piece = isLast ? part : part + between.trimEnd();
    const longer = line === '' ? piece : `${line} ${piece}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = wrap(piece, width);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return line === '' ? lines : [...lines, line];
}

/**
 * Rows with every column as wide as its widest cell. The last column is not padded; on a page of `width` columns
 * it is wrapped under itself.
 */
export function columns(
  rows: readonly (readonly string[])[],
  { gap = 2, width = Number.POSITIVE_INFINITY } = {},
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.slice(0, -1).entries()) widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
  }
  return rows.flatMap((row) => {
    const head = row.slice(0, -1).map((cell, index) => padTo(cell, (widths[index] ?? 0) + gap));
    const margin = widthOf(head.join(''));
    const last = row.at(-1) ?? '';
    const room = Math.max(NARROWEST_COLUMN, width - margin);
    const lines = Number.isFinite(width) ? wrap(last, room) : [last];
    return lines.map((line, index) => ((index === 0 ? head.join('') : ' '.repeat(margin)) + line).trimEnd());
  });
}
