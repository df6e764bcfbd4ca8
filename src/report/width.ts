import stringWidth from 'string-width';

const NARROWEST_COLUMN = 16;

/** A space at which no line is broken, for a number and its unit; `settled` turns it into a plain one. */
export const TIE = '\u00a0';

export const settled = (text: string): string => text.replaceAll(TIE, ' ');

/** Columns that a text takes on a terminal: two for Hangul, none for colour codes. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  // Most Korean text; the library takes 25 ms for the first text that it is asked about.
  if (/^[ -~가-힣]*$/.test(text)) return text.length + (text.match(/[가-힣]/g)?.length ?? 0);
  if (text.length <= SEGMENTED) return stringWidth(text);
  let width = 0;
  for (const { width: more } of measured(text)) width += more;
  return width;
}

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
    let used = 0;
    for (const word of paragraph.split(/ +/)) {
      for (const { piece, width: more } of cut(word, room)) {
        if (line === '' || used + 1 + more <= room) {
          line = line === '' ? piece : `${line} ${piece}`;
          used += (used === 0 ? 0 : 1) + more;
        } else {
          lines.push(line);
          line = piece;
          used = more;
        }
      }
    }
    return [...lines, line];
  });
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Pieces of a word that each fit a line. Each grapheme is measured once: a word may be as long as a reply. */
function cut(word: string, room: number): { piece: string; width: number }[] {
  const whole = widthOf(word);
  if (whole <= room) return [{ piece: word, width: whole }];
  const pieces: { piece: string; width: number }[] = [];
  let [piece, width] = ['', 0];
  for (const { part, width: more } of measured(word)) {
    if (piece !== '' && width + more > room) {
      pieces.push({ piece, width });
      [piece, width] = ['', 0];
    }
    piece += part;
    width += more;
  }
  if (piece !== '') pieces.push({ piece, width });
  return pieces;
}

/** As much of a text as fits `width` columns. */
export function fitted(text: string, width: number): string {
  let [short, used] = ['', 0];
  for (const { part, width: more } of measured(text)) {
    used += more;
    if (used > width) return short;
    short += part;
  }
  return short;
}

/** Graphemes with their columns, and colour codes, which have none. */
function* measured(text: string): Generator<{ part: string; width: number }> {
  for (const [index, run] of text.split(COLOUR).entries()) {
    if (index % 2 === 1) yield { part: run, width: 0 };
    else for (const part of graphemesOf(run)) yield { part, width: graphemeWidth(part) };
  }
}

const MOST_KNOWN = 4096;
const known = new Map<string, number>();

/** To measure one takes long, and a text has few of them. */
function graphemeWidth(grapheme: string): number {
  const width = known.get(grapheme) ?? stringWidth(grapheme);
  if (grapheme.length <= 8 && known.size < MOST_KNOWN) known.set(grapheme, width);
  return width;
}

/** Letters that are segmented at once: the time that `Intl.Segmenter` takes for a text grows with the square of its length. */
const SEGMENTED = 128;
/** Letters that are graphemes of their own beside each other: ASCII, Hangul syllables and common ideographs. */
const PLAIN = /^[ -~\uac00-\ud7a3\u4e00-\u9fff]*$/;

function* graphemesOf(text: string): Generator<string> {
  let held = '';
  for (let at = 0; at < text.length; at += SEGMENTED) {
    const piece = held + text.slice(at, at + SEGMENTED);
    const parts = PLAIN.test(piece) ? piece.split('') : Array.from(graphemes.segment(piece), ({ segment }) => segment);
    // The last one may go on, unless it is no letter but a heap of marks.
    const last = at + SEGMENTED < text.length ? parts.at(-1) : undefined;
    held = last !== undefined && last.length < SEGMENTED ? last : '';
    yield* held === '' ? parts : parts.slice(0, -1);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what begins a colour code
const COLOUR = /(\u001b\[[\d;]*m)/;

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
