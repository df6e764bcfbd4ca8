/** What chat templates read as their own: `<|im_start|>`, `</s>`, `[INST]`. */
const TEMPLATE_MARKS = /<(?=[|/a-zA-Z])|\[(?=\/?[A-Z][A-Z_]*\])/g;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Another's words as one quoted string: no line break and no quotation mark of theirs ends it, so that they cannot forge a label of
 * ours, and the marks of chat templates are spelled as escapes.
 */
export function quoted(words: string): string {
  return JSON.stringify(words.toWellFormed()).replace(TEMPLATE_MARKS, escaped);
}

/** A text that stands as it is, but for the marks of chat templates: `<` gets a space behind it. */
export function unmarked(text: string): string {
  return text.toWellFormed().replace(TEMPLATE_MARKS, (mark) => `${mark} `);
}
