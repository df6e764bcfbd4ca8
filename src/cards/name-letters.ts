/** What nobody sees in a name, or what turns the characters behind it around. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{e0000}-\u{e007f}]/u;

/** Scripts with letters that look like those of another. */
const ALIKE = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** Why a name could pass for another one; null for one that cannot. */
export function nameFault(name: string): string | null {
  const hidden = HIDDEN.exec(name)?.[0].codePointAt(0);
  if (hidden !== undefined)
    return `a name of visible characters, found U+${hidden.toString(16).toUpperCase().padStart(4, '0')}`;
  const mixed = name.split(/[^\p{L}\p{M}]+/u).find((word) => ALIKE.filter((script) => script.test(word)).length > 1);
  return mixed === undefined
    ? null
    : `a name in letters of one script, found \`${mixed}\`, which mixes letters that look alike`;
}
