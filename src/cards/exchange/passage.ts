import { readMojibake } from '../repair/mojibake.ts';

/** How strings of a source stand under a heading of the card. */
export const FORMS = ['text', 'list', 'map', 'items'] as const;
/** `items` is a list of objects that have one string each, all under the same name. */
export type Form = (typeof FORMS)[number];

/** What of a text cannot stand in the card as it is, and is put back by export. */
export interface Edges {
  lead?: string | undefined;
  trail?: string | undefined;
  eol?: string | undefined;
}

/** Items and fences that the reader of cards takes in one section. */
const MOST_BLOCKS = 1500;
const BEGINS_BLOCK = /^[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])/gm;
/** Characters that a card as a text file cannot hold. */
const UNFIT = /[^\P{Cc}\t\n]|[\uFEFF\uFFFD]|\p{Cs}/u;

/** A line that would end the passage, open something that swallows what follows, or nest without end. */
const STRUCTURAL = [
  /^[ \t]*\\/,
  /^ {0,3}#{1,6}(?:[ \t]|$)/,
  /^ {0,3}(?:=+|-+)[ \t]*$/,
  /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/,
  /^ {0,3}(?:`{3}|~{3})/,
  /^ {0,3}<(?:script|pre|style|textarea|!|\?)/i,
  /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){8}/,
];
/** A list item of its own words that would be read as something else. */
const ITEM = /^(?:[#>`~<\\[]|[-+*=](?:[\s*=-]|$)|_{3}|\d{1,9}[.)](?:\s|$))/;
const KEY = /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,60}$/u;

const canStand = (text: string) => !UNFIT.test(text) && text.isWellFormed() && readMojibake(text) === undefined;

/** A text as lines of Markdown that hold nothing but paragraphs, lists and tables; null for one that a card cannot hold. */
export function writeText(text: string): { body: string; edges: Edges } | null {
  const eol = /\r/.test(text) ? '\r\n' : undefined;
  const plain = eol === undefined ? text : text.replaceAll('\r\n', '\n');
  if (eol !== undefined && plain.replaceAll('\n', eol) !== text) return null;
  const [lead = ''] = /^[ \t\n]*/.exec(plain) ?? [];
  const inner = plain.slice(lead.length).replace(/[ \t\n]+$/, '');
  if (inner === '' || !canStand(plain)) return null;
  if ((inner.match(BEGINS_BLOCK)?.length ?? 0) > MOST_BLOCKS) return null;
  const trail = plain.slice(lead.length + inner.length);
  return {
    body: inner
      .split('\n')
      .map((line) => (STRUCTURAL.some((pattern) => pattern.test(line)) ? line.replace(/^[ \t]*/, '$&\\') : line))
      .join('\n'),
    edges: {
      ...(lead === '' ? {} : { lead }),
      ...(trail === '' ? {} : { trail }),
      ...(eol === undefined ? {} : { eol }),
    },
  };
}

/** The text that `writeText` wrote, or what somebody made of it. */
export function readText(body: string, { lead = '', trail = '', eol = '\n' }: Edges): string {
  const inner = body
    .replace(/^[ \t\n]+|[ \t\n]+$/g, '')
    .split('\n')
    .map((line) => line.replace(/^([ \t]*)\\/, '$1'))
    .join('\n');
  return inner === '' ? '' : `${lead}${inner}${trail}`.replaceAll('\n', eol);
}

/** Strings of one line each as a list; null where one of them cannot be an item. */
export function writeList(items: readonly string[]): string | null {
  if (items.length === 0 || items.length > MOST_BLOCKS) return null;
  if (items.some((item) => item === '' || item.includes('\n') || item.trim() !== item || !canStand(item))) return null;
  return items.map((item) => `- ${ITEM.test(item) ? '\\' : ''}${item}`).join('\n');
}

/** Items of a list; a line that is none goes on with the item before it. */
export function readList(body: string): string[] {
  const items: string[] = [];
  for (const line of body.split('\n')) {
    if (line.trim() === '') continue;
    const item = /^[-*+][ \t]+(.*)$/.exec(line.trimEnd())?.[1]?.replace(/^\\/, '');
    if (item !== undefined) items.push(item);
    else if (items.length === 0) items.push(line.trim());
    else items.push(`${items.pop()} ${line.trim()}`);
  }
  return items;
}

/** Names with a string each, as a list `- name: string`; null where one of them cannot stand so. */
export function writeMap(entries: readonly (readonly [string, string])[]): string | null {
  if (entries.some(([key]) => !KEY.test(key) || key.trim() !== key)) return null;
  const items = entries.map(([key, value]) => (value === '' || value.trim() !== value ? '' : `${key}: ${value}`));
  return writeList(items);
}

export function readMap(body: string): [string, string][] {
  return readList(body).flatMap((item): [string, string][] => {
    const colon = item.indexOf(': ');
    return colon < 0 ? [] : [[item.slice(0, colon), item.slice(colon + 2)]];
  });
}

/** Words on one line of a heading or in a cell of a table, with no meaning in Markdown. */
export function inline(words: string): string {
  return words
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*[\]<>|~&!#{}]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
}

/** What `inline` wrote. */
export const fromInline = (written: string): string => written.trim().replaceAll(/\\([\\`*_[\]<>|~&!#{}])/g, '$1');
