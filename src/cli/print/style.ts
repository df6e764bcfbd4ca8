import picocolors from 'picocolors';
import { sealed } from './control.ts';

type Paint = (text: string) => string;

export interface Style {
  bold: Paint;
  dim: Paint;
  good: Paint;
  bad: Paint;
  /** Each seat has a colour of its own, by its place in the cast. */
  speaker(id: string): Paint;
}

export function styleFor(colour: boolean, cast: readonly string[]): Style {
  const pc = picocolors.createColors(colour);
  const own = colour ? sealed : (paint: Paint) => paint;
  const palette = [pc.cyan, pc.yellow, pc.magenta, pc.green, pc.blue, pc.red, pc.cyanBright, pc.yellowBright];
  return {
    bold: own(pc.bold),
    dim: own(pc.dim),
    good: own(pc.green),
    bad: own(pc.red),
    speaker(id) {
      const seat = cast.indexOf(id);
      const paint = palette[(seat < 0 ? palette.length - 1 : seat) % palette.length] ?? pc.reset;
      return own((text) => pc.bold(paint(text)));
    },
  };
}
