import { looksLikeHeading } from './headings.ts';

/** What chat templates read as their own: `<|im_start|>`, `</s>`, `[INST]`. */
const TEMPLATE_MARKS = /<(?=[|/a-zA-Z])|\[(?=\/?[A-Z][A-Z_]*\])/g;

/** JSON leaves these as they are. */
const LINE_SEPARATORS = /[\u0085\u2028\u2029]/g;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Another's words as one quoted string: no line break and no quotation mark of theirs ends it, so that they cannot forge a label of
 * ours, and the marks of chat templates are spelled as escapes.
 */
export function quoted(words: string): string {
  return quotedValue(words.toWellFormed());
}

/** A value as JSON on one line, its texts as harmless as quoted ones. */
export function quotedValue(value: unknown): string {
  return JSON.stringify(value).replace(LINE_SEPARATORS, escaped).replace(TEMPLATE_MARKS, escaped);
}

/** An id, a unit or a reference that a model gave: bare where it is one word, else quoted. */
export function word(text: string): string {
  return /^[\p{L}\p{N}_.,:/%°·+*^-]*$/u.test(text) ? text : quoted(text);
}

/** Everything that a model may read as a new line. */
const LINE_BREAKS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** What a line of ours begins with, and other lines that look like it: a fence of any dashes, a speaker's label. */
const LOOKS_LIKE_OURS = /^[\s\p{Cf}]*(?=[\p{Pd}\u2212]{2,}|[[［](?:turn|moderator)\b)/iu;

/** A text with a backslash in front of each line that looks like a heading of ours. */
export function withoutHeadings(text: string): string {
  return text
    .split(LINE_BREAKS)
    .map((line) => (looksLikeHeading(line) ? `\\${line}` : line))
    .join('\n');
}

/**
 * A text that stands as it is, line by line, but for what could pass for ours: `<` of a chat template's mark gets a space behind it,
 * and a line that looks like a heading, a fence or a speaker's label gets a backslash in front.
 */
export function unmarked(text: string): string {
  return unfenced(withoutHeadings(text));
}

/** The same for a text that has headings of ours in it. */
export function unfenced(text: string): string {
  return text
    .toWellFormed()
    .replace(TEMPLATE_MARKS, (mark) => `${mark} `)
    .split(LINE_BREAKS)
    .map((line) => line.replace(LOOKS_LIKE_OURS, (indent) => `${indent}\\`))
    .join('\n');
}

/** A name or a role on one line of ours. */
export function onOneLine(text: string): string {
  return unmarked(text.split(LINE_BREAKS).join(' ').replace(/\s+/g, ' ').trim());
}
