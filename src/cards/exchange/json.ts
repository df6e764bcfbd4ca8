import type { PitwallError } from '../../core/error.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
/** Keys and indexes from the outermost value on. */
export type JsonPath = (string | number)[];

/** Nested deeper than any format of personas asks for. */
const DEEPEST = 64;
/** Values in all of it. A lorebook of two thousand entries has some sixty thousand. */
const MOST_VALUES = 200_000;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value under a path; undefined where nothing stands there. What every object has by nature is not found. */
export function valueAt(value: Json, path: JsonPath): Json | undefined {
  let at: Json | undefined = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as { [key: string]: Json })[key];
  }
  return at;
}

/**
 * The object that a text is in JSON; undefined for a text that is no JSON object.
 * Throws what `refuse` makes of one that is nested too deep or holds too much.
 */
export function readJsonObject(text: string, refuse: (found: string) => PitwallError): JsonObject | undefined {
  const plain = text.replace(/^\uFEFF/, '');
  if (!/^\s*\{/.test(plain)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const open = [{ value, depth: 1 }];
  let values = 1;
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one.value !== 'object' || one.value === null) continue;
    if (one.depth > DEEPEST) throw refuse(`values that are nested deeper than ${DEEPEST} levels`);
    const members: unknown[] = Object.values(one.value);
    values += members.length;
    if (values > MOST_VALUES) throw refuse(`more than ${MOST_VALUES} values`);
    for (const member of members) open.push({ value: member, depth: one.depth + 1 });
  }
  return value as JsonObject;
}

/** Every string with its path, in the order of the document. */
export function stringsIn(value: Json, path: JsonPath = []): { path: JsonPath; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap((item, index) => stringsIn(item, [...path, index]))
    : Object.entries(value).flatMap(([key, item]) => stringsIn(item, [...path, key]));
}

const LONGEST_NUMBER = 40;

function withoutStrings(json: string): string {
  let [outside, from, isInside] = ['', 0, false];
  for (let at = json.indexOf('"'); at >= 0; at = json.indexOf('"', at + 1)) {
    let slashes = 0;
    while (isInside && json[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 1) continue;
    if (!isInside) outside += `${json.slice(from, at)} `;
    from = at + 1;
    isInside = !isInside;
  }
  return outside + json.slice(from);
}

/** Numbers that JSON spells with more digits than a double keeps. */
export function roundedNumbers(text: string): string[] {
  return [...withoutStrings(text).matchAll(/-?\d[\d.]*(?:[eE][+-]?\d+)?/g)].flatMap(([written]) => {
    if (written.length > LONGEST_NUMBER) return [`${written.slice(0, LONGEST_NUMBER)}…`];
    const digits = written.replace(/[eE].*$|[-.]/g, '').replace(/^0+/, '');
    const isWhole = /^-?\d+$/.test(written);
    if (isWhole ? String(BigInt(written)) === String(BigInt(Number(written))) : digits.length <= 15) return [];
    return [written];
  });
}

/** The same value with what `change` gives for a path in the place of what stood there. */
export function replaced(value: Json, changes: readonly { at: JsonPath; value: Json }[]): Json {
  const [whole] = changes.filter(({ at }) => at.length === 0);
  if (whole !== undefined) return whole.value;
  if (changes.length === 0 || typeof value !== 'object' || value === null) return value;
  const under = new Map<string, { at: JsonPath; value: Json }[]>();
  for (const { at, value: put } of changes) {
    const [key, ...rest] = at;
    const list = under.get(String(key)) ?? [];
    list.push({ at: rest, value: put });
    under.set(String(key), list);
  }
  const of = (key: string, item: Json) => replaced(item, under.get(key) ?? []);
  return Array.isArray(value)
    ? value.map((item, index) => of(String(index), item))
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, of(key, item)]));
}

/** `data.character_book.entries[3].content`, as people write it. */
export function pathText(path: JsonPath): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}
