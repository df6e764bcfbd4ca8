import { widthOf } from '../src/report/width.ts';

const FONT_PX = 14;
const LINE_PX = 20;
/** Advance of one column; `textLength` holds every font to it. */
const COLUMN_PX = 8.4;
const MARGIN_PX = 20;
const BAR_PX = 34;

const INK = '#d6deeb';
const PAPER = '#11161f';

/** Foreground by SGR code, 30 to 37 and 90 to 97. */
const COLOURS = new Map<number, string>([
  [30, '#5c6773'],
  [31, '#f07178'],
  [32, '#a5d572'],
  [33, '#f2c261'],
  [34, '#7aa2f7'],
  [35, '#c792ea'],
  [36, '#5ccfe6'],
  [37, INK],
  [90, '#5c6773'],
  [91, '#ff8b92'],
  [92, '#bae67e'],
  [93, '#ffd580'],
  [94, '#9ab8ff'],
  [95, '#ddb1f5'],
  [96, '#95e6f3'],
  [97, '#ffffff'],
]);

interface Ink {
  colour: string;
  bold: boolean;
  dim: boolean;
}

const PLAIN: Ink = { colour: INK, bold: false, dim: false };

/** Pieces of a line that look alike and whose characters are equally wide, each with its first column. */
interface Piece {
  ink: Ink;
  column: number;
  columns: number;
  text: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what begins a colour.
const SGR = /\u001b\[([\d;]*)m/;

/**
 * A terminal's lines as a picture. `title` stands in the bar and is what a screen reader says.
 *
 * @param lines what a command printed, with SGR colours
 */
export function terminalSvg(lines: readonly string[], { title, columns }: { title: string; columns: number }): string {
  const width = Math.round(columns * COLUMN_PX + 2 * MARGIN_PX);
  const height = BAR_PX + lines.length * LINE_PX + MARGIN_PX;
  let ink = PLAIN;
  const rows = lines.flatMap((line, row) => {
    const read = piecesOf(line, ink);
    ink = read.ink;
    const y = BAR_PX + (row + 1) * LINE_PX - 4;
    return read.pieces.filter(({ text }) => text.trim() !== '').map((piece) => drawn(piece, y));
  });
  const dots = ['#f07178', '#f2c261', '#a5d572'].map(
    (colour, index) => `<circle cx="${MARGIN_PX + index * 18}" cy="17" r="5" fill="${colour}"/>`,
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'D2Coding', 'Noto Sans Mono CJK KR', monospace" font-size="${FONT_PX}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>`,
    ...dots,
    `<text x="${MARGIN_PX + 60}" y="22" fill="${INK}" fill-opacity="0.7" xml:space="preserve">${escaped(title)}</text>`,
    ...rows,
    '</svg>',
  ].join('\n')}\n`;
}

function drawn({ ink, column, columns, text }: Piece, y: number): string {
  const at = `x="${px(MARGIN_PX + column * COLUMN_PX)}" y="${y}" textLength="${px(columns * COLUMN_PX)}"`;
  const look = `fill="${ink.colour}"${ink.bold ? ' font-weight="bold"' : ''}${ink.dim ? ' fill-opacity="0.6"' : ''}`;
  return `<text ${at} lengthAdjust="spacingAndGlyphs" ${look} xml:space="preserve">${escaped(text)}</text>`;
}

function piecesOf(line: string, from: Ink): { pieces: Piece[]; ink: Ink } {
  const pieces: Piece[] = [];
  let ink = from;
  let column = 0;
  for (const [index, part] of line.split(SGR).entries()) {
    if (index % 2 === 1) {
      ink = inkAfter(ink, part);
      continue;
    }
    for (const text of part.match(
      /[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]+|[^\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]+/g,
    ) ?? []) {
      const columns = widthOf(text);
      pieces.push({ ink, column, columns, text });
      column += columns;
    }
  }
  return { pieces, ink };
}

function inkAfter(ink: Ink, codes: string): Ink {
  let after = ink;
  for (const code of codes.split(';').map(Number)) {
    const colour = COLOURS.get(code);
    if (code === 0) after = PLAIN;
    else if (code === 1) after = { ...after, bold: true };
    else if (code === 2) after = { ...after, dim: true };
    else if (code === 22) after = { ...after, bold: false, dim: false };
    else if (code === 39) after = { ...after, colour: INK };
    else if (colour !== undefined) after = { ...after, colour };
  }
  return after;
}

const px = (value: number) => String(Math.round(value * 10) / 10);

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
