import { Kept } from '../core/kept.ts';

/** A team with its voices, a few times over. */
const MOST_KEPT = 128;

/** A parse that is done once for a text and the name that errors give it. */
export function keptParse<T extends object>(parse: (text: string, shown: string) => T) {
  const kept = new Kept<T>(MOST_KEPT);
  return (text: string, shown: string): T => kept.of(`${shown}\n${text}`, () => parse(text, shown));
}
