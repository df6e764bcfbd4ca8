import picocolors from 'picocolors';

type Paint = (text: string) => string;

/** How a page is set: columns to fill, and colour or none. */
export interface Page {
  width: number;
  colour: boolean;
}

export interface Style {
  bold: Paint;
  dim: Paint;
  good: Paint;
  bad: Paint;
  /** Each seat has a colour of its own, by its place in the cast. */
  speaker(id: string): Paint;
}

const NARROWEST = 50;
const WIDEST = 110;

/** Columns that are pleasant to read on: the terminal's, within 50 and 110; 80 where there is no terminal. */
export function pageWidth(columns: number | undefined): number {
  return Math.min(WIDEST, Math.max(NARROWEST, columns === undefined || !(columns > 0) ? 80 : columns));
}

export function styleFor(colour: boolean, cast: readonly string[]): Style {
  const pc = picocolors.createColors(colour);
  const palette = [pc.cyan, pc.yellow, pc.magenta, pc.green, pc.blue, pc.red, pc.cyanBright, pc.yellowBright];
  return {
    bold: pc.bold,
    dim: pc.dim,
    good: pc.green,
    bad: pc.red,
    speaker(id) {
      const seat = cast.indexOf(id);
      const paint = palette[(seat < 0 ? palette.length - 1 : seat) % palette.length] ?? pc.reset;
      return (text) => pc.bold(paint(text));
    },
  };
}
