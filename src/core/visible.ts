/** Characters that hide, reverse or steer text: controls, bidirectional marks, zero widths, tags. Line feed and tab are text. */
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029\u{e0000}-\u{e007f}]/u;
const EACH = new RegExp(HIDDEN.source, 'gu');
const JOINER = '\u200d';

export const hides = (text: string): boolean => HIDDEN.test(text);

/** The name of a character by its number: `U+202E`. */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The text with each such character as `⟨U+202E⟩`, so that what is read is what is there. A joiner inside an emoji stays. */
export const visible = (text: string): string => withoutHidden(text, (character) => `⟨${codePointName(character)}⟩`);

/** JSON of the same value with each such character as an escape of JSON's own. */
export const visibleJson = (json: string): string =>
  withoutHidden(json, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );

function withoutHidden(text: string, shown: (character: string) => string): string {
  if (!hides(text)) return text;
  return text.replace(EACH, (character, at: number) =>
    character === JOINER && joinsEmoji(text, at) ? character : shown(character),
  );
}

function joinsEmoji(text: string, at: number): boolean {
  return (
    /\p{Extended_Pictographic}\ufe0f?$/u.test(text.slice(Math.max(0, at - 3), at)) &&
    /^\p{Extended_Pictographic}/u.test(text.slice(at + 1, at + 3))
  );
}
