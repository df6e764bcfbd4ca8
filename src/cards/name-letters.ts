import { codePointName, hides } from '../core/visible.ts';

/** Scripts with letters that look like those of another. */
const ALIKE = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** Why a name could pass for another one; null for one that cannot. */
export function nameFault(name: string): string | null {
  // A tab and a line feed are text, and no part of a name.
  const hidden = [...name].find((character) => /[\n\t]/.test(character) || hides(character));
  if (hidden !== undefined) return `a name of visible characters, found ${codePointName(hidden)}`;
  const mixed = name.split(/[^\p{L}\p{M}]+/u).find((word) => ALIKE.filter((script) => script.test(word)).length > 1);
  return mixed === undefined
    ? null
    : `a name in letters of one script, found \`${mixed}\`, which mixes letters that look alike`;
}
