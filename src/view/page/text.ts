/** Characters that hide, reverse or steer text: controls, bidirectional marks, zero widths, tags. Line feed and tab are text. */
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029\u{e0000}-\u{e007f}]/u;
const EACH = new RegExp(HIDDEN.source, 'gu');
const JOINER = '\u200d';

/** The text with each such character as `⟨U+202E⟩`, so that what is read is what is there. A joiner inside an emoji stays. */
export function visible(text: string): string {
  if (!HIDDEN.test(text)) return text;
  return text.replace(EACH, (character, at: number) => {
    if (character === JOINER && joinsEmoji(text, at)) return character;
    return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

function joinsEmoji(text: string, at: number): boolean {
  return (
    /\p{Extended_Pictographic}\ufe0f?$/u.test(text.slice(0, at)) &&
    /^\p{Extended_Pictographic}/u.test(text.slice(at + 1))
  );
}

/** Every text of a value read from JSON, keys too. */
export function visibleAll<T>(value: T): T {
  if (typeof value === 'string') return visible(value) as T;
  if (Array.isArray(value)) return value.map(visibleAll) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [visible(key), visibleAll(inner)])) as T;
}

/** Whether JSON holds any such character, raw or escaped: most answers do not, and are not walked. */
export const mayHide = (json: string): boolean => HIDDEN.test(json) || /\\u00[0189]|\\[bfr]/i.test(json);
